//! A request as a call of the AWS CLI: what a review shows. Values are left out.

use super::{
    EachType, Inclusion, NewSecret, Overwrite, PasswordOptions, PublicPolicy, Recovery, ReplicaRegion,
    Request, RotationSettings, RotationStart, VersionSelector,
};
use crate::secrets::{RotationRules, StagingLabel, Tag, ValueBody, VersionId};

/// Stands where the value would be: the CLI reads it from a file.
const VALUE_FILE: &str = "file://VALUE";

impl Request {
    /// The same request as a call of the AWS CLI, without profile and Region. A value is never in it.
    pub fn cli_equivalent(&self) -> String {
        let mut line = CliLine::new(self.operation());
        match self {
            Self::ListSecrets { next_token } => {
                line.flag("include-planned-deletion");
                line.option_if("starting-token", next_token.as_deref());
            }
            Self::BatchGetSecretValue { secrets } => line.options("secret-id-list", secrets),
            Self::GetRandomPassword(options) => line.password_options(options),
            Self::CreateSecret(new) => line.new_secret(new),
            _ => {
                line.option_if("secret-id", self.secret());
                line.parameters(self);
            }
        }
        line.0
    }
}

/// A command line under construction, quoted for a POSIX shell.
struct CliLine(String);

impl CliLine {
    fn new(operation: &str) -> Self {
        let mut line = String::from("aws secretsmanager ");
        for (i, c) in operation.chars().enumerate() {
            if c.is_ascii_uppercase() && i > 0 {
                line.push('-');
            }
            line.push(c.to_ascii_lowercase());
        }
        Self(line)
    }

    /// The parameters of a request about one secret, beside the secret.
    fn parameters(&mut self, request: &Request) {
        match request {
            Request::GetSecretValue { version: VersionSelector::Id(id), .. } => {
                self.option("version-id", id.as_str());
            }
            Request::ListSecretVersionIds { include_deprecated, next_token, .. } => {
                if *include_deprecated {
                    self.flag("include-deprecated");
                }
                self.option_if("starting-token", next_token.as_deref());
            }
            Request::PutSecretValue { value, labels, token, .. } => {
                self.value(value);
                if !labels.is_empty() {
                    self.options(
                        "version-stages",
                        &labels.iter().map(StagingLabel::as_str).collect::<Vec<_>>(),
                    );
                }
                self.option("client-request-token", token.as_str());
            }
            Request::UpdateSecret { description, kms_key_id, value, token, .. } => {
                self.option_if("description", description.as_deref());
                self.option_if("kms-key-id", kms_key_id.as_deref());
                if let Some(value) = value {
                    self.value(value);
                    self.option("client-request-token", token.as_str());
                }
            }
            Request::DeleteSecret { recovery: Recovery::Window { days }, .. } => {
                self.option("recovery-window-in-days", &days.to_string());
            }
            Request::DeleteSecret { recovery: Recovery::Force, .. } => {
                self.flag("force-delete-without-recovery");
            }
            Request::TagResource { tags, .. } => self.tags(tags),
            Request::UntagResource { keys, .. } => self.options("tag-keys", keys),
            Request::PutResourcePolicy { policy, public, .. } => {
                self.option("resource-policy", policy);
                self.flag(match public {
                    PublicPolicy::Block => "block-public-policy",
                    PublicPolicy::Allow => "no-block-public-policy",
                });
            }
            Request::ValidateResourcePolicy { policy, .. } => self.option("resource-policy", policy),
            Request::ReplicateSecretToRegions { replicas, overwrite, .. } => {
                self.replicas(replicas, *overwrite);
            }
            Request::RemoveRegionsFromReplication { regions, .. } => {
                self.options("remove-replica-regions", regions);
            }
            Request::RotateSecret { settings, token, .. } => {
                if let Some(settings) = settings {
                    self.rotation(settings);
                }
                self.option("client-request-token", token.as_str());
            }
            Request::UpdateSecretVersionStage { label, move_to, remove_from, .. } => {
                self.option("version-stage", label.as_str());
                self.option_if("move-to-version-id", move_to.as_ref().map(VersionId::as_str));
                self.option_if("remove-from-version-id", remove_from.as_ref().map(VersionId::as_str));
            }
            _ => {}
        }
    }

    fn new_secret(&mut self, new: &NewSecret) {
        self.option("name", &new.name);
        self.option_if("description", new.description.as_deref());
        self.option_if("kms-key-id", new.kms_key_id.as_deref());
        if let Some(value) = &new.value {
            self.value(value);
        }
        if !new.tags.is_empty() {
            self.tags(&new.tags);
        }
        if !new.replicas.is_empty() {
            self.replicas(&new.replicas, new.overwrite);
        }
        self.option("client-request-token", new.token.as_str());
    }

    fn value(&mut self, value: &ValueBody) {
        match value {
            ValueBody::Text(_) => self.option("secret-string", VALUE_FILE),
            ValueBody::Binary(_) => self.option("secret-binary", &VALUE_FILE.replace("file:", "fileb:")),
        }
    }

    fn tags(&mut self, tags: &[Tag]) {
        let tags: Vec<_> =
            tags.iter().map(|tag| serde_json::json!({ "Key": tag.key, "Value": tag.value })).collect();
        self.option("tags", &serde_json::Value::Array(tags).to_string());
    }

