//! The AWS CLI equivalent of a request, as reviews show it. Secret values are left out.

mod line;

use super::{
    ClientRequestToken, EachType, Inclusion, ListPart, NameOrder, NewSecret, Overwrite, PasswordOptions,
    PublicPolicy, Recovery, ReplicaRegion, Request, RotationSettings, RotationStart, VersionSelector,
};
use crate::secrets::{RotationRules, StagingLabel, Tag, ValueBody, VersionId};
use line::CliLine;
use serde_json::{Map, Value, json};

/// Replaces a text value: the CLI reads the value from the file `VALUE`.
const TEXT_FILE: &str = "file://VALUE";

/// Replaces a binary value in the same way.
const BINARY_FILE: &str = "fileb://VALUE";

impl Request {
    /// The AWS CLI command that makes the same request, without profile and Region. Never contains a secret value.
    pub fn cli_equivalent(&self) -> String {
        self.cli_line().into_text()
    }

    /// The AWS CLI command that makes the same request in `region`.
    pub fn cli_equivalent_in(&self, region: &str) -> String {
        let mut line = self.cli_line();
        line.option("region", region);
        line.into_text()
    }

    fn cli_line(&self) -> CliLine {
        let mut line = CliLine::new(self.operation());
        line.option_if("secret-id", self.secret_id());
        line.parameters(self);
        line
    }
}

impl CliLine {
    /// Appends all parameters but `SecretId`.
    fn parameters(&mut self, request: &Request) -> &mut Self {
        use Request as R;
        match request {
            R::DescribeSecret { .. }
            | R::GetResourcePolicy { .. }
            | R::DeleteResourcePolicy { .. }
            | R::RestoreSecret { .. }
            | R::StopReplicationToReplica { .. }
            | R::CancelRotateSecret { .. }
            | R::GetSecretValue { version: VersionSelector::Current, .. } => self,
            R::ListSecrets { part, next_token } => self
                .flag("include-planned-deletion")
                .part(part.as_ref())
                .option_if("next-token", next_token.as_ref()),
            R::GetSecretValue { version: VersionSelector::Id(id), .. } => {
                self.option("version-id", id.as_str())
            }
            R::ListSecretVersionIds { include_deprecated, next_token, .. } => self
                .flag_if("include-deprecated", *include_deprecated)
                .option_if("next-token", next_token.as_ref()),
            R::BatchGetSecretValue { secrets } => self.options("secret-id-list", secrets),
            R::GetRandomPassword(options) => self.password(options),
            R::ValidateResourcePolicy { policy, .. } => self.option("resource-policy", policy),
            R::CreateSecret(new) => self.new_secret(new),
            R::PutSecretValue { value, labels, token, .. } => self.new_version(value, labels, token),
            R::UpdateSecret { description, kms_key_id, value, token, .. } => self
                .option_if("description", description.as_ref())
                .option_if("kms-key-id", kms_key_id.as_ref())
                .value(value.as_ref())
                .option_if("client-request-token", value.as_ref().map(|_| token.as_str())),
            R::DeleteSecret { recovery, .. } => self.recovery(*recovery),
            R::TagResource { tags, .. } => self.tags(tags),
            R::UntagResource { keys, .. } => self.options("tag-keys", keys),
            R::PutResourcePolicy { policy, public, .. } => self.policy(policy, *public),
            R::ReplicateSecretToRegions { replicas, overwrite, .. } => self.replicas(replicas, *overwrite),
            R::RemoveRegionsFromReplication { regions, .. } => {
                self.options("remove-replica-regions", regions)
            }
            R::RotateSecret { settings, token, .. } => self.rotation(settings.as_ref(), token),
            R::UpdateSecretVersionStage { label, move_to, remove_from, .. } => self
                .option("version-stage", label.as_str())
                .option_if("move-to-version-id", move_to.as_ref().map(VersionId::as_str))
                .option_if("remove-from-version-id", remove_from.as_ref().map(VersionId::as_str)),
        }
    }

    fn part(&mut self, part: Option<&ListPart>) -> &mut Self {
        let Some(ListPart { names, order }) = part else { return self };
        let filter = |values: Vec<&str>| json!({ "Key": "name", "Values": values });
        let wanted = (!names.prefixes().is_empty())
            .then(|| filter(names.prefixes().iter().map(String::as_str).collect()));
        let except: Vec<_> = names.except().iter().map(|prefix| format!("!{prefix}")).collect();
        let filters: Vec<_> =
            wanted.into_iter().chain(except.iter().map(|value| filter(vec![value]))).collect();
        let filters = (!filters.is_empty()).then(|| Value::Array(filters).to_string());
        self.option_if("filters", filters).option("sort-by", "name").option(
            "sort-order",
            match order {
                NameOrder::Ascending => "asc",
                NameOrder::Descending => "desc",
            },
        )
    }

