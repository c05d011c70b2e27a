"""Logs and time of RGOS: ``logging server``, SNTP, and the time stamps' own defaults."""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, NtpServer, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike import logs
from parsers.ruijie_os.table import TOP, Rgos

_DEFAULT_BUFFER = 4096


@TOP.line("logging server", topic="logging")
def _server(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``logging server IP [vrf V] [udp-port P]``."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    rest = ["port" if word == "udp-port" else word for word in words[2:]]
    return logs.collector(reading, rest, block)


@TOP.line("logging userinfo", "login privilege log", topic="logging")
def _userinfo(reading: Reading, words: list[str], block: Block) -> bool:
    state: Rgos = reading.scratch
    match words[2:]:
        case ["command-log"]:
            state.command_log = (block.number,)
        case [] | ["log"]:
            state.facts["logins"] = block
        case _:
            return False
    return True


@TOP.line(
    "logging flash", "logging statistic", "logging policy", "logging file", "logging life-time", "logging source",
    "logging facility", topic="logging",
)  # fmt: skip
def _tuning(reading: Reading, words: list[str], block: Block) -> bool:
    if words[1] == "source":
        reading.device.logging.source = Known(" ".join(words[2:]), (block.number,))
    return True


@TOP.line("sntp server", "sntp enable", "sntp interval", "no sntp", topic="clock")
def _sntp(reading: Reading, words: list[str], block: Block) -> bool:
    """Keep ``sntp server`` and ``sntp enable``: it takes both."""
    if words[0] == "no" or words[1] == "interval":
        return True
    reading.scratch.facts.setdefault(f"sntp {words[1]}", block)
    return True


@TOP.line("clock timezone", topic="clock")
def _zone(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``clock timezone NAME HOURS [MINUTES]``."""
    return logs.zone(reading, words, block)


def finish_logging(reading: Reading) -> None:
    """Logging and its buffer are on by default (RGOS 11.x Configuration Guide p.1112; 10.4 p.83).

    Time stamps carry the date where the device has a clock of its own, else the time since its start (p.1114).
    """
    logging, state = reading.device.logging, reading.scratch
    if logging.buffer is UNREAD:
        logging.buffer = Absent(True, "没有 no logging buffered 行,缺省写入日志缓冲")
    stamped = logging.timestamp is not UNREAD
    logs.finish_logging(reading)
    if not stamped:
        logging.timestamp = Unknown("没有 service timestamps log 行,缺省要看设备有没有时钟芯片")
    commands: Fact[bool] = Absent(False, "没有 logging userinfo command-log 行")
    logging.commands = Known(value=True, lines=state.command_log) if state.command_log else commands
    logins = state.facts.get("logins")
    logging.logins = Known(value=True, lines=(logins.number,)) if logins else Unknown("登录日志的缺省没有确认")


def finish_clock(reading: Reading) -> None:
    """SNTP is a source as well, without authentication."""
    server, switch = (reading.scratch.facts.get(f"sntp {name}") for name in ("server", "enable"))
    if server and switch:
        source = NtpServer(address=server.text.split()[-1], lines=(server.number, switch.number))
        reading.device.clock.servers.items.append(source)
    logs.finish_clock(reading)
