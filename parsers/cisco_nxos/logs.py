"""Logs (NX-OS System Management Configuration Guide, "Configuring System Message Logging").

Logging is on; messages carry year, month, day and time; the file ``messages`` keeps severity 5 in 4 MB; a server gets
severity 5 unless its line says otherwise. The accounting log keeps sessions and configuration commands on the device
(Cisco document 118107 shows its records).
"""

from __future__ import annotations

from dengbao.model import Absent, Known, LogServer, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_nxos.table import TOP
from parsers.grammar import Reading
from parsers.ioslike.logs import level_of
from parsers.ioslike.numbers import integer

_SEVERITY, _SIZE = 5, 4194304
_IDLE = frozenset({
    "level", "monitor", "console", "module", "timestamp", "event", "history", "origin-id", "distribute", "ip", "drop",
    "abort", "commit", "message", "rate-limit", "rfc-strict", "aclmgr", "rfc-5424", "unique",
})  # fmt: skip


@TOP.line("logging", topic="logging")
def _logging(reading: Reading, words: list[str], block: Block) -> bool:
    logging, lines = reading.device.logging, (block.number,)
    match words[1:]:
        case ["server", address, *rest]:
            return _server(reading, address, rest, block)
        case ["logfile", _, level, *rest] if level_of(level) is not None:
            logging.buffer = Known(value=True, lines=lines)
            size = integer(rest[1]) if rest[:1] == ["size"] and len(rest) > 1 else None
            logging.buffer_bytes = Known(size or _SIZE, lines)
        case ["source-interface", *names] if names:
            logging.source = Known("".join(names), lines)
        case [word, *_]:
            return word in _IDLE
        case _:
            return False
    return True


def _server(reading: Reading, address: str, words: list[str], block: Block) -> bool:
    """Read ``A [severity] [port N] [secure [trustpoint ...]] [facility F] [use-vrf V]``."""
    server = LogServer(address=address, lines=(block.number,), level=_SEVERITY, transport="udp")
    at = 0
    while at < len(words):
        word = words[at]
        if at == 0 and (level := level_of(word)) is not None:
            server.level = level
        elif word == "secure":
            server.transport = "tls"
        elif word in {"port", "use-vrf", "facility", "client-identity"} and at + 1 < len(words):
            if word == "port":
                server.port = integer(words[at + 1])
            elif word == "use-vrf":
                server.vrf = words[at + 1]
            at += 1
        elif word != "trustpoint":
            return False
        at += 1
    reading.device.logging.servers.items.append(server)
    return True


@TOP.line("no logging", topic="logging")
def _no_logging(reading: Reading, words: list[str], block: Block) -> bool:
    logging = reading.device.logging
    if words[2:3] == ["logfile"]:
        logging.buffer, logging.buffer_bytes = Known(value=False, lines=(block.number,)), Known(0, (block.number,))
    return len(words) > 2  # noqa: PLR2004


def finish_logging(reading: Reading) -> None:
    """Fill in defaults."""
    logging = reading.device.logging
    logging.enabled = Absent(True, "NX-OS 总记日志")
    if logging.buffer is UNREAD:
        why = "没有 no logging logfile 行,缺省写入文件 messages"
        logging.buffer, logging.buffer_bytes = Absent(True, why), Absent(_SIZE, why)
    logging.buffer_entries = Unknown("NX-OS 的日志文件按字节计")
    logging.timestamp = Absent("datetime", "NX-OS 的日志总带年月日和时间")
    if logging.source is UNREAD:
        logging.source = Absent("", "没有 logging source-interface 行,以出接口地址发送")
    logging.logins = Absent(True, "NX-OS 的 accounting log 总记录会话的开始和结束")
    logging.commands = Absent(True, "NX-OS 的 accounting log 总记录配置命令")
