"""Gathers from a Windows host: one PowerShell script over WinRM, one document back.

The connection is Ansible's own (psrp or winrm), so it comes in from outside as a ``Remote``: nothing here knows
Ansible. What can go wrong stands in ``windows_failures``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import dengbao
from dengbao.gather.devices import Harvest
from dengbao.gather.outcome import Ended
from dengbao.gather.target import Target
from dengbao.gather.windows_failures import GUIDE, SELF_TEST, not_opened, not_run, said
from dengbao.platforms import Platform
from dengbao.snapshot.records import CommandRecord

MODULE = "dengbao_windows"
FILE = "windows.json"
SCRIPT = Path(dengbao.__path__[0]).parent / "playbooks" / "library" / f"{MODULE}.ps1"
_SCHEMA = "windows-facts/1"
_EXPECTED = {"missing", "not_applicable"}  # the host has no such thing: nothing was lost
_MESSAGE = 60
_LARGEST = 1 << 26  # bytes of a document


class Remote(Protocol):
    """A way to a host that Ansible holds."""

    def connect(self) -> None:
        """Log in; raises whatever the connection raises."""

    def run(self) -> Mapping[str, Any]:
        """Run the collector, and give the module's result; raises whatever the connection raises."""


def gather_windows(target: Target, platform: Platform, harvest: Harvest, remote: Remote | None) -> None:
    """Gather from one host.

    Args:
        target: whom.
        platform: its allow-list, which names the sections.
        harvest: is filled: ``windows.json``, one fact a line.
        remote: the way there; None where the inventory names no connection that leads to Windows.
    """
    record = harvest.record
    where = f"{target.address}:{record.port}"
    if remote is None:
        record.status, record.reason = "unsupported", "清单里没有写这台主机的连接方式"
        record.mend = "写 ansible_connection: psrp（或 winrm），或手工运行采集脚本后用 dengbao check --from"
        return
    if not target.user:
        record.status, record.reason, record.mend = "refused", "没有给出登录账号", "在清单里写 ansible_user"
        return
    try:
        try:
            remote.connect()
        except Exception as error:
            raise not_opened(error, where) from error
        record.sent = [f"{SCRIPT.name} sha256:{hashlib.sha256(SCRIPT.read_bytes()).hexdigest()}"]
        started = time.monotonic()
        try:
            result = remote.run()
        except Exception as error:
            why = f"{where} 采集中途断开（{said(error)}）"
            raise Ended("cut_off", why, "重试；反复出现时检查网络与主机的 WinRM 服务") from error
        facts = _facts_of(result)
    except Ended as end:
        record.status, record.reason, record.mend = end.status, end.reason, end.mend
        return
    made = CommandRecord(command=SCRIPT.name, file=FILE, encoding="utf-8", seconds=round(time.monotonic() - started, 3))
    record.commands.append(made)
    harvest.texts[FILE] = text_of(facts)
    _judge(platform, harvest, facts)


def text_of(facts: Mapping[str, Any]) -> str:
    """Write a document in the form that is stored: one fact a line, keys in order; half a character is replaced."""
    text = json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def lost(facts: Mapping[str, Any]) -> dict[str, str]:
    """Tell which sections, or parts of one, could not be collected, and of what type the error was.

    What the host does not have is not lost, nor is a database's answer that its owner does not give to this account.
    """
    errors = {name: str(error.get("type")) for name, error in facts["errors"].items()}
    sections = facts["sections"]
    silent = {name: "" for name, value in sections.items() if value is None and name not in errors}
    wanted = {name: kind for name, kind in errors.items() if kind not in _EXPECTED}
    return silent | {name: kind for name, kind in wanted.items() if not name.startswith("sql_server:")}


def _judge(platform: Platform, harvest: Harvest, facts: Mapping[str, Any]) -> None:
    """Decide between whole and partial; what was collected is kept either way, and each section stands for itself."""
    why = {made.file: made.why for made in platform.commands}
    missing = lost(facts)
    parts: dict[str, str] = dict.fromkeys((name for name in why if name not in facts["sections"]), "没有这一段")
    for name, kind in missing.items():
        message = str(facts["errors"].get(name, {}).get("message") or "没有采到")[:_MESSAGE]
        parts.setdefault(re.split(r"[.:]", name, maxsplit=1)[0], "无权读取" if kind == "denied" else message)
    if not parts:
        return
    record = harvest.record
    record.status = "partial"
    told = "；".join(f"{section}（{why.get(section, '')}）：{text}" for section, text in parts.items())
    record.reason = f"有 {len(parts)} 段没有采全：{told}"
    record.mend = f"用管理员账号采集（哪些段需要，{GUIDE}）" if "denied" in missing.values() else SELF_TEST


def _facts_of(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take the document out of a module's result.

    Raises:
        Ended: the script did not run, or gave something else.
    """
    facts = unpacked(str(result.get("facts") or ""))
    if isinstance(facts, dict) and facts.get("schema") == _SCHEMA and {"sections", "errors"} <= facts.keys():
        return facts
    raise not_run(result)


def unpacked(text: str) -> object:
    """Take a document out of the collector's packing: JSON in UTF-8, gzip, Base64.

    Returns:
        The document; None when it is none, cut off, or too large to be one.
    """
    try:
        opener = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        data = opener.decompress(base64.b64decode(text, validate=True), _LARGEST)
        return json.loads(data.decode("utf-8", "replace")) if opener.eof else None
    except (ValueError, zlib.error):
        return None
