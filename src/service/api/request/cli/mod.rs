//! The AWS CLI equivalent of a request, as reviews show it. Secret values are left out.

mod line;

use super::{
    ClientRequestToken, EachType, Inclusion, ListPart, NameOrder, NewSecret, Overwrite, PasswordOptions,
    PublicPolicy, Recovery, ReplicaRegion, Request, RotationSettings, RotationStart, VersionSelector,
};
use crate::secrets::{FormatKind, RotationRules, StagingLabel, Tag, ValueBody, VersionId};
use line::CliLine;
use serde_json::{Map, Value, json};

/// Replaces a text value: the CLI reads the value from the file `VALUE`.
const TEXT_FILE: &str = "file://VALUE";

/// Replaces a binary value in the same way.
const BINARY_FILE: &str = "fileb://VALUE";

/// The options that make the AWS CLI send a command to where this program sends its requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CliDestination {
    /// The profile, if it was chosen by an option or in the program: one that the environment names holds for the CLI too.
    pub profile: Option<String>,
    /// The Region.
    pub region: Option<String>,
    /// The URL of an endpoint other than AWS.
    pub endpoint_url: Option<String>,
}

impl CliDestination {
    /// The same in another Region; `None` for the same Region.
    #[must_use]
    pub fn in_region(&self, region: Option<&str>) -> Self {
        Self { region: region.map(str::to_owned).or_else(|| self.region.clone()), ..self.clone() }
    }
}

impl Request {
    /// The AWS CLI command that makes the same request wherever the environment leads. Never contains a secret value.
    pub fn cli_equivalent(&self) -> String {
        self.cli_equivalent_at(&CliDestination::default())
    }

    /// The AWS CLI command that sends the same request to `destination`. Never contains a secret value.
    pub fn cli_equivalent_at(&self, destination: &CliDestination) -> String {
        let mut line = self.cli_line(destination);
        line.option_if("client-request-token", self.cli_token());
        line.into_text()
    }

    /// The AWS CLI command that sends a `GetSecretValue` to `destination` and prints the value alone: bytes decoded; with
    /// `key` one member of the JSON object that it is, by `jq`.
    pub fn cli_printing(&self, destination: &CliDestination, key: Option<&str>, kind: FormatKind) -> String {
        let mut line = self.cli_line(destination);
        let query = if kind == FormatKind::Binary { "SecretBinary" } else { "SecretString" };
        line.global_option("query", Some(query)).global_option("output", Some("text"));
        match (kind, key) {
            (FormatKind::Binary, _) => line.pipe_to("base64 --decode", None),
            (FormatKind::Text | FormatKind::Unknown, Some(key)) => {
                line.pipe_to("jq -r", Some(&line::filter(key)))
            }
            (FormatKind::Text | FormatKind::Unknown, None) => &mut line,
        };
        line.into_text()
    }

    fn cli_line(&self, destination: &CliDestination) -> CliLine {
        let mut line = CliLine::new(self.operation());
        line.option_if("secret-id", self.secret_id());
        line.parameters(self).json_input();
        line.global_option("region", destination.region.as_deref())
            .global_option("profile", destination.profile.as_deref())
            .global_option("endpoint-url", destination.endpoint_url.as_deref());
        line
    }

    /// The token that a command repeats, so that it is the same request.
    fn cli_token(&self) -> Option<&str> {
        match self {
            // Nothing new is stored, so the service takes no token.
            Self::UpdateSecret { value: None, .. } => None,
            other => other.token().map(ClientRequestToken::as_str),
        }
    }
}

