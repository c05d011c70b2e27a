"""Name, banner, SNMP, time and logs of ZXROS, and the moments that its head tells."""

from __future__ import annotations

import re

from dengbao.mask import read_secret
from dengbao.model import Channel, Community, Fact, Known, NtpServer, SnmpTarget, Unknown, Unsupported
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike import logs
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
    """Read ``snmp-server community [encrypted] C [view V] {ro | rw}``."""
    rest = words[3:] if words[2:3] == ["encrypted"] else words[2:]
    if not rest:
        return False
    communities = reading.device.snmp.communities.items
    communities.append(
        Community(
            lines=(block.number,),
            access="write" if "rw" in rest else "read",
            secret=read_secret(rest[0]),
            sources=Unknown("中兴团体名的来源限制没有读懂"),
            number=len(communities) + 1,
        )
    )
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
    if words[1] == "version" and len(words) > 3:  # noqa: PLR2004
        state.switches[f"snmp {words[2]}"] = words[3] == "enable", block.number
        return words[3] in {"enable", "disable"}
    if words[2:3] in (["trap"], ["inform"]):
        reading.device.snmp.traps = Known(value=True, lines=(block.number,))
        return True
    return False


@TOP.line(
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
    match words[1:]:
        case ["enable"]:
            reading.scratch.switches["ntp"] = True, block.number
        case ["server", address, *rest]:
            key = rest[rest.index("key") + 1] if "key" in rest[:-1] else ""
            reading.device.clock.servers.items.append(NtpServer(address=address, lines=(block.number,), key_id=key))
        case ["poll-interval" | "source" | "alarm-threshold" | "master", *_]:
            return True
        case _:
            return False
    return True


@TOP.line("clock timezone", topic="clock")
def _zone(reading: Reading, words: list[str], block: Block) -> bool:
    return logs.zone(reading, words, block)


@TOP.line("syslog-server host", "syslog host", "logging", "syslog", topic="logging")
def _log(reading: Reading, words: list[str], block: Block) -> bool:
    if "host" in words[1:2] and len(words) > 2:  # noqa: PLR2004
        return logs.collector(reading, words[2:], block)
    for child in block.children:
        reading.use(*reading.numbers(child))
    return words[0] == "logging" and words[1:2] in (
        ["file"],
        ["snmp"],
        ["level"],
        ["alarmlog"],
        ["cmdlog"],
        ["snmplog"],
    )


def finish_operation(reading: Reading) -> None:
    """Sum up; what no line says stays unknown."""
    state: Zxros = reading.scratch
    device = reading.device
    device.system.vendor = Known("ZTE", device.system.hostname.lines)
    snmp = device.snmp
    lines = tuple(number for community in snmp.communities.items for number in community.lines)
    on: Fact[bool] = Known(value=True, lines=lines) if lines else Unknown("没有 snmp-server 行,缺省没有确认")
    snmp.enabled = on
    off = {
        name.removeprefix("snmp v")
        for name, (switch, _) in state.switches.items()
        if name.startswith("snmp v") and not switch
    }
    if lines:
        snmp.versions = Known(frozenset({"1", "2c"} - off), lines)
    device.channels.items.append(Channel(name="snmp", port=161, enabled=on, sources=Unknown("来源限制没有读懂")))
    if device.logging.servers.items:
        device.logging.enabled = Known(value=True, lines=device.logging.servers.items[0].lines)
    if (
        device.clock.servers.items
        and device.clock.authenticated is UNREAD
        and all(not s.key_id for s in device.clock.servers.items)
    ):
        device.clock.authenticated = Known(
            value=False, lines=tuple(n for s in device.clock.servers.items for n in s.lines)
        )
    device.defence.ips_signature = device.defence.av_signature = Unsupported("ZXROS 没有入侵特征库和病毒库")
    for section in (snmp.communities, snmp.targets, device.logging.servers, device.clock.servers):
        section.missing = ""
