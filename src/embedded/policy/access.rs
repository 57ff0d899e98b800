//! Whom a policy lets in: everyone, or not even its own author.

use super::document::{Condition, Document, Listed, Principal, Statement};
use super::pattern::matches;

/// Condition keys that say whose request it is or where it comes from.
const NARROWING_KEYS: [&str; 18] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalservicename",
    "aws:principaltype",
    "aws:resourceaccount",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "aws:username",
    "aws:viaawsservice",
];

/// Operators that a request must meet to be let in.
const NARROWING_OPERATORS: [&str; 9] = [
    "stringequals",
    "stringequalsignorecase",
    "stringlike",
    "arnequals",
    "arnlike",
    "ipaddress",
    "bool",
    "null",
    "numericequals",
];

/// Whether some statement lets in everyone, with no condition that narrows it.
pub fn grants_broad_access(document: &Document) -> bool {
    document.statements.iter().any(|statement| {
        statement.allows && is_everyone(&statement.principal) && !statement.conditions.iter().any(narrows)
    })
}

/// Whether a policy lets a caller do something with a secret. Conditions are not weighed: a
/// statement that has any neither allows nor forbids.
pub fn grants(document: &Document, caller: &str, account: &str, action: &str, resource: &str) -> bool {
    let concerned = |statement: &&Statement| {
        statement.conditions.is_empty()
            && includes(&statement.principal, caller, account)
            && lists(&statement.actions, &action.to_ascii_lowercase(), str::to_ascii_lowercase)
            && lists(&statement.resources, resource, str::to_owned)
    };
    let mut found = document.statements.iter().filter(concerned).map(|statement| statement.allows).peekable();
    found.peek().is_some() && found.all(|allows| allows)
}

fn lists(listed: &Listed, name: &str, normal: fn(&str) -> String) -> bool {
    let any = |patterns: &[String]| patterns.iter().any(|pattern| matches(&normal(pattern), name));
    match listed {
        Listed::Only(patterns) => any(patterns),
        Listed::AllBut(patterns) => !any(patterns),
    }
}

/// Whether some statement forbids the caller, unconditionally, to change the policy again.
pub fn locks_out(document: &Document, caller: &str, account: &str) -> bool {
    document.statements.iter().any(|statement| {
        !statement.allows
            && statement.conditions.is_empty()
            && includes(&statement.principal, caller, account)
            && concerns_policy(statement)
    })
}

fn is_everyone(principal: &Principal) -> bool {
    match principal {
        Principal::AllBut(_) => true,
        Principal::Only(names) => names.iter().any(|name| {
            // The account in an ARN as much as the whole name: `arn:aws:iam::*:root`.
            name == "*" || (name.starts_with("arn:") && name.split(':').nth(4) == Some("*"))
        }),
    }
}

fn includes(principal: &Principal, caller: &str, account: &str) -> bool {
    let is_named = |names: &[String]| {
        names.iter().any(|name| {
            name == "*"
                || name == caller
                || is_role_of(name, caller)
                || name == account
                || name.ends_with(&format!(":iam::{account}:root"))
        })
    };
    match principal {
        Principal::Only(names) => is_named(names),
        Principal::AllBut(names) => !is_named(names),
    }
}

/// Whether a session of this role is the caller.
fn is_role_of(role: &str, caller: &str) -> bool {
    let session = role.replacen(":iam:", ":sts:", 1).replacen(":role/", ":assumed-role/", 1);
    role.contains(":role/") && caller.strip_prefix(&session).is_some_and(|rest| rest.starts_with('/'))
}

fn concerns_policy(statement: &Statement) -> bool {
    let covers = |actions: &[String]| {
        actions.iter().any(|action| {
            let action = action.to_ascii_lowercase();
            ["*", "secretsmanager:*", "secretsmanager:put*", "secretsmanager:putresourcepolicy"]
                .contains(&action.as_str())
        })
    };
    match &statement.actions {
        Listed::Only(actions) => covers(actions),
        Listed::AllBut(actions) => !covers(actions),
    }
}

/// Whether a condition keeps strangers out: a key that tells them apart, an operator that can fail,
/// and values that don't take everything.
fn narrows(condition: &Condition) -> bool {
    let operator = condition.operator.to_ascii_lowercase();
    // `…IfExists` and `ForAllValues:` also hold when the key isn't there at all.
    let operator = operator.strip_prefix("foranyvalue:").unwrap_or(&operator);
    let known = NARROWING_KEYS.iter().any(|key| key.eq_ignore_ascii_case(&condition.key));
    known
        && NARROWING_OPERATORS.contains(&operator)
        && !condition.values.is_empty()
        && condition.values.iter().all(|value| !takes_everything(value))
}

