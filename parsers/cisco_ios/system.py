"""The device itself: name, version, model, banners, and what the head of a printed configuration says."""

from __future__ import annotations

import re
from datetime import datetime

from dengbao.model import Absent, Archive, Fact, Known, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_ios.table import TOP, Ios
from parsers.grammar import Reading
from parsers.ioslike.opaques import finish_banner, read_banner

_VERSION = re.compile(r"(\d+)\.(\d+)")
_CHANGED = re.compile(
    r"! (Last configuration change|NVRAM config last updated) at (\d\d:\d\d:\d\d) \S+ \w{3} (\w{3} +\d+ \d{4})"
)


@TOP.line("hostname", topic="system")
def _hostname(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    reading.device.system.hostname = Known(words[1], (block.number,))
    return True


@TOP.line("version", topic="system")
def _version(reading: Reading, words: list[str], block: Block) -> bool:
    match = _VERSION.match(words[1]) if len(words) > 1 else None
    if match is None or len(match[0]) > 12:  # noqa: PLR2004 - no version is so long
        return False
    state: Ios = reading.scratch
    state.version = int(match[1]), int(match[2])
    reading.device.system.version = Known(words[1], (block.number,))
    return True


@TOP.line("license udi pid", topic="system")
def _udi(reading: Reading, words: list[str], block: Block) -> bool:
    system = reading.device.system
    if len(words) < 6 or words[4] != "sn":  # noqa: PLR2004 - license udi pid P sn S
        return False
    system.model, system.serial = Known(words[3], (block.number,)), Known(words[5], (block.number,))
    return True


TOP.line("banner", topic="system")(read_banner)


@TOP.line("!")
def _comment(reading: Reading, _words: list[str], block: Block) -> bool:
    match = _CHANGED.match(block.text)
    if match:
        reading.scratch.facts[match[1]] = block
    return True


def _moment(block: Block | None) -> datetime | None:
    match = _CHANGED.match(block.text) if block else None
    try:
        return datetime.strptime(f"{match[3]} {match[2]}", "%b %d %Y %H:%M:%S") if match else None  # noqa: DTZ007
    except ValueError:
        return None


def _saved(state: Ios) -> Fact[bool]:
    """Compare the two moments that IOS prints above the configuration.

    A configuration that has no "NVRAM" moment was not saved since the device started, or not changed after it: unknown.
    """
    changed, written = state.facts.get("Last configuration change"), state.facts.get("NVRAM config last updated")
    change, write = _moment(changed), _moment(written)
    if written is None or write is None:
        return Unknown("配置开头没有写明何时保存(NVRAM config last updated)")
    if changed is None:
        return Known(value=True, lines=(written.number,))
    if change is None:
        return Unknown("没有读懂最后修改配置的时间", (changed.number,))
    return Known(write >= change, (changed.number, written.number))


def finish_system(reading: Reading) -> None:
    """Fill in what no line says."""
    device = reading.device
    system = device.system
    system.vendor = Known("Cisco", system.version.lines)
    if system.hostname is UNREAD:
        system.hostname = Unknown("配置中没有 hostname")
    if system.version is UNREAD:
        system.version = Unknown("配置中没有 version 行")
    for name in ("model", "serial"):
        if getattr(system, name) is UNREAD:
            setattr(system, name, Unknown("配置中没有 license udi 行,也没有采集 show version"))
    finish_banner(reading, "没有配置 banner,登录前不显示任何提示")
    system.uptime_days = Unknown("没有采集 show version")
    system.factory_default = Known(not device.users.items and not reading.scratch.methods, system.hostname.lines)
    archive: Archive = device.archive
    archive.saved = _saved(reading.scratch)
    if archive.automatic is UNREAD:
        archive.automatic = Absent(False, "没有配置 archive")
        archive.destinations = Absent((), "没有配置 archive")


@TOP.line("archive", topic="archive")
def _archive(reading: Reading, _words: list[str], block: Block) -> bool:
    """Read ``archive``: copies of the configuration, and the log of configuration commands."""
    archive, unread = reading.device.archive, list[int]()
    paths, jobs = list[tuple[str, int]](), list[int]()
    for child in block.children:
        words = child.text.split()
        if words[0] == "path" and len(words) > 1:
            paths.append((words[1], child.number))
        elif words[0] in {"write-memory", "time-period"}:
            jobs.append(child.number)
        elif words[:2] == ["log", "config"]:
            _log_config(reading, child, unread)
        elif words[0] not in {"maximum", "rollback", "hidekeys"}:
            unread.extend(reading.numbers(child))
            continue
        reading.use(child.number)
    archive.unread.extend(unread)
    lines = (block.number, *(number for _, number in paths), *jobs)
    archive.automatic = Known(bool(paths and jobs), lines)
    archive.destinations = Known(tuple(path for path, _ in paths), lines)
    if unread and not (paths and jobs):
        archive.automatic = archive.destinations = Unknown("archive 下有没有读懂的行", tuple(unread))
    return True


def _log_config(reading: Reading, block: Block, unread: list[int]) -> None:
    for child in block.children:
        if child.text in {"logging enable", "notify syslog", "hidekeys"} or child.text.startswith(
            ("notify syslog ", "logging size ", "logging persistent", "record rc")
        ):
            reading.use(child.number)
            reading.scratch.facts[f"log config {child.text.partition(' contenttype')[0]}"] = child
        else:
            unread.extend(reading.numbers(child))