impl CliLine {
    /// Appends all parameters but `SecretId` and `ClientRequestToken`.
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
            R::GetSecretValue { version: VersionSelector::Label(label), .. } => {
                self.option("version-stage", label.as_str())
            }
            R::ListSecretVersionIds { include_deprecated, next_token, .. } => self
                .flag_if("include-deprecated", *include_deprecated)
                .option_if("next-token", next_token.as_ref()),
            R::BatchGetSecretValue { secrets } => self.options("secret-id-list", secrets),
            R::GetRandomPassword(options) => self.password(options),
            R::ValidateResourcePolicy { policy, .. } => self.option("resource-policy", policy),
            R::CreateSecret(new) => self.new_secret(new),
            R::PutSecretValue { value, labels, .. } => self.new_version(value, labels),
            R::UpdateSecret { description, kms_key_id, value, .. } => self
                .option_if("description", description.as_ref())
                .option_if("kms-key-id", kms_key_id.as_ref())
                .secret_value(value.as_ref()),
            R::DeleteSecret { recovery, .. } => self.recovery(*recovery),
            R::TagResource { tags, .. } => self.tags(tags),
            R::UntagResource { keys, .. } => self.options("tag-keys", keys),
            R::PutResourcePolicy { policy, public, .. } => self.policy(policy, *public),
            R::ReplicateSecretToRegions { replicas, overwrite, .. } => self.replicas(replicas, *overwrite),
            R::RemoveRegionsFromReplication { regions, .. } => {
                self.options("remove-replica-regions", regions)
            }
            R::RotateSecret { settings, .. } => self.rotation(settings.as_ref()),
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
            .secret_value(new.value.as_ref());
        if !new.tags.is_empty() {
            self.tags(&new.tags);
        }
        if !new.replicas.is_empty() {
            self.replicas(&new.replicas, new.overwrite);
        }
        self
    }

    fn new_version(&mut self, value: &ValueBody, labels: &[StagingLabel]) -> &mut Self {
        self.secret_value(Some(value));
        if !labels.is_empty() {
            self.options("version-stages", labels.iter().map(StagingLabel::as_str));
        }
        self
    }

    fn secret_value(&mut self, value: Option<&ValueBody>) -> &mut Self {
        match value {
            Some(ValueBody::Text(_)) => self.option_from_file("secret-string", TEXT_FILE),
            Some(ValueBody::Binary(_)) => self.option_from_file("secret-binary", BINARY_FILE),
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
        self.option_as_json("tags", &tags)
    }

    fn policy(&mut self, policy: &str, public: PublicPolicy) -> &mut Self {
        self.option("resource-policy", policy).flag(match public {
            PublicPolicy::Block => "block-public-policy",
            PublicPolicy::Allow => "no-block-public-policy",
        })
    }

    fn replicas(&mut self, replicas: &[ReplicaRegion], overwrite: Overwrite) -> &mut Self {
        let regions = replicas.iter().map(|replica| match &replica.kms_key_id {
            Some(key) => json!({ "Region": replica.region, "KmsKeyId": key }),
            None => json!({ "Region": replica.region }),
        });
        self.option_as_json("add-replica-regions", &regions.collect())
            .flag_if("force-overwrite-replica-secret", overwrite == Overwrite::Overwrite)
    }

    fn rotation(&mut self, settings: Option<&RotationSettings>) -> &mut Self {
        if let Some(RotationSettings { lambda_arn, rules, start }) = settings {
            self.option_if("rotation-lambda-arn", lambda_arn.as_ref());
            if let Some(rules) = rules_json(rules) {
                self.option_as_json("rotation-rules", &rules);
            }
            self.flag(match start {
                RotationStart::Immediately => "rotate-immediately",
                RotationStart::NextWindow => "no-rotate-immediately",
            });
        }
        self
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
fn rules_json(rules: &RotationRules) -> Option<Value> {
    let RotationRules { automatically_after_days, schedule_expression, duration } = rules;
    let members = [
        ("AutomaticallyAfterDays", automatically_after_days.map(Value::from)),
        ("ScheduleExpression", schedule_expression.as_deref().map(Value::from)),
        ("Duration", duration.as_deref().map(Value::from)),
    ];
    let members: Map<_, _> =
        members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    (!members.is_empty()).then_some(Value::Object(members))
}

#[cfg(test)]
mod tests;
