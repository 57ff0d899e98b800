//! Operations that the caller is denied, as by IAM policies.

use super::{Place, Store};
use crate::embedded::failure::{Code, Failure};
use crate::embedded::operation::Operation;

impl Store {
    /// Refuses what the caller may not do.
    pub fn authorize(
        &self,
        place: &Place,
        operation: Operation,
        secret_id: Option<&str>,
    ) -> Result<(), Failure> {
        if self.denials.is_empty() {
            return Ok(());
        }
        let found =
            secret_id.and_then(|id| self.find(place, id)).and_then(|key| self.catalog(place)?.get(key));
        let name = found.map_or(secret_id.unwrap_or(""), |secret| &secret.name);
        let denied =
            self.denials.iter().any(|denial| denial.operation == operation && matches(&denial.secrets, name));
        if !denied {
            return Ok(());
        }
        let resource = found.map(|secret| secret.arn(place)).or(secret_id.map(str::to_owned));
        Err(access_denied(place, operation, resource.as_deref()))
    }
}

/// The ARN of whoever calls: one role, whatever the credentials.
pub fn caller_arn(place: &Place) -> String {
    format!("arn:aws:sts::{}:assumed-role/Developer/demo", place.account)
}

fn access_denied(place: &Place, operation: Operation, resource: Option<&str>) -> Failure {
    let caller = caller_arn(place);
    let action = format!("secretsmanager:{}", operation.name());
    let on = resource.map(|resource| format!(" on resource: {resource}")).unwrap_or_default();
    Failure::new(
        Code::AccessDenied,
        format!(
            "User: {caller} is not authorized to perform: {action}{on} because no identity-based policy \
             allows the {action} action"
        ),
    )
}

/// Whether a text matches a pattern of `*` and `?`.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut read) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while read < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || *wanted == text[read] => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((star_at, star_read)) = star else { return false };
                star = Some((star_at, star_read + 1));
                at = star_at + 1;
                read = star_read + 1;
            }
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match_as_in_iam() {
        for (pattern, text) in [("*", ""), ("*", "a/b"), ("prod/*", "prod/x"), ("a?c", "abc"), ("*b*", "abc")]
        {
            assert!(matches(pattern, text), "{pattern} should match {text}");
        }
        for (pattern, text) in [("", "a"), ("prod/*", "staging/x"), ("a?c", "ac"), ("*b", "abc")] {
            assert!(!matches(pattern, text), "{pattern} should not match {text}");
        }
    }
}
