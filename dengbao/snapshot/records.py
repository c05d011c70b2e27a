"""The snapshot's own files: ``gathered.json`` of a host and ``manifest.json`` of the run.

A snapshot is ``SNAPSHOT/<host>/<output>.txt`` with ``gathered.json`` beside the outputs and ``manifest.json`` above.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from msgspec import Struct

HOST_SCHEMA = "dengbao-gathered/1"
RUN_SCHEMA = "dengbao-snapshot/1"
HOST_FILE = "gathered.json"
RUN_FILE = "manifest.json"

Status = Literal[
    "whole", "partial", "unreachable", "refused", "host_key", "cut_off", "excluded", "unsupported", "failed", "missing"
]
"""``missing``: the manifest expects the host, and no record stands for it; ``failed`` is our own fault."""

WORDS: dict[str, str] = {
    "whole": "完整",
    "partial": "不完整",
    "unreachable": "连不上",
    "refused": "登录被拒",
    "host_key": "主机密钥不符",
    "cut_off": "中途断开",
    "excluded": "涉密,不采集",
    "unsupported": "不支持",
    "failed": "程序出错",
    "missing": "未采集",
}


class CommandRecord(Struct, kw_only=True):
    """One command: where its output lies, the digest of the stored bytes, how it was read, what was wrong with it.

    ``problem`` is why the output must not be judged, ``note`` what is odd about one that may be.
    """

    command: str
    file: str = ""
    sha256: str = ""
    bytes: int = 0
    encoding: str = ""
    status: Literal["whole", "partial", "rejected", "denied", "missing"] = "whole"
    problem: str = ""
    note: str = ""
    seconds: float = 0.0


class HostKey(Struct, kw_only=True):
    """What the device showed of itself and what was agreed; ``legacy`` when SHA-1 algorithms were let in."""

    algorithm: str = ""
    fingerprint: str = ""
    kex: str = ""
    cipher: str = ""
    mac: str = ""
    server: str = ""
    legacy: bool = False


class Gathered(Struct, kw_only=True):
    """What became of one host. ``sent`` is every line that went out, in order, passwords as ``***``."""

    schema: str = HOST_SCHEMA
    host: str
    platform: str
    address: str = ""
    port: int = 0
    status: Status
    reason: str = ""
    mend: str = ""
    started: str = ""
    finished: str = ""
    ssh: HostKey | None = None
    privilege: str = ""
    privilege_proven: bool = False
    commands: list[CommandRecord] = []
    sent: list[str] = []


class HostEntry(Struct, kw_only=True):
    """A host in the manifest; ``sha256`` by file name, ``gathered.json`` among them."""

    platform: str = ""
    status: Status
    reason: str = ""
    sha256: dict[str, str] = {}


class Manifest(Struct, kw_only=True):
    """One run (or one slice of it, or all slices merged)."""

    schema: str = RUN_SCHEMA
    tool: str
    created: str
    updated: str
    expected: list[str]
    hosts: dict[str, HostEntry]
    inventory: dict[str, Any] = {}
    slices: list[str] = []


def sha256(data: bytes) -> str:
    """Give the digest of stored bytes."""
    return hashlib.sha256(data).hexdigest()
