"""SNMP: communities, groups, users, trap receivers.

SNMPv3 users are not in the configuration (IOS SNMP Command Reference, ``snmp-server user``); they stand in the output
of ``show snmp user``. The agent starts with the first ``snmp-server`` line.
"""

from __future__ import annotations

from typing import Literal

from dengbao.mask import read_secret
from dengbao.model import Absent, Address, Channel, Community, Fact, Known, SnmpTarget, SnmpUser, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.acl import sources_of
from parsers.ioslike.state import COMMON

_LEVELS: dict[str, Literal["noauth", "auth", "priv"]] = {"noauth": "noauth", "auth": "auth", "priv": "priv"}
_SELF_MADE = "*tv."  # in the view of groups that "snmp-server host" makes by itself
_IDLE = frozenset({
    "location", "contact", "chassis-id", "packetsize", "queue-length", "trap-source", "source-interface", "ifindex",
    "trap-timeout", "view", "engineid", "manager", "context", "cache", "inform", "system-shutdown", "tftp-server-list",
    "file-transfer", "trap", "queue-limit", "ip", "spi", "usmuser", "drop", "sparse-tables", "overload-control",
    "engineID", "ifmib", "timeout", "priority", "logging", "protocol", "aaa-user", "tcp-session",
    "community-map", "mib",
})  # fmt: skip


@COMMON.line("snmp-server community", topic="snmp")
def _community(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server community C [view V] {RO | RW} [ipv6 ACL6] [ACL]``."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    rest, acl = words[3:], ""
    access: Literal["read", "write"] = "read"
    while rest:
        word = rest.pop(0)
        if word.lower() in {"ro", "rw"}:
            access = "read" if word.lower() == "ro" else "write"
        elif word in {"view", "ipv6", "ip"} and rest:
            rest.pop(0)
        else:
            acl = word
    communities = reading.device.snmp.communities.items
    communities.append(
        Community(
            lines=(block.number,), access=access, secret=read_secret(words[2]), acl=acl, number=len(communities) + 1
        )
    )
    return True


@COMMON.line("snmp-server group", topic="snmp")
def _group(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server group G {v1 | v2c | v3 {noauth | auth | priv}} [read V] [write V] [access ACL]``."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    if words[3] != "v3" or _SELF_MADE in block.text:
        return words[3] in {"v1", "v2c", "v3"}
    level = _LEVELS.get(words[4] if len(words) > 4 else "")  # noqa: PLR2004
    if level is None:
        return False
    acl = words[words.index("access") + 1] if "access" in words[:-1] else ""
    record = SnmpUser(name=f"group-{words[2]}", lines=(block.number,), level=level, acl=acl)
    reading.device.snmp.users.items.append(record)
    return True


@COMMON.line("snmp-server user", topic="snmp")
def _user(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server user U G v3 [encrypted] [auth ALG KEY [priv ALG [BITS] KEY]] [access ACL]``."""
    if len(words) < 5 or words[4] != "v3":  # noqa: PLR2004
        return len(words) > 3  # noqa: PLR2004 - a v1 or v2c user is a community's
    acl = words[words.index("access") + 1] if "access" in words[5:-1] else ""
    record = SnmpUser(name=words[2], lines=(block.number,), level="noauth", acl=acl)
    if "auth" in words[5:-1]:
        record.level, record.authentication = "auth", words[words.index("auth", 5) + 1].lower()
    if "priv" in words[5:-1]:
        at = words.index("priv", 5) + 1
        bits = words[at + 1] if at + 1 < len(words) and words[at + 1].isdecimal() else ""
        record.level, record.privacy = "priv", words[at].lower() + bits
    reading.device.snmp.users.items.append(record)
    return True


@COMMON.line("snmp-server host", topic="snmp")
def _host(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server host A [vrf V] [informs | traps] [version {1 | 2c | 3 LEVEL}] NAME [...]``."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    version = words[words.index("version") + 1] if "version" in words[:-1] else "1"
    reading.device.snmp.targets.items.append(SnmpTarget(address=words[2], lines=(block.number,), version=version))
    return True


@COMMON.line("snmp-server enable traps", "snmp-server enable informs", topic="snmp")
def _traps(reading: Reading, _words: list[str], block: Block) -> bool:
    snmp = reading.device.snmp
    snmp.traps = Known(value=True, lines=(*snmp.traps.lines, block.number)) if len(snmp.traps.lines) < 8 else snmp.traps  # noqa: PLR2004 - enough evidence
    return True


@COMMON.line("snmp-server", topic="snmp")
def _other(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.facts.setdefault("snmp", block)
    return len(words) > 1 and (words[1] in _IDLE or words[1:3] == ["enable", "mib"])


@COMMON.line("no snmp-server", topic="snmp")
def _off(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) == 2:  # noqa: PLR2004
        reading.scratch.facts["no snmp"] = block
    return True


OFF: Fact[bool] = Absent(False, "没有 snmp-server 行,缺省不启动 SNMP")


def finish_snmp(reading: Reading, off: Fact[bool] = OFF) -> None:
    """Sum up: what versions are answered, and whether anything is.

    Args:
        reading: with all lines and lists read.
        off: what holds when no line starts the agent.
    """
    device = reading.device
    snmp, facts = device.snmp, reading.scratch.facts
    communities, users = snmp.communities.items, snmp.users.items
    lines = (*(n for c in communities for n in c.lines), *(n for u in users for n in u.lines))
    versions = frozenset(("1", "2c") if communities else ()) | frozenset(("3",) if users else ())
    started = lines or snmp.traps.lines or tuple(n for t in snmp.targets.items for n in t.lines)
    if not started and "snmp" in facts:
        started = (facts["snmp"].number,)
    enabled: Fact[bool] = Known(value=True, lines=started) if started else off
    if "no snmp" in facts and not started:
        enabled = Known(value=False, lines=(facts["no snmp"].number,))
    snmp.enabled, snmp.versions = (
        enabled,
        Known(versions, lines) if lines else Absent(versions, "没有团体名,也没有 SNMPv3 组"),
    )
    if snmp.traps is UNREAD:
        snmp.traps = Absent(False, "没有 snmp-server enable traps 行")
    for community in communities:
        community.sources = sources_of(reading, community.acl, community.lines)
    if not lines and not snmp.unread:  # traps may be sent, but nobody is answered
        enabled = Absent(False, "没有团体名,也没有 SNMPv3 组,不应答查询")
    device.channels.items.append(Channel(name="snmp", port=161, enabled=enabled, sources=_sources(reading)))


def _sources(reading: Reading) -> Fact[tuple[Address, ...]]:
    """Unite the sources of communities and v3 groups; one that is open opens all."""
    snmp, terms, numbers = reading.device.snmp, list[Address](), list[int]()
    records = [(record.acl, record.lines) for record in snmp.communities.items]
    for acl, lines in records + [(record.acl, record.lines) for record in snmp.users.items]:
        fact = sources_of(reading, acl, lines)
        if isinstance(fact, Unknown) or not fact.value:
            return fact
        terms += fact.value
        numbers += fact.lines
    return Known(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(numbers)))
