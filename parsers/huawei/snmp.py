"""The SNMP agent: versions, communities, v3 groups and users, where traps go.

After the S configuration guides and the ``snmp-agent usm-user`` upgrade page (three spellings of one user), and printed
configurations. Only v3 answers unless ``sys-info version`` says more; a community counts only where v1 or v2c does.
"""

from __future__ import annotations

from typing import Literal

from dengbao.mask import read_secret
from dengbao.model import Absent, Address, Channel, Community, Fact, Known, SnmpTarget, SnmpUser, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.huawei.acl import permitted
from parsers.huawei.state import TOP, State, refuse, say

Level = Literal["noauth", "auth", "priv"]
_LEVELS: dict[str, Level] = {"privacy": "priv", "authentication": "auth", "noauthentication": "noauth"}
_VERSIONS = {"v1": "1", "v2c": "2c", "v3": "3"}
_FORMS = {"cipher", "simple"}
_USER = {"group": 2, "authentication-mode": 3, "privacy-mode": 3, "acl": 2, "user-role": 2}
_LAST = {"privacy", "authentication", "v1", "v2c", "v3", "private-netmanager", "ext-vb", "notify-filter-profile"}
_VALUED = {"securityname", "udp-domain", "address", "cipher"}
_GROUP = {"read-view", "write-view", "notify-view", "acl"}
say(
    "snmp",
    *("snmp-agent sys-info version", "undo snmp-agent sys-info version", "snmp-agent acl", "undo snmp-agent"),
    *("snmp-agent protocol source-interface", "snmp-agent protocol source-status", "snmp-agent trap enable"),
    *("snmp-agent trap disable", "undo snmp-agent trap enable", "snmp-agent community complexity-check disable"),
    *("undo snmp-agent community complexity-check", "snmp-agent protocol ipv6 source-interface"),
    *("undo snmp-agent protocol source-status", "snmp-agent udp-port"),
)
refuse("snmp", "snmp-agent", "undo snmp-agent")
TOP.ignore(
    "SNMP 的标识、视图名、告警细节,不影响谁能访问",
    *("snmp-agent local-engineid", "snmp-agent sys-info contact", "snmp-agent sys-info location", "snmp-agent packet"),
    *("snmp-agent trap source", "snmp-agent trap queue-size", "snmp-agent trap life", "snmp-agent session"),
    *("snmp-agent session-rate", "snmp-agent mib-view", "snmp-agent notification-log", "snmp-agent trap type"),
    *("snmp-agent extend", "snmp-agent protocol get-bulk", "snmp-agent proxy", "undo snmp-agent proxy"),
    *(
        "snmp-agent blacklist",
        "snmp-agent set-cache",
        "snmp-agent inform",
        "snmp-agent usm-user password complexity-check",
    ),
    *("undo snmp-agent protocol source-status ipv6", "snmp-agent statistics", "snmp-agent target-host inform"),
)


@TOP.line("snmp-agent", topic="snmp")
def _agent(reading: Reading, words: list[str], block: Block) -> bool:
    """``snmp-agent`` alone switches the agent on; anything else that begins so is not known."""
    if len(words) > 1:
        return False
    reading.scratch.say("snmp-agent", [], block.number)
    return True


@TOP.line("snmp-agent community read", "snmp-agent community write", topic="snmp")
def _community(reading: Reading, words: list[str], block: Block) -> bool:
    """``snmp-agent community read [cipher] X [mib-view V] [acl N] [alias A]``."""
    rest = words[3:]
    rest = rest[1:] if rest[:1] and rest[0] in _FORMS else rest
    if not rest:
        return False
    options = dict(zip(rest[1::2], rest[2::2], strict=False))
    section = reading.device.snmp.communities
    access: Literal["read", "write"] = "read" if words[2] == "read" else "write"
    known = {"mib-view", "acl", "alias"}
    community = Community(
        lines=(block.number,),
        access=access,
        secret=read_secret(rest[0]),
        acl=options.get("acl", ""),
        number=len(section.items) + 1,
    )
    if set(options) - known or len(rest) % 2 == 0:
        community.unread = (block.number,)
    section.items.append(community)
    return not community.unread


