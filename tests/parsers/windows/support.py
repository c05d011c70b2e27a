"""What the tests of Windows share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dengbao.mask import mask
from dengbao.model import Absent, Device, Known, Section, Topic, Unknown
from dengbao.snapshot.decode import decode
from parsers.windows import parse
from tests.parsers.windows.documents import RELEASES, Release, document, written

CORPUS = Path(__file__).parent / "corpus"
LAB = Path(__file__).parents[3] / "inventories" / "lab" / "devices"
BY_NAME = {release.name: release for release in RELEASES}


def release(name: str) -> Release:
    """A release by its name in ``documents``."""
    return BY_NAME[name]


def host(name: str = "2019", **sections: Any) -> Device:
    """A host of a release, some sections replaced; an exception in place of one makes it null with that error."""
    return parse({"windows.json": changed(name, **sections)})


def changed(name: str = "2019", **sections: Any) -> str:
    """The text of such a host's document."""
    data = document(BY_NAME[name])
    for section, value in sections.items():
        if isinstance(value, Exception):
            data["sections"][section] = None
            data["errors"][section] = {"hresult": None, "message": str(value), "type": type(value).__name__}
        else:
            data["sections"][section] = value
    return written(data)


def sections(name: str = "2019") -> dict[str, Any]:
    """The sections of a release's document, to change and hand to ``host``."""
    found: dict[str, Any] = document(BY_NAME[name])["sections"]
    return found


def export(path: Path) -> tuple[str, Device]:
    """Read a native export as the tool would: decoded, masked; gives its name and the device."""
    name = "secedit.inf" if path.suffix == ".inf" else "auditpol.csv"
    text = mask(decode(path.read_bytes()).text, "windows", key=b"test")
    return name, parse({name: text})


def facts(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every fact of a device with its path; sections give their records' facts too."""
    for name in part.__struct_fields__:
        value = getattr(part, name)
        at = f"{path}.{name}" if path else name
        if isinstance(value, (Known, Absent, Unknown)):
            yield at, value
        elif isinstance(value, Topic):
            yield from facts(value, at)
        if isinstance(value, Section):
            for item in value.items:
                yield at, item
                yield from facts(item, at)


def registry(name: str = "2019", **values: Any) -> dict[str, Any]:
    """The registry of a release with some values changed, by their names; what is not there yet is added to its key."""
    keys: dict[str, Any] = sections(name)["registry"]
    for value_name, value in values.items():
        for key in keys.values():
            if value_name in key:
                key[value_name] = value
    return keys
