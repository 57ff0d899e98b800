"""Sends the same random requests to moto and to the embedded service, and compares the answers.

Where they differ, `KNOWN` says why AWS sides with the embedded service; any other difference
fails. Called with the URL of the embedded service and a Region.
"""

import json
import logging
import random
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from moto.server import ThreadedMotoServer

URL, REGION = sys.argv[1:]
SEED = 20171017
SEQUENCES = 400
WIDER_SEQUENCES = 150
LENGTH = 12

LABELS = ["AWSCURRENT", "AWSPREVIOUS", "AWSPENDING", "mine"]
OTHER_REGION = "us-east-1"
LAMBDA = f"arn:aws:lambda:{REGION}:123456789012:function:nowhere"
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                "Action": "secretsmanager:GetSecretValue",
                "Resource": "*",
            }
        ],
    }
)
TOKENS = [character * 32 for character in "0123"]
READS = {
    "batch_get_secret_value",
    "describe_secret",
    "get_resource_policy",
    "get_secret_value",
    "list_secret_version_ids",
    "list_secrets",
}
# Fields that hold a time, or what chance made.
VARYING = {"CreatedDate", "LastChangedDate", "DeletedDate", "DeletionDate", "ResponseMetadata", "ARN"}

# A difference is named by operation, our outcome and moto's; an outcome is an error code, "ok", or
# for two successes the fields that differ.
KNOWN = {
    ("batch_get_secret_value", "ok", "ResourceNotFoundException"):
        "a secret without a value is among the errors of the answer; moto fails as a whole",
    ("batch_get_secret_value", "ok", "ok but Errors"):
        "the text for a secret scheduled for deletion is that of GetSecretValue; moto has one of its own",
    ("create_secret", "InvalidRequestException", "ResourceExistsException"):
        "a name that is scheduled for deletion is refused as such; moto looks at the token first",
    ("create_secret", "ok", "ok but VersionId"):
        "a repeated request answers the version that it made; moto answers the current one",
    ("delete_secret", "ResourceNotFoundException", "InvalidParameterException"):
        "that the secret exists is checked before its parameters",
    ("describe_secret", "ok", "ok but LastAccessedDate"):
        "reading any version notes the day; moto does so for the current one only",
    ("describe_secret", "ok", "ok but PrimaryRegion"):
        "a secret that is replicated names its primary Region, also in that Region",
    ("get_secret_value", "InvalidRequestException", "ResourceNotFoundException"):
        "a secret scheduled for deletion is refused before its versions are looked at",
    ("get_secret_value", "ok", "ok but VersionId, VersionStages"):
        "the default is the version labelled AWSCURRENT; moto loses sight of it when labels are moved",
    ("list_secret_version_ids", "ResourceNotFoundException", "500"):
        "moto breaks on a secret that does not exist",
    ("list_secret_version_ids", "ok", "ok but NextToken"):
        "the last page has no token; moto gives an empty one, which its own clients refuse",
    ("list_secret_version_ids", "ok", "ok but NextToken, Versions"):
        "a version names its key; moto has no KmsKeyIds, and lists deprecated versions unasked",
    ("list_secrets", "ok", "ok but SecretList"):
        "as for describe_secret",
    ("put_resource_policy", "MalformedPolicyDocumentException", "ok"):
        "the syntax of a policy is checked; moto takes any text",
    ("put_secret_value", "InvalidRequestException", "ResourceExistsException"):
        "a secret scheduled for deletion is refused before the token is looked at",
    ("put_secret_value", "InvalidRequestException", "ok"):
        "a secret scheduled for deletion takes no writes",
    ("put_secret_value", "ok", "ok but VersionStages"):
        "the same token and value again change nothing; moto adds labels, and one to two versions",
    ("remove_regions_from_replication", "InvalidParameterException", "ok"):
        "a Region that the secret is not replicated to is refused; moto passes over it",
    ("replicate_secret_to_regions", "InvalidRequestException", "ok"):
        "a secret scheduled for deletion takes no writes",
    ("replicate_secret_to_regions", "ok", "ok but ReplicationStatus"):
        "replication is asynchronous: the answer says InProgress; moto says InSync",
    ("rotate_secret", "AccessDeniedException", "ResourceNotFoundException"):
        "a function that can't be invoked is an AccessDeniedException; moto looks for it in its own Lambda",
    ("rotate_secret", "InvalidRequestException", "ok"):
        "there is nothing to rotate with before a function is given; moto makes an empty pending version",
    ("tag_resource", "InvalidRequestException", "ok"):
        "a secret scheduled for deletion takes no writes",
    ("untag_resource", "InvalidRequestException", "ok"):
        "a secret scheduled for deletion takes no writes",
    ("update_secret", "InvalidRequestException", "ResourceExistsException"):
        "a secret scheduled for deletion is refused before the token is looked at",
    ("update_secret", "ok", "ResourceExistsException"):
        "without a value no version is made, so the token is not looked at",
    ("update_secret_version_stage", "InvalidRequestException", "InvalidParameterException"):
        "a secret scheduled for deletion is refused before its versions are looked at",
    ("update_secret_version_stage", "ResourceNotFoundException", "InvalidParameterException"):
        "a version that is not there is not found",
}
# Differences after which both are in the same state all the same.
PASSING = {("replicate_secret_to_regions", "ok", "ok but ReplicationStatus")}


