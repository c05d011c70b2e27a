"""The device itself, clock, SNMP, logs and backups.

CLI guide 5.5R12. The SNMP community is kept as ciphertext. NTP needs ``ntp authentication``, a key, and the key on
each server line. The time zone is China (UTC+8) unless set. A log needs three things to reach a collector: its type
on, the type ``to syslog``, and the server (5.4: one line ``logging syslog A ...``). Whether ``logging event on`` is
printed at its default is not confirmed.
"""

from __future__ import annotations

import re
from typing import Literal

from dengbao.mask import read_secret
from dengbao.model import Community, Fact, Known, LogServer, NtpServer, SnmpTarget, SnmpUser, Unknown, Unsupported
from parsers.blocks import Block
from parsers.grammar import UNREAD, Reading, Table
from parsers.hillstone_stoneos.reader import split
from parsers.hillstone_stoneos.state import TOP_LINES, State, refuse, say
from parsers.ioslike.numbers import bounded

say("system", "hostname", "Version", "language")
say("clock", "ntp enable", "ntp server", "ntp authentication", "ntp authentication-key", "ntp query-interval",
    "ntp max-adjustment",
    "clock zone", "clock summer-time")  # fmt: skip
say("snmp", "snmp-server manager", "snmp-server host", "snmp-server group", "snmp-server user", "snmp-server trap-host",
    "snmp-server engineID", "snmp-server contact", "snmp-server location", "snmp-server port", "snmp-server vrouter",
    "snmp-server ipv6-host")  # fmt: skip
say("logging", "logging event", "logging configuration", "logging operation", "logging network", "logging threat",
    "logging debug", "logging traffic", "logging alarm", "logging security", "logging data-security",
    "logging sandbox", "logging device", "logging syslog", "logging facility", "logging content", "logging email",
    "logging sms", "logging nbc", "no logging", "logging file-transfer-server", "logging iot-monitor",
    "logging share-access-detect", "logging cloudsim",
    "logging app-identification")  # fmt: skip
refuse("logging", "logging")
say("archive", "configuration auto-backup", "configuration signature-verification")
refuse("archive", "configuration", "no configuration")
say(
    "defence",
    "tcp-seq-check-disable",
    "no tcp-syn-check",
    "tcp-rst-bit-check-disable",
    "ips mode",
    "no ips",
    "tcp-syn-check",
)
_TYPES = ("event", "configuration", "operation", "network", "threat", "traffic", "alarm", "security")
SYSLOG: Table[LogServer] = Table()
SYSLOG.ignore(
    "日志格式参数", "hostname", "facility", "encoding", "description", "format", "bind", "custom-format", "charset"
)