fn takes_everything(value: &str) -> bool {
    let wildcards_only = !value.is_empty() && value.chars().all(|c| c == '*' || c == '?');
    let any_account =
        value.starts_with("arn:") && value.split(':').nth(4).is_some_and(|account| account == "*");
    wildcards_only || any_account || value == "0.0.0.0/0" || value == "::/0"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broad(principal: &str, condition: &str) -> bool {
        let text = format!(
            r#"{{"Statement": [{{"Effect": "Allow", {principal}, "Action": "secretsmanager:*", "Resource": "*",
                "Condition": {condition}}}]}}"#
        );
        grants_broad_access(&Document::parse(&text).unwrap())
    }

    #[test]
    fn everyone_is_found_in_all_spellings() {
        for principal in [
            r#""Principal": "*""#,
            r#""Principal": {"AWS": "*"}"#,
            r#""Principal": {"AWS": ["arn:aws:iam::123456789012:root", "*"]}"#,
            r#""Principal": {"AWS": "arn:aws:iam::*:root"}"#,
            r#""NotPrincipal": {"AWS": "123456789012"}"#,
        ] {
            assert!(broad(principal, "{}"), "{principal}");
        }
        assert!(!broad(r#""Principal": {"AWS": "123456789012"}"#, "{}"));
    }

    #[test]
    fn a_policy_grants_what_some_statement_allows_and_none_forbids() {
        const ARN: &str = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s-a1b2c3";
        let granted = |statements: &str| {
            let document = Document::parse(&format!(r#"{{"Statement": [{statements}]}}"#)).unwrap();
            let caller = "arn:aws:sts::000000000002:assumed-role/Developer/demo";
            grants(&document, caller, "000000000002", "secretsmanager:GetSecretValue", ARN)
        };
        let statement = |effect: &str, principal: &str, action: &str, rest: &str| {
            format!(
                r#"{{"Effect": "{effect}", "Principal": {{"AWS": "{principal}"}}, "Action": "{action}", {rest}}}"#
            )
        };
        let all = r#""Resource": "*""#;
        let allow = statement("Allow", "000000000002", "*", all);
        for statements in [
            allow.clone(),
            statement("Allow", "*", "secretsmanager:getsecret*", all),
            statement("Allow", "arn:aws:iam::000000000002:root", "secretsmanager:GetSecretValue", all),
            statement(
                "Allow",
                "arn:aws:iam::000000000002:role/Developer",
                "*",
                &format!(r#""Resource": "{ARN}""#),
            ),
            statement("Allow", "arn:aws:sts::000000000002:assumed-role/Developer/demo", "*", all),
            format!("{allow}, {}", statement("Deny", "000000000003", "*", all)),
        ] {
            assert!(granted(&statements), "{statements}");
        }
        for statements in [
            statement("Allow", "000000000003", "*", all),
            statement("Allow", "arn:aws:iam::000000000002:role/Dev", "*", all),
            statement("Allow", "000000000002", "secretsmanager:DescribeSecret", all),
            statement("Allow", "000000000002", "*", r#""Resource": "arn:aws:secretsmanager:*:*:secret:t-*""#),
            statement(
                "Allow",
                "000000000002",
                "*",
                r#""Resource": "*", "Condition": {"Bool": {"aws:ViaAWSService": "true"}}"#,
            ),
            format!("{allow}, {}", statement("Deny", "*", "secretsmanager:Get*", all)),
        ] {
            assert!(!granted(&statements), "{statements}");
        }
    }

    #[test]
    fn only_conditions_that_narrow_count() {
        for condition in [
            r#"{"StringEquals": {"aws:PrincipalOrgID": "o-demo"}}"#,
            r#"{"StringEquals": {"aws:sourceVpc": ["vpc-1", "vpc-2"]}}"#,
            r#"{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#,
            r#"{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-demo/*"}}"#,
        ] {
            assert!(!broad(r#""Principal": "*""#, condition), "{condition}");
        }
        for condition in [
            r#"{"StringLike": {"aws:PrincipalArn": "*"}}"#,
            r#"{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}"#,
            r#"{"StringNotEquals": {"aws:PrincipalAccount": "123456789012"}}"#,
            r#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-demo"}}"#,
            r#"{"StringEquals": {"secretsmanager:VersionStage": "AWSCURRENT"}}"#,
        ] {
            assert!(broad(r#""Principal": "*""#, condition), "{condition}");
        }
    }
}
