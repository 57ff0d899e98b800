//! The effects of a policy: access for a caller, access for everyone, lockout of its author.

use super::document::{Condition, Document, Patterns, Principal, Statement};
use super::pattern::matches;

/// The condition keys that identify the caller or the source of a request, in lower case.
const RESTRICTING_KEYS: [&str; 18] = [
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

/// The operators with which a condition can restrict access, in lower case.
const RESTRICTING_OPERATORS: [&str; 9] = [
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

/// Returns true if some statement allows everyone, without a condition that restricts who that is.
pub fn grants_broad_access(document: &Document) -> bool {
    document.statements.iter().any(|statement| {
        statement.allows && is_everyone(&statement.principal) && !statement.conditions.iter().any(restricts)
    })
}

/// Returns true if a policy allows a caller to perform an action on a resource, and no statement denies
/// it. Conditions are not evaluated: statements with conditions neither allow nor deny.
pub fn grants(document: &Document, caller: &str, account: &str, action: &str, resource: &str) -> bool {
    let applies = |statement: &&Statement| {
        statement.conditions.is_empty()
            && includes_caller(&statement.principal, caller, account)
            && includes_name(&statement.actions, &action.to_ascii_lowercase(), str::to_ascii_lowercase)
            && includes_name(&statement.resources, resource, str::to_owned)
    };
    let mut found = document.statements.iter().filter(applies).map(|statement| statement.allows).peekable();
    found.peek().is_some() && found.all(|allows| allows)
}

fn includes_name(patterns: &Patterns, name: &str, normalize: fn(&str) -> String) -> bool {
    let any = |patterns: &[String]| patterns.iter().any(|pattern| matches(&normalize(pattern), name));
    match patterns {
        Patterns::Only(patterns) => any(patterns),
        Patterns::AllBut(patterns) => !any(patterns),
    }
}

/// Returns true if some statement without conditions denies the caller the permission to change the
/// policy again.
pub fn locks_out(document: &Document, caller: &str, account: &str) -> bool {
    document.statements.iter().any(|statement| {
        !statement.allows
            && statement.conditions.is_empty()
            && includes_caller(&statement.principal, caller, account)
            && covers_policy_changes(statement)
    })
}

fn is_everyone(principal: &Principal) -> bool {
    match principal {
        Principal::AllBut(_) => true,
        Principal::Only(names) => names.iter().any(|name| {
            // A wildcard for the account is as broad as one for the whole name: `arn:aws:iam::*:root`.
            name == "*" || (name.starts_with("arn:") && name.split(':').nth(4) == Some("*"))
        }),
    }
}

fn includes_caller(principal: &Principal, caller: &str, account: &str) -> bool {
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

/// Returns true if the caller is a session of this role.
fn is_role_of(role: &str, caller: &str) -> bool {
    let session = role.replacen(":iam:", ":sts:", 1).replacen(":role/", ":assumed-role/", 1);
    role.contains(":role/") && caller.strip_prefix(&session).is_some_and(|rest| rest.starts_with('/'))
}

fn covers_policy_changes(statement: &Statement) -> bool {
    let covers = |actions: &[String]| {
        actions.iter().any(|action| {
            let action = action.to_ascii_lowercase();
            ["*", "secretsmanager:*", "secretsmanager:put*", "secretsmanager:putresourcepolicy"]
                .contains(&action.as_str())
        })
    };
    match &statement.actions {
        Patterns::Only(actions) => covers(actions),
        Patterns::AllBut(actions) => !covers(actions),
    }
}

/// Returns true if a condition restricts who gets access: its key identifies the caller, its operator
/// can fail, and its values don't match everything.
fn restricts(condition: &Condition) -> bool {
    let operator = condition.operator.to_ascii_lowercase();
    // `…IfExists` and `ForAllValues:` don't count: they also match requests without the key.
    let operator = operator.strip_prefix("foranyvalue:").unwrap_or(&operator);
    let known = RESTRICTING_KEYS.iter().any(|key| key.eq_ignore_ascii_case(&condition.key));
    known
        && RESTRICTING_OPERATORS.contains(&operator)
        && !condition.values.is_empty()
        && condition.values.iter().all(|value| !matches_everything(value))
}

fn matches_everything(value: &str) -> bool {
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
    fn a_policy_grants_what_some_statement_allows_and_none_denies() {
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
    fn only_restricting_conditions_count() {
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
