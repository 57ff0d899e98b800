"""Sends the same random requests to moto and to the embedded service, and compares the responses.

`known.py` lists the differences for which AWS behaves as the embedded service does; any other
difference fails. Takes the URL of the embedded service.
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

import sequences
from known import ABSENT, HARMLESS, KNOWN
from sequences import FUNCTION, OTHER_REGION, REGION

URL = sys.argv[1]
SEED = 20171017
# For each kind of sequence: its function, its first requests, the number of sequences, their length.
KINDS = [
    (sequences.secrets, [], 235, 14),
    (sequences.labels, [sequences.created], 50, 40),
    (sequences.policies, [sequences.created], 60, 14),
    (sequences.rotation, [sequences.created], 30, 3),
    (sequences.replicas, [sequences.created, sequences.replicated], 60, 20),
    (sequences.filters, [], 18, 40),
    (sequences.passwords, [], 1, 60),
]
# Operations that the Rust SDK, and so the embedded service, doesn't have yet.
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
# Fields that hold a time or a random value.
VARYING = {"CreatedDate", "LastChangedDate", "DeletedDate", "DeletionDate", "ResponseMetadata", "ARN"}
# Lists of entries, and the field that identifies an entry.
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
    """Starts moto with the rotation function. Invoking the function does nothing there."""
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


def normalize(value):
    """A response without its varying fields and sorted: the API promises no order of versions, labels and tags."""
    if isinstance(value, dict):
        value = {key: item for key, item in value.items() if key not in VARYING}
        for field in ("VersionIdsToStages", "SecretVersionsToStages"):
            if field in value:
                value[field] = [{"VersionId": key, "VersionStages": item} for key, item in value[field].items()]
        return {key: normalize(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((normalize(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True, default=str))
    return value if isinstance(value, (str, bytes, int, float, bool, type(None))) else "a time"


def summarize_password(parameters, password):
    """The properties of a random password that don't vary: its kinds of characters if all included kinds are required,
    otherwise only the kinds that should be excluded.
    """
    names = ["ExcludeLowercase", "ExcludeUppercase", "ExcludeNumbers", "ExcludePunctuation", "space"]
    kinds = [name for name, kind in zip(names, CHARACTERS) if set(kind) & set(password)]
    if not parameters["RequireEachIncludedType"]:
        kinds = [name for name in kinds if parameters.get(name)]
    excluded = set(parameters.get("ExcludeCharacters", "")) & set(password)
    return {"length": len(password), "kinds": kinds, "excluded": sorted(excluded)}


def call(client, operation, parameters):
    """The outcome of a request: ok or an error code, and the response with all its pages."""
    pages = []
    try:
        while True:
            pages.append(getattr(client, operation)(**parameters))
            token = pages[-1].get("NextToken")
            if not token or operation == "list_secret_version_ids":
                break
            parameters = {**parameters, "NextToken": token}
    except ClientError as error:
        return error.response["Error"]["Code"], None
    except ParamValidationError as error:
        raise AssertionError(f"boto3 refuses {operation} {parameters}: {error}") from error
    whole = pages[0]
    for page in pages[1:]:
        for field, entries in page.items():
            if isinstance(entries, list):
                whole[field] = whole.get(field, []) + entries
    if len(pages) > 1:
        whole.pop("NextToken")
    if operation == "get_random_password":
        whole["RandomPassword"] = summarize_password(parameters, whole["RandomPassword"])
    return "ok", normalize(whole)


def differences(ours, theirs, filtered_by):
    """The differences of two outcomes: their codes, or the fields in which two successes differ."""
    (our_code, our_body), (their_code, their_body) = ours, theirs
    if our_code != their_code:
        return {(our_code, their_code)}
    found = fields(our_body or {}, their_body or {})
    return {("ok", f"ok but {field}" + (filtered_by if field.startswith("which ") else "")) for field in found}


def fields(ours, theirs):
    """The fields in which two responses differ. Lists differ in their entries, and in the fields of common entries."""
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


def sequence(kind, beginning, length, rng, name):
    """The requests of a sequence: Region, operation, parameters."""
    requests = [first(name) for first in beginning] + [kind(rng, name) for _ in range(length)]
    return (request if len(request) == 3 else (REGION, *request) for request in requests)


def compare(us, moto):
    """All differences with their first example, and the number of comparisons of each operation."""
    found, compared = {}, {}
    for index, (kind, beginning, count, length) in enumerate(KINDS):
        rng = random.Random(SEED + index)
        for number in range(count):
            name = f"differential/{kind.__name__}-{number:04}"
            for region, operation, parameters in sequence(kind, beginning, length, rng, name):
                ours, theirs = (call(side[region], operation, parameters) for side in (us, moto))
                compared[operation] = compared.get(operation, 0) + 1
                filtered_by = sequences.filtered_by(parameters)
                new = {(operation, *outcomes) for outcomes in differences(ours, theirs, filtered_by)}
                for difference in new:
                    found.setdefault(difference, (region, name, parameters, ours, theirs))
                if operation not in READS and new - HARMLESS:
                    # The two services are now in different states.
                    break
    return found, compared


def main():
    server, url = start_moto()
    us, moto = ({region: connect(side, region=region) for region in (REGION, OTHER_REGION)} for side in (URL, url))
    operations = set(us[REGION].meta.method_to_api_mapping) - NEWER
    absent = {operation for operation in operations if not hasattr(SecretsManagerResponse, operation)}
    assert absent == set(ABSENT), f"moto lacks {absent}: compare the operations that it has now"
    found, compared = compare(us, moto)
    server.stop()
    print("compared:", dict(sorted(compared.items())))
    assert compared.keys() == operations - absent, f"not compared: {operations - absent - compared.keys()}"
    for key, example in sorted(found.items(), key=lambda item: item[0]):
        if key not in KNOWN:
            print(f"{key}\n    {example}")
    missed = sorted(KNOWN.keys() - found.keys())
    assert not missed, f"no longer found, remove from the table: {missed}"
    assert not found.keys() - KNOWN.keys(), "new differences, see above"


main()
