"""Checks every member of every operation against the limits in the SDK's model.

The last valid value of each limit must violate no constraint. The first invalid value must violate that one constraint,
with the message of the service. Takes the URL of the embedded service and a Region.
"""

import base64
import http.client
import json
import sys
from urllib.parse import urlsplit

from botocore.session import get_session

URL, REGION = sys.argv[1:]
# Operations and members that the Rust SDK doesn't have yet.
NEWER_OPERATIONS = {"AssociateCrossAccountReplica", "DisassociateCrossAccountReplica", "ListResourcePolicies"}
NEWER_MEMBERS = {"PolicyName", "CrossAccountPrimaryARN"}
HEADERS = {
    "content-type": "application/x-amz-json-1.1",
    "authorization": f"AWS4-HMAC-SHA256 Credential=local/20260101/{REGION}/secretsmanager/aws4_request, "
    "SignedHeaders=host, Signature=00",
}
LENGTH_LIMITS = ("Member must have length less than or equal to ", "Member must have length greater than or equal to ")
VALUE_LIMITS = ("Member must have value less than or equal to ", "Member must have value greater than or equal to ")

connection = http.client.HTTPConnection(urlsplit(URL).netloc)


def call(operation, members):
    """The error code and message of a response; both empty for a success."""
    headers = HEADERS | {"x-amz-target": f"secretsmanager.{operation}"}
    connection.request("POST", "/", json.dumps(members), headers)
    response = connection.getresponse()
    body = json.loads(response.read() or "{}")
    assert response.getheader("x-amzn-RequestId"), operation
    code = body.get("__type", "")
    assert code not in ("InternalServiceError", "SerializationException"), (operation, members, body)
    # Only ValidationException spells its member in lower case.
    text = body.get("message" if code == "ValidationException" else "Message", "")
    assert code in ("", "UnknownOperationException") or text, (operation, body)
    return code, text


def string(shape, length):
    """A string of this length that matches the shape's pattern."""
    pattern = shape.metadata.get("pattern", "")
    if "\\d" in pattern:
        return "1" if length < 3 else "a" * (length - 2) + "-1"
    if pattern == "[0-9]+h":
        return "1" * (length - 1) + "h"
    return "x" * length


def sample(shape):
    """A valid value."""
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else string(shape, max(shape.metadata.get("min", 0), 3))
    if shape.type_name == "list":
        return [sample(shape.member)]
    if shape.type_name == "structure":
        return {name: sample(member) for name, member in shape.members.items()}
    if shape.type_name == "blob":
        return base64.b64encode(b"x").decode()
    return False if shape.type_name == "boolean" else shape.metadata.get("min", 7)


def limits(shape):
    """Pairs of a value and the constraint that it violates; None for a valid value."""
    low, high = shape.metadata.get("min", 0), shape.metadata.get("max")
    number = shape.type_name in ("integer", "long")
    if shape.type_name in ("boolean", "structure"):
        return
    if number and high is None:
        return
    at_most, at_least = VALUE_LIMITS if number else LENGTH_LIMITS
    make = {
        "string": lambda n: string(shape, n),
        "list": lambda n: [sample(shape.member)] * n,
        "blob": lambda n: base64.b64encode(b"x" * n).decode(),
    }.get(shape.type_name, lambda n: n)
    if getattr(shape, "enum", None):
        yield from ((value, None) for value in shape.enum)
        yield "no-such", f"Member must satisfy enum value set: [{', '.join(shape.enum)}]"
        return
    if high is not None:
        yield make(high), None
        yield make(high + 1), f"{at_most}{high}"
    if low > 0:
        # No string of the minimum length matches the pattern of Regions.
        if "\\d" not in shape.metadata.get("pattern", ""):
            yield make(low), None
            if not (shape.type_name == "string" and shape.metadata.get("pattern")):
                yield make(low - 1), f"{at_least}{low}"
    if shape.metadata.get("pattern"):
        wrong = {"[0-9]+h": "1d"}.get(shape.metadata["pattern"], "#~" + "#~" * (low // 2))
        yield wrong, f"Member must satisfy regular expression pattern: {shape.metadata['pattern']}"


def item_constraint(shape):
    """The message about an invalid item in a list of strings."""
    parts = [f"{LENGTH_LIMITS[0]}{shape.metadata['max']}", f"{LENGTH_LIMITS[1]}{shape.metadata.get('min', 0)}"]
    if shape.metadata.get("pattern"):
        parts.append(f"Member must satisfy regular expression pattern: {shape.metadata['pattern']}")
    return f"Member must satisfy constraint: [{', '.join(parts)}]"


def walk(shape, path, put):
    """Every limit within a shape: its path, a value, the whole request with that value, and the violated constraint.

    `put` wraps a value of the shape into a whole request.
    """
    sensitive = shape.metadata.get("sensitive")
    for value, constraint in limits(shape):
        yield path, None if sensitive else value, put(value), constraint
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in NEWER_MEMBERS:
                continue
            inner = f"{path}." if path else ""
            put_member = lambda value, name=name: put({**sample_of_required(shape), name: value})
            yield from walk(member, inner + name[0].lower() + name[1:], put_member)
        for name in shape.required_members:
            without = {k: v for k, v in sample_of_required(shape).items() if k != name}
            inner = f"{path}." if path else ""
            yield inner + name[0].lower() + name[1:], "null", put(without), "Member must not be null"
    if shape.type_name == "list" and shape.member.type_name == "structure":
        yield from walk(shape.member, f"{path}.1.member", lambda value: put([value]))
    if shape.type_name == "list" and shape.member.type_name == "string":
        for value, constraint in limits(shape.member):
            yield path, [value], put([value]), constraint and item_constraint(shape.member)


def sample_of_required(shape):
    return {name: sample(shape.members[name]) for name in shape.required_members}


def main():
    model = get_session().get_service_model("secretsmanager")
    count = 0
    for operation in set(model.operation_names) - NEWER_OPERATIONS:
        shape = model.operation_model(operation).input_shape
        for path, value, members, constraint in walk(shape, "", lambda value: value):
            code, text = call(operation, members)
            count += 1
            context = (operation, path, str(members)[:200], code, text[:300])
            if constraint is None:
                assert "validation error" not in text, context
                continue
            assert code == "ValidationException", context
            assert text.startswith("1 validation error detected: Value "), context
            assert text.endswith(f"at '{path}' failed to satisfy constraint: {constraint}"), (*context, constraint)
            if isinstance(value, str):
                shown = value if value == "null" and "null" in constraint else f"'{value}'"
                assert text.startswith(f"1 validation error detected: Value {shown} at "), context
    assert count > 300, count


main()
