//! Conversion of the findings on a policy.

use crate::service::api::PolicyFinding;
use aws_sdk_secretsmanager::operation::validate_resource_policy::ValidateResourcePolicyOutput;

/// The message of a finding if the service gives none.
const NO_REASON: &str = "The policy did not pass the check; the service gave no reason.";

/// The findings (API: `ValidationErrors`). Never empty if the policy did not pass.
pub(in crate::service) fn findings(output: ValidateResourcePolicyOutput) -> Vec<PolicyFinding> {
    let entries = output.validation_errors.unwrap_or_default();
    let mut findings: Vec<_> = entries
        .into_iter()
        .map(|entry| PolicyFinding {
            check: entry.check_name.unwrap_or_default(),
            message: entry.error_message.unwrap_or_default(),
        })
        .filter(|finding| !(finding.check.is_empty() && finding.message.is_empty()))
        .collect();
    if findings.is_empty() && !output.policy_validation_passed {
        findings.push(PolicyFinding {
            check: "PolicyValidationPassed".to_owned(),
            message: NO_REASON.to_owned(),
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_secretsmanager::types::ValidationErrorsEntry;

    fn of(passed: bool, entries: impl IntoIterator<Item = ValidationErrorsEntry>) -> Vec<PolicyFinding> {
        let output = ValidateResourcePolicyOutput::builder()
            .policy_validation_passed(passed)
            .set_validation_errors(Some(entries.into_iter().collect()));
        findings(output.build())
    }

    #[test]
    fn a_policy_that_passed_has_no_findings() {
        assert_eq!(of(true, []), []);
        let passed = ValidateResourcePolicyOutput::builder().policy_validation_passed(true).build();
        assert_eq!(findings(passed), []);
    }

    #[test]
    fn a_policy_that_did_not_pass_always_has_one() {
        for entries in [vec![], vec![ValidationErrorsEntry::builder().build()]] {
            let found = of(false, entries);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].message, NO_REASON);
        }
    }

    #[test]
    fn findings_keep_the_fields_that_they_have() {
        let entries = [
            ValidationErrorsEntry::builder().check_name("Public").error_message("open").build(),
            ValidationErrorsEntry::builder().error_message("only words").build(),
        ];
        let found = of(false, entries);
        let found: Vec<_> = found.iter().map(|f| (f.check.as_str(), f.message.as_str())).collect();
        assert_eq!(found, [("Public", "open"), ("", "only words")]);
    }
}
