"""Logs: the information centre and, on firewalls, the switches of policy and traffic logs.

After the S V200R019 and USG6000E info-center pages: the centre is on unless ``undo`` (printed only when off), the log
buffer is on with 512 entries, log time stamps are dates unless said.
"""

from __future__ import annotations

from typing import Literal

from dengbao.model import Absent, Fact, Known, LogServer, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.huawei.operands import number
from parsers.huawei.state import TOP, State, refuse, say

Stamp = Literal["none", "uptime", "yearless", "datetime"]
_LEVELS = {
    "emergencies": 0, "emergency": 0, "alert": 1, "critical": 2, "error": 3, "errors": 3, "warning": 4, "warnings": 4,
    "notification": 5, "informational": 6, "debugging": 7,
}  # fmt: skip
_STAMPS: dict[str, Stamp] = {
    "date": "datetime", "format-date": "datetime", "short-date": "yearless", "boot": "uptime", "none": "none",
}  # fmt: skip
_STAMP_MORE = {"precision-time", "millisecond", "second", "tenth-second", "without-timezone", "without-time-zone"}
_BUFFER = {"size", "channel"}
_FLAGS = {"local-time", "utc", "brief", "security", "public-net", "binary", "local_time"}
_VALUES = {
    "vpn-instance", "source-ip", "port", "facility", "channel", "level", "language", "transport", "ssl-policy", "ipv6",
    "filter-logs", "verify-dns-name",
}  # fmt: skip
say(
    "logging",
    *("info-center enable", "undo info-center enable", "info-center logbuffer", "undo info-center logbuffer"),
    *("info-center timestamp log", "info-center timestamp", "info-center loghost source", "info-center source"),
    *("undo info-center source", "log type", "undo log type", "firewall log", "undo info-center logfile"),
    *("info-center logfile", "info-center max-logfile-number", "undo info-center timestamp log"),
    *("info-center console", "undo info-center console", "info-center monitor", "undo info-center monitor"),
    *("info-center filter-id", "undo info-center filter-id"),
    *("info-center timestamp trap", "info-center timestamp debugging", "info-center timestamp debug"),
)
refuse("logging", "info-center", "undo info-center")
TOP.ignore(
    "日志的显示、统计和过滤参数",
    *("info-center trapbuffer", "info-center channel", "info-center snmp", "info-center statistic-suppress"),
    *("info-center debugbuffer", "info-center rate-limit", "info-center security"),
    *("undo info-center trapbuffer", "info-center local", "undo info-center statistic-suppress"),
)