@TOP.line("snmp-agent group v3", topic="snmp")
def _group(reading: Reading, words: list[str], block: Block) -> bool:
    """``snmp-agent group v3 G [privacy|authentication|noauthentication] [read-view ...] [acl N]``."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    rest = words[5:] if words[4:5] and words[4] in _LEVELS else words[4:]
    level = _LEVELS.get("".join(words[4:5]), "noauth")
    reading.scratch.of("snmp group")[words[3]] = (level, _after(words, "acl"), block.number)
    return len(rest) % 2 == 0 and not set(rest[::2]) - _GROUP


@TOP.line("snmp-agent group", topic="snmp")
def _old_group(_reading: Reading, words: list[str], _block: Block) -> bool:
    return words[2:3] == ["v1"] or words[2:3] == ["v2c"]


@TOP.line("snmp-agent usm-user v3", "snmp-agent local-user v3", "snmp-agent remote-user v3", topic="snmp")
def _user(reading: Reading, words: list[str], block: Block) -> bool:
    """One user in one line, in four, or in the old form where the group stands second."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    users = reading.scratch.of("snmp user")
    if words[3] not in users:
        users[words[3]] = SnmpUser(name=words[3], lines=())
    user: SnmpUser = users[words[3]]
    user.lines += (block.number,)
    rest = words[4:]
    if rest and rest[0] not in {"group", "authentication-mode", "privacy-mode", "acl", *_FORMS}:
        reading.scratch.of("snmp member")[words[3]] = rest[0]  # the old form
    elif rest[:1] == ["group"] and len(rest) > 1:
        reading.scratch.of("snmp member")[words[3]] = rest[1]
    user.authentication = _after(rest, "authentication-mode") or user.authentication
    user.privacy = _after(rest, "privacy-mode") or user.privacy
    user.acl = _after(rest, "acl") or user.acl
    return _all_known(rest)


def _all_known(rest: list[str]) -> bool:
    """Whether every word behind an SNMPv3 user's name is an option, its value, or the group of the old form."""
    words = [word for word in rest if word not in _FORMS]
    words = words[1:] if words and words[0] not in _USER else words
    while words:
        taken = _USER.get(words[0], len(words) + 1)
        if taken > len(words):
            return False
        words = words[taken:]
    return True


def _after(words: list[str], head: str) -> str:
    if head not in words:
        return ""
    index = words.index(head) + 1
    return words[index] if index < len(words) else ""


@TOP.line("snmp-agent target-host", topic="snmp")
def _target(reading: Reading, words: list[str], block: Block) -> bool:
    """``... target-host [host-name H] trap address udp-domain A ... params securityname S [v1|v2c|v3 [privacy]]``."""
    address = _after(words, "udp-domain") or _after(words, "address")
    if not address:
        return False
    version = next((_VERSIONS[word] for word in words if word in _VERSIONS), "1")
    target = SnmpTarget(address=address, lines=(block.number,), version=version)
    reading.device.snmp.targets.items.append(target)
    target.unread = () if words[-1] in _LAST or words[-2] in _VALUED else (block.number,)
    return not target.unread


@TOP.line("snmp-agent target-host trap-hostname", topic="snmp")
def _named_target(reading: Reading, words: list[str], block: Block) -> bool:
    """The old form of AR routers: ``trap-hostname H address A udp-port 162 trap-paramsname P``."""
    address = _after(words, "address")
    reading.device.snmp.targets.items.append(SnmpTarget(address=address, lines=(block.number,)))
    return bool(address)


@TOP.line("snmp-agent target-host trap-paramsname", topic="snmp")
def _named_params(_reading: Reading, words: list[str], _block: Block) -> bool:
    return len(words) > 3  # noqa: PLR2004


