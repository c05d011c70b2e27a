"""The exported inventory: one JSON file without secrets, also inside a snapshot's manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dengbao.errors import UserError
from dengbao.inventory.document import Document, read_document
from dengbao.inventory.host import Host
from dengbao.inventory.site import Site
from dengbao.inventory.variables import Origin, Raw

SCHEMA = "dengbao-inventory/1"
MANIFEST = "manifest.json"


def export(site: Site, hosts: tuple[Host, ...], left_out: tuple[str, ...]) -> dict[str, Any]:
    """The inventory as plain data; `read_exported` gives the same hosts, site and left-out names again."""
    data = {"schema": SCHEMA, "site": site.export(), "hosts": {host.name: _host(host) for host in hosts}}
    return data | ({"left_out": list(left_out)} if left_out else {})


def _host(host: Host) -> dict[str, Any]:
    values = {
        "platform": host.platform,
        "role": str(host.role),
        "dengbao_level": host.level,
        "department": host.department,
        "room": host.room,
        "ups": host.ups,
        "classified": host.classified,
        "ansible_host": host.address,
        "ansible_port": host.port,
        "groups": list(host.groups),
        **host.facts,
    }
    return {key: value for key, value in values.items() if value not in ("", None, [], False)}


def read_exported(file: Path) -> Raw:
    """Read an exported inventory, or the one in a manifest.

    Raises:
        UserError: another schema, or a manifest without an inventory.
    """
    document = read_document(file)
    path: tuple[str, ...] = ()
    data = document.data
    if isinstance(data, dict) and data.get("schema") != SCHEMA and isinstance(data.get("inventory"), dict):
        path, data = ("inventory",), data["inventory"]
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("hosts"), dict):
        raise UserError(
            f"不是 {SCHEMA} 格式的清单", file=file, mend="请用 dengbao inventory export 导出, 或给快照的 manifest.json"
        )
    return _raw(document, path, data)


def _raw(document: Document, path: tuple[str, ...], data: dict[str, Any]) -> Raw:
    raw = Raw(left_out=tuple(data.get("left_out", ())))
    site = Origin(document, (*path, "site"))
    for name, values in data["hosts"].items():
        place = (*path, "hosts", name)
        raw.places[name] = Origin(document, place)
        raw.groups[name] = tuple(values.get("groups", ()))
        raw.hosts[name] = {**values, "site": data.get("site")}
        raw.origins[name] = {key: Origin(document, (*place, key)) for key in values} | {"site": site}
    return raw
