"""Runs every operation of Secrets Manager with boto3, and checks the responses.

Takes the URL of a server without delays, and a Region.
"""

import sys
from datetime import timedelta

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

URL, REGION = sys.argv[1:]
OTHER_REGION = "us-east-1"
LAMBDA = "arn:aws:lambda:eu-central-1:123456789012:function:SecretsManager-rotate-postgres"
POLICY = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"},'
    ' "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}'
)

called = set()


def connect(region):
    client = boto3.client(
        "secretsmanager",
        endpoint_url=URL,
        region_name=region,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(retries={"total_max_attempts": 1}),
    )
    client.meta.events.register("before-call.secrets-manager", lambda model, **_: called.add(model.name))
    return client


def assert_fails(code, call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        assert error.response["Error"]["Message"], error
        assert error.response["ResponseMetadata"]["RequestId"], error
    else:
        raise AssertionError(f"{parameters} should fail with {code}")


def values(sm):
    made = sm.create_secret(Name="boto/one", SecretString="first", Description="by boto3")
    first = made["VersionId"]
    put = sm.put_secret_value(SecretId="boto/one", SecretString="second")
    assert put["VersionStages"] == ["AWSCURRENT"], put
    value = sm.get_secret_value(SecretId=made["ARN"])
    assert (value["SecretString"], value["VersionId"]) == ("second", put["VersionId"]), value
    sm.update_secret_version_stage(
        SecretId="boto/one", VersionStage="AWSCURRENT", MoveToVersionId=first, RemoveFromVersionId=put["VersionId"]
    )
    versions = sm.list_secret_version_ids(SecretId="boto/one")["Versions"]
    stages = {version["VersionId"]: version["VersionStages"] for version in versions}
    assert stages == {first: ["AWSCURRENT"], put["VersionId"]: ["AWSPREVIOUS"]}, stages
    sm.update_secret(SecretId="boto/one", SecretBinary=b"\x00\xff", Description="changed")
    assert sm.get_secret_value(SecretId="boto/one")["SecretBinary"] == b"\x00\xff"
    batch = sm.batch_get_secret_value(SecretIdList=["boto/one", "boto/none"])
    assert len(batch["SecretValues"]) == 1 and batch["Errors"][0]["ErrorCode"] == "ResourceNotFoundException", batch
    assert len(sm.get_random_password(PasswordLength=20)["RandomPassword"]) == 20
    assert_fails("ResourceNotFoundException", sm.get_secret_value, SecretId="boto/none")
    assert_fails("AccessDeniedException", sm.get_secret_value, SecretId="prod/vault/root-token")


def metadata(sm):
    sm.tag_resource(SecretId="boto/one", Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    sm.untag_resource(SecretId="boto/one", TagKeys=["a"])
    described = sm.describe_secret(SecretId="boto/one")
    assert described["Tags"] == [{"Key": "b", "Value": "2"}], described
    assert described["Description"] == "changed", described
    pages = sm.get_paginator("list_secrets").paginate(
        IncludePlannedDeletion=True, SortBy="name", PaginationConfig={"PageSize": 7}
    )
    names = [secret["Name"] for page in pages for secret in page["SecretList"]]
    assert "boto/one" in names and names == sorted(names) and len(names) == len(set(names)), names
    assert sm.validate_resource_policy(ResourcePolicy=POLICY)["PolicyValidationPassed"]
    sm.put_resource_policy(SecretId="boto/one", ResourcePolicy=POLICY, BlockPublicPolicy=True)
    assert sm.get_resource_policy(SecretId="boto/one")["ResourcePolicy"] == POLICY
    sm.delete_resource_policy(SecretId="boto/one")
    assert "ResourcePolicy" not in sm.get_resource_policy(SecretId="boto/one")


def rotation(sm):
    name = "prod/payments/postgres"
    before = sm.get_secret_value(SecretId=name)
    token = sm.rotate_secret(SecretId=name, RotationLambdaARN=LAMBDA, RotationRules={"AutomaticallyAfterDays": 30})
    assert sm.get_secret_value(SecretId=name)["VersionId"] == token["VersionId"]
    previous = sm.get_secret_value(SecretId=name, VersionStage="AWSPREVIOUS")
    assert previous["SecretString"] == before["SecretString"], previous
    sm.cancel_rotate_secret(SecretId=name)
    assert sm.describe_secret(SecretId=name)["RotationEnabled"] is False


def replication(sm, other):
    sm.replicate_secret_to_regions(SecretId="boto/one", AddReplicaRegions=[{"Region": OTHER_REGION}])
    assert sm.describe_secret(SecretId="boto/one")["ReplicationStatus"][0]["Status"] == "InSync"
    assert_fails("InvalidParameterException", other.put_secret_value, SecretId="boto/one", SecretString="x")
    other.stop_replication_to_replica(SecretId="boto/one")
    other.put_secret_value(SecretId="boto/one", SecretString="standalone")
    sm.create_secret(Name="boto/two", SecretString="x", AddReplicaRegions=[{"Region": OTHER_REGION}])
    removed = sm.remove_regions_from_replication(SecretId="boto/two", RemoveReplicaRegions=[OTHER_REGION])
    assert removed["ReplicationStatus"] == [], removed


def deletion(sm):
    deleted = sm.delete_secret(SecretId="boto/one", RecoveryWindowInDays=7)
    asked = sm.describe_secret(SecretId="boto/one")["DeletedDate"]
    assert deleted["DeletionDate"] - asked == timedelta(days=7)
    assert_fails("InvalidRequestException", sm.get_secret_value, SecretId="boto/one")
    sm.restore_secret(SecretId="boto/one")
    sm.get_secret_value(SecretId="boto/one")
    sm.delete_secret(SecretId="boto/one", ForceDeleteWithoutRecovery=True)
    assert_fails("ResourceNotFoundException", sm.describe_secret, SecretId="boto/one")


def main():
    sm, other = connect(REGION), connect(OTHER_REGION)
    values(sm)
    metadata(sm)
    rotation(sm)
    replication(sm, other)
    deletion(sm)
    # Operations that the Rust SDK doesn't have yet.
    newer = {"AssociateCrossAccountReplica", "DisassociateCrossAccountReplica", "ListResourcePolicies"}
    missed = set(sm.meta.service_model.operation_names) - called - newer
    assert not missed, f"never called: {sorted(missed)}"


main()
