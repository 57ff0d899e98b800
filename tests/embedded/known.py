"""Known differences between moto and the embedded service, and how AWS behaves there.

The differential test fails on a difference that is not in this table, and on an entry that is no longer found.
"""

# Operations that moto lacks. When moto gets one, the test fails, and the operation must be compared.
ABSENT = {
    "stop_replication_to_replica": "moto doesn't know the operation",
    "validate_resource_policy": "moto doesn't know the operation",
}

STATE_FIRST = "a scheduled deletion is checked before tokens, versions and parameters"
TAKES_NO_WRITES = "a secret scheduled for deletion refuses writes"
NEGATED = (
    "a negated value matches secrets that the value doesn't match; moto looks for a text that differs, so a secret with "
    "several texts mostly matches, and a secret without any never does"
)
DEPRECATED = "versions without labels are left out; moto lists them"
DAY = "reading any version records the day, for a replica also on its primary; moto records it for the current version only"
ASYNCHRONOUS = "replication is asynchronous, so the response says InProgress; moto says InSync"
TOKEN = "a repeated request returns the version that it created; moto returns the current one"
LENGTH = "the length must be at least the number of required types; moto always requires four"

# The key of a difference is the operation, our outcome and moto's outcome. An outcome is an error code or "ok". If both
# are "ok", moto's names the field that differs. For a list, this is a field of an entry, or "which" if the entries differ.
KNOWN = {
    ("batch_get_secret_value", "ok", "ok but which SecretValues by all, negated"): NEGATED,
    ("batch_get_secret_value", "ok", "ok but which SecretValues by owning-service, negated"): NEGATED,
    ("batch_get_secret_value", "ok", "ok but which SecretValues by primary-region, negated"): NEGATED,
    ("batch_get_secret_value", "ok", "ok but which SecretValues by tag-value, negated"): NEGATED,
    ("cancel_rotate_secret", "ok", "ok but VersionId"):
        "a finished rotation leaves no pending version; moto never finishes one, because nothing runs the function",
    ("create_secret", "InvalidRequestException", "ResourceExistsException"):
        "the name of a secret scheduled for deletion is refused first; moto checks the token first",
    ("create_secret", "ResourceExistsException", "InvalidParameterException"):
        "the name of a replica is in use like any other",
    ("create_secret", "ok", "InvalidParameterException"):
        "a request with the token and value of an existing version is a repetition, even if the secret was replicated since",
    ("create_secret", "ok", "ok but VersionId"): TOKEN,
    ("delete_secret", "InvalidRequestException", "InvalidParameterException"): STATE_FIRST,
    ("delete_secret", "ResourceNotFoundException", "InvalidParameterException"):
        "the existence of the secret is checked before the parameters",
    ("describe_secret", "ok", "ok but LastAccessedDate"): DAY,
    ("describe_secret", "ok", "ok but PrimaryRegion"):
        "a replicated secret names its primary Region, in that Region too",
    ("describe_secret", "ok", "ok but ReplicationStatus"):
        "only a primary has a replication status; moto's replicas have one too",
    ("describe_secret", "ok", "ok but ReplicationStatus.LastAccessedDate"): DAY,
    ("describe_secret", "ok", "ok but ReplicationStatus.StatusMessage"):
        "the message names the secret; moto's always names a secret called simple",
    ("describe_secret", "ok", "ok but VersionIdsToStages.VersionStages"):
        "a version that loses AWSCURRENT keeps its other labels; moto removes them all",
    ("describe_secret", "ok", "ok but which VersionIdsToStages"): DEPRECATED,
    ("get_random_password", "InvalidParameterException", "500"):
        "an empty set of characters is an invalid parameter; moto fails",
    ("get_random_password", "InvalidParameterException", "ok"):
        "five required types don't fit into four characters; moto returns a longer password",
    ("get_random_password", "ok", "500"): "moto fails if all characters of a type are excluded",
    ("get_random_password", "ok", "InvalidParameterException"): LENGTH,
    ("get_resource_policy", "InvalidRequestException", "ok"):
        "the policy of a secret scheduled for deletion can't be read",
    ("get_secret_value", "InvalidRequestException", "ResourceNotFoundException"): STATE_FIRST,
    ("list_secret_version_ids", "ResourceNotFoundException", "500"): "moto fails for a secret that doesn't exist",
    ("list_secret_version_ids", "ok", "ok but NextToken"):
        "the last page has no token; moto returns an empty one, which its own clients refuse",
    ("list_secret_version_ids", "ok", "ok but Versions.KmsKeyIds"): "each version names its KMS key",
    ("list_secret_version_ids", "ok", "ok but Versions.LastAccessedDate"):
        "a version that was never read has no such date; moto returns the time of the request",
    ("list_secret_version_ids", "ok", "ok but Versions.VersionStages"):
        "a version without labels has no such field",
    ("list_secret_version_ids", "ok", "ok but which Versions"): DEPRECATED,
    ("list_secrets", "ok", "ok but SecretList.LastAccessedDate"): DAY,
    ("list_secrets", "ok", "ok but which SecretList by all, negated"): NEGATED,
    ("list_secrets", "ok", "ok but which SecretList by owning-service, negated"): NEGATED,
    ("list_secrets", "ok", "ok but which SecretList by primary-region, negated"): NEGATED,
    ("list_secrets", "ok", "ok but which SecretList by tag-key, negated"): NEGATED,
    ("list_secrets", "ok", "ok but which SecretList by tag-value, negated"): NEGATED,
    ("put_resource_policy", "MalformedPolicyDocumentException", "ok"):
        "the syntax of a policy is checked; moto accepts any text",
    ("put_secret_value", "InvalidRequestException", "ResourceExistsException"): STATE_FIRST,
    ("put_secret_value", "InvalidRequestException", "ok"): TAKES_NO_WRITES,
    ("put_secret_value", "ok", "ok but VersionStages"):
        "repeating a token and value changes nothing; moto adds labels, even the same label to two versions",
    ("remove_regions_from_replication", "InvalidParameterException", "ok"):
        "a Region without a replica is refused; moto ignores it",
    ("remove_regions_from_replication", "InvalidRequestException", "ok"): TAKES_NO_WRITES,
    ("replicate_secret_to_regions", "InvalidRequestException", "InvalidParameterException"): STATE_FIRST,
    ("replicate_secret_to_regions", "InvalidRequestException", "ok"): TAKES_NO_WRITES,
    ("replicate_secret_to_regions", "ok", "ok but ReplicationStatus.Status"): ASYNCHRONOUS,
    ("replicate_secret_to_regions", "ok", "ok but ReplicationStatus.StatusMessage"): ASYNCHRONOUS,
    ("rotate_secret", "AccessDeniedException", "ResourceNotFoundException"):
        "a function that can't be invoked is an AccessDeniedException; moto looks it up in its own Lambda",
    ("rotate_secret", "InvalidRequestException", "ok"):
        "rotation needs a function; moto creates an empty pending version without one",
    ("rotate_secret", "ok", "ok but VersionId"):
        "RotateImmediately=false creates no version to return; moto returns the current one",
    ("tag_resource", "InvalidRequestException", "ok"): TAKES_NO_WRITES,
    ("update_secret", "InvalidRequestException", "ResourceExistsException"): STATE_FIRST,
    ("update_secret", "ok", "ResourceExistsException"):
        "without a value no version is created, so the token is not checked",
    ("update_secret", "ok", "ok but VersionId"): TOKEN,
    ("update_secret_version_stage", "InvalidParameterException", "ok"):
        "a label moves only if the request names the version that has it; moto attaches it to both versions",
    ("update_secret_version_stage", "InvalidRequestException", "InvalidParameterException"): STATE_FIRST,
    ("update_secret_version_stage", "ResourceNotFoundException", "InvalidParameterException"):
        "a missing version is reported as not found",
    ("update_secret_version_stage", "ok", "InvalidParameterException"):
        "a label that is on the target version already stays there; moto looks for it on the source version",
}
# Differences that leave both services in the same state.
HARMLESS = {
    ("replicate_secret_to_regions", "ok", "ok but ReplicationStatus.Status"),
    ("replicate_secret_to_regions", "ok", "ok but ReplicationStatus.StatusMessage"),
}
