//! The service's model (API version 2017-10-17): the members of each request and their constraints.

use super::shape::{
    Member, Pattern, Shape, StringShape, length, matching, one_of, optional, required, sensitive, string,
};
use crate::embedded::operation::Operation;

const ANY: usize = usize::MAX;
const SECRET_ID: Member = required("SecretId", string(1, 2048));
const TOKEN: Member = optional("ClientRequestToken", string(32, 64));
const NEXT_TOKEN: Member = optional("NextToken", string(1, 4096));
const MAX_RESULTS: Member = optional("MaxResults", Shape::Integer { min: 1, max: 100 });
const VERSION_ID: Shape = string(32, 64);
const VERSION_STAGE: Shape = string(1, 256);

const FILTER_KEYS: &[&str] =
    &["description", "name", "tag-key", "tag-value", "primary-region", "owning-service", "all"];
const FILTER_VALUE: Shape = matching(0, 512, "^\\!?[a-zA-Z0-9 :_@\\/\\+\\=\\.\\-\\!]*$", |value| {
    value.chars().all(|c| c.is_ascii_alphanumeric() || " :_@/+=.-!".contains(c))
});
const FILTER: Shape = Shape::Structure(&[
    optional("Key", one_of(FILTER_KEYS)),
    optional("Values", Shape::List { min: 1, max: 10, item: &FILTER_VALUE }),
]);
const FILTERS: Member = optional("Filters", Shape::List { min: 0, max: 10, item: &FILTER });

const DURATION: Shape = matching(2, 3, "[0-9]+h", |value| {
    value
        .strip_suffix('h')
        .is_some_and(|hours| !hours.is_empty() && hours.bytes().all(|b| b.is_ascii_digit()))
});
const SCHEDULE: Shape = matching(1, 256, "[0-9A-Za-z\\(\\)#\\?\\*\\-\\/, ]+", |value| {
    value.chars().all(|c| c.is_ascii_alphanumeric() || "()#?*-/, ".contains(c))
});
const ROTATION_RULES: Shape = Shape::Structure(&[
    optional("AutomaticallyAfterDays", Shape::Integer { min: 1, max: 1000 }),
    optional("Duration", DURATION),
    optional("ScheduleExpression", SCHEDULE),
]);
const METADATA: Shape =
    Shape::Structure(&[optional("Key", string(1, 256)), optional("Value", string(1, 2048))]);

const DESCRIPTION: Member = optional("Description", string(0, 2048));
const KMS_KEY_ID: Member = optional("KmsKeyId", string(0, 2048));
const SECRET_BINARY: Member = optional("SecretBinary", Shape::Blob { max: 65_536 });
const SECRET_STRING: Member = optional("SecretString", sensitive(1, 65_536));
const TYPE: Member = optional("Type", string(0, 256));
const RESOURCE_POLICY: Member = required("ResourcePolicy", string(1, 20_480));
const SECRET_ID_ITEM: Shape = string(1, 2048);

const REGION: Shape = matching(1, 128, "^([a-z]+-)+\\d+$", |value| {
    let (words, number) = value.rsplit_once('-').unwrap_or_default();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    words.split('-').all(is_word) && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
});
const ADDED_REGION: Shape = Shape::Structure(&[optional("Region", REGION), KMS_KEY_ID]);
const ADDED_REGIONS: Shape = Shape::List { min: 1, max: ANY, item: &ADDED_REGION };
const OVERWRITE: Member = optional("ForceOverwriteReplicaSecret", Shape::Boolean);

const TAG_KEY: Shape = string(1, 128);
const TAG: Shape = Shape::Structure(&[optional("Key", TAG_KEY), optional("Value", string(0, 256))]);
const TAGS: Shape = Shape::List { min: 0, max: ANY, item: &TAG };
const ROTATION_TOKEN: Shape = Shape::String(StringShape {
    sensitive: true,
    pattern: Some(Pattern {
        regex: "^[a-zA-Z0-9\\-]+$",
        accepts: |value| value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
    }),
    ..length(36, 256)
});

const ONLY_SECRET_ID: &[Member] = &[SECRET_ID];

const BATCH_GET_SECRET_VALUE: &[Member] = &[
    optional("SecretIdList", Shape::List { min: 1, max: 20, item: &SECRET_ID_ITEM }),
    FILTERS,
    optional("MaxResults", Shape::Integer { min: 1, max: 20 }),
    NEXT_TOKEN,
];

const CREATE_SECRET: &[Member] = &[
    required("Name", string(1, 512)),
    TOKEN,
    DESCRIPTION,
    KMS_KEY_ID,
    SECRET_BINARY,
    SECRET_STRING,
    optional("Tags", TAGS),
    optional("AddReplicaRegions", ADDED_REGIONS),
    OVERWRITE,
    TYPE,
];

const DELETE_SECRET: &[Member] = &[
    SECRET_ID,
    optional("RecoveryWindowInDays", Shape::Integer { min: i64::MIN, max: i64::MAX }),
    optional("ForceDeleteWithoutRecovery", Shape::Boolean),
];

