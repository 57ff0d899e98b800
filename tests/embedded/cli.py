"""Runs every operation with the AWS CLI, as a user would, and checks what it prints.

Called with the URL of the service and a Region.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

URL, REGION = sys.argv[1:]
OTHER_REGION = "us-east-1"
LAMBDA = "arn:aws:lambda:eu-central-1:123456789012:function:SecretsManager-rotate-postgres"
POLICY = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"},'
    ' "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}'
)
AWS = Path(sys.executable).parent / "aws"
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": os.devnull,
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_ENDPOINT_URL_SECRETS_MANAGER": URL,
    "AWS_MAX_ATTEMPTS": "1",
    "AWS_PAGER": "",
}

called = set()


def run(command, *arguments, region=REGION):
    called.add(command)
    line = [AWS, "secretsmanager", command, "--region", region, "--output", "json", *arguments]
    return subprocess.run(line, env=ENVIRONMENT, capture_output=True, text=True)


def aws(command, *arguments, **options):
    done = run(command, *arguments, **options)
    assert done.returncode == 0, f"{command} {arguments}: {done.stderr}"
    return json.loads(done.stdout) if done.stdout.strip() else {}


def main():
    one = ("--secret-id", "cli/one")
    first = aws("create-secret", "--name", "cli/one", "--secret-string", "first")["VersionId"]
    second = aws("put-secret-value", *one, "--secret-string", "second")["VersionId"]
    assert aws("get-secret-value", *one)["SecretString"] == "second"
    moved = ("--version-stage", "AWSCURRENT", "--move-to-version-id", first, "--remove-from-version-id", second)
    aws("update-secret-version-stage", *one, *moved)
    versions = aws("list-secret-version-ids", *one)["Versions"]
    assert {version["VersionId"]: version["VersionStages"] for version in versions} == {
        first: ["AWSCURRENT"],
        second: ["AWSPREVIOUS"],
    }
    aws("update-secret", *one, "--description", "from the command line")
    aws("tag-resource", *one, "--tags", "Key=a,Value=1", "Key=b,Value=2")
    aws("untag-resource", *one, "--tag-keys", "a")
    described = aws("describe-secret", *one)
    assert described["Description"] == "from the command line", described
    assert described["Tags"] == [{"Key": "b", "Value": "2"}], described
    batch = aws("batch-get-secret-value", "--secret-id-list", "cli/one", "cli/none")
    assert len(batch["SecretValues"]) == len(batch["Errors"]) == 1, batch
    listed = aws("list-secrets", "--filters", "Key=name,Values=cli/", "--max-items", "5")
    assert [secret["Name"] for secret in listed["SecretList"]] == ["cli/one"], listed
    assert len(aws("get-random-password", "--password-length", "40")["RandomPassword"]) == 40

    assert aws("validate-resource-policy", "--resource-policy", POLICY)["PolicyValidationPassed"]
    aws("put-resource-policy", *one, "--resource-policy", POLICY, "--block-public-policy")
    assert aws("get-resource-policy", *one)["ResourcePolicy"] == POLICY
    aws("delete-resource-policy", *one)

    aws("rotate-secret", *one, "--rotation-lambda-arn", LAMBDA, "--rotation-rules", "AutomaticallyAfterDays=7")
    aws("cancel-rotate-secret", *one)
    aws("replicate-secret-to-regions", *one, "--add-replica-regions", f"Region={OTHER_REGION}")
    # The replica is there at once: the service was started with no delay.
    aws("stop-replication-to-replica", *one, region=OTHER_REGION)
    aws("replicate-secret-to-regions", *one, "--add-replica-regions", f"Region={OTHER_REGION}",
        "--force-overwrite-replica-secret")
    aws("remove-regions-from-replication", *one, "--remove-replica-regions", OTHER_REGION)

    aws("delete-secret", *one, "--recovery-window-in-days", "7")
    refused = run("get-secret-value", *one)
    assert refused.returncode != 0 and "(InvalidRequestException)" in refused.stderr, refused.stderr
    aws("restore-secret", *one)
    aws("delete-secret", *one, "--force-delete-without-recovery")
    assert len(called) == 23, sorted(called)


main()
