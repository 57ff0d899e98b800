"""Runs every operation of Secrets Manager with the AWS CLI, and checks the responses.

Needs the environment variables that `strongroom serve` prints, and a server without delays. The first command starts
the program `aws`; the others run its code in this process, which saves the time to start it.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

from awscli.clidriver import create_clidriver
from botocore import xform_name

OTHER_REGION = "us-east-1"
LAMBDA = "arn:aws:lambda:eu-central-1:123456789012:function:SecretsManager-rotate-postgres"
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "123456789012"},
                "Action": "secretsmanager:GetSecretValue",
                "Resource": "*",
            }
        ],
    }
)

called = set()


def run(arguments):
    """Returns the exit status, stdout and stderr of a command."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = create_clidriver().main(arguments)
    return status, out.getvalue(), err.getvalue()


def aws(operation, *options):
    called.add(operation)
    arguments = ["secretsmanager", operation, *options]
    status, out, err = run(arguments)
    assert status == 0, f"aws {' '.join(arguments)}: {status}\n{err}"
    return json.loads(out) if out.strip() else {}


def assert_fails(code, operation, *options):
    status, _, err = run(["secretsmanager", operation, *options])
    assert status != 0 and f"({code})" in err, f"{operation} should fail with {code}: {status}\n{err}"


def program():
    program = Path(sys.executable).with_name("aws")
    listed = subprocess.run([program, "secretsmanager", "list-secrets"], capture_output=True)
    assert listed.returncode == 0, listed.stderr.decode()
    assert "prod/payments/postgres" in {secret["Name"] for secret in json.loads(listed.stdout)["SecretList"]}
    status, out, err = run(["sts", "get-caller-identity"])
    assert status == 0 and json.loads(out)["Account"] == "123456789012", err


def values():
    one = ["--secret-id", "cli/one"]
    first = aws("create-secret", "--name", "cli/one", "--secret-string", "first")["VersionId"]
    second = aws("put-secret-value", *one, "--secret-string", "second")["VersionId"]
    assert aws("get-secret-value", *one)["SecretString"] == "second"
    stage = ["--version-stage", "AWSCURRENT", "--move-to-version-id", first, "--remove-from-version-id", second]
    aws("update-secret-version-stage", *one, *stage)
    assert aws("get-secret-value", *one)["SecretString"] == "first"
    versions = aws("list-secret-version-ids", *one)["Versions"]
    stages = {version["VersionId"]: version["VersionStages"] for version in versions}
    assert stages == {first: ["AWSCURRENT"], second: ["AWSPREVIOUS"]}, stages
    aws("update-secret", *one, "--description", "changed")
    batch = aws("batch-get-secret-value", "--secret-id-list", "cli/one", "cli/none")
    assert [value["Name"] for value in batch["SecretValues"]] == ["cli/one"], batch
    assert [error["SecretId"] for error in batch["Errors"]] == ["cli/none"], batch
    assert len(aws("get-random-password", "--password-length", "20")["RandomPassword"]) == 20
    assert_fails("ResourceNotFoundException", "get-secret-value", "--secret-id", "cli/none")


def metadata():
    one = ["--secret-id", "cli/one"]
    aws("tag-resource", *one, "--tags", "Key=a,Value=1", "Key=b,Value=2")
    aws("untag-resource", *one, "--tag-keys", "a")
    described = aws("describe-secret", *one)
    assert described["Tags"] == [{"Key": "b", "Value": "2"}], described
    assert described["Description"] == "changed", described
    listed = aws("list-secrets", "--filters", "Key=name,Values=cli/", "--page-size", "1")["SecretList"]
    assert [secret["Name"] for secret in listed] == ["cli/one"], listed
    assert aws("validate-resource-policy", "--resource-policy", POLICY)["PolicyValidationPassed"]
    aws("put-resource-policy", *one, "--resource-policy", POLICY, "--block-public-policy")
    assert aws("get-resource-policy", *one)["ResourcePolicy"] == POLICY
    aws("delete-resource-policy", *one)


def rotation():
    secret = ["--secret-id", "prod/payments/postgres"]
    rules = ["--rotation-lambda-arn", LAMBDA, "--rotation-rules", "AutomaticallyAfterDays=30"]
    new = aws("rotate-secret", *secret, *rules)["VersionId"]
    assert aws("get-secret-value", *secret)["VersionId"] == new
    aws("cancel-rotate-secret", *secret)
    assert aws("describe-secret", *secret)["RotationEnabled"] is False


def replication():
    one, other = ["--secret-id", "cli/one"], ["--region", OTHER_REGION]
    aws("replicate-secret-to-regions", *one, "--add-replica-regions", f"Region={OTHER_REGION}")
    assert aws("describe-secret", *one)["ReplicationStatus"][0]["Status"] == "InSync"
    assert aws("get-secret-value", *one, *other)["SecretString"] == "first"
    aws("stop-replication-to-replica", *one, *other)
    aws("create-secret", "--name", "cli/two", "--add-replica-regions", f"Region={OTHER_REGION}")
    removed = aws(
        "remove-regions-from-replication", "--secret-id", "cli/two", "--remove-replica-regions", OTHER_REGION
    )
    assert removed["ReplicationStatus"] == [], removed


def deletion():
    one = ["--secret-id", "cli/one"]
    aws("delete-secret", *one, "--recovery-window-in-days", "7")
    assert_fails("InvalidRequestException", "get-secret-value", *one)
    aws("restore-secret", *one)
    aws("delete-secret", *one, "--force-delete-without-recovery")
    assert_fails("ResourceNotFoundException", "describe-secret", *one)


def main():
    program()
    values()
    metadata()
    rotation()
    replication()
    deletion()
    model = create_clidriver().session.get_service_model("secretsmanager")
    # Operations that the Rust SDK doesn't have yet.
    newer = {"associate-cross-account-replica", "disassociate-cross-account-replica", "list-resource-policies"}
    missed = {xform_name(name, "-") for name in model.operation_names} - called - newer
    assert not missed, f"never called: {sorted(missed)}"


assert os.environ["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")
main()
