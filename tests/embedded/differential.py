"""Sends the same random requests to moto and to the embedded service, and compares the answers.

Where they differ, `known.py` says why AWS sides with the embedded service; any other difference
fails. Called with the URL of the embedded service.
"""

import io
import json
import logging
import random
import string
import sys
import urllib.request
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from moto.secretsmanager.responses import SecretsManagerResponse
from moto.server import ThreadedMotoServer

import stories
from known import ABSENT, KNOWN, PASSING
from stories import FUNCTION, OTHER_REGION, REGION

URL = sys.argv[1]
SEED = 20171017
# Of each kind of story: how it begins, how many there are, of how many requests each.
KINDS = [
    (stories.usual, [], 235, 14),
    (stories.labels, [stories.made], 50, 40),
    (stories.policies, [stories.made], 60, 14),
    (stories.rotation, [stories.made], 30, 3),
    (stories.replicas, [stories.made, stories.replicated], 60, 20),
    (stories.filters, [], 18, 40),
    (stories.passwords, [], 1, 60),
]
# What the Rust SDK, and so the embedded service, doesn't carry yet.
NEWER = {"associate_cross_account_replica", "disassociate_cross_account_replica", "list_resource_policies"}
READS = {
    "batch_get_secret_value",
    "describe_secret",
    "get_random_password",
    "get_resource_policy",
    "get_secret_value",
    "list_secret_version_ids",
    "list_secrets",
}
# Fields that hold a time, or what chance made.
VARYING = {"CreatedDate", "LastChangedDate", "DeletedDate", "DeletionDate", "ResponseMetadata", "ARN"}
# Lists of entries, and what tells one entry from another.
ENTRIES = {
    "Errors": "SecretId",
    "ReplicationStatus": "Region",
    "SecretList": "Name",
    "SecretValues": "Name",
    "Tags": "Key",
    "Versions": "VersionId",
    "SecretVersionsToStages": "VersionId",
    "VersionIdsToStages": "VersionId",
}
CHARACTERS = [string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation, " "]


def connect(url, service="secretsmanager", region=REGION):
    return boto3.client(
        service,
        endpoint_url=url,
        region_name=region,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(retries={"total_max_attempts": 1}),
    )


