"""SNMP (Comware 7 SNMP reference).

Which versions answer by default depends on the model; without a community v1 and v2c answer nobody. A group's level is
the least that its users may use. Traps of the standard, configuration and system kinds are on by default.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

from dengbao.mask import read_secret
from dengbao.model import Absent, Channel, Community, Known, SnmpTarget, SnmpUser, Unknown
from dengbao.model.facts import Fact
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.hp_comware.acl import permitted
from parsers.hp_comware.state import State
from parsers.hp_comware.table import TOP, note, rest, state_of

_VERSIONS = {"v1": "1", "v2c": "2c", "v3": "3"}
_FORMS = frozenset({"simple", "cipher", "plain"})
_ALL = frozenset({"1", "2c", "3"})
_NAMES = {"des56": "des", "aes": "aes128"}

rest("snmp-agent", "snmp")
rest("undo snmp-agent", "snmp")
TOP.ignore(
    "SNMP 的标识、视图与日志,不决定谁能访问",
    *(
        "snmp-agent local-engineid",
        "snmp-agent sys-info contact",
        "snmp-agent sys-info location",
        "snmp-agent mib-view",
    ),
    *(
        "snmp-agent log",
        "snmp-agent trap source",
        "snmp-agent trap queue-size",
        "snmp-agent trap life",
        "snmp-agent packet",
    ),
    *(
        "snmp-agent trap if-mib",
        "snmp-agent port",
        "snmp-agent context",
        "undo snmp-agent mib-view",
        "snmp-agent remote",
    ),
    *("snmp-agent calculate-password", "snmp-agent inform", "snmp-agent source", "undo snmp-agent calculate-password"),
    *("snmp-agent local-user", "snmp-agent ifmib", "snmp-agent trap periodical-interval"),
)


@TOP.line("snmp-agent", topic="snmp")
def agent(reading: Reading, words: list[str], block: Block) -> bool:
    """``snmp-agent`` alone: the agent runs."""
    return len(words) == 1 and note(reading, "snmp", value=True, block=block)


@TOP.line("undo snmp-agent", topic="snmp")
def no_agent(reading: Reading, words: list[str], block: Block) -> bool:
    """``undo snmp-agent`` alone: the agent is off."""
    return len(words) == 2 and note(reading, "snmp", value=False, block=block)  # noqa: PLR2004 - the line's own words


@TOP.line("snmp-agent sys-info version", "undo snmp-agent sys-info version", topic="snmp")
def versions(reading: Reading, words: list[str], block: Block) -> bool:
    """``snmp-agent sys-info version v2c v3|all``."""
    names = words[words.index("version") + 1 :]
    if not names or not all(name in _VERSIONS or name == "all" for name in names):
        return False
    found = frozenset(_VERSIONS[name] for name in names if name in _VERSIONS) | (
        _ALL if "all" in names else frozenset()
    )
    known = state_of(reading).said.get("snmp versions")
    if words[0] == "undo":
        return known is None or note(reading, "snmp versions", known.value - found, block)
    return note(reading, "snmp versions", found | (known.value if known else frozenset()), block)


@TOP.line("snmp-agent community", topic="snmp")
def community(reading: Reading, words: list[str], block: Block) -> bool:
    """``snmp-agent community read|write [simple|cipher] NAME [mib-view V] [acl N]``, or the form with ``user-role``."""
    words = words[2:]
    access: Literal["read", "write"] = "read"
    if words[:1] in (["read"], ["write"]):
        access, words = "write" if words[0] == "write" else "read", words[1:]
    if words[:1] and words[0] in _FORMS and len(words) > 1:
        words = words[1:]
    if not words:
        return False
    name, words = words[0], words[1:]
    section = reading.device.snmp.communities
    made = Community(lines=(block.number,), access=access, secret=read_secret(name), number=len(section.items) + 1)
    section.items.append(made)
    options = dict(zip(words[::2], words[1::2], strict=False)) if "ipv6" not in words else _options6(words)
    made.acl = options.get("acl", "")
    role = options.get("user-role", "")
    if role and role not in {"network-operator", "level-0", "level-1"}:
        made.access = "write"
    if set(options) - {"acl", "mib-view", "user-role", "acl6", "context"}:
        made.unread = (block.number,)
    return True


def _options6(words: list[str]) -> dict[str, str]:
    at = words.index("ipv6")
    options = dict(zip(words[: at - 1 : 2], words[1 : at - 1 : 2], strict=False))
    return options | {"acl6": words[at + 1] if len(words) > at + 1 else ""}


@TOP.line("snmp-agent group", topic="snmp")
def group(reading: Reading, words: list[str], block: Block) -> bool:
    """``snmp-agent group v3 G [authentication|privacy] ...``; groups of v1 and v2c are communities by another name."""
    match words[2:]:
        case ["v3", name, *options]:
            level = "priv" if "privacy" in options else "auth" if "authentication" in options else "noauth"
            acl = options[options.index("acl") + 1] if "acl" in options[:-1] else ""
            state_of(reading).groups[name] = (level, block.number, acl)
            return True
        case ["v1" | "v2c", _, *_]:
            return True
    return False


@TOP.line("snmp-agent usm-user", topic="snmp")
def user(reading: Reading, words: list[str], block: Block) -> bool:
    """``snmp-agent usm-user v3 U G ... authentication-mode sha K privacy-mode aes128 K [acl N]``."""
    match words[2:]:
        case ["v3", name, *options]:
            pass
        case ["v1" | "v2c", name, *options]:
            number = len(reading.device.snmp.communities.items) + 1
            acl = options[options.index("acl") + 1] if "acl" in options[:-1] else ""
            reading.device.snmp.communities.items.append(
                Community(lines=(block.number,), access="read", secret=read_secret(name), number=number, acl=acl)
            )
            return True
        case _:
            return False
    named = dict(pairwise(options))
    made = SnmpUser(name=name, lines=(block.number,), acl=named.get("acl", ""))
    made.authentication = named.get("authentication-mode", "")
    made.privacy = _NAMES.get(named.get("privacy-mode", ""), named.get("privacy-mode", ""))
    made.level = "priv" if made.privacy else "auth" if made.authentication else "noauth"
    reading.device.snmp.users.items.append(made)
    if options and options[0] not in {"user-role", "simple", "cipher"}:
        state_of(reading).said[f"snmp group of {len(reading.device.snmp.users.items)}"] = Known(options[0])
    return True


@TOP.line("snmp-agent target-host", topic="snmp")
def target(reading: Reading, words: list[str], block: Block) -> bool:
    """``snmp-agent target-host trap address udp-domain IP ... params securityname S [v1|v2c|v3 ...]``."""
    if "udp-domain" not in words[:-1]:
        return False
    at = words.index("udp-domain") + 1
    address = words[at + 1] if words[at] in {"ipv6", "ip"} and len(words) > at + 1 else words[at]
    version = next((_VERSIONS[word] for word in words[at:] if word in _VERSIONS), "1")
    reading.device.snmp.targets.items.append(SnmpTarget(address=address, lines=(block.number,), version=version))
    return True


@TOP.line("snmp-agent trap enable", "undo snmp-agent trap enable", topic="snmp")
def traps(reading: Reading, words: list[str], block: Block) -> bool:
    """``undo snmp-agent trap enable`` alone turns all off; with a module behind it, that one."""
    bare = words[-1] == "enable"
    return not bare or note(reading, "traps", words[0] != "undo", block)


def settle(reading: Reading) -> None:
    """After all lines."""
    state, snmp = state_of(reading), reading.device.snmp
    snmp.communities.missing = snmp.users.missing = snmp.targets.missing = ""
    snmp.enabled = state.fact("snmp", default=False, why="缺省不启用 SNMP")
    snmp.versions = _versions(reading, state)
    traps_off = isinstance(snmp.enabled, (Known, Absent)) and not snmp.enabled.value
    snmp.traps = (
        Absent(value=False, why="SNMP 没有启用,不发告警")
        if traps_off
        else state.fact("traps", default=True, why="缺省发送标准告警")
    )
    for index, made in enumerate(snmp.users.items):
        named = state.said.get(f"snmp group of {index + 1}")
        level, line, acl = state.groups.get(named.value if named else "", ("", 0, ""))
        if level:
            made.level, made.lines, made.acl = level, (*made.lines, line), made.acl or acl
    if not snmp.users.items:
        snmp.users.items.extend(
            SnmpUser(name=name, lines=(line,), level=level, acl=acl)
            for name, (level, line, acl) in state.groups.items()
        )
    for item in snmp.communities.items:
        item.sources = _sources(reading, item.acl, item.lines)
    enabled = snmp.enabled
    if not (snmp.communities.items or snmp.users.items or snmp.unread):
        enabled = Absent(False, "没有团体字,也没有 SNMPv3 用户,不应答查询")
    reading.device.channels.items.append(
        Channel(name="snmp", enabled=enabled, port=161, sources=_channel_sources(reading))
    )


def _sources(reading: Reading, acl: str, lines: tuple[int, ...]) -> Fact[Any]:
    if not acl:
        return Known((), lines)
    terms = permitted(reading, acl)
    if terms is None:
        return Unknown(f"acl {acl} 没有定义、没有规则或没有读懂", lines)
    return Known(terms, lines + state_of(reading).acls[acl].lines)


def _channel_sources(reading: Reading) -> Fact[Any]:
    """Whom the agent answers: the sum of what communities, users and groups let in."""
    snmp = reading.device.snmp
    lists = [item.acl for item in snmp.communities.items] + [item.acl for item in snmp.users.items]
    if not lists:
        return Absent((), "没有配置团体字或用户")
    if not all(lists):
        return Absent((), "有团体字或用户没有配置 acl,不限制来源")
    facts = [_sources(reading, acl, ()) for acl in lists]
    unknown = next((fact for fact in facts if isinstance(fact, Unknown)), None)
    if unknown is not None:
        return unknown
    return Known(tuple(term for fact in facts for term in fact.value), tuple(n for fact in facts for n in fact.lines))


def _versions(reading: Reading, state: State) -> Fact[Any]:
    snmp = reading.device.snmp
    said = state.said.get("snmp versions")
    if isinstance(snmp.enabled, (Known, Absent)) and not snmp.enabled.value:
        return Absent(frozenset(), "SNMP 没有启用")
    if said is not None:
        return said
    if not snmp.communities.items:
        return Absent(frozenset({"3"}), "没有配置团体字,v1 和 v2c 无从使用")
    return Unknown(
        "没有写明 SNMP 版本,缺省值因型号而异", tuple(n for item in snmp.communities.items for n in item.lines)
    )