@TOP.line("info-center loghost", topic="logging")
def _host(reading: Reading, words: list[str], block: Block) -> bool:
    """``info-center loghost A [vpn-instance V] [port P] [facility F] [level L] [transport T] ...``."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    server = LogServer(address=words[2], lines=(block.number,), transport="udp")
    rest = words[3:]
    if words[2] in {"ipv6", "domain"}:
        if not rest:
            return False
        server.address, rest = rest[0], rest[1:]
    options = [word for word in rest if word not in _FLAGS]
    pairs = dict(zip(options[::2], options[1::2], strict=False))
    if len(options) % 2 or set(pairs) - _VALUES:
        server.unread = (block.number,)
    server.vrf = pairs.get("vpn-instance", "")
    server.port = number(pairs.get("port", ""), 65535)
    server.level = _LEVELS.get(pairs.get("level", ""))
    server.transport = "tls" if "ssl-policy" in pairs else "tcp" if pairs.get("transport") == "tcp" else "udp"
    reading.device.logging.servers.items.append(server)
    return not server.unread


def finish(reading: Reading) -> None:
    """Judge the centre."""
    state: State = reading.scratch
    facts = reading.device.logging
    facts.servers.missing = ""
    off, on = state.last("undo info-center enable"), state.last("info-center enable")
    if off and (not on or off[1] > on[1]):
        facts.enabled = Known(value=False, lines=(off[1],))
    else:
        facts.enabled = (
            Known(value=True, lines=(on[1],)) if on else Absent(value=True, why="缺省启用信息中心,关闭时才会显示")
        )
    _buffer(state, reading)
    _stamp(state, reading)
    _levels(state, reading)
    facts.commands = _shell(state, facts.enabled, "缺省记录命令日志 SHELL/5/CMDRECORD")
    facts.logins = _shell(state, facts.enabled, "缺省记录登录日志 SHELL/5/LOGIN 和 SHELL/4/LOGINFAILED")
    source = state.last("info-center loghost source")
    facts.source = Known(source[0][-1], (source[1],)) if source and source[0] else Absent("", "没有指定日志源接口")


def _buffer(state: State, reading: Reading) -> None:
    facts = reading.device.logging
    off = state.lines("undo info-center logbuffer")
    said = state.said.get("info-center logbuffer", [])
    sizes = [
        (size, line)
        for words, line in said
        if words[:1] == ["size"] and len(words) == 2 and (size := number(words[1])) is not None  # noqa: PLR2004
    ]
    strange = tuple(line for words, line in said if words and not _sized(words))
    if strange:
        facts.buffer = facts.buffer_entries = Unknown("没有读懂 info-center logbuffer 的取值", strange)
    elif off and max(off) > max((line for _, line in said), default=0):
        facts.buffer, facts.buffer_entries = Known(value=False, lines=off), Known(0, off)
    elif sizes:
        size, line = sizes[-1]
        facts.buffer, facts.buffer_entries = Known(value=size > 0, lines=(line,)), Known(size, (line,))
    else:
        why = "缺省启用日志缓冲区,512 条"
        facts.buffer = Known(value=True, lines=(said[-1][1],)) if said else Absent(value=True, why=why)
        facts.buffer_entries = Absent(512, why)


def _sized(words: list[str]) -> bool:
    """Whether ``size N`` or ``channel C`` is all that a buffer's line says."""
    pairs = dict(zip(words[::2], words[1::2], strict=False))
    return len(words) % 2 == 0 and not pairs.keys() - _BUFFER and number(pairs.get("size", "0")) is not None


def _stamp(state: State, reading: Reading) -> None:
    said = state.last("info-center timestamp log")
    kind: Fact[Stamp] = Absent("datetime", "日志时间戳缺省为日期和时间")
    if said:
        word, *rest = said[0] or [""]
        known = word in _STAMPS and not set(rest) - _STAMP_MORE
        kind = Known(_STAMPS[word], (said[1],)) if known else Unknown("没有读懂日志时间戳的格式", (said[1],))
    reading.device.logging.timestamp = kind


def _shell(state: State, enabled: Fact[bool], why: str) -> Fact[bool]:
    """Notes of the module SHELL, unless it or its logs are silenced (S V200R019 log reference, ``SHELL``)."""
    silent = [
        line
        for words, line in state.said.get("info-center source", ())
        if words[:1] == ["SHELL"] and words[-1:] == ["off"]
    ]
    silent += [line for words, line in state.said.get("info-center filter-id", ()) if "SHELL" in words]
    if silent or not enabled:
        return Known(value=False, lines=tuple(silent) or enabled.lines)
    return Absent(value=True, why=why)


def _levels(state: State, reading: Reading) -> None:
    """``info-center source default channel 2 log level L``: what goes to collectors; ``state off``: nothing."""
    level: int | None = None
    off: list[int] = []
    for words, line in state.said.get("info-center source", ()):
        if words[:2] != ["default", "channel"] or words[2:3] not in (["2"], ["loghost"]) or "log" not in words:
            continue
        rest = words[words.index("log") + 1 :]
        for head in ("trap", "debug"):
            rest = rest[: rest.index(head)] if head in rest else rest
        if "level" in rest[:-1]:
            level = _LEVELS.get(rest[rest.index("level") + 1], level)
        if rest[-1:] == ["off"]:
            off.append(line)
    for server in reading.device.logging.servers.items:
        server.level = level if server.level is None else server.level
        if off:
            server.enabled, server.lines = False, (*server.lines, *off)
