"""What of the inventory goes into a snapshot: the facts that checks judge by, one by one, so that no secret does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

HOST_FACTS = (
    "platform",
    "role",
    "department",
    "room",
    "ups",
    "classified",
    "dengbao_level",
    "ansible_host",
)


def facts(site: object, hosts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Give the site and the hosts in a form that JSON carries: ``{"site": …, "hosts": {host: {fact: value}}}``."""
    kept = {
        host: {name: values[name] for name in HOST_FACTS if values.get(name) is not None}
        for host, values in hosts.items()
    }
    return json.loads(json.dumps({"site": site, "hosts": kept}, default=str))  # type: ignore[no-any-return]
