"""Reads calls of the AWS CLI as the CLI would, and says what is wrong with them.

Called as `cli.py LINES`, a JSON array of command lines; prints {"operations": the model's, by name,
"complaints": [one line each]}. The CLI derives its commands and options from the same model.
"""

import json
import shlex
import sys

from botocore import xform_name
from botocore.session import Session

MODEL = Session().get_service_model("secretsmanager")


def complaints(line):
    program, service, command, *words = shlex.split(line)
    operations = {xform_name(name, "-"): name for name in MODEL.operation_names}
    if (program, service) != ("aws", "secretsmanager") or command not in operations:
        return [f"{line}: no such command"]
    shape = MODEL.operation_model(operations[command]).input_shape
    members = {xform_name(name, "-"): (name, member) for name, member in shape.members.items()}
    given, found = {}, []
    for option, values in options(words):
        negated = option.startswith("no-") and option[3:] in members
        name, member = members.get(option[3:] if negated else option, (None, None))
        if member is None:
            found.append(f"{line}: no option --{option}")
            continue
        given[name] = values
        fault = misread(member, values, negated)
        if fault:
            found.append(f"{line}: --{option} {fault}")
    missing = set(shape.required_members) - set(given)
    return found + [f"{line}: lacks {name}" for name in sorted(missing)]


def options(words):
    """(option, its values) for each; a word before the first option counts as an option of no name."""
    found = []
    for word in words:
        if word.startswith("--"):
            option, tied, value = word[2:].partition("=")
            found.append((option, [value] if tied else []))
        elif word.startswith("-") or not found:
            found.append((word, []))
        else:
            found[-1][1].append(word)
    return found


def misread(member, values, negated):
    """Why the CLI would not take these values for this member, if it would not."""
    kind = member.type_name
    if kind == "boolean":
        return "is a flag, and takes no value" if values else None
    if negated:
        return "is no flag"
    if kind == "list":
        return None if values else "takes values"
    if len(values) != 1:
        return f"takes one value, not {len(values)}"
    if kind in ("integer", "long"):
        return None if values[0].isdigit() else "takes a number"
    if kind == "structure":
        unknown = set(json.loads(values[0])) - set(member.members)
        return f"has no {sorted(unknown)}" if unknown else None
    if kind == "blob":
        return None if values[0].startswith("fileb://") else "is read from a file"
    return None


if __name__ == "__main__":
    lines = json.loads(sys.argv[1])
    found = [complaint for line in lines for complaint in complaints(line)]
    print(json.dumps({"operations": sorted(MODEL.operation_names), "complaints": found}))
