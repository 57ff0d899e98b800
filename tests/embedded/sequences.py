"""The random requests of the differential test, in sequences on one or a few secrets.

A request is a boto3 method name and its parameters, after the Region if it is not the default. Each sequence uses names
of its own, so that sequences don't affect each other.
"""

import json

REGION, OTHER_REGION = "eu-central-1", "us-east-1"
ACCOUNT = "123456789012"
# A rotation function that both services have.
FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:rotates"
NO_FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:nowhere"
LABELS = ["AWSCURRENT", "AWSPREVIOUS", "AWSPENDING", "mine"]
TOKENS = [character * 32 for character in "0123"]
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                "Action": "secretsmanager:GetSecretValue",
                "Resource": "*",
            }
        ],
    }
)
# Texts for filters, and values to find in them.
TEXTS = ["Main database", "payments", "the old payments database", "Blue"]
TAGS = [("team", "payments"), ("team", "Orders"), ("env", "prod"), ("Env", "prod"), ("colour", "Blue")]
FILTER_VALUES = ["team", "te", "Team", "env", "pay", "payments", "Orders", "orders", "prod", "Blue", "blue", "Main data", "old"]


def created(name):
    """Creates the secret of a sequence."""
    return "create_secret", {"Name": name, "ClientRequestToken": TOKENS[0], "SecretString": "a"}


def replicated(name):
    """Replicates the secret of a sequence."""
    return "replicate_secret_to_regions", {"SecretId": name, "AddReplicaRegions": [{"Region": OTHER_REGION}]}


def value(rng):
    return {"ClientRequestToken": rng.choice(TOKENS), "SecretString": rng.choice(["a", "b"])}


def secrets(rng, name):
    """Values, versions, labels, tags and deletion."""
    secret = {"SecretId": name}
    token, text = rng.choice(TOKENS), rng.choice(["a", "b"])
    return rng.choice([
        ("create_secret", {"Name": name, **value(rng), "Description": "made"}),
        ("create_secret", {"Name": name, "ClientRequestToken": token}),
        ("put_secret_value", {**secret, **value(rng)}),
        ("put_secret_value", {**secret, **value(rng), "VersionStages": [rng.choice(LABELS)]}),
        ("update_secret", {**secret, **value(rng)}),
        ("update_secret", {**secret, "ClientRequestToken": token, "Description": text}),
        ("get_secret_value", secret),
        ("get_secret_value", {**secret, "VersionStage": rng.choice(LABELS)}),
        ("get_secret_value", {**secret, "VersionId": token}),
        ("get_secret_value", {**secret, "VersionId": token, "VersionStage": rng.choice(LABELS)}),
        ("describe_secret", secret),
        ("list_secret_version_ids", {**secret, "IncludeDeprecated": rng.choice([True, False])}),
        ("update_secret_version_stage",
         {**secret, "VersionStage": rng.choice(LABELS), "MoveToVersionId": token,
          "RemoveFromVersionId": rng.choice(TOKENS)}),
        ("tag_resource", {**secret, "Tags": [{"Key": rng.choice("kl"), "Value": text}]}),
        ("untag_resource", {**secret, "TagKeys": [rng.choice("kl")]}),
        ("get_resource_policy", secret),
        ("delete_secret", {**secret, "RecoveryWindowInDays": rng.choice([6, 7, 30])}),
        ("delete_secret", {**secret, "ForceDeleteWithoutRecovery": True}),
        ("delete_secret", {**secret, "ForceDeleteWithoutRecovery": True, "RecoveryWindowInDays": 7}),
        ("restore_secret", secret),
        ("cancel_rotate_secret", secret),
        ("list_secrets", {"Filters": [{"Key": "name", "Values": [name]}], "IncludePlannedDeletion": text == "a"}),
    ])


def labels(rng, name):
    """Labels. Most of these requests can succeed, so that the sequences get far."""
    secret, mine = {"SecretId": name}, rng.choice(["mine", "yours"])
    return rng.choice([
        ("put_secret_value", {**secret, **value(rng)}),
        ("put_secret_value", {**secret, **value(rng), "VersionStages": [mine]}),
        ("put_secret_value", {**secret, **value(rng), "VersionStages": ["AWSCURRENT", mine]}),
        ("update_secret_version_stage",
         {**secret, "VersionStage": mine, "MoveToVersionId": rng.choice(TOKENS)}),
        ("update_secret_version_stage",
         {**secret, "VersionStage": mine, "RemoveFromVersionId": rng.choice(TOKENS)}),
        ("update_secret_version_stage",
         {**secret, "VersionStage": rng.choice(["AWSCURRENT", mine]), "MoveToVersionId": rng.choice(TOKENS),
          "RemoveFromVersionId": rng.choice(TOKENS)}),
        ("get_secret_value", {**secret, "VersionStage": rng.choice(["AWSCURRENT", "AWSPREVIOUS", mine])}),
        ("describe_secret", secret),
    ])


