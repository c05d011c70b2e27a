"""Name, banner, SNMP, time and logs of ZXROS, and the moments that its head tells."""

from __future__ import annotations

import re

from dengbao.mask import read_secret
from dengbao.model import (
    Address,
    Channel,
    Clock,
    Community,
    Fact,
    Known,
    LogServer,
    NtpServer,
    SnmpTarget,
    Unknown,
    Unsupported,
)
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike import logs
from parsers.ioslike.acl import sources_of
from parsers.ioslike.logs import level_of
from parsers.ioslike.numbers import integer, ipv4, ipv6
from parsers.ioslike.opaques import banner_text
from parsers.zte_zxros.table import TOP, Zxros

_UNSAVED = re.compile(r"!configuration has not been saved")


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


@TOP.line("!configuration")
def _unsaved(reading: Reading, _words: list[str], block: Block) -> bool:
    if _UNSAVED.match(block.text):
        reading.device.archive.saved = Known(value=False, lines=(block.number,))
    return True


@TOP.line("snmp-server community", topic="snmp")
def _community(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server community [encrypted] C [showclear] [view V] {ro | rw} [ipv4-access-list N]``."""
    rest = words[3:] if words[2:3] == ["encrypted"] else words[2:]
    if not rest:
        return False
    acl = rest[rest.index("ipv4-access-list") + 1] if "ipv4-access-list" in rest[1:-1] else ""
    communities = reading.device.snmp.communities.items
    communities.append(
        Community(
            lines=(block.number,),
            access="write" if "rw" in rest[1:] else "read",
            secret=read_secret(rest[0]),
            acl=acl,
            number=len(communities) + 1,
        )
    )
    return _options(rest[1:], {"view": 1, "ipv4-access-list": 1, "ro": 0, "rw": 0, "showclear": 0})


def _options(words: list[str], known: dict[str, int]) -> bool:
    """Tell whether these are options with as many values as each has."""
    at = 0
    while at < len(words):
        count = known.get(words[at])
        if count is None or at + count >= len(words) + (count == 0):
            return False
        at += 1 + count
    return True


@TOP.line("snmp-server host", topic="snmp")
def _host(reading: Reading, words: list[str], block: Block) -> bool:
    version = words[words.index("version") + 1] if "version" in words[:-1] else ""
    if len(words) < 4:  # noqa: PLR2004
        return False
    reading.device.snmp.targets.items.append(SnmpTarget(address=words[2], lines=(block.number,), version=version))
    return True


@TOP.line("snmp-server enable", "snmp-server version", topic="snmp")
def _switch(reading: Reading, words: list[str], block: Block) -> bool:
    state: Zxros = reading.scratch
    if words[1] == "version" and len(words) == 4:  # noqa: PLR2004
        state.switches[f"snmp {words[2]}"] = words[3] == "enable", block.number
        return words[3] in {"enable", "disable"}
    if words[2:3] in (["trap"], ["inform"]):
        reading.device.snmp.traps = Known(value=True, lines=(block.number,))
        return True
    return False


@TOP.line(
    "snmp-server engine-id",
    "snmp-server location",
    "snmp-server contact",
    "snmp-server view",
    "snmp-server packetsize",
    "snmp-server trap-source",
)
def _idle(_reading: Reading, _words: list[str], _block: Block) -> bool:
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
        case ["server", address, *rest]:
            key = rest[rest.index("key") + 1] if "key" in rest[:-1] else ""
            reading.device.clock.servers.items.append(NtpServer(address=address, lines=(block.number,), key_id=key))
            return _options(rest, {"priority": 1, "key": 1, "version": 1, "lock": 0})
        case ["poll-interval" | "source" | "alarm-threshold" | "master" | "access-group", *_]:
            pass
        case _:
            return False
    return True


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
    """Read ``syslog-server host A [fport P] [lport P] [alarmlog [level L]] [cmdlog] [debugmsg] ...``."""
    if len(words) < 3 or (ipv4(words[2]) is None and ipv6(words[2]) is None):  # noqa: PLR2004
        return False
    rest = words[3:]
    server = LogServer(address=words[2], lines=(block.number,), transport="udp")
    if "fport" in rest[:-1]:
        server.port = integer(rest[rest.index("fport") + 1])
    if "level" in rest[:-1]:
        server.level = level_of(rest[rest.index("level") + 1])
    reading.device.logging.servers.items.append(server)
    known = {"fport": 1, "lport": 1, "level": 1, "alarmlog": 0, "cmdlog": 0, "debugmsg": 0, "servicelog": 0}
    server.unread = () if _options(rest, known) else (block.number,)
    return not server.unread


@TOP.line("syslog level", "syslog-server source", "syslog-server facility", topic="logging")
def _syslog(reading: Reading, words: list[str], block: Block) -> bool:
    if words[1] == "level":
        reading.scratch.facts["syslog level"] = block
        return len(words) == 3 and level_of(words[2]) is not None  # noqa: PLR2004
    if words[1] == "source":
        reading.device.logging.source = Known(words[-1], (block.number,))
    return len(words) > 2  # noqa: PLR2004


@TOP.line("logging", "syslog", topic="logging")
def _log(reading: Reading, words: list[str], block: Block) -> bool:
    for child in block.children:
        reading.use(*reading.numbers(child))
    if words[1:3] == ["cmdlog", "enable"]:
        reading.device.logging.commands = Known(value=True, lines=(block.number,))
    return len(words) > 1 and words[1] in _TUNING


_TUNING = frozenset({
    "file", "snmp", "level", "alarmlog", "cmdlog", "snmplog", "igmplog", "exc-event", "facility", "severity",
    "hostname-field", "trap-enable", "buffer", "timestamps",
})  # fmt: skip


def finish_operation(reading: Reading) -> None:
    """Sum up; what no line says stays unknown."""
    state: Zxros = reading.scratch
    device = reading.device
    device.system.vendor = Known("ZTE", device.system.hostname.lines)
    _finish_snmp(reading, state)
    _finish_clock(device.clock, state)
    servers = device.logging.servers.items
    if servers:
        device.logging.enabled = Known(value=True, lines=servers[0].lines)
    if level := state.facts.get("syslog level"):
        for server in servers:
            server.level = level_of(level.text.split()[-1]) if server.level is None else server.level
    device.defence.ips_signature = device.defence.av_signature = Unsupported("ZXROS 没有入侵特征库和病毒库")
    snmp = device.snmp
    for section in (snmp.communities, snmp.users, snmp.targets, device.logging.servers, device.clock.servers):
        section.missing = ""


def _finish_snmp(reading: Reading, state: Zxros) -> None:
    snmp = reading.device.snmp
    for community in snmp.communities.items:
        community.sources = sources_of(reading, community.acl, community.lines)
    lines = (
        *(number for record in snmp.communities.items for number in record.lines),
        *(number for record in snmp.users.items for number in record.lines),
    )
    off = {
        name.removeprefix("snmp v") for name, (on, _) in state.switches.items() if name.startswith("snmp v") and not on
    }
    enabled: Fact[bool] = Known(value=True, lines=lines) if lines else Unknown("没有 snmp-server 行,缺省没有确认")
    snmp.enabled = enabled
    if lines:
        offered = ({"1", "2c"} if snmp.communities.items else set()) | ({"3"} if snmp.users.items else set())
        snmp.versions = Known(frozenset(offered - off), lines)
    sources: Fact[tuple[Address, ...]] = Unknown("SNMPv3 用户的来源限制没有读懂")
    if snmp.communities.items and not snmp.users.items:
        sources = _united([community.sources for community in snmp.communities.items])
    reading.device.channels.items.append(Channel(name="snmp", port=161, enabled=enabled, sources=sources))


def _united(facts: list[Fact[tuple[Address, ...]]]) -> Fact[tuple[Address, ...]]:
    """Unite the sources of communities; one that is open, or not known, decides."""
    terms, numbers = list[Address](), list[int]()
    for fact in facts:
        if isinstance(fact, Unknown) or not fact.value:
            return fact
        terms += fact.value
        numbers += fact.lines
    return Known(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(numbers)))


def _finish_clock(clock: Clock, state: Zxros) -> None:
    """Time is authenticated when it is switched on and every server's key is defined and trusted.

    Without ``ntp authenticate`` a key alone proves nothing, as no manual at hand says what holds then.
    """
    clock.synchronised = Unsupported("中兴 show ntp status 的输出没有资料可核对,不采集")
    servers = clock.servers.items
    lines = tuple(number for server in servers for number in server.lines)
    switch = state.switches.get("ntp authenticate")
    used = {server.key_id for server in servers}
    if servers and "" in used:
        clock.authenticated = Known(value=False, lines=lines)
    elif servers and switch:
        named = [state.keys[key] for key in used if key in state.keys and key in state.trusted]
        clock.authenticated = Known(len(named) == len(used), (switch[1], *(number for _, number in named), *lines))
        clock.algorithms = Known(frozenset(word.lower() for word, _ in named), tuple(number for _, number in named))
    elif servers:
        clock.authenticated = Unknown("没有 ntp authenticate 行,中兴的缺省没有确认", lines)
    if not state.switches.get("ntp", (True, 0))[0]:
        clock.servers.items, clock.servers.none = [], "ntp 没有启用"
