"""Logs: the information centre (Comware 7 information centre reference; Comware 5 names channels beside).

On by default, as are the buffer of 512 entries and time stamps with a date; informational and graver go to log hosts.
Logins and commands appear as SHELL_LOGIN and SHELL_CMD (seen in logs of many Comware 7 devices).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

from dengbao.model import Absent, Known, LogServer, Unknown
from dengbao.model.facts import Fact
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.hp_comware.state import State
from parsers.hp_comware.table import TOP, note, on_off, rest, state_of
from parsers.ioslike.numbers import bounded, ipv4, ipv6

_LEVELS = {
    name: number
    for number, name in enumerate(
        ("emergency", "alert", "critical", "error", "warning", "notification", "informational", "debugging")
    )
} | {"emergencies": 0, "alerts": 1, "errors": 3, "warnings": 4, "notifications": 5}
_STAMPS: dict[str, Literal["none", "uptime", "datetime", "yearless"]] = {
    "date": "datetime", "iso": "datetime", "boot": "uptime", "none": "none", "no-year-date": "yearless",
}  # fmt: skip
_INFORMATIONAL = 6

on_off("info-center enable", "logs", topic="logging")
on_off("info-center logbuffer", "log buffer", topic="logging")
rest("info-center", "logging")
rest("undo info-center", "logging")
TOP.ignore(
    "日志文件、终端显示与次要模块,不影响送往日志服务器",
    *("info-center logfile", "undo info-center logfile", "info-center security-logfile", "info-center synchronous"),
    *(
        "undo info-center synchronous",
        "info-center format",
        "info-center syslog",
        "info-center monitor",
        "info-center console",
    ),
    *(
        "info-center trapbuffer",
        "undo info-center trapbuffer",
        "info-center snmp",
        "info-center channel",
        "info-center diagnostic-logfile",
    ),
    *(
        "info-center logging suppress",
        "info-center trace-logfile",
        "undo info-center logging suppress",
        "info-center filter",
    ),
    *(
        "info-center diagnostic",
        "info-center timestamp monitor",
        "info-center timestamp console",
        "info-center security",
    ),
    *(
        "info-center timestamp debugging",
        "info-center timestamp trap",
        "undo info-center security-logfile",
        "info-center loghost locate-info",
    ),
    *(
        "terminal logging",
        "undo terminal",
        "terminal monitor",
        "undo info-center diagnostic-logfile",
        "undo info-center security",
    ),
)


_HOST_OPTIONS = frozenset({"port", "facility", "dscp", "channel", "filter", "ssl-policy", "language", "level"})


@TOP.line("info-center loghost", topic="logging")
def loghost(reading: Reading, words: list[str], block: Block) -> bool:
    """``info-center loghost [vpn-instance V] [ipv6] HOST [port P] [facility F]``."""
    rest_, vrf = words[2:], ""
    if rest_[:1] == ["source"]:
        return note(reading, "log source", " ".join(rest_[1:]), block)
    if rest_[:1] == ["vpn-instance"] and len(rest_) > 1:
        vrf, rest_ = rest_[1], rest_[2:]
    if rest_[:1] == ["ipv6"]:
        rest_ = rest_[1:]
    if not rest_:
        return False
    options = dict(pairwise(rest_[1:]))
    server = LogServer(
        address=rest_[0], lines=(block.number,), vrf=vrf, port=bounded(options.get("port", ""), 1, 65535)
    )
    strange = ipv4(rest_[0]) is None and ipv6(rest_[0]) is None and not rest_[0][:1].isalpha()
    if strange or len(rest_) % 2 == 0 or set(rest_[1::2]) - _HOST_OPTIONS:
        server.unread = (block.number,)
    reading.device.logging.servers.items.append(server)
    return not server.unread


@TOP.line("info-center source", topic="logging")
def source(reading: Reading, words: list[str], block: Block) -> bool:
    """``info-center source default loghost level L|deny``; Comware 5: ``channel loghost log level L state on``."""
    if words[2:3] != ["default"]:
        quiet = words[2:3] in (["SHELL"], ["shell"]) and ("deny" in words or words[-2:] == ["state", "off"])
        return not quiet or note(reading, "shell", value=False, block=block)
    rest_ = [word for word in words[3:] if word != "channel"]
    if rest_[:1] not in (["loghost"], ["2"]):
        return bool(rest_)
    if "deny" in rest_ or rest_[-2:] == ["state", "off"]:
        return note(reading, "log level", -1, block)
    if "level" not in rest_[:-1]:
        return "state" in rest_
    level = _LEVELS.get(rest_[rest_.index("level") + 1])
    return level is not None and note(reading, "log level", level, block)


@TOP.line("info-center logbuffer size", topic="logging")
def size(reading: Reading, words: list[str], block: Block) -> bool:
    """``info-center logbuffer size N``."""
    number = bounded(words[-1], 0, 999999)
    return number is not None and note(reading, "log size", number, block)


TOP.line("info-center logbuffer channel", topic="logging")(lambda _reading, _words, _block: True)


@TOP.line("info-center timestamp", "undo info-center timestamp", topic="logging")
def timestamp(reading: Reading, words: list[str], block: Block) -> bool:
    """``info-center timestamp [loghost|log] date|iso|no-year-date|boot|none``."""
    at = words.index("timestamp") + 1
    where = "loghost" if words[at : at + 1] == ["loghost"] else "log"
    if words[0] == "undo":
        return note(reading, f"stamp {where}", "none", block)
    found = next((_STAMPS[word] for word in words[at:] if word in _STAMPS), None)
    return found is not None and note(reading, f"stamp {where}", found, block)


def settle(reading: Reading) -> None:
    """After all lines."""
    state, logging = state_of(reading), reading.device.logging
    logging.servers.missing = ""
    logging.enabled = state.fact("logs", default=True, why="缺省启用信息中心")
    level = state.said.get("log level")
    for server in logging.servers.items:
        server.level = level.value if level else _INFORMATIONAL if state.generation == 7 else None  # noqa: PLR2004
        if level:
            server.lines += level.lines
            server.enabled = level.value >= 0
            server.level = level.value if server.enabled else None
    buffer = state.said.get("log buffer")
    logging.buffer = state.fact("log buffer", default=True, why="缺省启用日志缓冲区")
    entries: Fact[Any] = state.fact("log size", 512, "日志缓冲区缺省 512 条")
    logging.buffer_entries = Known(0, buffer.lines) if buffer is not None and not buffer.value else entries
    logging.buffer_bytes = Unknown("Comware 的日志缓冲区按条数计")
    logging.timestamp = _worst(
        state.fact("stamp loghost", "datetime", "日志时间戳缺省带日期"), state.said.get("stamp log")
    )
    logging.source = state.fact("log source", "", "日志源地址缺省按路由")
    logging.logins = logging.commands = _shell(state, logging.enabled)


def _shell(state: State, enabled: Fact[bool]) -> Fact[bool]:
    """The module SHELL logs every login (level 5) and every command (level 6), unless it is turned off."""
    said = state.said.get("shell")
    if said is not None or not isinstance(enabled, Absent | Known) or not enabled.value:
        return said if said is not None else enabled
    return state.silent(default=True, why="SHELL 模块缺省记录登录(SHELL_LOGIN)和每条命令(SHELL_CMD)")


def _worst(sent: Fact[Any], local: Known[Any] | None) -> Fact[Any]:
    """Either stamp without a date spoils the records."""
    return local if local is not None and local.value != "datetime" else sent
