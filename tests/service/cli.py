"""Gives calls of the AWS CLI to the AWS CLI, which reads and checks them without sending anything.

Called as `cli.py LINES`, a JSON array of command lines; prints {"operations": those that the CLI
has, by their names in the API, "complaints": {line: what the CLI says against it}}.
"""

import argparse
import io
import json
import os
import shlex
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from functools import partialmethod
from pathlib import Path
from types import SimpleNamespace

from awscli.clidriver import create_clidriver



def not_sent(**_):
    """Stands for the answer, where the CLI would send the request."""
    return SimpleNamespace(status_code=200), {}


def complaint(driver, line):
    """What the CLI says against a line; nothing if it would send it."""
    said = io.StringIO()
    program, *words = shlex.split(line)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(said):
            status = driver.main(words)
    except SystemExit as exit:
        status = exit.code
    if status == 0 and program == "aws":
        return None
    return said.getvalue().strip() or f"status {status}"


if __name__ == "__main__":
    os.environ |= {"AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1"}
    os.environ |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    os.environ |= {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
    # Version 1 would take the beginning of an option's name for the option.
    parser = argparse.ArgumentParser
    parser.__init__ = partialmethod(parser.__init__, allow_abbrev=False)
    driver = create_clidriver()
    driver.session.register("before-call.secretsmanager", not_sent)
    with tempfile.TemporaryDirectory() as directory:
        # The lines leave values out, and name this file for them.
        Path(directory, "VALUE").write_text("v")
        os.chdir(directory)
        found = {line: complaint(driver, line) for line in json.loads(sys.argv[1])}
        os.chdir("/")
    model = driver.session.get_service_model("secretsmanager")
    found = {line: text for line, text in found.items() if text}
    print(json.dumps({"operations": sorted(model.operation_names), "complaints": found}))
