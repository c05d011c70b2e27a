"""Logs: the files and hosts of ``system syslog``, and the streams of an SRX's session logs.

A time stamp shows month, day and time, and the year only with ``time-format year`` or in structured data
(Network Management and Monitoring Guide, "System Logging Overview"). What administrators type is of the facility
``interactive-commands``.
"""

from __future__ import annotations

from dengbao.model import Absent, Known, LogServer, Unknown
from parsers.ioslike.numbers import integer
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node

SCHEMA = """
system
  syslog
    source-address|log-rotate-frequency|routing-instance|server =
    allow-duplicates
    time-format
      year|millisecond
    archive
      size|files|start-time|transfer-interval =
      world-readable|no-world-readable|binary-data|no-binary-data
      archive-sites ...
    console
      * =
    user *
      match ...
      allow-duplicates
      * =
    file *
      match|match-strings ...
      explicit-priority|allow-duplicates
      structured-data
        brief
      archive
        size|files|start-time|transfer-interval =
        world-readable|no-world-readable|binary-data|no-binary-data
        archive-sites ...
      * =
    host *
      match|match-strings|exclude-hostname ...
      explicit-priority|allow-duplicates|no-emergency
      structured-data
        brief
      port|source-address|facility-override|log-prefix|routing-instance|transport|tlsdetails =
      * =
security
  log
    mode|format|source-address|source-interface|event-rate|rate-cap|max-database-record|facility-override =
    disable|utc-timestamp|report
    cache|file|transport|traceoptions ...
    stream *
      severity|format|category|rate-limit|source-address|filter =
      host *
        port|routing-instance =
      file ...
      transport
        protocol|tls-profile|tcp-connections =
"""
_LEVELS = {
    "any": 7,
    "debug": 7,
    "info": 6,
    "notice": 5,
    "warning": 4,
    "error": 3,
    "critical": 2,
    "alert": 1,
    "emergency": 0,
}
_OTHERS = {"other-routing-engine", "scc-master", "sfc0-master"}
_SAID = {"match", "match-strings", "archive", "structured-data", "explicit-priority", "allow-duplicates", "port",
         "source-address", "facility-override", "log-prefix", "routing-instance", "transport", "exclude-hostname",
         "no-emergency", "tlsdetails", "apply-groups", "apply-groups-except"}  # fmt: skip
_INFO = 6


def read(config: Config) -> None:
    """Read where logs go and what they say."""
    node, logging = config.root.at("system syslog"), config.device.logging
    stream = config.root.at("security log")
    opened(logging, node.doubts(), stream.doubts())
    opened(logging.servers)
    files = list(node.each("file"))
    hosts = [host for host in node.each("host") if host.name not in _OTHERS]
    for host in hosts:
        if _levels(host) or not (strange := _strange(host)):
            logging.servers.items.append(_host(host))
        else:
            opened(logging.servers, strange)
    logging.servers.items += [_stream(part, host) for part in stream.each("stream") for host in part.each("host")]
    places = files + hosts
    if places:
        logging.enabled = Known(True, tuple(part.line for part in places))
    else:
        logging.enabled = Unknown("没有 system syslog 的 file 和 host，缺省行为未证实")
    logging.buffer = (
        Known(True, tuple(part.line for part in files)) if files else Absent(False, "没有 system syslog file")
    )
    _timestamp(config, node, places)
    logging.source = node.fact("source-address", "没有 source-address，用出接口地址")
    logging.commands = _recorded(places, "interactive-commands", "没有记录 interactive-commands")
    logging.logins = _recorded(places, "authorization", "没有记录 authorization")
    archive = node.at("archive")
    size, count = _bytes(archive.word("size")), integer(archive.word("files")) or 1
    logging.buffer_bytes = (
        Known(size * count, archive.lines()) if size else Unknown("没有 archive size，缺省因机型而异")
    )


def _levels(node: Node) -> dict[str, tuple[int, int]]:
    """The facilities that a place records: the lowest severity as a number, and the line."""
    found = {}
    for part in node.each():
        if part.name not in _SAID:
            level = _LEVELS.get(part.word(""))
            if level is not None:
                found[part.name] = (level, part.line)
    return found


def _strange(node: Node) -> list[int]:
    """The lines of a place that were not understood: a facility without a severity is one."""
    facilities = [part for part in node.each() if part.name not in _SAID]
    return node.doubts() + [part.line for part in facilities if part.word("") not in {*_LEVELS, "none"}]


def _host(node: Node) -> LogServer:
    levels = _levels(node)
    transport = node.word("transport", "udp")
    return LogServer(
        address=node.name, lines=node.lines(), level=max((level for level, _ in levels.values()), default=None),
        port=integer(node.word("port")) or 514, transport=transport if transport in {"tcp", "tls"} else "udp",  # type: ignore[arg-type]
        vrf=node.word("routing-instance"), enabled=bool(levels), unread=tuple(_strange(node)),
    )  # fmt: skip


def _stream(node: Node, host: Node) -> LogServer:
    transport = node.word("transport protocol", "udp")
    return LogServer(
        address=host.name, lines=node.lines(), level=_LEVELS.get(node.word("severity")),
        port=integer(host.word("port")) or 514, transport=transport if transport in {"tcp", "tls"} else "udp",  # type: ignore[arg-type]
        vrf=host.word("routing-instance"), unread=tuple(node.doubts()),
    )  # fmt: skip


def _timestamp(config: Config, node: Node, places: list[Node]) -> None:
    logging = config.device.logging
    if node.has("time-format year"):
        logging.timestamp = Known("datetime", node.lines("time-format"))
    elif places and all(place.has("structured-data") for place in places):
        logging.timestamp = Known(
            "datetime", tuple(line for place in places for line in place.lines("structured-data"))
        )
    else:
        logging.timestamp = Absent("yearless", "没有 time-format year，时间戳不带年份")


def _recorded(places: list[Node], facility: str, why: str) -> Known[bool] | Absent[bool]:
    """Whether a facility's messages of level ``info`` go anywhere."""
    lines = []
    for place in places:
        if not place.has("match"):
            levels = _levels(place)
            level, line = levels.get(facility) or levels.get("any") or (-1, 0)
            if level >= _INFO:
                lines.append(line)
    return Known(True, tuple(lines)) if lines else Absent(False, why)


def _bytes(word: str) -> int:
    """Read ``100k``, ``10m``, ``1g``; 0 when it is none."""
    scale = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}.get(word[-1:].lower(), 1)
    return (integer(word.rstrip("kKmMgG")) or 0) * scale
