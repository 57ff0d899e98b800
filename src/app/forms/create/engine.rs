//! Database credentials: the keys that rotation functions and the console expect in their secrets.

use crate::app::form::{Cell, Lock, Mask, RowKind, Table, TableRow};

/// The key of the ARN that alternating users need.
const MASTER: &str = "masterarn";

/// A database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engine {
    /// The value of `engine`.
    pub name: &'static str,
    port: u16,
    /// The key that this engine alone has, and its value at first.
    own: Option<(&'static str, &'static str)>,
}

/// All of them.
pub const ENGINES: [Engine; 9] = [
    Engine { name: "mysql", port: 3306, own: None },
    Engine { name: "mariadb", port: 3306, own: None },
    Engine { name: "postgres", port: 5432, own: None },
    Engine { name: "oracle", port: 1521, own: None },
    Engine { name: "sqlserver", port: 1433, own: None },
    Engine { name: "db2", port: 50000, own: None },
    Engine { name: "mongo", port: 27017, own: Some(("ssl", "true")) },
    Engine { name: "redshift", port: 5439, own: None },
    Engine { name: "redshift-serverless", port: 5439, own: Some(("namespaceName", "")) },
];

impl Engine {
    /// The table of its credentials; what was typed under the same keys, or under others, is kept.
    pub fn table(self, typed: &[TableRow]) -> Table {
        let mut rows = self.template();
        for old in typed.iter().filter(|row| !row.key.text().is_empty() && row.lock == Lock::Open) {
            let key = old.key.text();
            match rows.iter_mut().find(|row| row.key.text() == key) {
                Some(row) if key != "port" && !old.value.text().is_empty() => row.value = old.value.clone(),
                None if !is_template_key(key) => rows.push(old.clone()),
                _ => {}
            }
        }
        let mut table = Table::new(rows, Mask::Masked);
        table.cursor.at = 1;
        table.cell = Cell::Value;
        table
    }

    fn template(self) -> Vec<TableRow> {
        let open = |key: &str| TableRow::open(key, "");
        let engine = TableRow { lock: Lock::Locked, ..TableRow::open("engine", self.name) };
        let password = TableRow::new("password", String::new());
        let port = TableRow { kind: RowKind::Json, ..TableRow::open("port", self.port.to_string()) };
        let mut rows = vec![engine, open("host"), open("username"), password, open("dbname"), port];
        rows.extend(self.own.map(|(key, value)| {
            let kind = if value.is_empty() { RowKind::Text } else { RowKind::Json };
            TableRow { kind, ..TableRow::open(key, value) }
        }));
        rows.push(open(MASTER));
        rows
    }
}

/// True if a key may stay empty, and is then left out.
pub fn may_be_left_out(key: &str) -> bool {
    key == MASTER || key == "dbname"
}

fn is_template_key(key: &str) -> bool {
    ["engine", "host", "username", "password", "dbname", "port", MASTER].contains(&key)
        || ENGINES.iter().any(|engine| engine.own.is_some_and(|(own, _)| own == key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::PasswordRules;

    fn value<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
        table.rows().iter().find(|row| row.key.text() == key).map(|row| row.value.text())
    }

    #[test]
    fn another_engine_keeps_what_was_typed_and_brings_its_own_port() {
        let postgres = ENGINES[2].table(&[]);
        assert_eq!((value(&postgres, "engine"), value(&postgres, "port")), (Some("postgres"), Some("5432")));
        let mut rows = postgres.rows().to_vec();
        rows[1].value.replace("db.internal".to_owned());
        rows.push(TableRow::new("region", "eu".to_owned()));
        let mongo = ENGINES[6].table(&rows);
        assert_eq!((value(&mongo, "engine"), value(&mongo, "port")), (Some("mongo"), Some("27017")));
        assert_eq!((value(&mongo, "host"), value(&mongo, "region")), (Some("db.internal"), Some("eu")));
        assert_eq!(value(&mongo, "ssl"), Some("true"));
        assert_eq!(value(&ENGINES[0].table(mongo.rows()), "ssl"), None);
    }

    #[test]
    fn each_engine_has_rules_for_its_passwords() {
        for engine in ENGINES {
            assert!(PasswordRules::of(engine.name).is_some(), "{}", engine.name);
        }
    }

    #[test]
    fn only_the_password_is_masked_and_the_engine_is_locked() {
        for engine in ENGINES {
            for row in engine.table(&[]).rows() {
                let key = row.key.text();
                assert_eq!(row.value.mask == Mask::Masked, key == "password", "{key} of {}", engine.name);
                assert_eq!(row.lock == Lock::Locked, key == "engine", "{key} of {}", engine.name);
            }
        }
    }
}
