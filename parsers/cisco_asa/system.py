"""Name, release, banner, aliases of addresses, contexts, jobs that back the configuration up.

Jobs: ``event manager applet`` with a timer and a command that copies the configuration away (ASA CLI guide 1, "Embedded
Event Manager", 9.2(1) and later).
"""

from __future__ import annotations

import re

from dengbao.model import Absent, Known, Unknown, Vrf
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP
from parsers.grammar import Reading
from parsers.ioslike.numbers import ipv4, ipv6

_RELEASE = re.compile(r"ASA Version (\d+)\.(\d+)")
_SERIAL = re.compile(r": Serial Number: (\S+)")
_HARDWARE = re.compile(r": Hardware: +([^,\s]+)")
_URL = re.compile(r"(?:scp|sftp|ftp|tftp|https?|smb)://(?:[^\s@/]*@)?([^/\s;:\"]+)")


@TOP.line("ASA Version")
def _version(reading: Reading, words: list[str], block: Block) -> bool:
    match = _RELEASE.match(block.text)
    if match is None:
        return False
    reading.scratch.version = int(match[1][:4]), int(match[2][:4])
    reading.device.system.version = Known(words[2], (block.number,))
    return True


@TOP.line("hostname", topic="system")
def _hostname(reading: Reading, words: list[str], block: Block) -> bool:
    reading.device.system.hostname = Known(words[-1], (block.number,))
    return len(words) > 1


@TOP.line(":")
def _head(reading: Reading, _words: list[str], block: Block) -> bool:
    """Read the comments above the configuration: ``: Serial Number: X`` and ``: Hardware:   ASA5516, ...``."""
    system = reading.device.system
    if match := _SERIAL.match(block.text):
        system.serial = Known(match[1], (block.number,))
    elif match := _HARDWARE.match(block.text):
        system.model = Known(match[1], (block.number,))
    return True


@TOP.line("banner", topic="system")
def _banner(reading: Reading, words: list[str], block: Block) -> bool:
    """Read one line of a banner; ASA knows no delimiter, and each line has the command before it."""
    if len(words) < 2 or words[1] not in {"login", "motd", "exec", "asdm"}:  # noqa: PLR2004
        return False
    system = reading.device.system
    if words[1] != "exec":  # shown after login
        text = block.text.split(maxsplit=2)[2] if len(words) > 2 else ""  # noqa: PLR2004
        before = system.banner if isinstance(system.banner, Known) else Known("")
        joined = f"{before.value}\n{text}".strip()
        system.banner = Known(joined, (*before.lines, block.number))
    return True


@TOP.line("name")
def _name(reading: Reading, words: list[str], _block: Block) -> bool:
    """Read ``name ADDRESS ALIAS [description TEXT]``."""
    if len(words) < 3 or (ipv4(words[1]) is None and ipv6(words[1]) is None):  # noqa: PLR2004
        return False
    reading.scratch.names[words[2]] = words[1]
    return True


@TOP.line("context", "admin-context", topic="vrfs")
def _context(reading: Reading, words: list[str], block: Block) -> bool:
    if words[0] == "context" and len(words) > 1:
        reading.device.vrfs.items.append(Vrf(name=words[1], lines=(block.number,), kind="context"))
    for child in block.children:
        reading.skip(child)
    return len(words) > 1


_TIMER = re.compile(r"event timer (?:absolute time|watchdog time|countdown time) \S+")
_JOB = re.compile(
    r"event (?:syslog id|crashinfo|none)\b|action \d+ cli command |description\b|output (?:none|console|file) ?"
)


@TOP.line("event manager", topic="archive")
def _job(_reading: Reading, _words: list[str], _block: Block) -> bool:
    """Nothing but applets stands there; what else does may be a backup."""
    return False


@TOP.line("event manager applet", topic="archive")
def _applet(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a job; only one that a timer starts and that sends the configuration away counts."""
    timers, copies, places = [], [], []
    for child in block.children:
        text = child.text
        if _TIMER.fullmatch(text):
            timers.append(child.number)
        elif text.startswith("action ") and re.search(r"\b(?:copy|backup|more|write)\b", text):
            copies.append(child.number)
            places += _URL.findall(text)
        elif not _JOB.match(text):
            reading.device.archive.unread.extend(reading.numbers(child))
            continue
        reading.use(*reading.numbers(child))
    if timers and places:
        archive = reading.device.archive
        lines = (*archive.automatic.lines, block.number, *timers, *copies)
        archive.automatic = Known(value=True, lines=lines)
        before = archive.destinations.value if isinstance(archive.destinations, Known) else ()
        archive.destinations = Known((*before, *places), lines)
    return len(words) > 3  # noqa: PLR2004


def finish_system(reading: Reading) -> None:
    """Fill in what no line says."""
    device = reading.device
    system, archive = device.system, device.archive
    system.vendor = Known("Cisco", system.version.lines)
    system.factory_default = Known(not device.users.items and not device.aaa.servers.lines, system.hostname.lines)
    for name, what in (("hostname", "hostname 行"), ("version", "ASA Version 行")):
        if getattr(system, name) is UNREAD:
            setattr(system, name, Unknown(f"配置中没有 {what}"))
    for name in ("model", "serial", "uptime_days"):
        if getattr(system, name) is UNREAD:
            setattr(system, name, Unknown("没有采集 show version"))
    if system.banner is UNREAD:
        system.banner = Absent("", "没有 banner 行,登录时不显示任何提示")
    if archive.automatic is UNREAD:
        why = "没有定时备份配置的 event manager applet"
        archive.automatic, archive.destinations = Absent(False, why), Absent((), why)
    archive.saved = Unknown("没有采集 show version,看不出运行配置是否已保存")
