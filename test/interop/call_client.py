"""Makes the calls that standard input names with a generated client, and writes what each one gave, as JSON."""

import importlib
import json
import sys

directory, url = sys.argv[1:]
sys.path.insert(0, directory)
Client = importlib.import_module("stl_client.client").Client


def types_of(value):
    """Names of the classes that the answer was read into, by the path to each."""
    found = {}

    def walk(one, path):
        if hasattr(one, "to_dict"):
            found[path] = type(one).__name__
            for name in (field.name for field in one.__attrs_attrs__):
                walk(getattr(one, name), f"{path}/{name}")
        elif isinstance(one, list):
            for item in one:
                walk(item, f"{path}/*")

    walk(value, "")
    return found


results = []
for call in json.load(sys.stdin):
    operation = importlib.import_module(f"stl_client.api.{call['tag']}.{call['module']}")
    client = Client(base_url=url, headers=call["headers"], raise_on_unexpected_status=True)
    answer = operation.sync_detailed(client=client, **call["arguments"])
    parsed = answer.parsed
    results.append(
        {
            "status": int(answer.status_code),
            "type": type(parsed).__name__,
            "types": types_of(parsed),
            "sent": answer.content.decode(),
            "read": parsed.to_dict() if hasattr(parsed, "to_dict") else parsed,
        }
    )
json.dump(results, sys.stdout)
