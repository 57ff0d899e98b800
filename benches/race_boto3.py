"""Lists all secrets of an endpoint with boto3's paginator: the reference for benches/run.

Prints a JSON object: the seconds and the CPU seconds that it took, and the names.
"""

import json
import sys
import time

import boto3

client = boto3.client(
    "secretsmanager",
    endpoint_url=sys.argv[1],
    region_name="eu-central-1",
    aws_access_key_id="AKIABENCH",
    aws_secret_access_key="bench",
)
pages = client.get_paginator("list_secrets").paginate(
    IncludePlannedDeletion=True, PaginationConfig={"PageSize": 100}
)
start, cpu = time.monotonic(), time.process_time()
names = [secret["Name"] for page in pages for secret in page["SecretList"]]
seconds, cpu_seconds = time.monotonic() - start, time.process_time() - cpu
json.dump({"seconds": seconds, "cpu_seconds": cpu_seconds, "names": names}, sys.stdout)
