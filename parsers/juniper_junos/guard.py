"""Who may reach the device's own services: the filter on ``lo0``, evaluated term by term over all IPv4 sources.

The input filter of ``lo0`` sees what is bound for the routing engine, whichever interface it comes in by
(Routing Policies, Firewall Filters, and Traffic Policers User Guide). A filter ends in an implicit discard.
"""

from __future__ import annotations

from dengbao.model import IPV4_MAX, Acl, Address, Fact, Known, Lines, Rule, Undecided, Unknown
from parsers.juniper_junos.state import Config
from parsers.statements.terms import both, intervals, minus

_ALL = [(0, IPV4_MAX)]


def read(config: Config) -> None:
    """Nothing by itself: others ask ``sources``."""


def sources(config: Config, protocol: int, port: int) -> Fact[tuple[Address, ...]]:
    """The addresses from which a service of the device can be reached; empty when nothing limits them.

    Args:
        config: filters and interfaces have been read.
        protocol: number of the IP protocol.
        port: where the service listens.

    Returns:
        Unknown when a term of the filter was not understood and could change the answer.
    """
    known = config.sources.get((str(protocol), port))
    if known is None:
        known = config.sources[str(protocol), port] = _sources(config, protocol, port)
    return known


def _sources(config: Config, protocol: int, port: int) -> Fact[tuple[Address, ...]]:
    own = [port_ for port_ in config.device.interfaces.items if port_.name.startswith("lo0.") and port_.acl_in]
    names = own[0].acl_in if own else ()
    acls = [acl for name in names for acl in config.device.acls.items if acl.name == name and acl.family == 4]  # noqa: PLR2004
    defined = {acl.name for acl in config.device.acls.items}
    if not acls and all(name in defined for name in names):  # no filter at all, or one of IPv6 alone
        return _unguarded(config)
    if not acls:
        return Unknown("lo0 上的过滤器没有定义", own[0].lines)
    if _reached_by_ipv6(config):
        return Known((), own[0].lines)
    try:
        permitted = _permitted(acls, protocol, port)
    except Undecided as why:
        return Unknown(why.why, why.lines)
    lines: Lines = tuple(line for acl in acls for rule in acl.rules for line in rule.lines)
    if permitted == _ALL:
        return Known((), lines)
    return Known(tuple(Address(low, high, 4) for low, high in permitted) or (Address(0, 0, 4),), lines)


def _unguarded(config: Config) -> Fact[tuple[Address, ...]]:
    """Without a filter on ``lo0`` anybody may connect, unless every interface has a filter of its own."""
    ports = [port for port in config.device.interfaces.items if port.addresses and not port.shutdown]
    ports = [port for port in ports if port.kind != "loopback"]
    if ports and all(port.acl_in for port in ports):
        return Unknown("lo0 上没有过滤器，各接口自己的过滤器可能限制来源", ports[0].lines)
    return Known(())


def _reached_by_ipv6(config: Config) -> bool:
    """Whether the device has an IPv6 address while no IPv6 filter stands on ``lo0``."""
    ports = config.device.interfaces.items
    has_six = any(own.family == 6 for port in ports for own in port.addresses if not port.shutdown)  # noqa: PLR2004
    names = {name for port in ports if port.name.startswith("lo0.") for name in port.acl_in}
    return has_six and not any(acl.family == 6 and acl.name in names for acl in config.device.acls.items)  # noqa: PLR2004


def _permitted(acls: list[Acl], protocol: int, port: int) -> list[tuple[int, int]]:
    """The sources that a chain of filters lets through to a port, as disjoint intervals."""
    rest, permitted = _ALL, []
    for acl in acls:
        if acl.unread:
            raise Undecided(f"过滤器 {acl.name} 有没有读懂的行", acl.unread)
        for rule in acl.rules:
            span = _matching(rule, protocol, port)
            if not span or rule.action == "other":
                continue
            if rule.permits:
                permitted += both(rest, span)
            rest = minus(rest, span)
    return _joined(permitted)


def _matching(rule: Rule, protocol: int, port: int) -> list[tuple[int, int]]:
    """The sources whose packets to a port match a term."""
    if rule.unread:
        raise Undecided(f"过滤项 {rule.name} 有没有读懂的行", rule.unread)
    touched = False
    for service in rule.services:
        if service.protocol not in {None, protocol} or service.established:
            continue
        inside = service.destination[0] <= port <= service.destination[1]
        if service.excluded and inside and service.source == (0, 65535) and not service.other:
            return []
        if not service.excluded and inside:
            if service.other or service.source != (0, 65535):
                if rule.permits:
                    touched = True  # at most this much is let in
                continue
            touched = True
    if not touched:
        return []
    span = intervals(rule.sources)
    if span is None:
        raise Undecided(f"过滤项 {rule.name} 的源地址不是明确的地址段", rule.lines)
    return span


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined
