//! The passwords that database engines take.
//!
//! The rules are those of the master user's password in the services' API references: `CreateDBInstance` and
//! `CreateTenantDatabase` of RDS, `CreateDBCluster` of RDS (Aurora) and of `DocumentDB`, `CreateCluster` of Redshift and
//! `CreateNamespace` of Redshift Serverless, `MasterUserPassword` or `AdminUserPassword`. RDS allows a space there, but its
//! console and Lightsail do not, so it counts as refused everywhere.

use std::ops::RangeInclusive;

/// The rules of an engine for passwords. Beside them, every character is printable ASCII.
#[derive(Debug, PartialEq, Eq)]
pub struct PasswordRules {
    /// The engine and its service, as their pages call them: `RDS for MySQL`.
    pub title: &'static str,
    /// The least and the greatest number of characters.
    pub length: RangeInclusive<u16>,
    /// The characters that are refused.
    pub refused: &'static str,
    /// At least one upper-case letter, one lower-case letter and one digit are required.
    pub needs_mix: bool,
}

const fn rules(title: &'static str, longest: u16, refused: &'static str) -> PasswordRules {
    PasswordRules { title, length: 8..=longest, refused, needs_mix: false }
}

/// The characters that RDS and `DocumentDB` refuse.
const RDS: &str = "/@\" ";
const AURORA: PasswordRules = rules("Aurora", 41, RDS);
const MYSQL: PasswordRules = rules("RDS for MySQL", 41, RDS);
const MARIADB: PasswordRules = rules("RDS for MariaDB", 41, RDS);
const POSTGRES: PasswordRules = rules("RDS for PostgreSQL", 128, RDS);
const ORACLE: PasswordRules = rules("RDS for Oracle", 30, "/@\" &'");
const SQL_SERVER: PasswordRules = rules("RDS for SQL Server", 128, RDS);
const DB2: PasswordRules = rules("RDS for Db2", 255, RDS);
const DOCUMENT_DB: PasswordRules = rules("DocumentDB", 100, RDS);
const REDSHIFT: PasswordRules = PasswordRules { needs_mix: true, ..rules("Redshift", 64, "/@\" '\\") };

/// The rules by the value of `engine` in a secret, and by the engine's name in the RDS API up to its edition.
static RULES: [(&str, PasswordRules); 13] = [
    ("aurora", AURORA),
    ("mysql", MYSQL),
    ("mariadb", MARIADB),
    ("postgres", POSTGRES),
    ("postgresql", POSTGRES),
    ("oracle", ORACLE),
    ("sqlserver", SQL_SERVER),
    ("db2", DB2),
    ("mongo", DOCUMENT_DB),
    ("mongodb", DOCUMENT_DB),
    ("docdb", DOCUMENT_DB),
    ("documentdb", DOCUMENT_DB),
    ("redshift", REDSHIFT),
];

impl PasswordRules {
    /// The rules of an engine, named as in a secret: "mysql", "sqlserver-ee", "redshift-serverless". `None` if the engine
    /// is not known.
    pub fn of(engine: &str) -> Option<&'static Self> {
        let family = engine.split('-').next().unwrap_or(engine);
        RULES.iter().find(|(name, _)| family.eq_ignore_ascii_case(name)).map(|(_, rules)| rules)
    }

    /// The mistakes of a password, each as the end of a sentence that begins with "The password". None of them tells a
    /// character of it.
    pub fn mistakes(&self, password: &str) -> Vec<String> {
        let length = password.chars().count();
        let (least, most) = (usize::from(*self.length.start()), usize::from(*self.length.end()));
        let mut mistakes = Vec::new();
        if length < least {
            mistakes.push(format!("is shorter than {least} characters"));
        }
        if length > most {
            mistakes.push(format!("is longer than {most} characters"));
        }
        if password.contains(|c| self.refused.contains(c)) {
            mistakes.push(format!("has one of {}", self.refused_in_words()));
        }
        if password.contains(|c: char| c != ' ' && !c.is_ascii_graphic()) {
            mistakes.push("has a character that is not printable ASCII".into());
        }
        let has = |kind: fn(&char) -> bool| password.chars().any(|c| kind(&c));
        let is_mixed =
            has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase) && has(char::is_ascii_digit);
        if self.needs_mix && !is_mixed {
            mistakes.push("lacks an upper-case letter, a lower-case letter or a digit".into());
        }
        mistakes
    }

    /// The refused characters: `/ @ " and space`.
    pub fn refused_in_words(&self) -> String {
        let visible: Vec<String> = self.refused.chars().filter(|c| *c != ' ').map(String::from).collect();
        format!("{} and space", visible.join(" "))
    }

    /// The rules in a sentence: "8 to 41 characters, none of / @ \" and space".
    pub fn in_words(&self) -> String {
        let (least, most) = (self.length.start(), self.length.end());
        let mix = if self.needs_mix { "; an upper-case letter, a lower-case letter and a digit" } else { "" };
        format!("{least} to {most} characters, none of {}{mix}", self.refused_in_words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mistakes(engine: &str, password: &str) -> usize {
        PasswordRules::of(engine).unwrap().mistakes(password).len()
    }

    #[test]
    fn each_engine_has_its_lengths_and_its_characters() {
        let longest = [
            ("mysql", 41),
            ("MariaDB", 41),
            ("aurora-postgresql", 41),
            ("postgres", 128),
            ("oracle-ee", 30),
            ("sqlserver", 128),
            ("db2-se", 255),
            ("mongo", 100),
            ("docdb", 100),
            ("redshift", 64),
            ("redshift-serverless", 64),
        ];
        for (engine, longest) in longest {
            let long = |length: usize| format!("Aa1{}", "x".repeat(length - 3));
            assert_eq!(mistakes(engine, &long(8)), 0, "{engine}");
            assert_eq!(mistakes(engine, &long(7)), 1, "{engine}");
            assert_eq!(mistakes(engine, &long(longest)), 0, "{engine}");
            assert_eq!(mistakes(engine, &long(longest + 1)), 1, "{engine}");
            for refused in ['/', '@', '"', ' ', 'ä', '\n'] {
                assert_eq!(mistakes(engine, &format!("Aa1{refused}xxxx")), 1, "{engine} {refused:?}");
            }
        }
        assert_eq!(mistakes("oracle", "Aa1&'xxx"), 1);
        assert_eq!(mistakes("mysql", "Aa1&'\\xxx"), 0);
        assert_eq!(mistakes("redshift", "Aa1\\xxxx"), 1);
        assert_eq!(mistakes("redshift", "aa1xxxxx"), 1, "no upper-case letter");
        assert_eq!(PasswordRules::of("sybase"), None);
        assert_eq!(PasswordRules::of(""), None);
    }

    proptest! {
        #[test]
        fn no_mistake_tells_a_character_of_the_password(password in "[a-z]{5}\\PC{0,60}") {
            for (_, rules) in &RULES {
                for mistake in rules.mistakes(&password) {
                    prop_assert!(!mistake.contains(&password));
                }
            }
        }
    }
}
