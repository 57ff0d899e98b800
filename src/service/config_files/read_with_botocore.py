"""Reads config files as the AWS CLI does. A line of JSON in, a line of JSON out, until the input ends."""

import base64
import json
import os
import sys
import tempfile

import botocore.exceptions
import botocore.session


def read(config, credentials):
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for name, text in (("config", config), ("credentials", credentials)):
            paths[name] = os.path.join(folder, name)
            with open(paths[name], "wb") as file:
                file.write(base64.b64decode(text))
        session = botocore.session.Session()
        session.set_config_variable("config_file", paths["config"])
        session.set_config_variable("credentials_file", paths["credentials"])
        try:
            full = session.full_config
        except botocore.exceptions.ConfigParseError:
            return None
        return {kind: full.get(kind, {}) for kind in ("profiles", "sso_sessions", "services")}


for line in sys.stdin:
    print(json.dumps(read(**json.loads(line))), flush=True)
