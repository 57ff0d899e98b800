//! Templates: statements that resource policies mostly have, with the secret's own ARN in them.

use super::diff::laid_out;
use super::statements::PolicyText;
use crate::secrets::Arn;
use serde_json::{Value, json};

/// The placeholders for what only the user knows, and what belongs in their place.
pub const PLACEHOLDERS: [(&str, &str); 3] = [
    ("<account id>", "the other account's id, 12 digits"),
    ("<role name>", "the name of the role, with its path"),
    ("<VPC endpoint id>", "the id of the VPC endpoint (vpce-…)"),
];

/// The version of the policy language.
const LANGUAGE: &str = "2012-10-17";

/// A statement that can be added to a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Another account may read the value.
    ReadByAccount,
    /// A role of the same account may read the value.
    ReadByRole,
    /// No one reads the value but through a VPC endpoint.
    DenyButFromEndpoint,
    /// No one deletes the secret.
    DenyDeletion,
}

impl Template {
    /// All of them, as they are offered.
    pub const ALL: [Self; 4] =
        [Self::ReadByAccount, Self::ReadByRole, Self::DenyButFromEndpoint, Self::DenyDeletion];

    /// Its name on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::ReadByAccount => "read by another account",
            Self::ReadByRole => "read by a role",
            Self::DenyButFromEndpoint => "deny but from a VPC endpoint",
            Self::DenyDeletion => "deny deletion",
        }
    }

    /// The conditions outside of the policy that the user has to know.
    pub fn besides(self) -> &'static str {
        match self {
            Self::ReadByAccount => {
                "The other account must allow it to its own users as well, and the KMS key of the secret must be \
                 one of yours that it may decrypt with: aws/secretsmanager can't be shared."
            }
            Self::ReadByRole => "The role needs kms:Decrypt besides, if the secret has a KMS key of its own.",
            Self::DenyButFromEndpoint => {
                "Services that read for you, such as rotation functions outside of the VPC, are denied as well."
            }
            Self::DenyDeletion => "Whoever may change the policy can still remove the statement first.",
        }
    }

    fn statement(self, arn: &Arn) -> Value {
        let partition = arn.as_str().split(':').nth(1).unwrap_or("aws");
        let account = arn.account().unwrap_or("<account id>");
        let read = json!(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]);
        match self {
            Self::ReadByAccount => json!({
                "Sid": "ReadByAnotherAccount",
                "Effect": "Allow",
                "Principal": { "AWS": format!("arn:{partition}:iam::<account id>:root") },
                "Action": read,
                "Resource": arn.as_str(),
            }),
            Self::ReadByRole => json!({
                "Sid": "ReadByRole",
                "Effect": "Allow",
                "Principal": { "AWS": format!("arn:{partition}:iam::{account}:role/<role name>") },
                "Action": read,
                "Resource": arn.as_str(),
            }),
            Self::DenyButFromEndpoint => json!({
                "Sid": "DenyButFromEndpoint",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "secretsmanager:GetSecretValue",
                "Resource": arn.as_str(),
                "Condition": { "StringNotEquals": { "aws:sourceVpce": "<VPC endpoint id>" } },
            }),
            Self::DenyDeletion => json!({
                "Sid": "DenyDeletion",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "secretsmanager:DeleteSecret",
                "Resource": arn.as_str(),
            }),
        }
    }

    /// The policy `text` with the template's statement added and no other byte changed; a new policy if `text` is not one that can be added to.
    pub fn added_to(self, text: &str, arn: &Arn) -> String {
        let statement = self.statement(arn);
        match PolicyText::parse(text) {
            Some(policy) => policy.with_statement(&statement),
            None => laid_out(&json!({ "Version": LANGUAGE, "Statement": [statement] }).to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arn() -> Arn {
        Arn::new("arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:a-AbCdEf")
    }

    fn statements(text: &str) -> Vec<Value> {
        let policy: Value = serde_json::from_str(text).unwrap();
        policy["Statement"].as_array().unwrap().clone()
    }

    #[test]
    fn each_template_is_a_policy_about_the_secret_itself() {
        for template in Template::ALL {
            let made = statements(&template.added_to("", &arn()));
            assert_eq!(made.len(), 1);
            assert_eq!(made[0]["Resource"], arn().as_str());
        }
        let role = Template::ReadByRole.added_to("", &arn());
        assert!(role.contains("arn:aws-us-gov:iam::111122223333:role/<role name>"), "{role}");
    }

    #[test]
    fn what_a_policy_has_stays_whether_it_has_one_statement_or_a_list() {
        for own in [r#"{"Sid":"own"}"#, r#"[{"Sid":"own"}]"#] {
            let text = format!(r#"{{"Id":"kept","Statement":{own}}}"#);
            let added = Template::DenyDeletion.added_to(&text, &arn());
            let sids: Vec<_> = statements(&added).iter().map(|one| one["Sid"].clone()).collect();
            assert_eq!(sids, ["own", "DenyDeletion"]);
            assert!(added.contains("kept"));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_there_it_comes_to_a_policy(text in ".{0,40}") {
            prop_assert!(!statements(&Template::ReadByAccount.added_to(&text, &arn())).is_empty());
        }
    }
}