@SYSLOG.line("server")
def _server(server: LogServer, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    if len(words) < 3 or words[1] not in {"ip", "hostname"}:  # noqa: PLR2004 - server ip A
        return False
    server.address = words[2]
    server.lines += (block.number,)
    return True


@SYSLOG.line("protocol")
def _protocol(server: LogServer, words: list[str], _block: Block) -> bool:
    known: dict[str, Literal["udp", "tcp", "tls"]] = {"udp": "udp", "tcp": "tcp", "secure-tcp": "tls"}
    server.transport = known.get(words[-1], "")
    return bool(server.transport)


@SYSLOG.line("dst-port", "port")
def _port(server: LogServer, words: list[str], _block: Block) -> bool:
    server.port = bounded(words[-1], 1, 65535)
    return server.port is not None


@SYSLOG.line("log-enable")
def _log_enable(_record: LogServer, words: list[str], _block: Block) -> bool:
    return len(words) > 1


@TOP_LINES.line("logging syslog-server", topic="logging")
def _syslog(reading: Reading, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    servers = reading.scratch.of("syslog")
    name = words[2] if len(words) > 2 else ""  # noqa: PLR2004
    server: LogServer = servers.setdefault(name, LogServer(address="", lines=(block.number,)))
    server.unread += reading.inside(block, SYSLOG, server)
    return bool(name)


def finish(reading: Reading) -> None:
    """Fill system, clock, SNMP, logging and archive."""
    _system(reading)
    _clock(reading)
    _snmp(reading)
    _logging(reading)
    _archive(reading)


def _system(reading: Reading) -> None:
    state: State = reading.scratch
    system = reading.device.system
    system.vendor = Known("Hillstone")
    if (found := state.last("hostname")) and found[0]:
        system.hostname = Known(found[0][0], (found[1],))
    if state.version:
        text = f"{state.version[0]}.{state.version[1]}" + (f"R{state.version[2]}" if state.version[2] else "")
        system.version = Known(text, state.lines("Version"))
    banner = state.last("admin login-banner")
    if banner and banner[0]:
        system.banner = Known(" ".join(banner[0]), (banner[1],))
    else:
        system.banner = state.silent("", "没有 admin login-banner")


def _clock(reading: Reading) -> None:
    state: State = reading.scratch
    clock = reading.device.clock
    clock.synchronised = Unsupported("StoneOS 的 show ntp status 只显示配置,看不出是否同步")
    clock.servers.missing = ""
    keys = {
        words[0]: (words[1] if len(words) > 1 else "", line)
        for words, line in state.all("ntp authentication-key")
        if words
    }
    on = state.lines("ntp enable")
    for words, line in state.all("ntp server"):
        if words and on:
            key = words[words.index("key") + 1] if "key" in words[:-1] else ""
            clock.servers.items.append(NtpServer(address=words[0], lines=(line,), key_id=key, prefer="prefer" in words))
            left = [word for word in words[1:] if word != "prefer"]
            if len(left) % 2 or set(left[::2]) - {"key", "vrouter", "source", "version"}:
                clock.unread.append(line)
    if not clock.servers.items:
        clock.servers.none = "没有 ntp enable 或 ntp server"
        if not state.whole:
            clock.servers.missing = "配置不完整(没有 Version 首行)"
    checked = state.lines("ntp authentication")
    servers = clock.servers.items
    keyed = bool(servers) and all(server.key_id in keys for server in servers)
    if checked:
        clock.authenticated = Known(keyed, (*checked, *(line for _, line in keys.values())))
        clock.algorithms = Known(frozenset(kind for kind, _ in keys.values()), tuple(line for _, line in keys.values()))
    else:
        clock.authenticated = state.silent(value=False, why="没有 ntp authentication")
    clock.zone_minutes = _zone(state)


def _zone(state: State) -> Fact[int]:
    found = state.last("clock zone")
    if found is None:
        return state.default(480, "缺省为中国时区(UTC+8)")
    words, line = found
    match words:
        case [name, hours, *rest] if _signed(hours) is not None and name:
            sign = -1 if hours.startswith("-") else 1
            minutes = (bounded(rest[0], 0, 59) or 0) if rest else 0
            return Known((_signed(hours) or 0) * 60 + sign * minutes, (line,))
        case [name] if name.lower() in {"china", "cst", "beijing", "hongkong"}:
            return Known(480, (line,))
    return Unknown("没有读懂 clock zone", (line,))


def _signed(text: str) -> int | None:
    value = bounded(text.lstrip("+-"), 0, 14)
    return -value if value is not None and text.startswith("-") else value


_GROUP_LEVELS: dict[str, Literal["noauth", "auth", "priv"]] = {"noauth": "noauth", "auth": "auth", "auth-enc": "priv"}


def _snmp(reading: Reading) -> None:
    state: State = reading.scratch
    snmp = reading.device.snmp
    for part in (snmp.communities, snmp.users, snmp.targets):
        part.missing = ""
    agent = state.lines("snmp-server manager")
    snmp.enabled = (
        Known(value=True, lines=agent) if agent else state.silent(value=False, why="没有 snmp-server manager")
    )
    versions: dict[str, int] = {}
    for number, (words, line) in enumerate(state.all("snmp-server host"), 1):
        version = _after(words, "version")
        community = _after(words, "community")
        if community and version != "3":
            versions.setdefault({"1": "1"}.get(version, "2c"), line)
            record = Community(lines=(line,), access="write" if "rw" in words else "read", number=number)
            record.secret, record.sources = read_secret(community), Unknown("来源见 snmp-server host")
            snmp.communities.items.append(record)
        elif version == "3":
            versions.setdefault("3", line)
        else:
            snmp.unread.append(line)
    levels: dict[str, Literal["noauth", "auth", "priv"]] = {}
    for words, line in state.all("snmp-server group"):
        level = next((_GROUP_LEVELS[word] for word in words if word in _GROUP_LEVELS), "noauth")
        levels[words[0] if words else ""] = level  # type: ignore[assignment]
        snmp.users.items.append(SnmpUser(name=f"group-{words[0] if words else ''}", lines=(line,), level=level))  # type: ignore[arg-type]
    for words, line in state.all("snmp-server user"):
        user = SnmpUser(
            name=words[0] if words else "", lines=(line,), level=levels.get(_after(words, "group"), "noauth")
        )
        user.authentication, user.privacy = _after(words, "auth-protocol"), _after(words, "enc-protocol")
        if user.level == "priv" and not user.privacy:
            user.level = "auth"
        snmp.users.items.append(user)
    snmp.versions = Known(frozenset(versions), tuple(versions.values()) or agent)
    _snmp_targets(reading)
    lines = tuple(line for target in snmp.targets.items for line in target.lines)
    if agent:
        snmp.traps = Known(value=bool(lines), lines=lines or agent)
    else:
        snmp.traps = state.silent(value=False, why="没有 snmp-server manager")


def _snmp_targets(reading: Reading) -> None:
    snmp = reading.device.snmp
    for words, line in reading.scratch.all("snmp-server trap-host"):
        if words:
            snmp.targets.items.append(SnmpTarget(address=words[0], lines=(line,), version=_after(words, "version")))
        else:
            snmp.unread.append(line)


def _after(words: list[str], name: str) -> str:
    """The word behind a name; empty when there is none."""
    return words[words.index(name) + 1] if name in words[:-1] else ""


def _logging(reading: Reading) -> None:
    state: State = reading.scratch
    logging = reading.device.logging
    logging.enabled = _switched(state, "event")
    _servers(reading)
    buffers = [line for kind in _TYPES for words, line in state.all(f"logging {kind}")
               if words[-1:] and words[0] == "to" and _KEPT & set(words)]  # fmt: skip
    unkept = [line for words, line in state.all("no logging") if words[1:2] == ["to"] and _KEPT & set(words)]
    if buffers or unkept:
        logging.buffer = Known(value=bool(buffers), lines=tuple(buffers or unkept))
    else:
        logging.buffer = Unknown("配置没有 logging … to buffer;它在缺省时是否显示没有确认")
    logging.timestamp = state.silent("datetime", "StoneOS 的日志总带日期和时间")
    kinds = [_switched(state, "configuration"), _switched(state, "operation")]
    certain = [kind for kind in kinds if isinstance(kind, Known)]
    unsure = next((kind for kind in kinds if kind not in certain), kinds[0])
    logging.commands = next((kind for kind in certain if kind), unsure)
    logging.logins = logging.enabled


def _switched(state: State, kind: str) -> Fact[bool]:
    """Whether a kind of log is on: ``[no] logging KIND on``; what an unprinted one is, the CLI guide does not say."""
    off = tuple(line for words, line in state.all("no logging") if words == [kind, "on"])
    on = tuple(line for words, line in state.all(f"logging {kind}") if "on" in words)
    if off or on:
        return Known(value=not off, lines=off or on)
    return Unknown(f"配置没有 logging {kind} on;它在缺省时是否显示没有确认")


_KEPT = frozenset({"buffer", "file", "localdb"})
_TARGETS = frozenset(["console", "terminal", "remote", "syslog", "file", "buffer", "email", "localdb", "sms", "nbc"])


def _stray(state: State) -> list[int]:
    """Lines that send logs to something that is not known (``logging KIND [SUBTYPE] to TARGET``, CLI guide 5.5R12)."""
    return [
        line
        for kind in _TYPES
        for words, line in state.all(f"logging {kind}")
        if "to" in words and not _TARGETS.intersection(words[words.index("to") + 1 :][:1])
    ]


def _servers(reading: Reading) -> None:
    """The collectors; they get nothing while no kind of log is sent ``to syslog``."""
    state: State = reading.scratch
    logging = reading.device.logging
    logging.servers.missing = ""
    for line in _stray(state):
        reading.status[line - 1] = UNREAD
        logging.unread.append(line)
    sent = [
        line
        for kind in _TYPES
        for words, line in state.all(f"logging {kind}")
        if words[:2] == ["to", "syslog"] or "syslog" in words
    ]
    for server in state.of("syslog").values():
        server.enabled = bool(sent)
        if server.address:
            server.lines += tuple(sent[:1])
            logging.servers.items.append(server)
    for words, line in state.all("logging syslog"):
        if words and re.match(r"[\d.]+$|[0-9A-Fa-f:]+:[0-9A-Fa-f:]*$", words[0]):
            logging.servers.items.append(_old_server(words, line))
    if not state.whole and not logging.servers.items:
        logging.servers.missing = "配置不完整(没有 Version 首行)"
    if logging.unread and not sent and logging.servers.items:
        logging.servers.missing = "没有看到 logging … to syslog,而 logging 开头有没有读懂的行"


def _old_server(words: list[str], line: int) -> LogServer:
    server = LogServer(address=words[0], lines=(line,))
    for transport in ("udp", "tcp"):
        if transport in words[:-1]:
            server.transport = transport
            server.port = bounded(_after(words, transport), 1, 65535)
    return server


def _archive(reading: Reading) -> None:
    """``configuration auto-backup`` sends it away; ``show configuration difference startup`` is not gathered."""
    state: State = reading.scratch
    archive = reading.device.archive
    jobs = state.all("configuration auto-backup")
    if jobs:
        archive.automatic = Known(value=True, lines=tuple(line for _, line in jobs))
        archive.destinations = Known(tuple(" ".join(words[:2]) for words, _ in jobs), tuple(line for _, line in jobs))
    else:
        archive.automatic = state.silent(value=False, why="没有 configuration auto-backup")
        archive.destinations = state.silent((), "没有 configuration auto-backup")
    archive.saved = Unknown("没有采集 show configuration difference startup")
