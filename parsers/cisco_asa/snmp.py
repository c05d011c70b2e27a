"""SNMP: hosts that may ask or that get traps, communities, version 3 groups and users.

``snmp-server enable`` is on by default, but only hosts of ``snmp-server host`` are answered; it is read-only (ASA CLI
guide 1, "SNMP"). A host without ``poll`` or ``trap`` does both; its version is 1 unless the line says otherwise. The
device may print communities as ``*****``.
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Absent, Address, Channel, Community, Fact, Known, Secret, SnmpTarget, SnmpUser
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP, Asa
from parsers.grammar import Reading
from parsers.ioslike.entries import host

_IDLE = frozenset({"location", "contact", "listen-port", "context", "engineID", "user-list", "cpu", "memory", "queue"})
_LEVELS = {"noauth": "noauth", "auth": "auth", "priv": "priv"}


def _secret(token: str) -> Secret | None:
    """Read a community; what the device itself hides (``*****``) tells nothing."""
    secret = read_secret(token)
    return None if secret is not None and secret.form == "unknown" and secret.length == "hidden" else secret


def _community(reading: Reading, token: str, block: Block) -> None:
    communities = reading.device.snmp.communities.items
    communities.append(
        Community(lines=(block.number,), access="read", secret=_secret(token), number=len(communities) + 1)
    )


@TOP.line("snmp-server community", topic="snmp")
def _global(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server community [0 | 8] C``."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    _community(reading, words[-1], block)
    return True


@TOP.line("snmp-server host", "snmp-server host-group", topic="snmp")
def _host(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server host IF A [poll | trap] [community [0 | 8] C] [version {1 | 2c | 3 U}] [udp-port N]``."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    state: Asa = reading.scratch
    address, rest = state.plain(words[3]), words[4:]
    version = rest[rest.index("version") + 1] if "version" in rest[:-1] else "1"
    if "community" in rest[:-1]:
        at = rest.index("community") + 1
        at += rest[at] in {"0", "8"} and at + 1 < len(rest)
        _community(reading, rest[at], block)
    if "poll" not in rest:
        reading.device.snmp.targets.items.append(SnmpTarget(address=address, lines=(block.number,), version=version))
    state.pollers.append((words[2], "" if "trap" in rest else address, version, block.number))
    return version in {"1", "2c", "3"}


@TOP.line("snmp-server group", topic="snmp")
def _group(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 5 or words[3] != "v3" or words[4] not in _LEVELS:  # noqa: PLR2004
        return len(words) > 3 and words[3] in {"v1", "v2c"}  # noqa: PLR2004
    record = SnmpUser(name=f"group-{words[2]}", lines=(block.number,), level=_LEVELS[words[4]])  # type: ignore[arg-type]
    reading.device.snmp.users.items.append(record)
    return True


@TOP.line("snmp-server user", topic="snmp")
def _user(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``snmp-server user U G v3 [engineID E] [encrypted] [auth ALG KEY [priv {des | 3des | aes BITS} KEY]]``."""
    if len(words) < 5 or words[4] != "v3":  # noqa: PLR2004
        return False
    record = SnmpUser(name=words[2], lines=(block.number,), level="noauth")
    rest = words[5:]
    if "auth" in rest[:-1]:
        record.level, record.authentication = "auth", rest[rest.index("auth") + 1].lower()
    if "priv" in rest[:-1]:
        at = rest.index("priv") + 1
        bits = rest[at + 1] if at + 1 < len(rest) and rest[at + 1].isdecimal() else ""
        record.level, record.privacy = "priv", rest[at].lower() + bits
    reading.device.snmp.users.items.append(record)
    return True


@TOP.line("snmp-server enable traps", topic="snmp")
def _traps(reading: Reading, _words: list[str], block: Block) -> bool:
    snmp = reading.device.snmp
    snmp.traps = Known(value=True, lines=(*snmp.traps.lines, block.number))
    return True


@TOP.line("snmp-server", "no snmp-server", topic="snmp")
def _other(reading: Reading, words: list[str], block: Block) -> bool:
    if words[:3] == ["no", "snmp-server", "enable"] and len(words) == 3:  # noqa: PLR2004
        reading.scratch.facts["no snmp"] = block
        return True
    rest = words[2:] if words[0] == "no" else words[1:]
    return bool(rest) and (rest[0] in _IDLE or rest == ["enable"] or (words[0] == "no" and rest[0] == "enable"))


def finish_snmp(reading: Reading) -> None:
    """Sum up who is answered, and in which versions."""
    device, state = reading.device, reading.scratch
    snmp = device.snmp
    communities, users = snmp.communities.items, snmp.users.items
    numbers = [n for community in communities for n in community.lines] + [n for user in users for n in user.lines]
    lines = tuple(dict.fromkeys([*numbers, *(line for _, _, _, line in state.pollers)]))
    versions = {version for _, _, version, _ in state.pollers} | ({"3"} if users else set())
    versions |= {"1", "2c"} if communities and not versions else set()
    off = state.facts.get("no snmp")
    enabled: Fact[bool]
    if off:
        enabled = Known(value=False, lines=(off.number,))
    else:
        why = "没有 snmp-server host,不应答任何网管"
        enabled = Known(value=True, lines=lines) if lines else Absent(False, why)
    snmp.enabled = enabled
    snmp.versions = Known(frozenset(versions), lines) if lines else Absent(frozenset(), "没有团体字,也没有 SNMPv3 用户")
    if snmp.traps is UNREAD:
        snmp.traps = Absent(False, "没有 snmp-server enable traps 行")
    sources, interfaces = _pollers(state)
    for community in communities:
        community.sources = Known(sources, lines)
    answers: Fact[bool] = enabled if sources or not enabled else Known(value=False, lines=lines)
    device.channels.items.append(
        Channel(
            name="snmp",
            port=161,
            enabled=answers,  # hosts that only get traps cannot ask
            interfaces=interfaces,
            sources=Known(sources, lines) if lines else Absent((), "没有开启"),
        )
    )
    if enabled:
        for interface in device.interfaces.items:
            if interface.zone in interfaces and interface.management is not None:
                interface.management |= {"snmp"}


def _pollers(state: Asa) -> tuple[tuple[Address, ...], tuple[str, ...]]:
    """Give the addresses that may ask, and the interfaces on which they do."""
    found = [(nameif, address) for nameif, address, _, _ in state.pollers if address]
    terms = [host(address) or Address(ref=address, resolved=False) for _, address in found]
    return tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(nameif for nameif, _ in found))
