"""Documents of made-up hosts, from a short form: ``## read`` begins a read, ``### path`` a file within it.

Behind the name of a read may stand ``!status`` and an error. A read that is not given was asked of a host that has
nothing of it: files that are not there, programs that are not installed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dengbao.model import Device
from dengbao.platforms import platform
from parsers.linux import parse

HOSTS = Path(__file__).parent / "hosts"
_FILES = ("grep", "cat", "stat", "ls", "readlink", "od", "sed")


def document(text: str, **changes: list[str] | tuple[int | None, str] | None) -> str:
    """Give the document of a host.

    Args:
        text: in the short form.
        changes: other lines of a read; a status and an error in place of lines; None leaves the read out.
    """
    given = _read(text)
    known = platform("linux")
    assert known
    sections: dict[str, Any] = {}
    for command in known.commands:
        change = changes.get(command.file, ...)
        if change is None:
            continue
        lines, status, errors = given.get(command.file) or _nothing(command.command)
        if isinstance(change, list):
            lines, status, errors = change, 0, []
        elif isinstance(change, tuple):
            lines, status, errors = [], change[0], [change[1]] if change[1] else []
        sections[command.file] = {
            "read": command.command,
            "as": "root",
            "lines": lines,
            "errors": errors,
            "status": status,
        }
    whole = {
        "schema": "linux-facts/1",
        "started": "2026-11-20T01:00:00Z",
        "user": 0,
        "sections": sections,
        "finished": "2026-11-20T01:00:02Z",
        "complete": True,
    }
    return json.dumps(whole, ensure_ascii=False, indent=0) + "\n"


def _nothing(command: str) -> tuple[list[str], int, list[str]]:
    program = command.split(maxsplit=1)[0]
    if program in _FILES:
        return [], 2, [f"{program}: {command.rsplit(maxsplit=1)[-1]}: No such file or directory"]
    return [], 127, [f"timeout: failed to run command '{program}': No such file or directory"]


def _read(text: str) -> dict[str, tuple[list[str], int | None, list[str]]]:
    found: dict[str, tuple[list[str], int | None, list[str]]] = {}
    lines: list[str] = []
    path = ""
    for line in text.splitlines():
        if line.startswith("## "):
            name, _, ended = line[3:].partition(" !")
            status, _, error = ended.partition(" ")
            lines, path = [], ""
            found[name] = (lines, int(status or "0") if status != "null" else None, [error] if error else [])
        elif line.startswith("### "):
            path = f"{line[4:]}:"
        elif line or path:
            lines.append(path + line)
    return found


def host(name: str, **changes: list[str] | tuple[int | None, str] | None) -> Device:
    """Parse a host of ``hosts/``."""
    device = parse({"linux.json": document((HOSTS / f"{name}.txt").read_text(encoding="utf-8"), **changes)})
    device.name, device.platform = name, "linux"
    return device