const GET_RANDOM_PASSWORD: &[Member] = &[
    optional("PasswordLength", Shape::Integer { min: 1, max: 4096 }),
    optional("ExcludeCharacters", string(0, 4096)),
    optional("ExcludeNumbers", Shape::Boolean),
    optional("ExcludePunctuation", Shape::Boolean),
    optional("ExcludeUppercase", Shape::Boolean),
    optional("ExcludeLowercase", Shape::Boolean),
    optional("IncludeSpace", Shape::Boolean),
    optional("RequireEachIncludedType", Shape::Boolean),
];

const GET_SECRET_VALUE: &[Member] =
    &[SECRET_ID, optional("VersionId", VERSION_ID), optional("VersionStage", VERSION_STAGE)];

const LIST_SECRET_VERSION_IDS: &[Member] =
    &[SECRET_ID, MAX_RESULTS, NEXT_TOKEN, optional("IncludeDeprecated", Shape::Boolean)];

const LIST_SECRETS: &[Member] = &[
    optional("IncludePlannedDeletion", Shape::Boolean),
    MAX_RESULTS,
    NEXT_TOKEN,
    FILTERS,
    optional("SortOrder", one_of(&["asc", "desc"])),
    optional("SortBy", one_of(&["created-date", "last-accessed-date", "last-changed-date", "name"])),
];

const PUT_RESOURCE_POLICY: &[Member] =
    &[SECRET_ID, RESOURCE_POLICY, optional("BlockPublicPolicy", Shape::Boolean)];

const PUT_SECRET_VALUE: &[Member] = &[
    SECRET_ID,
    TOKEN,
    SECRET_BINARY,
    SECRET_STRING,
    optional("VersionStages", Shape::List { min: 1, max: 20, item: &VERSION_STAGE }),
    optional("RotationToken", ROTATION_TOKEN),
];

const REMOVE_REGIONS: &[Member] =
    &[SECRET_ID, required("RemoveReplicaRegions", Shape::List { min: 1, max: ANY, item: &REGION })];

const REPLICATE_SECRET: &[Member] = &[SECRET_ID, required("AddReplicaRegions", ADDED_REGIONS), OVERWRITE];

const ROTATE_SECRET: &[Member] = &[
    SECRET_ID,
    TOKEN,
    optional("RotationLambdaARN", string(0, 2048)),
    optional("RotationRules", ROTATION_RULES),
    optional("ExternalSecretRotationMetadata", Shape::List { min: 0, max: ANY, item: &METADATA }),
    optional("ExternalSecretRotationRoleArn", string(20, 2048)),
    optional("RotateImmediately", Shape::Boolean),
];

const TAG_RESOURCE: &[Member] = &[SECRET_ID, required("Tags", TAGS)];

const UNTAG_RESOURCE: &[Member] =
    &[SECRET_ID, required("TagKeys", Shape::List { min: 0, max: ANY, item: &TAG_KEY })];

const UPDATE_SECRET: &[Member] =
    &[SECRET_ID, TOKEN, DESCRIPTION, KMS_KEY_ID, SECRET_BINARY, SECRET_STRING, TYPE];

const UPDATE_SECRET_VERSION_STAGE: &[Member] = &[
    SECRET_ID,
    required("VersionStage", VERSION_STAGE),
    optional("RemoveFromVersionId", VERSION_ID),
    optional("MoveToVersionId", VERSION_ID),
];

const VALIDATE_RESOURCE_POLICY: &[Member] = &[optional("SecretId", SECRET_ID_ITEM), RESOURCE_POLICY];

/// The members of an operation's request, in the model's order.
pub fn members(operation: Operation) -> &'static [Member] {
    match operation {
        Operation::CancelRotateSecret
        | Operation::DeleteResourcePolicy
        | Operation::DescribeSecret
        | Operation::GetResourcePolicy
        | Operation::RestoreSecret
        | Operation::StopReplicationToReplica => ONLY_SECRET_ID,
        Operation::BatchGetSecretValue => BATCH_GET_SECRET_VALUE,
        Operation::CreateSecret => CREATE_SECRET,
        Operation::DeleteSecret => DELETE_SECRET,
        Operation::GetRandomPassword => GET_RANDOM_PASSWORD,
        Operation::GetSecretValue => GET_SECRET_VALUE,
        Operation::ListSecretVersionIds => LIST_SECRET_VERSION_IDS,
        Operation::ListSecrets => LIST_SECRETS,
        Operation::PutResourcePolicy => PUT_RESOURCE_POLICY,
        Operation::PutSecretValue => PUT_SECRET_VALUE,
        Operation::RemoveRegionsFromReplication => REMOVE_REGIONS,
        Operation::ReplicateSecretToRegions => REPLICATE_SECRET,
        Operation::RotateSecret => ROTATE_SECRET,
        Operation::TagResource => TAG_RESOURCE,
        Operation::UntagResource => UNTAG_RESOURCE,
        Operation::UpdateSecret => UPDATE_SECRET,
        Operation::UpdateSecretVersionStage => UPDATE_SECRET_VERSION_STAGE,
        Operation::ValidateResourcePolicy => VALIDATE_RESOURCE_POLICY,
    }
}
