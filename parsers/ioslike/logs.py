"""Logs and time."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from dengbao.model import Absent, Fact, Known, LogServer, NtpServer, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.numbers import bounded, integer, ipv4, ipv6
from parsers.ioslike.state import COMMON, State

LEVELS = {
    "emergencies": 0, "alerts": 1, "critical": 2, "errors": 3, "warnings": 4, "notifications": 5, "informational": 6,
    "debugging": 7,
}  # fmt: skip
_INFORMATIONAL = 6
_TRANSPORTS: dict[str, Literal["udp", "tcp", "tls"]] = {"udp": "udp", "tcp": "tcp", "tls": "tls"}
_STAMPS: dict[str, Literal["none", "uptime", "yearless"]] = {"none": "none", "uptime": "uptime", "datetime": "yearless"}


def level_of(word: str) -> int | None:
    """Read a severity by number or name."""
    return LEVELS.get(word) if word in LEVELS else bounded(word, 0, 7)


@COMMON.line("logging host", "logging", topic="logging")
def _logging(reading: Reading, words: list[str], block: Block) -> bool:
    logging, lines = reading.device.logging, (block.number,)
    match words[1:]:
        case ["host", *rest] if rest:
            return collector(reading, rest, block)
        case ["on"]:
            logging.enabled = Known(value=True, lines=lines)
        case ["buffered", *rest]:
            return _buffer(reading, rest, block)
        case ["trap", *level]:
            reading.scratch.facts["trap"] = block
            return not level or level_of(level[0]) is not None
        case ["source-interface", name, *_]:
            logging.source = Known(name, lines)
        case ["userinfo"]:
            return True
        case [
            "console" | "monitor" | "facility" | "origin-id" | "history" | "count" | "queue-limit" | "rate-limit"
            | "exception" | "persistent" | "discriminator" | "snmp-trap" | "snmp-authfail" | "esm" | "event"
            | "message-counter" | "synchronous" | "reload" | "ip" | "dmvpn" | "cns-events" | "delimiter" | "file"
            | "filter" | "alarm" | "listen" | "server-arp" | "buffered-size" | "reload-level" | "tls-profile", *_
        ]:  # fmt: skip
            return True
        case [address, *rest] if ipv4(address) is not None:
            return collector(reading, [address, *rest], block)
        case _:
            return False
    return True


def collector(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a collector from its address on: ``A [vrf V] [transport {udp | tcp | tls} [port N]] [...]``."""
    words = words[words[0] in {"ipv6", "ipv4"} :]
    if not words:
        return False
    options = dict(pairwise(words[1:]))
    server = LogServer(
        address=words[0],
        lines=(block.number,),
        vrf=options.get("vrf", ""),
        port=integer(options.get("port", "")),
        transport=_TRANSPORTS.get(options.get("transport", "udp"), ""),
    )
    reading.device.logging.servers.items.append(server)
    return ipv4(words[0]) is not None or ipv6(words[0]) is not None or words[0][0].isalpha()


def _buffer(reading: Reading, words: list[str], block: Block) -> bool:
    logging, lines = reading.device.logging, (block.number,)
    words = words[2 if words[:1] == ["discriminator"] else 0 :]
    size = integer(words[0]) if words else None
    if words and size is None and level_of(words[0]) is None and words[0] not in {"xml", "filtered"}:
        return False
    logging.buffer = Known(value=True, lines=lines)
    if size is not None and size > 7:  # noqa: PLR2004 - up to 7 it is a severity
        logging.buffer_bytes = Known(size, lines)
    return True


@COMMON.line("no logging", topic="logging")
def _no_logging(reading: Reading, words: list[str], block: Block) -> bool:
    logging, lines = reading.device.logging, (block.number,)
    if words[2:] == ["on"]:
        logging.enabled = Known(value=False, lines=lines)
    elif words[2:3] == ["buffered"]:
        logging.buffer, logging.buffer_bytes = Known(value=False, lines=lines), Known(0, lines)
    elif words[2:3] == ["trap"]:
        reading.scratch.facts["trap"] = block
    return len(words) > 2  # noqa: PLR2004


