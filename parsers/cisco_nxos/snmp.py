"""SNMP (NX-OS System Management Configuration Guide, "Configuring SNMP"; Nexus 5000 CLI Guide OL-16597-01).

Every account of the device is an SNMPv3 user as well. Without ``globalEnforcePriv``, or ``enforcePriv`` of the user,
the agent answers version 3 without privacy too. ``priv 0x...`` without ``aes-128`` is DES. ``no snmp-server protocol
enable`` switches the agent off; it is on by default.
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Absent, Address, Channel, Community, Fact, Known, SnmpTarget, SnmpUser, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_nxos.table import TOP, Nexus
from parsers.grammar import Reading
from parsers.ioslike.acl import sources_of

_IDLE = frozenset({
    "contact", "location", "source-interface", "aaa-user", "packetsize", "context", "mib", "counter", "tcp-session",
    "drop", "engineID", "queue-limit", "load-mib", "chassis-id", "cache",
})  # fmt: skip
_ACLS = frozenset({"use-acl", "use-ipv4acl"})
_AUTHENTICATION = frozenset({"md5", "sha", "sha-224", "sha-256", "sha-384", "sha-512"})
_PRIVACY = {"aes-128": "aes128", "aes-192": "aes192", "aes-256": "aes256", "des": "des"}


@TOP.line("snmp-server community", topic="snmp")
def _community(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server community C {group R | ro | rw | use-ipv4acl A | use-ipv6acl A}``, a line for each."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    communities = reading.device.snmp.communities.items
    secret = read_secret(words[2])
    known = next((one for one in communities if secret is not None and one.secret == secret), None)
    if known is None:
        known = Community(lines=(), access="read", secret=secret, number=len(communities) + 1)
        communities.append(known)
    known.lines = (*known.lines, block.number)
    match words[3:]:
        case ["group", role]:
            known.access = "read" if role in {"network-operator", "vdc-operator"} else "write"
        case ["ro"] | []:
            known.access = "read"
        case ["rw"]:
            known.access = "write"
        case [word, name, *_] if word in _ACLS:
            known.acl = name
        case ["use-ipv6acl", _]:
            return True
        case _:
            known.unread = (*known.unread, block.number)
            return False
    return True


@TOP.line("snmp-server user", topic="snmp")
def _user(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server user U [R] auth A KEY [priv [aes-128] KEY] [localizedkey] [engineID E]`` and options."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    users = reading.device.snmp.users.items
    user = next((known for known in users if known.name == words[2]), None)
    if user is None:
        user = SnmpUser(name=words[2], lines=(), level="noauth")
        users.append(user)
    user.lines = (*user.lines, block.number)
    if _user_options(reading, user, words[3:], block):
        return True
    user.unread = (*user.unread, block.number)
    return False


def _user_options(reading: Reading, user: SnmpUser, words: list[str], block: Block) -> bool:
    """Read what follows a user's name, a role first where there is one; tell whether all was understood."""
    at = int(bool(words) and words[0] not in {"auth", "enforcePriv", "use-ipv6acl", *_ACLS})
    while at < len(words):
        word, value, key = (*words[at : at + 3], "", "")[:3]
        at += 2
        if word == "auth" and value in _AUTHENTICATION and key:
            user.level, user.authentication, at = "auth", value, at + 1
        elif word == "priv" and value in _PRIVACY and key:
            user.level, user.privacy, at = "priv", _PRIVACY[value], at + 1
        elif word == "priv" and read_secret(value) is not None:
            user.level, user.privacy = "priv", "des"
        elif word in _ACLS and value:
            user.acl = value
        elif word in {"enforcePriv", "localizedkey", "localizedV2key"}:
            at -= 1
            if word == "enforcePriv":
                reading.scratch.facts[f"enforce {user.name}"] = block
        elif word not in {"engineID", "use-ipv6acl"} or not value:
            return False
    return True