def connect(url):
    return boto3.client(
        "secretsmanager",
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(retries={"total_max_attempts": 1}),
    )


def requests(rng, name, wider):
    """One random request about a secret: the operation as boto3 calls it, and its parameters.

    The wider ones, on which moto soon goes its own way, come in sequences of their own.
    """
    secret = {"SecretId": name}
    token, value = rng.choice(TOKENS), rng.choice(["a", "b"])
    version = {"ClientRequestToken": token, "SecretString": value}
    choices = [
        ("create_secret", {"Name": name, **version, "Description": "made"}),
        ("create_secret", {"Name": name, "ClientRequestToken": token}),
        ("put_secret_value", {**secret, **version}),
        ("put_secret_value", {**secret, **version, "VersionStages": [rng.choice(LABELS)]}),
        ("update_secret", {**secret, **version}),
        ("update_secret", {**secret, "ClientRequestToken": token, "Description": value}),
        ("get_secret_value", secret),
        ("get_secret_value", {**secret, "VersionStage": rng.choice(LABELS)}),
        ("get_secret_value", {**secret, "VersionId": token}),
        ("describe_secret", secret),
        ("list_secret_version_ids", secret),
        ("update_secret_version_stage",
         {**secret, "VersionStage": rng.choice(LABELS), "MoveToVersionId": token,
          "RemoveFromVersionId": rng.choice(TOKENS)}),
        ("tag_resource", {**secret, "Tags": [{"Key": "k", "Value": value}]}),
        ("untag_resource", {**secret, "TagKeys": ["k"]}),
        ("get_resource_policy", secret),
        ("delete_secret", {**secret, "RecoveryWindowInDays": rng.choice([6, 7, 30])}),
        ("delete_secret", {**secret, "ForceDeleteWithoutRecovery": True}),
        ("restore_secret", secret),
        ("cancel_rotate_secret", secret),
        ("list_secrets", {"Filters": [{"Key": "name", "Values": [name]}]}),
    ]
    if wider:
        choices += [
            ("put_resource_policy", {**secret, "ResourcePolicy": POLICY}),
            ("put_resource_policy", {**secret, "ResourcePolicy": rng.choice(["{", "{}"])}),
            ("delete_resource_policy", secret),
            ("batch_get_secret_value", {"SecretIdList": [name, "differential/none"]}),
            ("batch_get_secret_value", {"Filters": [{"Key": "name", "Values": [name]}]}),
            ("replicate_secret_to_regions", {**secret, "AddReplicaRegions": [{"Region": OTHER_REGION}]}),
            ("remove_regions_from_replication", {**secret, "RemoveReplicaRegions": [OTHER_REGION]}),
            ("rotate_secret", {**secret, "ClientRequestToken": token}),
            ("rotate_secret",
             {**secret, "ClientRequestToken": token, "RotationLambdaARN": LAMBDA,
              "RotationRules": {"AutomaticallyAfterDays": rng.choice([1, 30])}}),
        ]
    return rng.choice(choices)


def normal(value):
    """An answer without what varies; the order of versions and labels is nobody's promise."""
    if isinstance(value, dict):
        return {key: normal(item) for key, item in value.items() if key not in VARYING}
    if isinstance(value, list):
        return sorted((normal(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True, default=str))
    return value if isinstance(value, (str, bytes, int, float, bool, type(None))) else "a time"


def ask(client, operation, parameters):
    try:
        return "ok", normal(getattr(client, operation)(**parameters))
    except ClientError as error:
        return error.response["Error"]["Code"], None
    except ParamValidationError as error:
        raise AssertionError(f"boto3 itself refuses {operation} {parameters}: {error}") from error


def difference(ours, theirs):
    """The outcomes of both, or the fields in which two successes differ; None if there is none."""
    (our_code, our_body), (their_code, their_body) = ours, theirs
    if our_code != their_code:
        return our_code, their_code
    if our_body == their_body:
        return None
    fields = sorted(
        field for field in our_body.keys() | their_body.keys() if our_body.get(field) != their_body.get(field)
    )
    return "ok", "ok but " + ", ".join(fields)


def main():
    logging.getLogger("werkzeug").disabled = True
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    us, moto = connect(URL), connect(f"http://{host}:{port}")
    usual, wider = random.Random(SEED), random.Random(SEED + 1)
    found = {}
    for number in range(SEQUENCES + WIDER_SEQUENCES):
        rng = usual if number < SEQUENCES else wider
        name = f"differential/{number:04}"
        for _ in range(LENGTH):
            operation, parameters = requests(rng, name, rng is wider)
            ours, theirs = ask(us, operation, parameters), ask(moto, operation, parameters)
            differs = difference(ours, theirs)
            if differs:
                found.setdefault((operation, *differs), (name, parameters, ours, theirs))
                if operation not in READS and (operation, *differs) not in PASSING:
                    # From here on the two are in different states.
                    break
    server.stop()
    for key, example in sorted(found.items(), key=lambda item: item[0]):
        if key not in KNOWN:
            print(f"{key}\n    {example}")
    missed = sorted(KNOWN.keys() - found.keys())
    assert not missed, f"no longer found, take it out of the table: {missed}"
    assert not found.keys() - KNOWN.keys(), "new differences, see above"


main()