@COMMON.line("login on-success", "login on-failure", topic="logging")
def _logins(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``login on-failure log [every N]``; ``trap`` tells a management station, no log (IOS User Security)."""
    if words[2:3] in ([], ["log"]):
        reading.scratch.facts[f"login {words[1]}"] = block
    return words[2:3] in ([], ["log"], ["trap"])


@COMMON.line("service timestamps log", "no service timestamps log", topic="logging")
def _stamps(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``service timestamps log datetime [msec] [localtime] [show-timezone] [year]``: no year unless asked for."""
    kind = "none" if words[0] == "no" else words[3] if len(words) > 3 else "uptime"  # noqa: PLR2004
    if kind in _STAMPS:
        dated = kind == "datetime" and "year" in words
        reading.device.logging.timestamp = Known("datetime" if dated else _STAMPS[kind], (block.number,))
    return kind in _STAMPS


def finish_logging(reading: Reading) -> None:
    """Put severities in, and defaults: logging is on; collectors get informational and above (IOS ``logging trap``)."""
    logging, state = reading.device.logging, reading.scratch
    trap = state.facts.get("trap")
    words = trap.text.split() if trap else []
    off = words[:1] == ["no"]
    level = level_of(words[-1]) if len(words) > 2 and not off else _INFORMATIONAL  # noqa: PLR2004
    for server in logging.servers.items:
        server.level, server.enabled = level, not off
        if trap:
            server.lines = (*server.lines, trap.number)
    if logging.enabled is UNREAD:
        logging.enabled = Absent(True, "没有 no logging on 行,缺省开启日志")
    for name in ("buffer", "buffer_bytes"):
        if getattr(logging, name) is UNREAD:
            known = logging.buffer if isinstance(logging.buffer, Known) else None
            why = (
                "没有 logging buffered 行,缺省的缓冲随平台而不同" if known is None else "logging buffered 行没有写大小"
            )
            setattr(logging, name, Unknown(why, known.lines if known else ()))
    logging.buffer_entries = Unknown("IOS 的日志缓冲按字节计")
    if logging.timestamp is UNREAD:
        logging.timestamp = Absent("none", "没有 service timestamps log 行,日志不带时间")
    if logging.source is UNREAD:
        logging.source = Absent("", "没有 logging source-interface 行,以出接口地址发送")
    logging.logins, logging.commands = _logins_logged(state), _commands_logged(reading)


def _logins_logged(state: State) -> Fact[bool]:
    found = [block for name in ("on-success", "on-failure") if (block := state.facts.get(f"login {name}"))]
    if len(found) == 2:  # noqa: PLR2004 - both
        return Known(value=True, lines=tuple(block.number for block in found))
    return Absent(False, "没有同时配置 login on-success log 和 login on-failure log")


def _commands_logged(reading: Reading) -> Fact[bool]:
    facts = reading.scratch.facts
    on, notify = facts.get("log config logging enable"), facts.get("log config notify syslog")
    if on and notify:
        return Known(value=True, lines=(on.number, notify.number))
    accounting = reading.device.aaa.command_accounting
    if isinstance(accounting, Known) and accounting.value:
        return accounting
    return Absent(False, "没有在 archive 下配置 log config 的 logging enable 和 notify syslog")


@COMMON.line("ntp", "no ntp", "sntp", topic="clock")
def _ntp(reading: Reading, words: list[str], block: Block) -> bool:
    facts = reading.scratch.facts
    if words[0] == "no":
        return True
    match words[1:]:
        case ["server" | "peer", *rest] if rest:
            return _source(reading, rest, block)
        case ["authenticate"]:
            facts["ntp authenticate"] = block
        case ["authentication-key", number, algorithm, *_] if integer(number) is not None:
            facts[f"ntp key {number}"] = Block(block.number, algorithm)
        case ["trusted-key", *numbers] if numbers:
            for number in _range(numbers):
                facts[f"ntp trusted {number}"] = block
        case [
            "access-group" | "source" | "source-interface" | "update-calendar" | "logging" | "master" | "orphan"
            | "max-associations" | "clock-period" | "broadcastdelay" | "maxdistance" | "allow" | "passive" | "panic"
            | "leap-handle" | "mindistance" | "multicast" | "broadcast", *_
        ]:  # fmt: skip
            return True
        case _:
            return False
    return True


def _range(words: list[str]) -> list[str]:
    """Read key numbers: ``1 2`` or ``1 - 5``."""
    if len(words) == 3 and words[1] == "-":  # noqa: PLR2004
        low, high = bounded(words[0], 1, 65535), bounded(words[2], 1, 65535)
        if low is not None and high is not None:
            return [str(number) for number in range(low, high + 1)]
    return words


def _source(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``[vrf V] {A | ip NAME | ipv6 NAME} [key N] [prefer] [source IF] [...]``."""
    at = 2 if words[0] == "vrf" else 0
    at += words[at : at + 1] in (["ip"], ["ipv6"])
    if len(words) <= at:
        return False
    key = words[words.index("key") + 1] if "key" in words[at:-1] else ""
    server = NtpServer(address=words[at], lines=(block.number,), key_id=key, prefer="prefer" in words[at:])
    reading.device.clock.servers.items.append(server)
    left = [word for word in words[at + 1 :] if word not in _NTP_FLAGS]
    server.unread = () if _options(left) else (block.number,)
    return not server.unread


_NTP_FLAGS = frozenset({"prefer", "burst", "iburst", "normal-sync"})
_NTP_VALUES = frozenset({"key", "version", "minpoll", "maxpoll", "vrf", "use-vrf", "mode", "oob"})


def _options(words: list[str]) -> bool:
    """Whether these are options with their values; ``source`` takes an interface of one word or two."""
    while words:
        if words[0] == "source" and len(words) > 1:
            words = words[3:] if len(words) > 2 and words[2][0].isdecimal() else words[2:]  # noqa: PLR2004
        elif words[0] in {"via", "oob"}:
            words = words[2:] if words[1:2] == ["mgmt"] else words[1:]
        elif words[0] in _NTP_VALUES and len(words) > 1:
            words = words[2:]
        else:
            return False
    return True


@COMMON.line("clock timezone", topic="clock")
def zone(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``clock timezone NAME HOURS [MINUTES]``, hours with a sign."""
    hours = integer(words[3].lstrip("+-")) if len(words) > 3 else None  # noqa: PLR2004
    minutes = integer(words[4]) if len(words) > 4 else 0  # noqa: PLR2004
    if hours is None or minutes is None:
        return False
    sign = -1 if words[3].startswith("-") else 1
    reading.device.clock.zone_minutes = Known(sign * (hours * 60 + minutes), (block.number,))
    return True


def finish_clock(reading: Reading) -> None:
    """Time is authenticated when it is switched on and every server has a key that is defined and trusted.

    A line that was not understood may be the switch or the key that is missing.
    """
    clock, facts = reading.device.clock, reading.scratch.facts
    servers = clock.servers.items
    switch = facts.get("ntp authenticate")
    if not servers or switch is None:
        lines = tuple(number for server in servers for number in server.lines)
        why = "没有 ntp authenticate 行" if servers else "没有配置 NTP 服务器"
        clock.authenticated = Known(value=False, lines=lines) if lines else Absent(False, why)
        clock.algorithms = Absent(frozenset(), why)
    else:
        keys = {server.key_id for server in servers}
        blocks = [facts.get(f"ntp key {key}") for key in keys], [facts.get(f"ntp trusted {key}") for key in keys]
        lines = (
            switch.number,
            *(b.number for part in blocks for b in part if b),
            *(n for s in servers for n in s.lines),
        )
        clock.authenticated = Known(all(b for part in blocks for b in part), tuple(dict.fromkeys(lines)))
        clock.algorithms = Known(
            frozenset(b.text.lower() for b in blocks[0] if b), tuple(b.number for b in blocks[0] if b)
        )
    if clock.unread and not clock.authenticated.value:
        clock.authenticated = Unknown("没有读懂有关的配置行", tuple(clock.unread))
    if clock.zone_minutes is UNREAD:
        clock.zone_minutes = Absent(0, "没有 clock timezone 行,缺省为 UTC")
    clock.synchronised = Unknown("没有采集 show ntp status")