@TOP.line("snmp-server globalEnforcePriv", topic="snmp")
def _enforce(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.facts["enforce"] = block
    return True


@TOP.line("snmp-server host", topic="snmp")
def _host(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server host A [traps | informs] version {1 | 2c | 3 LEVEL} NAME`` and the lines that add to it."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    targets = reading.device.snmp.targets.items
    known = next((target for target in targets if target.address == words[2]), None)
    if known is not None and words[3] in {"use-vrf", "source-interface", "filter-vrf"}:
        known.lines = (*known.lines, block.number)
        return True
    version = words[words.index("version") + 1] if "version" in words[:-1] else ""
    targets.append(SnmpTarget(address=words[2], lines=(block.number,), version=version))
    return True


@TOP.line("snmp-server enable traps", topic="snmp")
def _traps(reading: Reading, _words: list[str], block: Block) -> bool:
    snmp = reading.device.snmp
    snmp.traps = Known(value=True, lines=(*snmp.traps.lines, block.number)[-8:])
    return True


@TOP.line("snmp-server", "no snmp-server", topic="snmp")
def _other(reading: Reading, words: list[str], block: Block) -> bool:
    if words[:4] == ["no", "snmp-server", "protocol", "enable"]:
        reading.scratch.facts["no snmp"] = block
        return True
    rest = words[2:] if words[0] == "no" else words[1:]
    return bool(rest) and (rest[0] in _IDLE or words[0] == "no" or rest[:2] == ["protocol", "enable"])


def finish_snmp(reading: Reading) -> None:
    """Sum up: what is answered, in which versions, to whom."""
    device, state = reading.device, reading.scratch
    snmp = device.snmp
    communities, users = snmp.communities.items, snmp.users.items
    enforce = state.facts.get("enforce")
    for user in users:
        own = state.facts.get(f"enforce {user.name}") or enforce
        if user.level == "priv":
            user.lines = (*user.lines, *((own.number,) if own else ()))
            user.level = "priv" if own else "auth"
    off = state.facts.get("no snmp")
    numbers = [n for one in communities for n in one.lines] + [n for one in users for n in one.lines]
    lines = tuple(dict.fromkeys(numbers))
    snmp.enabled = (
        Known(value=False, lines=(off.number,)) if off else Absent(True, "没有 no snmp-server protocol enable 行")
    )
    versions = frozenset(("1", "2c") if communities else ()) | {"3"}
    snmp.versions = Known(versions, lines) if lines else Absent(versions, "没有团体名,每个账户都是 SNMPv3 用户")
    if snmp.traps is UNREAD and not (snmp.targets.items or snmp.unread):
        snmp.traps = Absent(False, "没有 snmp-server host 行,告警没有去处")
    if snmp.traps is UNREAD:
        snmp.traps = Unknown("没有 snmp-server enable traps 行,缺省开启哪些告警没有确认")
    for community in communities:
        community.sources = _sources(reading, community.acl, community.lines)
    device.channels.items.append(
        Channel(name="snmp", port=161, enabled=snmp.enabled, sources=_all_sources(reading, lines))
    )


def _sources(reading: Reading, acl: str, lines: tuple[int, ...]) -> Fact[tuple[Address, ...]]:
    state: Nexus = reading.scratch
    if acl and acl not in state.lists.by_name:
        return Unknown(f"引用的列表 {acl} 没有定义,没有确认这时放行还是拒绝", lines)
    return sources_of(reading, acl, lines)


def _all_sources(reading: Reading, lines: tuple[int, ...]) -> Fact[tuple[Address, ...]]:
    """Unite the sources of communities and users; one that is open opens all."""
    snmp = reading.device.snmp
    terms: list[Address] = []
    records = [(c.acl, c.lines) for c in snmp.communities.items] + [(u.acl, u.lines) for u in snmp.users.items]
    for acl, own in records:
        fact = _sources(reading, acl, own)
        if isinstance(fact, Unknown) or not fact.value:
            return fact
        terms += fact.value
    return Known(tuple(dict.fromkeys(terms)), lines)
