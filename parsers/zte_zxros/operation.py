"""Name, banner, time, logs and backup of ZXROS, and the moments that its head tells.

NTP runs with ``ntp enable`` and authenticates with ``ntp authenticate`` only. Logs are kept in buffers with date and
time unless switched off; what is typed is logged whatever that switch says. Logins that fail are reported only while
``login block`` watches them; every session is in the log of commands. ``startrun backup-to server`` sends the
configuration away whenever it is saved (ZXROS NG V5 command manual, NTP; alarms: ``logging``, ``logging timestamps``,
``buffer``, ``syslog level``; user management: ``login on-failure``; command line: ``startrun backup-to server``).
"""

from __future__ import annotations

import datetime as dt
import re

from dengbao.model import Clock, Known, LogServer, NtpServer, Unknown, Unsupported
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike import logs
from parsers.ioslike.logs import level_of
from parsers.ioslike.numbers import integer, ipv4, ipv6
from parsers.ioslike.opaques import banner_text
from parsers.zte_zxros.snmp import options
from parsers.zte_zxros.table import TOP, Zxros, default

_UNSAVED = re.compile(r"!configuration has not been saved")
_MOMENT = re.compile(r"!(?P<what>configuration saved|last configuration change) at (?P<when>.+?) by \S+")
_WHEN = "%H:%M:%S %a %b %d %Y"
_SOURCE = {
    "priority": 1, "key": 1, "version": 1, "lock": 0, "unlock": 0, "port": 1, "minpoll": 1, "maxpoll": 1, "iburst": 0,
}  # fmt: skip
_COLLECTOR = {
    "fport": 1, "lport": 1, "level": 1, "source": 1, "interface": 1, "alarmlog": 0, "cmdlog": 0, "debugmsg": 0,
    "servicelog": 0, "braslog": 0, "natlog": 0, "netconflog": 0, "snmplog": 0, "weblog": 0,
}  # fmt: skip
_NOTIFICATIONS = 5