def policies(rng, name):
    """Resource policies and batches."""
    secret = {"SecretId": name}
    return rng.choice([
        secrets(rng, name),
        ("put_resource_policy", {**secret, "ResourcePolicy": POLICY}),
        ("put_resource_policy", {**secret, "ResourcePolicy": rng.choice(["{", "{}"])}),
        ("get_resource_policy", secret),
        ("delete_resource_policy", secret),
        ("batch_get_secret_value", {"SecretIdList": [name, "differential/none"]}),
        ("batch_get_secret_value", {"Filters": [{"Key": "name", "Values": [name]}]}),
    ])


def rotation(rng, name):
    """Rotation, as far as moto supports it: with a function, a rotation never ends there."""
    rotate = {"SecretId": name, "ClientRequestToken": rng.choice(TOKENS[1:])}
    rules = {"AutomaticallyAfterDays": rng.choice([1, 30])}
    return rng.choice([
        ("rotate_secret", rotate),
        ("rotate_secret", {**rotate, "RotationLambdaARN": NO_FUNCTION, "RotationRules": rules}),
        ("rotate_secret",
         {**rotate, "RotationLambdaARN": FUNCTION, "RotationRules": rules, "RotateImmediately": rng.random() < 0.7}),
        ("cancel_rotate_secret", {"SecretId": name}),
    ])


def replicas(rng, name):
    """Replicas, from the Region of the primary and from the Region of the replica."""
    secret = {"SecretId": name}
    there = rng.choice([
        ("describe_secret", secret),
        ("get_secret_value", secret),
        ("put_secret_value", {**secret, **value(rng)}),
        ("tag_resource", {**secret, "Tags": [{"Key": "k", "Value": "v"}]}),
        ("create_secret", {"Name": name, **value(rng)}),
    ])
    here = rng.choice([
        ("put_secret_value", {**secret, **value(rng)}),
        ("update_secret", {**secret, **value(rng)}),
        ("get_secret_value", secret),
        ("describe_secret", secret),
        ("replicate_secret_to_regions",
         {**secret, "AddReplicaRegions": [{"Region": rng.choice([OTHER_REGION, REGION])}]}),
        ("remove_regions_from_replication", {**secret, "RemoveReplicaRegions": [OTHER_REGION]}),
        ("delete_secret", secret),
        ("restore_secret", secret),
    ])
    return (OTHER_REGION, *there) if rng.random() < 0.4 else (REGION, *here)


def filters(rng, name):
    """Filtered listings of a few secrets. A first filter leaves out the secrets of other sequences."""
    some = f"{name}/{rng.choice('abc')}"
    keys = ["name", "description", "tag-key", "tag-value", "all", "primary-region", "owning-service"]
    values = [rng.choice(["", "", "", "!"]) + rng.choice(FILTER_VALUES) for _ in range(rng.choice([1, 1, 2]))]
    key = rng.choice(keys)
    if key == "name":
        values = [rng.choice(["", "!"]) + some]
    request = {"Filters": [{"Key": "name", "Values": [name]}, {"Key": key, "Values": values}]}
    tag = dict(zip(["Key", "Value"], rng.choice(TAGS)))
    return rng.choice([
        ("create_secret", {"Name": some, **value(rng), "Description": rng.choice(TEXTS), "Tags": [tag]}),
        ("tag_resource", {"SecretId": some, "Tags": [tag]}),
        ("untag_resource", {"SecretId": some, "TagKeys": [tag["Key"]]}),
        ("list_secrets", request),
        ("list_secrets", {**request, "MaxResults": 1}),
        ("list_secrets", request),
        ("batch_get_secret_value", request),
    ])


def passwords(rng, _):
    """Random passwords."""
    flags = ["ExcludeNumbers", "ExcludePunctuation", "ExcludeUppercase", "ExcludeLowercase", "IncludeSpace"]
    request = {flag: True for flag in flags if rng.random() < 0.3}
    request["PasswordLength"] = rng.choice([1, 3, 4, 5, 32, 4096])
    request["RequireEachIncludedType"] = rng.choice([True, False])
    if rng.random() < 0.5:
        request["ExcludeCharacters"] = rng.choice(["abc", "0123456789", "xyz!/"])
    return "get_random_password", request


def filtered_by(parameters):
    """A description of a filter: its key, and "negated" if a value is negated."""
    filter = parameters.get("Filters", [{}])[-1]
    if filter.get("Key", "name") == "name":
        return ""
    negated = any(value.startswith("!") for value in filter["Values"])
    return f" by {filter['Key']}" + (", negated" if negated else "")