def start_moto():
    """A moto that has the rotation function; running it there does nothing."""
    logging.getLogger("werkzeug").disabled = True
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    body = json.dumps({"lambda": {"use_docker": False}}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/config", body, {"content-type": "application/json"}))
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    role = connect(url, "iam").create_role(RoleName="rotates", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("f.py", "")
    connect(url, "lambda").create_function(
        FunctionName=FUNCTION.rsplit(":", 1)[1], Runtime="python3.12", Role=role, Handler="f.f",
        Code={"ZipFile": code.getvalue()},
    )
    return server, url


def normal(value):
    """An answer without what varies; the order of versions, labels and tags is nobody's promise."""
    if isinstance(value, dict):
        value = {key: item for key, item in value.items() if key not in VARYING}
        for field in ("VersionIdsToStages", "SecretVersionsToStages"):
            if field in value:
                value[field] = [{"VersionId": key, "VersionStages": item} for key, item in value[field].items()]
        return {key: normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((normal(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True, default=str))
    return value if isinstance(value, (str, bytes, int, float, bool, type(None))) else "a time"


def look(parameters, password):
    """What does not vary of a random password: which kinds of characters it has where each included one is required,
    else those that were to be excluded.
    """
    names = ["ExcludeLowercase", "ExcludeUppercase", "ExcludeNumbers", "ExcludePunctuation", "space"]
    kinds = [name for name, kind in zip(names, CHARACTERS) if set(kind) & set(password)]
    if not parameters["RequireEachIncludedType"]:
        kinds = [name for name in kinds if parameters.get(name)]
    excluded = set(parameters.get("ExcludeCharacters", "")) & set(password)
    return {"length": len(password), "kinds": kinds, "excluded": sorted(excluded)}


def ask(client, operation, parameters):
    """The outcome of a request: ok or an error's code, and what was answered on all pages."""
    answers = []
    try:
        while True:
            answers.append(getattr(client, operation)(**parameters))
            token = answers[-1].get("NextToken")
            if not token or operation == "list_secret_version_ids":
                break
            parameters = {**parameters, "NextToken": token}
    except ClientError as error:
        return error.response["Error"]["Code"], None
    except ParamValidationError as error:
        raise AssertionError(f"boto3 itself refuses {operation} {parameters}: {error}") from error
    whole = answers[0]
    for page in answers[1:]:
        for field, entries in page.items():
            if isinstance(entries, list):
                whole[field] = whole.get(field, []) + entries
    if len(answers) > 1:
        whole.pop("NextToken")
    if operation == "get_random_password":
        whole["RandomPassword"] = look(parameters, whole["RandomPassword"])
    return "ok", normal(whole)


def differences(ours, theirs, sought):
    """Where two outcomes differ: in their codes, or two successes in fields."""
    (our_code, our_body), (their_code, their_body) = ours, theirs
    if our_code != their_code:
        return {(our_code, their_code)}
    found = fields(our_body or {}, their_body or {})
    return {("ok", f"ok but {field}" + (sought if field.startswith("which ") else "")) for field in found}


def fields(ours, theirs):
    """The fields in which two answers differ; of lists, which entries there are and the fields of those in both."""
    for field in ours.keys() | theirs.keys():
        our, their = ours.get(field), theirs.get(field)
        if our == their:
            continue
        if field not in ENTRIES or our is None or their is None:
            yield field
            continue
        our, their = ({entry[ENTRIES[field]]: entry for entry in entries} for entries in (our, their))
        if our.keys() != their.keys():
            yield f"which {field}"
        for entry in our.keys() & their.keys():
            yield from (f"{field}.{inner}" for inner in fields(our[entry], their[entry]))


def story(kind, beginning, length, rng, name):
    """The requests of one story: Region, operation, parameters."""
    requests = [first(name) for first in beginning] + [kind(rng, name) for _ in range(length)]
    return (request if len(request) == 3 else (REGION, *request) for request in requests)


def compare(us, moto):
    """Every difference found, with its first example; and how often each operation was compared."""
    found, compared = {}, {}
    for index, (kind, beginning, count, length) in enumerate(KINDS):
        rng = random.Random(SEED + index)
        for number in range(count):
            name = f"differential/{kind.__name__}-{number:04}"
            for region, operation, parameters in story(kind, beginning, length, rng, name):
                ours, theirs = (ask(side[region], operation, parameters) for side in (us, moto))
                compared[operation] = compared.get(operation, 0) + 1
                sought = stories.sought(parameters)
                new = {(operation, *outcomes) for outcomes in differences(ours, theirs, sought)}
                for difference in new:
                    found.setdefault(difference, (region, name, parameters, ours, theirs))
                if operation not in READS and new - PASSING:
                    # From here on the two are in different states.
                    break
    return found, compared


def main():
    server, url = start_moto()
    us, moto = ({region: connect(side, region=region) for region in (REGION, OTHER_REGION)} for side in (URL, url))
    operations = set(us[REGION].meta.method_to_api_mapping) - NEWER
    absent = {operation for operation in operations if not hasattr(SecretsManagerResponse, operation)}
    assert absent == set(ABSENT), f"moto lacks {absent}: compare what it has now"
    found, compared = compare(us, moto)
    server.stop()
    print("compared:", dict(sorted(compared.items())))
    assert compared.keys() == operations - absent, f"not compared: {operations - absent - compared.keys()}"
    for key, example in sorted(found.items(), key=lambda item: item[0]):
        if key not in KNOWN:
            print(f"{key}\n    {example}")
    missed = sorted(KNOWN.keys() - found.keys())
    assert not missed, f"no longer found, take it out of the table: {missed}"
    assert not found.keys() - KNOWN.keys(), "new differences, see above"


main()