@TOP.line("hostname", topic="system")
def _hostname(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    reading.device.system.hostname = Known(words[1], (block.number,))
    return True


@TOP.line("banner", topic="system")
def _banner(reading: Reading, _words: list[str], block: Block) -> bool:
    text = banner_text(block)
    if text is None:
        return False
    reading.device.system.banner = Known(text, (block.number, *(number for number, _ in block.body)))
    return True


@TOP.line("!configuration", "!last configuration change")
def _moment(reading: Reading, _words: list[str], block: Block) -> bool:
    """Read when the configuration was saved (twice: for two formats) and when it was changed."""
    if _UNSAVED.match(block.text):
        reading.device.archive.saved = Known(value=False, lines=(block.number,))
    elif match := _MOMENT.match(block.text):
        try:
            when = dt.datetime.strptime(match["when"], _WHEN)  # noqa: DTZ007 - compared with its like only
        except ValueError:
            return True
        state: Zxros = reading.scratch
        state.moments.setdefault("saved" if "saved" in match["what"] else "changed", []).append((when, block.number))
    return True


@TOP.line("startrun backup-to server", topic="archive")
def _backup(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``startrun backup-to server A [PORT] [vrf V] transport-type {ftp | sftp | tftp} ...``."""
    archive = reading.device.archive
    if len(words) < 6 or "transport-type" not in words:  # noqa: PLR2004 - the address, and how it is sent
        return False
    told = archive.destinations if isinstance(archive.destinations, Known) else Known(())
    lines = (*told.lines, block.number)
    archive.automatic, archive.destinations = Known(value=True, lines=lines), Known((*told.value, words[3]), lines)
    return True


@TOP.line("ntp", topic="clock")
def _ntp(reading: Reading, words: list[str], block: Block) -> bool:
    state: Zxros = reading.scratch
    match words[1:]:
        case ["enable"]:
            state.switches["ntp"] = True, block.number
        case ["authenticate"]:
            state.switches["ntp authenticate"] = True, block.number
        case ["authentication-key", number, algorithm, *secret] if secret:
            state.keys[number] = algorithm, block.number
        case ["trusted-key", number]:
            state.trusted[number] = block.number
        case ["server" | "dns-server" | "peer" | "dns-peer", "vrf", _, address, *rest]:
            return _source(reading, address, rest, block)
        case ["server" | "dns-server" | "peer" | "dns-peer", address, *rest]:
            return _source(reading, address, rest, block)
        case [
            "poll-interval" | "source" | "alarm-threshold" | "master" | "access-group" | "access-control" | "port"
            | "broadcast-delay" | "syn-interval", *_
        ]:  # fmt: skip
            pass
        case _:
            return False
    return True


def _source(reading: Reading, address: str, rest: list[str], block: Block) -> bool:
    key = rest[rest.index("key") + 1] if "key" in rest[:-1] else ""
    server = NtpServer(address=address, lines=(block.number,), key_id=key)
    reading.device.clock.servers.items.append(server)
    server.unread = () if options(rest, _SOURCE) else (block.number,)
    return not server.unread


@TOP.line("no ntp", topic="clock")
def _no_ntp(reading: Reading, words: list[str], block: Block) -> bool:
    if words[2:] == ["enable"]:
        reading.scratch.switches["ntp"] = False, block.number
    return len(words) > 2  # noqa: PLR2004


@TOP.line("clock timezone", topic="clock")
def _zone(reading: Reading, words: list[str], block: Block) -> bool:
    return logs.zone(reading, words, block)


@TOP.line("syslog-server host", topic="logging")
def _collector(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``syslog-server host [vrf V] A [fport P] [lport P] [source A] [alarmlog [level L]] [cmdlog] ...``."""
    vrf = words[3] if words[2:3] == ["vrf"] and len(words) > 3 else ""  # noqa: PLR2004
    at = 4 if vrf else 2
    if len(words) <= at or (ipv4(words[at]) is None and ipv6(words[at]) is None):
        return False
    rest = words[at + 1 :]
    server = LogServer(address=words[at], lines=(block.number,), transport="udp", vrf=vrf)
    if "fport" in rest[:-1]:
        server.port = integer(rest[rest.index("fport") + 1])
    if "level" in rest[:-1]:
        server.level = level_of(rest[rest.index("level") + 1])
    reading.device.logging.servers.items.append(server)
    server.unread = () if options(rest, _COLLECTOR) else (block.number,)
    return not server.unread


@TOP.line("syslog level", "syslog-server source", "syslog-server facility", topic="logging")
def _syslog(reading: Reading, words: list[str], block: Block) -> bool:
    if words[1] == "level":
        reading.scratch.facts["syslog level"] = block
        return len(words) == 3 and level_of(words[2]) is not None  # noqa: PLR2004
    if words[1] == "source":
        reading.device.logging.source = Known(words[-1], (block.number,))
    return len(words) > 2  # noqa: PLR2004


@TOP.line("logging", "no logging", "syslog", topic="logging")
def _log(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``logging {on | off}``, ``logging timestamps``, ``logging cmdlog``, and the files of logs."""
    logging, lines = reading.device.logging, (block.number,)
    match words:
        case ["logging", "on" | "off" as word] | ["no", "logging", "on" as word]:
            on = word == "on" and words[0] != "no"
            logging.enabled = logging.buffer = Known(value=on, lines=lines)
        case ["logging", "timestamps", "datetime" | "precisetime", *_]:
            logging.timestamp = Known("datetime", lines)
        case ["logging", "timestamps", "uptime"]:
            logging.timestamp = Known("uptime", lines)
        case ["logging", "cmdlog", "enable" | "disable" as word]:
            logging.commands = Known(value=word == "enable", lines=lines)
        case ["logging" | "syslog", word, *_] if word in _TUNING:
            reading.use(*[number for child in block.children for number in reading.numbers(child)])
        case _:
            return False
    return True


_TUNING = frozenset({
    "file", "snmp", "level", "alarmlog", "snmplog", "igmplog", "exc-event", "facility", "severity", "hostname-field",
    "trap-enable", "almlog-timestamps", "cmdlog-timestamps", "console", "filesavetime", "ftp", "header", "nat",
    "portal",
})  # fmt: skip


@TOP.line("login on-failure alarm", topic="logging")
def _failures(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``login on-failure alarm [every N]``."""
    if words[3:] == [] or (words[3:4] == ["every"] and len(words) == 5):  # noqa: PLR2004
        reading.scratch.facts["login on-failure"] = block
        return True
    return False


def finish_operation(reading: Reading) -> None:
    """Sum up; what no line says is what the manual says, for the releases that it is about."""
    state: Zxros = reading.scratch
    device = reading.device
    device.system.vendor = Known("ZTE", device.system.hostname.lines)
    _finish_clock(device.clock, state)
    _finish_logs(reading, state)
    archive = device.archive
    if state.moments.keys() == {"saved", "changed"} and archive.saved is UNREAD:
        saved, changed = (max(state.moments[name]) for name in ("saved", "changed"))
        archive.saved = Known(saved[0] >= changed[0], (saved[1], changed[1]))
    elif archive.saved is UNREAD:
        archive.saved = Unknown("配置开头没有写明何时保存、何时改动")
    if archive.automatic is UNREAD:
        archive.automatic = default(state, archive, False, "没有 startrun backup-to server 行", "保存配置时不上传")  # noqa: FBT003
    if device.system.banner is UNREAD:
        device.system.banner = Unknown("没有 banner 行,缺省显示什么没有确认")
    device.defence.ips_signature = device.defence.av_signature = Unsupported("ZXROS 没有入侵特征库和病毒库")
    device.defence.control_plane = Unknown("ZXROS 的控制平面防护(control-plane-security)没有资料可核对")
    for section in (device.logging.servers, device.clock.servers):
        section.missing = ""


def _finish_logs(reading: Reading, state: Zxros) -> None:
    logging = reading.device.logging
    lacking = "没有 logging off 行"
    if logging.enabled is UNREAD:
        logging.enabled = default(state, logging, True, lacking, "缺省记录日志")  # noqa: FBT003
        logging.buffer = default(state, logging, True, lacking, "缺省在缓冲区中记录日志")  # noqa: FBT003
    logging.buffer_entries = Unknown("ZXROS 的日志缓冲按字节计")
    if logging.timestamp is UNREAD:
        logging.timestamp = default(state, logging, "datetime", "没有 logging timestamps 行", "缺省带日期和时间")
    if logging.commands is UNREAD:
        logging.commands = default(state, logging, True, "没有 logging cmdlog 行", "命令日志始终记录")  # noqa: FBT003
    level = state.facts.get("syslog level")
    sent = level_of(level.text.split()[-1]) if level else _NOTIFICATIONS if state.confirmed else None
    for server in logging.servers.items:
        if server.level is None:
            server.level = sent
            server.lines = (*server.lines, level.number) if level else server.lines
    failures, watch = state.facts.get("login on-failure"), state.facts.get("login block")
    if failures is None:
        logging.logins = default(state, logging, False, "没有 login on-failure alarm 行", "登录失败不上报")  # noqa: FBT003
    else:
        each = failures.text.split()[3:] in ([], ["every", "1"])
        lines = tuple(block.number for block in (failures, watch) if block)
        logging.logins = Known(each and watch is not None, lines)


def _finish_clock(clock: Clock, state: Zxros) -> None:
    """Time is authenticated when it is switched on and every server's key is defined and trusted."""
    servers = clock.servers.items
    lines = tuple(number for server in servers for number in server.lines)
    if not state.switches.get("ntp", (False, 0))[0]:
        clock.servers.items, clock.servers.none = [], "没有 ntp enable 行,时间同步没有启用"
    elif servers:
        switch = state.switches.get("ntp authenticate")
        used = {server.key_id for server in servers}
        named = [state.keys[key] for key in used if key in state.keys and key in state.trusted]
        told = (*((switch[1],) if switch else ()), *(number for _, number in named), *lines)
        clock.authenticated = Known(switch is not None and len(named) == len(used), told)
        if any(word == "keychain" for word, _ in named):
            clock.algorithms = Unknown("密钥在 keychain 中,没有读到算法", lines)
        else:
            clock.algorithms = Known(frozenset(word for word, _ in named), tuple(number for _, number in named))
    if clock.zone_minutes is UNREAD:
        clock.zone_minutes = Unknown("没有 clock timezone 行,中兴的缺省没有确认")
    clock.synchronised = Unknown("没有采集 show ntp status")
