"""Where moto differs from the embedded service, and why AWS sides with the latter.

The differential test fails on any difference that is not here, and on any here that is gone.
"""

# What moto doesn't have at all. The day it does, the test fails, and the operation is to be compared.
ABSENT = {
    "stop_replication_to_replica": "moto answers that it doesn't know the operation",
    "validate_resource_policy": "moto answers that it doesn't know the operation",
}

STATE_FIRST = "that a secret is scheduled for deletion is found before its tokens, versions and parameters are looked at"
TAKES_NO_WRITES = "a secret scheduled for deletion takes no writes"
NEGATED = (
    "a value turned around matches what the value doesn't; moto wants one text that differs, so that a secret with "
    "several mostly matches, and one without any never does"
)
DEPRECATED = "versions without labels are left out; moto lists them"
DAY = "reading any version notes the day, also a replica's on its primary; moto notes that of the current version only"
ASYNCHRONOUS = "replication is asynchronous: the answer says InProgress; moto says InSync"
TOKEN = "a repeated request answers the version that it made; moto answers the current one"
LENGTH = "four required types need four characters, and one needs one; moto wants four whatever is asked for"

# A difference is named by operation, our outcome and moto's. An outcome is an error's code or "ok"; of two
# successes moto's tells the field that differs: of a list the field of an entry, or "which" entries there are.
KNOWN = {
    ("batch_get_secret_value", "ok", "ok but which SecretValues by all, negated"): NEGATED,
    ("batch_get_secret_value", "ok", "ok but which SecretValues by owning-service, negated"): NEGATED,
    ("batch_get_secret_value", "ok", "ok but which SecretValues by primary-region, negated"): NEGATED,
    ("batch_get_secret_value", "ok", "ok but which SecretValues by tag-value, negated"): NEGATED,
    ("cancel_rotate_secret", "ok", "ok but VersionId"):
        "a rotation that has ended leaves no pending version; moto's never ends, as nothing runs the function",
    ("create_secret", "InvalidRequestException", "ResourceExistsException"):
        "a name that is scheduled for deletion is refused as such; moto looks at the token first",
    ("create_secret", "ResourceExistsException", "InvalidParameterException"):
        "the name of a replica is taken like any other",
    ("create_secret", "ok", "InvalidParameterException"):
        "a request whose token and value a version has already is a repetition, also of a secret replicated since",
    ("create_secret", "ok", "ok but VersionId"): TOKEN,
    ("delete_secret", "InvalidRequestException", "InvalidParameterException"): STATE_FIRST,
    ("delete_secret", "ResourceNotFoundException", "InvalidParameterException"):
        "that the secret exists is checked before its parameters",
    ("describe_secret", "ok", "ok but LastAccessedDate"): DAY,
    ("describe_secret", "ok", "ok but PrimaryRegion"):
        "a secret that is replicated names its primary Region, also in that Region",
    ("describe_secret", "ok", "ok but ReplicationStatus"):
        "how far replication is, is the primary's to tell; moto's replicas tell it too",
    ("describe_secret", "ok", "ok but ReplicationStatus.LastAccessedDate"): DAY,
    ("describe_secret", "ok", "ok but ReplicationStatus.StatusMessage"):
        "the message names the secret; moto's always names one called simple",
    ("describe_secret", "ok", "ok but VersionIdsToStages.VersionStages"):
        "a version that loses AWSCURRENT keeps its other labels; moto takes them all off",
    ("describe_secret", "ok", "ok but which VersionIdsToStages"): DEPRECATED,
    ("get_random_password", "InvalidParameterException", "500"):
        "that no characters are left to choose from is a wrong parameter; moto breaks",
    ("get_random_password", "InvalidParameterException", "ok"):
        "five required types don't fit into four characters; moto makes the password longer than asked for",
    ("get_random_password", "ok", "500"): "moto breaks where the excluded characters are all of a type",
    ("get_random_password", "ok", "InvalidParameterException"): LENGTH,
    ("get_resource_policy", "InvalidRequestException", "ok"):
        "the policy of a secret scheduled for deletion can't be read",
    ("get_secret_value", "InvalidRequestException", "ResourceNotFoundException"): STATE_FIRST,
    ("list_secret_version_ids", "ResourceNotFoundException", "500"): "moto breaks on a secret that does not exist",
    ("list_secret_version_ids", "ok", "ok but NextToken"):
        "the last page has no token; moto gives an empty one, which its own clients refuse",
    ("list_secret_version_ids", "ok", "ok but Versions.KmsKeyIds"): "a version names its key",
    ("list_secret_version_ids", "ok", "ok but Versions.LastAccessedDate"):
        "a version that was never read has no such date; moto gives each the time of the request",
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
        "the syntax of a policy is checked; moto takes any text",
    ("put_secret_value", "InvalidRequestException", "ResourceExistsException"): STATE_FIRST,
    ("put_secret_value", "InvalidRequestException", "ok"): TAKES_NO_WRITES,
    ("put_secret_value", "ok", "ok but VersionStages"):
        "the same token and value again change nothing; moto adds labels, and one to two versions",
    ("remove_regions_from_replication", "InvalidParameterException", "ok"):
        "a Region that the secret is not replicated to is refused; moto passes over it",
    ("remove_regions_from_replication", "InvalidRequestException", "ok"): TAKES_NO_WRITES,
    ("replicate_secret_to_regions", "InvalidRequestException", "InvalidParameterException"): STATE_FIRST,
    ("replicate_secret_to_regions", "InvalidRequestException", "ok"): TAKES_NO_WRITES,
    ("replicate_secret_to_regions", "ok", "ok but ReplicationStatus.Status"): ASYNCHRONOUS,
    ("replicate_secret_to_regions", "ok", "ok but ReplicationStatus.StatusMessage"): ASYNCHRONOUS,
    ("rotate_secret", "AccessDeniedException", "ResourceNotFoundException"):
        "a function that can't be invoked is an AccessDeniedException; moto looks for it in its own Lambda",
    ("rotate_secret", "InvalidRequestException", "ok"):
        "there is nothing to rotate with before a function is given; moto makes an empty pending version",
    ("rotate_secret", "ok", "ok but VersionId"):
        "with RotateImmediately false no version is made that could be named; moto names the current one",
    ("tag_resource", "InvalidRequestException", "ok"): TAKES_NO_WRITES,
    ("update_secret", "InvalidRequestException", "ResourceExistsException"): STATE_FIRST,
    ("update_secret", "ok", "ResourceExistsException"):
        "without a value no version is made, so the token is not looked at",
    ("update_secret", "ok", "ok but VersionId"): TOKEN,
    ("update_secret_version_stage", "InvalidParameterException", "ok"):
        "a label that sits on another version is moved only if that version is named; moto puts it on both",
    ("update_secret_version_stage", "InvalidRequestException", "InvalidParameterException"): STATE_FIRST,
    ("update_secret_version_stage", "ResourceNotFoundException", "InvalidParameterException"):
        "a version that is not there is not found",
    ("update_secret_version_stage", "ok", "InvalidParameterException"):
        "a label that sits where it is to be moved is left there; moto looks for it on the version to take it from",
}
# Differences after which both are in the same state all the same.
PASSING = {
    ("replicate_secret_to_regions", "ok", "ok but ReplicationStatus.Status"),
    ("replicate_secret_to_regions", "ok", "ok but ReplicationStatus.StatusMessage"),
}
