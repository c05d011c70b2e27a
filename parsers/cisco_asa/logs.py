"""Logs (ASA CLI guide 1, "Logging"): off by default; each destination has a severity of its own.

Without ``logging trap`` nothing is sent to the hosts. Command messages 111008 and 111010 have severity 5, logins
(605004, 605005, 611101) severities 6. The buffer holds 4,096 bytes unless ``logging buffer-size`` says otherwise.
Messages carry date and time with the year only with ``logging timestamp``.
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, LogServer, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP, Asa
from parsers.grammar import UNREAD as UNREAD_LINE
from parsers.grammar import Reading
from parsers.ioslike.logs import level_of
from parsers.ioslike.numbers import bounded, integer

_TRANSPORTS = {"tcp": "tcp", "udp": "udp", "6": "tcp", "17": "udp"}
_BUFFER = 4096
_IDLE = frozenset({
    "asdm", "asdm-buffer-size", "console", "monitor", "mail", "facility", "queue", "device-id", "standby", "history",
    "permit-hostdown", "flash-bufferwrap", "flash-minimum-free", "flash-maximum-allocation", "ftp-bufferwrap",
    "ftp-server", "class", "debug-trace", "emblem", "from-address", "recipient-address", "rate-limit",
    "hide", "reliable", "savelog", "flow-export-syslogs", "event-list",
})  # fmt: skip


@TOP.line("logging", topic="logging")
def _logging(reading: Reading, words: list[str], block: Block) -> bool:
    logging, state, lines = reading.device.logging, reading.scratch, (block.number,)
    match words[1:]:
        case ["enable" | "on"]:
            logging.enabled = Known(value=True, lines=lines)
        case ["timestamp", *_]:
            logging.timestamp = Known("datetime", lines)
        case ["host", _, address, *rest]:
            return _host(reading, state.plain(address), rest, block)
        case ["trap" | "buffered" as place, level]:
            _destination(reading, place, level, block.number)
        case ["buffer-size", size] if (number := integer(size)) is not None:
            logging.buffer_bytes = Known(number, lines)
        case ["list", name, "level" | "message", _, *_]:
            state.chosen_from.add(name)
        case ["source-interface", name, *_]:
            logging.source = Known(name, lines)
        case ["message", number, *_]:  # another severity, or back on
            return number.isdecimal()
        case [word, *_]:
            return word in _IDLE
        case _:
            return False
    return True


def _destination(reading: Reading, place: str, level: str, line: int) -> None:
    """Read what a destination takes: a severity and all above, or what a list of messages chooses."""
    state: Asa = reading.scratch
    found = level_of(level)
    state.levels[place] = (-1 if found is None else found, line)
    if found is None:
        state.chosen.append((level, line))
    if place == "buffered":
        reading.device.logging.buffer = Known(value=True, lines=(line,))


def _host(reading: Reading, address: str, words: list[str], block: Block) -> bool:
    """Read ``logging host IF A [{tcp|udp|6|17}[/PORT]] [format emblem] [secure]``."""
    server = LogServer(address=address, lines=(block.number,), transport="udp")
    for word in words:
        name, slash, number = word.partition("/")
        if name in _TRANSPORTS:
            server.transport = _TRANSPORTS[name]  # type: ignore[assignment]  # of the two
            server.port = bounded(number, 1, 65535) if slash else None
        elif word == "secure":
            server.transport = "tls"
        elif (
            word not in {"format", "emblem", "reference-identity"}
            and words[words.index(word) - 1] != "reference-identity"
        ):
            return False
    reading.device.logging.servers.items.append(server)
    return True


@TOP.line("no logging", topic="logging")
def _no_logging(reading: Reading, words: list[str], block: Block) -> bool:
    state = reading.scratch
    if words[2:3] == ["message"] and len(words) == 4:  # noqa: PLR2004
        state.silenced[words[3]] = block.number
    elif words[2:] in (["enable"], ["on"]):
        reading.device.logging.enabled = Known(value=False, lines=(block.number,))
    elif words[2:] == ["timestamp"]:
        reading.device.logging.timestamp = Known("none", (block.number,))
    return len(words) > 2  # noqa: PLR2004


def finish_logging(reading: Reading) -> None:
    """Sum up: what is on, what reaches the hosts, what the buffer holds."""
    logging, state = reading.device.logging, reading.scratch
    if logging.enabled is UNREAD:
        logging.enabled = Absent(False, "没有 logging enable 行,缺省不记日志")
    state.logging = bool(logging.enabled)
    for name, line in state.chosen:  # of a list of messages; of none, the word is no severity
        if name not in state.chosen_from:
            reading.status[line - 1] = UNREAD_LINE
            logging.unread.append(line)
    trap = state.levels.get("trap")
    for server in logging.servers.items:
        server.enabled = trap is not None and state.logging
        if trap is not None:
            server.level, server.lines = max(trap[0], 0), (*server.lines, trap[1])
    if logging.timestamp is UNREAD:
        logging.timestamp = Absent("none", "没有 logging timestamp 行,缺省不带时间")
    if logging.buffer is UNREAD:
        logging.buffer = Absent(False, "没有 logging buffered 行,缺省不写本机缓冲")
    if logging.buffer_bytes is UNREAD:
        logging.buffer_bytes = Absent(_BUFFER, "没有 logging buffer-size 行,缺省 4096 字节")
    logging.buffer_entries = Unknown("ASA 的日志缓冲按字节计")
    if logging.source is UNREAD:
        logging.source = Absent("", "从 logging host 行写明的接口发送")
    logging.logins = _covered(reading, 6, "605005", "605004")
    logging.commands = _covered(reading, 5, "111008", "111010")


def _covered(reading: Reading, severity: int, *messages: str) -> Fact[bool]:
    """Say whether messages of a severity are kept or sent."""
    state: Asa = reading.scratch
    on = reading.device.logging.enabled
    if not on:
        return on
    numbers = (*state.silenced.values(), *(number for _, number in state.levels.values()))
    value = state.logs(severity, *messages)
    if value is None:
        return Unknown("日志按 logging list 选择,没有读懂选了哪些", numbers)
    return Known(value, (*on.lines, *numbers))