    fn replicas(&mut self, replicas: &[ReplicaRegion], overwrite: Overwrite) {
        let regions: Vec<_> = replicas
            .iter()
            .map(|replica| match &replica.kms_key_id {
                Some(key) => format!("Region={},KmsKeyId={key}", replica.region),
                None => format!("Region={}", replica.region),
            })
            .collect();
        self.options("add-replica-regions", &regions);
        if overwrite == Overwrite::Overwrite {
            self.flag("force-overwrite-replica-secret");
        }
    }

    fn rotation(&mut self, settings: &RotationSettings) {
        self.option_if("rotation-lambda-arn", settings.lambda_arn.as_deref());
        let RotationRules { automatically_after_days, schedule_expression, duration } = &settings.rules;
        let mut rules = serde_json::Map::new();
        if let Some(days) = automatically_after_days {
            rules.insert("AutomaticallyAfterDays".into(), (*days).into());
        }
        if let Some(expression) = schedule_expression {
            rules.insert("ScheduleExpression".into(), expression.as_str().into());
        }
        if let Some(duration) = duration {
            rules.insert("Duration".into(), duration.as_str().into());
        }
        if !rules.is_empty() {
            self.option("rotation-rules", &serde_json::Value::Object(rules).to_string());
        }
        self.flag(match settings.start {
            RotationStart::Immediately => "rotate-immediately",
            RotationStart::NextWindow => "no-rotate-immediately",
        });
    }

    fn password_options(&mut self, options: &PasswordOptions) {
        self.option("password-length", &options.length.to_string());
        if !options.exclude_characters.is_empty() {
            self.option("exclude-characters", &options.exclude_characters);
        }
        let excluded = [
            ("exclude-numbers", options.numbers),
            ("exclude-punctuation", options.punctuation),
            ("exclude-uppercase", options.uppercase),
            ("exclude-lowercase", options.lowercase),
        ];
        for (flag, _) in excluded.iter().filter(|(_, inclusion)| *inclusion == Inclusion::Excluded) {
            self.flag(flag);
        }
        if options.space == Inclusion::Included {
            self.flag("include-space");
        }
        if options.each_type == EachType::Optional {
            self.flag("no-require-each-included-type");
        }
    }

    fn flag(&mut self, name: &str) {
        self.0.push_str(" --");
        self.0.push_str(name);
    }

    fn option(&mut self, name: &str, value: &str) {
        self.flag(name);
        self.word(value);
    }

    fn options(&mut self, name: &str, values: &[impl AsRef<str>]) {
        self.flag(name);
        for value in values {
            self.word(value.as_ref());
        }
    }

    fn option_if(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.option(name, value);
        }
    }

    fn word(&mut self, value: &str) {
        self.0.push(' ');
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_/.:@+=,".contains(c);
        if !value.is_empty() && value.chars().all(plain) {
            self.0.push_str(value);
        } else {
            self.0.push('\'');
            self.0.push_str(&value.replace('\'', r"'\''"));
            self.0.push('\'');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ClientRequestToken;
    use super::*;

    #[test]
    fn cli_equivalents_are_quoted_and_named_as_the_cli_names_them() {
        let request = Request::UpdateSecretVersionStage {
            secret: "it's!".into(),
            label: StagingLabel::current(),
            move_to: Some(VersionId("b".into())),
            remove_from: Some(VersionId("a".into())),
        };
        assert_eq!(
            request.cli_equivalent(),
            r"aws secretsmanager update-secret-version-stage --secret-id 'it'\''s!' --version-stage AWSCURRENT --move-to-version-id b --remove-from-version-id a"
        );
        let list =
            Request::ListSecretVersionIds { secret: "a".into(), include_deprecated: true, next_token: None };
        assert_eq!(
            list.cli_equivalent(),
            "aws secretsmanager list-secret-version-ids --secret-id a --include-deprecated"
        );
    }

    #[test]
    fn a_value_is_never_in_it() {
        let new = NewSecret {
            name: "prod/db".into(),
            description: None,
            kms_key_id: None,
            value: Some(ValueBody::text("hunter2".into())),
            tags: vec![Tag { key: "team".into(), value: "a b".into() }],
            replicas: vec![ReplicaRegion { region: "eu-west-1".into(), kms_key_id: Some("alias/x".into()) }],
            overwrite: Overwrite::Overwrite,
            token: ClientRequestToken::new("t"),
        };
        assert_eq!(
            Request::CreateSecret(Box::new(new)).cli_equivalent(),
            "aws secretsmanager create-secret --name prod/db --secret-string file://VALUE --tags '[{\"Key\":\"team\",\"Value\":\"a b\"}]' --add-replica-regions Region=eu-west-1,KmsKeyId=alias/x --force-overwrite-replica-secret --client-request-token t"
        );
        let put = Request::PutSecretValue {
            secret: "a".into(),
            value: ValueBody::binary(vec![1]),
            labels: vec![StagingLabel("BLUE".into())],
            token: ClientRequestToken::new("t"),
        };
        assert_eq!(
            put.cli_equivalent(),
            "aws secretsmanager put-secret-value --secret-id a --secret-binary fileb://VALUE --version-stages BLUE --client-request-token t"
        );
    }
}
