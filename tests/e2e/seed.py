"""Speaks to a Secrets Manager with boto3, for the tests: fills it, and tells what it holds.

Reads questions from its input, one a line: {"url", "region", "function", "argument"}. Prints the answer to each in JSON.
Dates come back as text, binary values as base64.
"""

import base64
import io
import json
import sys
import urllib.request
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

THREADS = 8
# moto fails when one thread of it adds a secret while another walks through them: it is asked again.
ATTEMPTS = 50


@cache
def client(url, region):
    return boto3.client(
        "secretsmanager",
        endpoint_url=url,
        region_name=region,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(max_pool_connections=THREADS, retries={"total_max_attempts": 1}),
    )


def call(secrets, argument):
    """One operation, by its name in boto3: {"operation", "parameters"}."""
    try:
        answer = getattr(secrets, argument["operation"])(**argument["parameters"])
    except ClientError as error:
        return {"Error": error.response["Error"]}
    except BotoCoreError as error:
        return {"Error": {"Code": type(error).__name__, "Message": str(error)}}
    answer.pop("ResponseMetadata")
    return answer


def create(at, secrets):
    """Secrets as described, each {"name", "text" | "json" | "base64", "description", "tags", "versions", "deleted"}.

    `versions` are further values, each a text that becomes current after the one before;
    `deleted` is the recovery window in days that the secret is scheduled for deletion with.
    Answers the ARNs by name.
    """
    return {secret["name"]: create_one(at, secret) for secret in secrets}


def create_one(at, secret):
    name = secret["name"]
    parameters = {"Name": name, **value(secret)}
    if "description" in secret:
        parameters["Description"] = secret["description"]
    if "tags" in secret:
        parameters["Tags"] = [{"Key": key, "Value": text} for key, text in secret["tags"].items()]
    arn = at.create_secret(**parameters)["ARN"]
    for text in secret.get("versions", []):
        at.put_secret_value(SecretId=name, SecretString=text, ClientRequestToken=str(uuid.uuid4()))
    if "deleted" in secret:
        at.delete_secret(SecretId=name, RecoveryWindowInDays=secret["deleted"])
    return arn


def value(secret):
    if "base64" in secret:
        return {"SecretBinary": base64.b64decode(secret["base64"])}
    if "json" in secret:
        return {"SecretString": json.dumps(secret["json"])}
    if "text" in secret:
        return {"SecretString": secret["text"]}
    return {}


def many(at, argument):
    """{"count"} secrets named {"prefix"}0000 and so on, several at a time. Answers how many."""

    def one(number):
        name = f"{argument['prefix']}{number:04}"
        for attempt in range(ATTEMPTS):
            try:
                return at.create_secret(Name=name, SecretString=f"value {number}")
            except ClientError as error:
                status = error.response["ResponseMetadata"]["HTTPStatusCode"]
                if status != 500 or attempt + 1 == ATTEMPTS:
                    raise

    with ThreadPoolExecutor(THREADS) as pool:
        return len(list(pool.map(one, range(argument["count"]))))


def function(at, name):
    """A Lambda function of moto's that does nothing but succeed, for rotations. Answers its ARN."""
    url, region = at.meta.endpoint_url, at.meta.region_name
    # Without this moto would run it in a container.
    config = json.dumps({"lambda": {"use_docker": False}}).encode()
    urllib.request.urlopen(f"{url}/moto-api/config", config).close()
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    iam = boto3.client("iam", endpoint_url=url, region_name=region, **keys)
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("rotate.py", "def handle(event, context): pass")
    functions = boto3.client("lambda", endpoint_url=url, region_name=region, **keys)
    made = functions.create_function(
        FunctionName=name,
        Runtime="python3.12",
        Role=role,
        Handler="rotate.handle",
        Code={"ZipFile": code.getvalue()},
    )
    return made["FunctionArn"]


def plain(answer):
    if isinstance(answer, datetime):
        return answer.isoformat()
    if isinstance(answer, bytes):
        return base64.b64encode(answer).decode()
    raise TypeError(f"no JSON for {type(answer)}")


if __name__ == "__main__":
    functions = {"call": call, "create": create, "function": function, "many": many}
    for line in sys.stdin:
        question = json.loads(line)
        at = client(question["url"], question["region"])
        answer = functions[question["function"]](at, question["argument"])
        print(json.dumps(answer, default=plain), flush=True)
