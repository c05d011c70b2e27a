"""Central authentication: domains and the schemes that they use (Comware 7 AAA reference).

A login without ``@domain`` falls to the default domain (``system`` where none is named). Without a line a domain uses
local accounts. Commands are recorded centrally only where the lines have ``command accounting`` and the domain an
``accounting command`` method.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from dengbao.model import Absent, Known
from dengbao.model.facts import Fact, Lines
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.state import State
from parsers.hp_comware.table import TOP, note, plain, state_of

_SERVERS = {"radius-scheme": "radius", "hwtacacs-scheme": "tacacs", "ldap-scheme": "ldap"}


class Scheme(Struct):
    """A RADIUS, HWTACACS or LDAP scheme: its servers."""

    name: str
    reading: Reading
    servers: list[str] = []
    lines: Lines = ()


class Domain(Struct):
    """An ISP domain: what it does for ``login`` and by default, as (methods, schemes, line)."""

    name: str
    reading: Reading
    methods: dict[str, tuple[tuple[str, ...], tuple[str, ...], int]] = {}
    unread: Lines = ()


SCHEME: Table[Scheme] = Table()
DOMAIN: Table[Domain] = Table()


@TOP.line("radius scheme", "hwtacacs scheme", "ldap scheme", topic="aaa")
def scheme(reading: Reading, words: list[str], block: Block) -> bool:
    """``radius scheme S`` and what stands below it."""
    if len(words) != 3:  # noqa: PLR2004 - the line's own words
        return False
    made = Scheme(words[2], reading, [], tuple(reading.numbers(block)))
    state_of(reading).schemes[f"{words[0]} {words[2]}"] = made
    reading.device.aaa.unread.extend(reading.inside(block, SCHEME, made))
    return True


@SCHEME.line("primary", "secondary", "authentication-server", "authorization-server")
def server(made: Scheme, words: list[str], _block: Block) -> bool:
    """``primary authentication IP [port] [key cipher K]``."""
    rest = words[2:] if words[0] in {"primary", "secondary"} else words[1:]
    rest = [word for word in rest if word not in {"ipv6", "ip"}]
    if not rest:
        return False
    made.servers.append(rest[0])
    return True


plain(
    SCHEME,
    *(
        "key",
        "user-name-format",
        "vpn-instance",
        "nas-ip",
        "source-ip",
        "timer",
        "retry",
        "data-flow-format",
        "server-type",
    ),
    *(
        "accounting-on",
        "security-policy-server",
        "attribute",
        "undo accounting-on",
        "calling-station-id",
        "stop-accounting-buffer",
    ),
    *(
        "retry stop-accounting",
        "undo stop-accounting-buffer",
        "state",
        "algorithm",
        "undo retry",
        "username-authorization",
    ),
    *(
        "ldap-server",
        "login-dn",
        "login-password",
        "search-base-dn",
        "user-parameters",
        "accounting-on",
        "include-attribute",
    ),
)
TOP.ignore(
    "认证服务器的公共参数,不决定认证方法",
    *(
        "radius nas-ip",
        "hwtacacs nas-ip",
        "radius source-ip",
        "radius enable",
        "radius trap",
        "radius dscp",
        "undo radius",
    ),
    *(
        "radius attribute",
        "radius session-control client",
        "radius dynamic-author",
        "domain if-unknown",
        "radius-server",
    ),
    *(
        "hwtacacs dscp",
        "radius client",
        "aaa session-limit",
        "aaa nas-id",
        "undo domain",
        "ldap server",
        "ldap attribute-map",
    ),
    *("aaa normal-offline-record", "aaa abnormal-offline-record", "aaa online-fail-record"),
)


@TOP.line("radius session-control enable", topic="services")
def session_control(reading: Reading, _words: list[str], block: Block) -> bool:
    """``radius session-control enable`` opens UDP 1812."""
    return note(reading, "session control", value=True, block=block)


@TOP.line("domain", topic="aaa")
def domain(reading: Reading, words: list[str], block: Block) -> bool:
    """``domain [name] N`` and what stands below it."""
    rest = words[2:] if words[1:2] == ["name"] and len(words) > 2 else words[1:]  # noqa: PLR2004 - the line's own words
    if len(rest) != 1:
        return False
    made = Domain(rest[0], reading, {})
    state_of(reading).domains[rest[0].lower()] = made
    made.unread = reading.inside(block, DOMAIN, made)
    return True


@TOP.line("domain default enable", topic="aaa")
def default(reading: Reading, words: list[str], block: Block) -> bool:
    """``domain default enable N``: where logins without a domain fall."""
    return note(reading, "default domain", words[-1], block)


_SERVED = frozenset({
    "default", "login", "super", "command", "lan-access", "portal", "ppp", "ipoe", "ike", "sslvpn", "advpn", "onu",
    "wapi", "dvpn", "gcm", "voice", "mobile", "quota-out", "dual", "start-fail", "update-fail", "optional",
})  # fmt: skip
"""Whom a method serves (Comware 7 and 5 Security Command References, ISP domain view)."""


@DOMAIN.line("authentication", "authorization", "accounting", "scheme")
def method(made: Domain, words: list[str], block: Block) -> bool:
    """``authentication login radius-scheme S local``."""
    if words[0] == "scheme":
        words = ["authentication", "default", *words[1:]]
    if len(words) < 2 or words[1] not in _SERVED:  # noqa: PLR2004 - the line's own words
        return False
    rest = words[2:]
    methods: list[str] = []
    schemes: list[str] = []
    while rest:
        if rest[0] in _SERVERS and len(rest) > 1:
            methods.append(_SERVERS[rest[0]])
            schemes.append(f"{rest[0].removesuffix('-scheme')} {rest[1]}")
            rest = rest[2:]
        elif rest[0] in {"local", "none"}:
            methods.append(rest[0])
            rest = rest[1:]
        else:
            return words[1] in {"lan-access", "ppp", "portal", "sslvpn", "advpn", "ike", "onu", "ipoe", "optional"}
    made.methods[f"{words[0]} {words[1]}"] = (tuple(methods), tuple(schemes), block.number)
    return bool(methods) or words[1:] == ["optional"]


plain(
    DOMAIN,
    *("access-limit", "undo access-limit", "state", "idle-cut", "self-service-url", "undo self-service-url", "ip pool"),
    *("authorization-attribute", "service-type", "session-time", "dhcp-proxy", "ita-policy", "nas-id", "undo idle-cut"),
    *("vlan-assignment-mode", "user-address-type", "web-server", "basic-service-ip-type", "accounting start-fail"),
    *("authentication-method", "if-unknown", "accounting quota-out", "accounting update-fail", "radius"),
)


def settle(reading: Reading) -> None:
    """After all lines: what the default domain does for administrators."""
    state, aaa = state_of(reading), reading.device.aaa
    named = state.said.get("default domain")
    found: Domain | None = state.domains.get((named.value if named else "system").lower())
    if found is not None:
        aaa.unread.extend(found.unread)
    extra = named.lines if named else ()
    aaa.authentication = _methods(found, "authentication", extra, state)
    aaa.authorization = _methods(found, "authorization", extra, state)
    aaa.accounting = _methods(found, "accounting", extra, state)
    aaa.servers = _servers(found, state)
    aaa.command_accounting = _commands(found, state)


def _find(found: Domain | None, kind: str, *services: str) -> tuple[tuple[str, ...], tuple[str, ...], int] | None:
    if found is None:
        return None
    return next((made for service in services if (made := found.methods.get(f"{kind} {service}"))), None)


def _methods(found: Domain | None, kind: str, extra: Lines, state: State) -> Fact[Any]:
    made = _find(found, kind, "login", "default")
    if made is None:
        return state.silent(("local",), "域里没有写明方法时缺省用本地账户")
    return Known(made[0], (made[2], *extra))


def _servers(found: Domain | None, state: State) -> Fact[Any]:
    made = _find(found, "authentication", "login", "default")
    servers: list[str] = []
    lines: list[int] = []
    for name in made[1] if made else ():
        known: Scheme | None = state.schemes.get(name)
        if known is not None:
            servers.extend(known.servers)
            lines.extend(known.lines)
    return Known(tuple(dict.fromkeys(servers)), tuple(lines)) if servers else Absent((), "登录域没有用认证服务器")


def _commands(found: Domain | None, state: State) -> Fact[Any]:
    made = _find(found, "accounting", "command")
    facts = [
        scope.said.get("command accounting") for scope in state.lines if scope.kind == "vty" and not scope.is_class
    ]
    on = [fact for fact in facts if fact is not None and fact.value]
    if made is None or not on:
        return state.silent(
            default=False, why="缺省不把命令送往服务器(要有线上的 command accounting 和域里的 accounting command)"
        )
    return Known(len(on) == len(facts), (made[2], *(number for fact in on for number in fact.lines)))