def finish(reading: Reading) -> None:
    """Judge the agent, join users with their groups, and add its channel."""
    state: State = reading.scratch
    snmp = reading.device.snmp
    for section in (snmp.communities, snmp.users, snmp.targets):
        section.missing = ""
    on = state.last("snmp-agent")
    said = bool(snmp.communities.items or state.of("snmp user") or state.of("snmp group"))
    said = said or any(head.startswith("snmp-agent ") for head in state.said)
    if on:
        snmp.enabled = Known(value=True, lines=(on[1],))
    elif said:
        snmp.enabled = Unknown("有 SNMP 配置,但没有单独一行 snmp-agent,看不出代理是否启用")
    else:
        snmp.enabled = Absent(value=False, why="配置中没有启用 SNMP 代理(snmp-agent)")
    snmp.versions = _versions(state)
    for community in snmp.communities.items:
        community.sources = _sources(reading, community.acl)
    for name, user in state.of("snmp user").items():
        group = state.of("snmp group").get(state.of("snmp member").get(name, ""))
        own: Level = "priv" if user.privacy else "auth" if user.authentication else "noauth"
        user.level = _lowest(own, group[0]) if group else own
        user.acl = user.acl or (group[1] if group else "")
        user.lines += (group[2],) if group else ()
        user.authentication, user.privacy = user.authentication.lower(), user.privacy.lower()
        snmp.users.items.append(user)
    trapping = [(line, not words) for words, line in state.said.get("snmp-agent trap enable", ())]
    if trapping:
        snmp.traps = Known(value=True, lines=tuple(line for line, _ in trapping))
    else:
        off = state.lines("undo snmp-agent trap enable", "snmp-agent trap disable")
        snmp.traps = Known(value=False, lines=off) if off else Unknown("没有确认告警开关的缺省值")
    _channel(reading)


def _lowest(own: Level, group: Level) -> Level:
    """A session may use the lower of what the group asks and what the user has keys for."""
    order: tuple[Level, ...] = ("noauth", "auth", "priv")
    return order[min(order.index(own), order.index(group))]


def _versions(state: State) -> Fact[frozenset[str]]:
    """``sys-info version v2c v3`` adds, ``undo ... v3`` takes away; v3 alone by default."""
    names = {"3"}
    for words, _ in state.said.get("snmp-agent sys-info version", ()):
        names |= set(_VERSIONS.values()) if "all" in words else {_VERSIONS[word] for word in words if word in _VERSIONS}
    for words, _ in state.said.get("undo snmp-agent sys-info version", ()):
        names -= set(_VERSIONS.values()) if "all" in words else {_VERSIONS[word] for word in words if word in _VERSIONS}
    lines = state.lines("snmp-agent sys-info version", "undo snmp-agent sys-info version")
    said = (state.said.get(head, ()) for head in ("snmp-agent sys-info version", "undo snmp-agent sys-info version"))
    if strange := tuple(line for lot in said for words, line in lot if set(words) - _VERSIONS.keys() - {"all"}):
        return Unknown("没有读懂 SNMP 版本", strange)
    return (
        Known(frozenset(names), lines) if lines else Absent(frozenset({"3"}), "没有 sys-info version,缺省只用 SNMPv3")
    )


def _sources(reading: Reading, acl: str) -> Fact[tuple[Address, ...]]:
    state: State = reading.scratch
    said = state.last("snmp-agent acl")
    if not acl and said and said[0]:
        return permitted(reading, said[0][-1], (said[1],))
    return permitted(reading, acl, ()) if acl else Absent((), "没有用 acl 限制来源")


def _channel(reading: Reading) -> None:
    """What limits the agent as a whole: its own ACL, or the ACL of every user and community in use."""
    state: State = reading.scratch
    snmp = reading.device.snmp
    said = state.last("snmp-agent acl")
    acls = [user.acl for user in snmp.users.items]
    if isinstance(snmp.versions, (Known, Absent)) and snmp.versions.value & {"1", "2c"}:
        acls += [community.acl for community in snmp.communities.items]
    sources: Fact[tuple[Address, ...]] = Absent((), "没有用 acl 限制来源")
    if said and said[0]:
        sources = permitted(reading, said[0][-1], (said[1],))
    elif acls and all(acls):
        terms: list[Address] = []
        lines: list[int] = []
        for acl in dict.fromkeys(acls):
            one = permitted(reading, acl, ())
            if isinstance(one, Unknown) or not one.value:
                sources = one
                break
            terms += one.value
            lines += one.lines
        else:
            sources = Known(tuple(terms), tuple(lines))
    places = [words[-1] for words, _ in state.said.get("snmp-agent protocol source-interface", ()) if words]
    enabled = snmp.enabled
    if not (snmp.communities.items or snmp.users.items or snmp.unread):
        enabled = Absent(False, "没有团体名,也没有 SNMPv3 用户,不应答查询")
    reading.device.channels.items.append(
        Channel(name="snmp", enabled=enabled, sources=sources, interfaces=tuple(places))
    )
