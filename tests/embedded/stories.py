"""Random requests, in sequences about one secret or a few: what the differential test sends.

A request is an operation as boto3 calls it, and its parameters; before them the Region, where it is
not the usual one. Each story has names of its own, so that stories don't meet.
"""

import json

REGION, OTHER_REGION = "eu-central-1", "us-east-1"
ACCOUNT = "123456789012"
# Known to both as a rotation function.
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
# For filters: texts, and what is looked for in them.
TEXTS = ["Main database", "payments", "the old payments database", "Blue"]
TAGS = [("team", "payments"), ("team", "Orders"), ("env", "prod"), ("Env", "prod"), ("colour", "Blue")]
WANTED = ["team", "te", "Team", "env", "pay", "payments", "Orders", "orders", "prod", "Blue", "blue", "Main data", "old"]


def made(name):
    """Makes the secret that a story is about."""
    return "create_secret", {"Name": name, "ClientRequestToken": TOKENS[0], "SecretString": "a"}


def replicated(name):
    """Replicates it."""
    return "replicate_secret_to_regions", {"SecretId": name, "AddReplicaRegions": [{"Region": OTHER_REGION}]}


def value(rng):
    return {"ClientRequestToken": rng.choice(TOKENS), "SecretString": rng.choice(["a", "b"])}


def usual(rng, name):
    """About values, versions, labels, tags and deletion."""
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
    """About where labels sit: most requests can succeed, so that the sequences go far."""
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
    """About resource policies and batches."""
    secret = {"SecretId": name}
    return rng.choice([
        usual(rng, name),
        ("put_resource_policy", {**secret, "ResourcePolicy": POLICY}),
        ("put_resource_policy", {**secret, "ResourcePolicy": rng.choice(["{", "{}"])}),
        ("get_resource_policy", secret),
        ("delete_resource_policy", secret),
        ("batch_get_secret_value", {"SecretIdList": [name, "differential/none"]}),
        ("batch_get_secret_value", {"Filters": [{"Key": "name", "Values": [name]}]}),
    ])


def rotation(rng, name):
    """About rotation, as far as moto can be asked: with a function, it never ends there."""
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
    """About replicas: seen from the primary's Region and from theirs."""
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
    """About lists of a few secrets, filtered; a first filter keeps other stories out."""
    some = f"{name}/{rng.choice('abc')}"
    keys = ["name", "description", "tag-key", "tag-value", "all", "primary-region", "owning-service"]
    values = [rng.choice(["", "", "", "!"]) + rng.choice(WANTED) for _ in range(rng.choice([1, 1, 2]))]
    key = rng.choice(keys)
    if key == "name":
        values = [rng.choice(["", "!"]) + some]
    asked = {"Filters": [{"Key": "name", "Values": [name]}, {"Key": key, "Values": values}]}
    tag = dict(zip(["Key", "Value"], rng.choice(TAGS)))
    return rng.choice([
        ("create_secret", {"Name": some, **value(rng), "Description": rng.choice(TEXTS), "Tags": [tag]}),
        ("tag_resource", {"SecretId": some, "Tags": [tag]}),
        ("untag_resource", {"SecretId": some, "TagKeys": [tag["Key"]]}),
        ("list_secrets", asked),
        ("list_secrets", {**asked, "MaxResults": 1}),
        ("list_secrets", asked),
        ("batch_get_secret_value", asked),
    ])


def passwords(rng, _):
    """About random passwords."""
    flags = ["ExcludeNumbers", "ExcludePunctuation", "ExcludeUppercase", "ExcludeLowercase", "IncludeSpace"]
    asked = {flag: True for flag in flags if rng.random() < 0.3}
    asked["PasswordLength"] = rng.choice([1, 3, 4, 5, 32, 4096])
    asked["RequireEachIncludedType"] = rng.choice([True, False])
    if rng.random() < 0.5:
        asked["ExcludeCharacters"] = rng.choice(["abc", "0123456789", "xyz!/"])
    return "get_random_password", asked


def sought(parameters):
    """How a filtered list is filtered: the key, and whether by what isn't so."""
    filter = parameters.get("Filters", [{}])[-1]
    if filter.get("Key", "name") == "name":
        return ""
    negated = any(value.startswith("!") for value in filter["Values"])
    return f" by {filter['Key']}" + (", negated" if negated else "")
