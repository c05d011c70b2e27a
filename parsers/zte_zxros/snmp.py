"""SNMP of ZXROS.

No version is answered until it is switched on; a list limits who may ask, and a community's own list comes before it.
Traps need the switch and a receiver (ZXROS NG V5 command manual, SNMP: ``snmp-server version``, ``access-list``,
``community``, ``enable trap``, ``host``). Where no line switches a version on, the software may be older than that
command: what communities and users are there is then taken to be answered.
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Address, Channel, Community, Fact, Known, SnmpTarget, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.acl import sources_of
from parsers.zte_zxros.table import TOP, Zxros, default

Sources = Fact[tuple[Address, ...]]
_COMMUNITY = {"view": 1, "ipv4-access-list": 1, "ipv6-access-list": 1, "ro": 0, "rw": 0, "showclear": 0}


def options(words: list[str], known: dict[str, int]) -> bool:
    """Tell whether words are options with as many values as each has."""
    at = 0
    while at < len(words):
        count = known.get(words[at])
        if count is None or at + count >= len(words) + (count == 0):
            return False
        at += 1 + count
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
    return options(rest[1:], _COMMUNITY)


@TOP.line("snmp-server host", topic="snmp")
def _host(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server host [vrf V] A {trap | inform ...} version {1 | 2c C | 3 LEVEL USER} ...``."""
    version = words[words.index("version") + 1] if "version" in words[:-1] else ""
    at = 4 if words[2:3] == ["vrf"] else 2 + (words[2:3] == ["domain"])
    if len(words) < at + 2:
        return False
    reading.device.snmp.targets.items.append(SnmpTarget(address=words[at], lines=(block.number,), version=version))
    return True


@TOP.line("snmp-server enable", "snmp-server version", "no snmp-server version", topic="snmp")
def _switch(reading: Reading, words: list[str], block: Block) -> bool:
    state: Zxros = reading.scratch
    match words:
        case ["snmp-server", "version", version, "enable" | "disable" as word]:
            state.switches[f"snmp {version}"] = word == "enable", block.number
        case ["no", "snmp-server", "version", version]:
            state.switches[f"snmp {version}"] = False, block.number
        case ["snmp-server", "enable", "trap" | "inform", *_]:
            reading.device.snmp.traps = Known(value=True, lines=(block.number,))
        case _:
            return False
    return True


@TOP.line("snmp-server access-list", topic="snmp")
def _list(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server access-list {ipv4 | ipv6} NAME``."""
    if words[2:3] == ["ipv4"]:
        reading.scratch.facts["acl snmp"] = Block(block.number, words[-1])
    return len(words) == 4 and words[2] in {"ipv4", "ipv6"}  # noqa: PLR2004


@TOP.line(
    "snmp-server engine-id", "snmp-server location", "snmp-server contact", "snmp-server view",
    "snmp-server packetsize", "snmp-server trap-source", "snmp-server community check", "snmp-server context",
    "snmp-server security", "snmp-server inform", "snmp-server input-limit", "snmp-server log",
    "snmp-server listen-port", "snmp-server get-next-cache",
)  # fmt: skip
def _idle(_reading: Reading, _words: list[str], _block: Block) -> bool:
    return True


def finish_snmp(reading: Reading) -> None:
    """Say which versions are answered, and to whom."""
    state: Zxros = reading.scratch
    snmp = reading.device.snmp
    acl = state.facts.get("acl snmp")
    listed = sources_of(reading, acl.text if acl else "", (acl.number,) if acl else ())
    for community in snmp.communities.items:
        community.sources = sources_of(reading, community.acl, community.lines) if community.acl or not acl else listed
    for user in snmp.users.items:
        user.acl = acl.text if acl else ""
    switched = {name[6:]: found for name, found in state.switches.items() if name.startswith("snmp v")}
    on = {name for name, (switch, _) in switched.items() if switch}
    lines = (
        *(number for community in snmp.communities.items for number in community.lines),
        *(number for user in snmp.users.items for number in user.lines),
        *(number for _, number in switched.values()),
    )
    offered = ({"1", "2c"} if snmp.communities.items else set()) | ({"3"} if snmp.users.items else set())
    if lines:
        snmp.versions = Known(frozenset(on or offered - switched.keys()), lines)
        snmp.enabled = Known(bool(snmp.versions.value), lines)
    else:
        lacking = "没有 snmp-server version 行、团体字和用户"
        snmp.enabled = default(state, snmp, value=False, lacking=lacking, means="各版本缺省都不启用")
    if snmp.traps is UNREAD:
        snmp.traps = default(state, snmp, value=False, lacking="没有 snmp-server enable trap 行", means="缺省不发送")
    parts = [community.sources for community in snmp.communities.items]
    sources = _united([*parts, *([listed] if snmp.users.items else [])])
    reading.device.channels.items.append(Channel(name="snmp", port=161, enabled=snmp.enabled, sources=sources))
    for section in (snmp.communities, snmp.users, snmp.targets):
        section.missing = ""


def _united(facts: list[Sources]) -> Sources:
    """Unite the sources of communities and users; one that is open, or not known, decides."""
    terms, numbers = list[Address](), list[int]()
    for fact in facts:
        if isinstance(fact, Unknown) or not fact.value:
            return fact
        terms += fact.value
        numbers += fact.lines
    if not facts:
        return Unknown("没有读到 SNMP 团体字和用户")
    return Known(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(numbers)))
