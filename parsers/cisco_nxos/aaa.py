"""AAA: who is asked at login, what is recorded (NX-OS Security Configuration Guide, "Configuring AAA").

Without a line local users log in, with account and password, on console and vty alike. ``aaa accounting default`` sends
each configuration command to the servers; the accounting log of the device keeps them in any case.
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, Unknown
from parsers.blocks import Block
from parsers.cisco_nxos.table import TOP, Nexus
from parsers.grammar import Reading
from parsers.ioslike.lines import Authentication
from parsers.ioslike.numbers import ipv4, ipv6
from parsers.ioslike.state import Line, Methods

_LOCAL = "没有 aaa authentication login default 行,缺省用本机账户"
_UNREAD = "没有读懂登录的认证方式"
_PLACES = frozenset({"default", "console"})
_PLAIN = frozenset({"local", "none"})
_GROUP = frozenset({"server", "deadtime", "use-vrf", "source-interface", "no", "tls", "aaa"})


def _methods(words: list[str]) -> tuple[str, ...]:
    """Read ``group A B local``: every word but ``group`` is a method."""
    return tuple(word if word in _PLAIN else f"group:{word}" for word in words if word != "group")


@TOP.line("aaa authentication login", "no aaa authentication login", topic="aaa")
def _authentication(reading: Reading, words: list[str], block: Block) -> bool:
    if words[0] == "no":
        return True
    if words[3:4] and words[3] in _PLACES and len(words) > 4:  # noqa: PLR2004
        if words[4] == "fallback":
            return True
        if words[4] not in {*_PLAIN, "group"}:
            reading.scratch.methods["authentication", words[3]] = Methods((), (block.number,))
            return False
        reading.scratch.methods["authentication", words[3]] = Methods(_methods(words[4:]), (block.number,))
        return True
    return words[3:4] in (
        ["error-enable"],
        ["ascii-authentication"],
        ["mschap"],
        ["mschapv2"],
        ["chap"],
        ["invalid-username-log"],
    )


@TOP.line("aaa authorization", "no aaa authorization", topic="aaa")
def _authorization(reading: Reading, words: list[str], block: Block) -> bool:
    if words[0] == "aaa" and len(words) > 4 and words[2] == "commands" and words[3] == "default":  # noqa: PLR2004
        reading.scratch.methods["authorization", "default"] = Methods(_methods(words[4:]), (block.number,))
    return len(words) > 3  # noqa: PLR2004


@TOP.line("aaa accounting default", topic="aaa")
def _accounting(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 4:  # noqa: PLR2004
        return False
    reading.scratch.methods["accounting", "default"] = Methods(_methods(words[3:]), (block.number,))
    return True


@TOP.line("aaa group server", topic="aaa")
def _group(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 5:  # noqa: PLR2004 - aaa group server KIND NAME
        return False
    state: Nexus = reading.scratch
    state.groups[words[4]] = words[3]
    for child in block.children:
        parts = child.text.split()
        if parts[0] not in _GROUP:
            reading.device.aaa.unread.extend(reading.numbers(child))
            continue
        if parts[0] == "server" and len(parts) > 1 and (ipv4(parts[1]) is not None or ipv6(parts[1]) is not None):
            state.servers.append((parts[1], child.number))
        reading.use(*reading.numbers(child))
    return True


@TOP.line("tacacs-server host", "radius-server host", "ldap-server host", topic="aaa")
def _server(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 3:  # noqa: PLR2004
        return False
    reading.scratch.servers.append((words[2], block.number))
    return True


def resolve(state: Nexus, subject: str, place: str) -> Methods | None:
    """Give the methods of a line, groups resolved to what they speak."""
    found = state.methods.get((subject, place))
    if found is None:
        return None
    kinds = (state.groups.get(m[6:], m[6:]) if m.startswith("group:") else m for m in found.methods)
    return Methods(tuple(kinds), found.lines)


def finish_aaa(reading: Reading) -> None:
    """Say what holds for all logins."""
    aaa, state = reading.device.aaa, reading.scratch
    lines = tuple(dict.fromkeys(number for _, number in state.servers))
    aaa.servers = Known(tuple(dict.fromkeys(address for address, _ in state.servers)), lines)
    login = resolve(state, "authentication", "default")
    if login and not login.methods:
        aaa.authentication = Unknown(_UNREAD, login.lines)
    else:
        aaa.authentication = Known(login.methods, login.lines) if login else Absent(("local",), _LOCAL)
    for name, why in (
        ("authorization", "没有 aaa authorization commands default 行"),
        ("accounting", "没有 aaa accounting default 行"),
    ):
        found = resolve(state, name, "default")
        setattr(aaa, name, Known(found.methods, found.lines) if found else Absent((), why))
    accounting = resolve(state, "accounting", "default")
    remote = accounting is not None and accounting.methods[:1] not in {(), ("local",), ("none",)}
    aaa.command_accounting = (
        Known(remote, accounting.lines) if accounting else Absent(False, "没有 aaa accounting default group 行")
    )


def authentication(state: Nexus, line: Line) -> Fact[Authentication]:
    """Say what a line asks for: an account and its password, unless the list says ``none`` first."""
    place = "console" if line.terminal.kind == "console" else "default"
    found = state.methods.get(("authentication", place)) or state.methods.get(("authentication", "default"))
    if found is None:
        return Absent("user", _LOCAL)
    if not found.methods:
        return Unknown(_UNREAD, found.lines)
    return Known("none" if found.methods[:1] == ("none",) else "user", found.lines)