    fn new_secret(&mut self, new: &NewSecret) -> &mut Self {
        self.option("name", &new.name)
            .option_if("description", new.description.as_ref())
            .option_if("kms-key-id", new.kms_key_id.as_ref())
            .value(new.value.as_ref());
        if !new.tags.is_empty() {
            self.tags(&new.tags);
        }
        if !new.replicas.is_empty() {
            self.replicas(&new.replicas, new.overwrite);
        }
        self.option("client-request-token", new.token.as_str())
    }

    fn new_version(
        &mut self,
        value: &ValueBody,
        labels: &[StagingLabel],
        token: &ClientRequestToken,
    ) -> &mut Self {
        self.value(Some(value));
        if !labels.is_empty() {
            self.options("version-stages", labels.iter().map(StagingLabel::as_str));
        }
        self.option("client-request-token", token.as_str())
    }

    fn value(&mut self, value: Option<&ValueBody>) -> &mut Self {
        match value {
            Some(ValueBody::Text(_)) => self.option("secret-string", TEXT_FILE),
            Some(ValueBody::Binary(_)) => self.option("secret-binary", BINARY_FILE),
            None => self,
        }
    }

    fn recovery(&mut self, recovery: Recovery) -> &mut Self {
        match recovery {
            Recovery::Window { days } => self.option("recovery-window-in-days", days.to_string()),
            Recovery::Force => self.flag("force-delete-without-recovery"),
        }
    }

    fn tags(&mut self, tags: &[Tag]) -> &mut Self {
        let tags: Value = tags.iter().map(|tag| json!({ "Key": tag.key, "Value": tag.value })).collect();
        self.option("tags", tags.to_string())
    }

    fn policy(&mut self, policy: &str, public: PublicPolicy) -> &mut Self {
        self.option("resource-policy", policy).flag(match public {
            PublicPolicy::Block => "block-public-policy",
            PublicPolicy::Allow => "no-block-public-policy",
        })
    }

    fn replicas(&mut self, replicas: &[ReplicaRegion], overwrite: Overwrite) -> &mut Self {
        let regions = replicas.iter().map(|replica| match &replica.kms_key_id {
            Some(key) => format!("Region={},KmsKeyId={key}", replica.region),
            None => format!("Region={}", replica.region),
        });
        self.options("add-replica-regions", regions)
            .flag_if("force-overwrite-replica-secret", overwrite == Overwrite::Overwrite)
    }

    fn rotation(&mut self, settings: Option<&RotationSettings>, token: &ClientRequestToken) -> &mut Self {
        if let Some(RotationSettings { lambda_arn, rules, start }) = settings {
            self.option_if("rotation-lambda-arn", lambda_arn.as_ref())
                .option_if("rotation-rules", rules_json(rules))
                .flag(match start {
                    RotationStart::Immediately => "rotate-immediately",
                    RotationStart::NextWindow => "no-rotate-immediately",
                });
        }
        self.option("client-request-token", token.as_str())
    }

    fn password(&mut self, options: &PasswordOptions) -> &mut Self {
        let excluded = Some(&options.exclude_characters).filter(|excluded| !excluded.is_empty());
        self.option("password-length", options.length.to_string())
            .option_if("exclude-characters", excluded)
            .flag_if("exclude-numbers", options.numbers == Inclusion::Excluded)
            .flag_if("exclude-punctuation", options.punctuation == Inclusion::Excluded)
            .flag_if("exclude-uppercase", options.uppercase == Inclusion::Excluded)
            .flag_if("exclude-lowercase", options.lowercase == Inclusion::Excluded)
            .flag_if("include-space", options.space == Inclusion::Included)
            .flag_if("no-require-each-included-type", options.each_type == EachType::Optional)
    }
}

/// `RotationRules` as JSON; `None` if no rule is set.
fn rules_json(rules: &RotationRules) -> Option<String> {
    let RotationRules { automatically_after_days, schedule_expression, duration } = rules;
    let members = [
        ("AutomaticallyAfterDays", automatically_after_days.map(Value::from)),
        ("ScheduleExpression", schedule_expression.as_deref().map(Value::from)),
        ("Duration", duration.as_deref().map(Value::from)),
    ];
    let members: Map<_, _> =
        members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    (!members.is_empty()).then(|| Value::Object(members).to_string())
}

#[cfg(test)]
mod tests;
