"""Address and service objects, resolved from the scope of a rule outwards.

A name is looked for in its own virtual system or device group, then in the parent device groups, then in ``shared``
(administrator's guide, "Shared Objects"). ``service-http`` and ``service-https`` are predefined: tcp 80 and 8080, tcp
443. A dynamic group's members are not in the configuration.
"""

from __future__ import annotations

import re

from dengbao.model import ANY_ADDRESS, ANY_SERVICE, Address, AddressObject, Service, ServiceObject, expand
from dengbao.model.terms import PORT_MAX
from parsers.paloalto_panos.state import Config, opened
from parsers.statements import Node
from parsers.statements.terms import address, between, ports

_REGION = re.compile(r"[A-Z]{2}$")
_HTTP = tuple(Service(6, destination=(port, port), ref="service-http") for port in (80, 8080))
_BUILT_IN_SERVICES: dict[str, tuple[Service, ...]] = {
    "any": (ANY_SERVICE,),
    "application-default": (Service(ref="application-default", other="application-default"),),
    "service-http": _HTTP,
    "service-https": (Service(6, destination=(443, 443), ref="service-https"),),
}
_FULL = (0, PORT_MAX)
_INVERTED = 0xFFFFFFFF


class Names:
    """What names mean in one scope."""

    def __init__(self, layers: list[Node]) -> None:
        """Take the places in which a name is looked for, the farthest first."""
        self.addresses: dict[str, tuple[Address, ...]] = {"any": (ANY_ADDRESS,)}
        self.services: dict[str, tuple[Service, ...]] = dict(_BUILT_IN_SERVICES)
        for layer in layers:
            self.addresses |= _addresses(layer)
            self.services |= _services(layer)
        self._address_cache: dict[str, tuple[Address, ...]] = {}
        self._service_cache: dict[str, tuple[Service, ...]] = {}

    def resolve(self, words: list[str]) -> tuple[Address, ...]:
        """Addresses of a rule: objects, groups, literals, regions."""
        terms = []
        for word in words:
            if word in self.addresses:
                terms.append(Address(ref=word, resolved=False))
            else:
                literal = address(word)
                region = (
                    Address(ref=word, other=f"地区 {word}")
                    if _REGION.match(word)
                    else Address(ref=word, resolved=False)
                )
                terms.append(literal or region)
        return expand(tuple(terms), self.addresses, self._address_cache) or (ANY_ADDRESS,)

    def serve(self, words: list[str]) -> tuple[Service, ...]:
        """Services of a rule."""
        terms = tuple(Service(ref=word, resolved=False) for word in words)
        return expand(terms, self.services, self._service_cache) or (ANY_SERVICE,)


def _addresses(scope: Node) -> dict[str, tuple[Address, ...]]:
    found: dict[str, tuple[Address, ...]] = {}
    for node in scope.each("address"):
        found[node.name] = (_address(node),)
    for node in scope.each("address-group"):
        members = node.words("static")
        unknown = node.has("dynamic") or not members
        found[node.name] = (
            (Address(ref=node.name, resolved=False),)
            if unknown
            else tuple(Address(ref=word, resolved=False) for word in members)
        )
        for word in members:
            if word not in found and (literal := address(word)):
                found[word] = (literal,)
    for node in scope.each("external-list"):
        found[node.name] = (Address(ref=node.name, other="外部地址列表"),)
    return found


def _address(node: Node) -> Address:
    if node.has("ip-netmask"):
        found = address(node.word("ip-netmask"), node.name)
    elif node.has("ip-range"):
        low, _, high = node.word("ip-range").partition("-")
        found = between(low, high, node.name)
    elif node.has("ip-wildcard"):
        found = _wildcard(node.word("ip-wildcard"), node.name)
    elif node.has("fqdn"):
        return Address(ref=node.name, other=node.word("fqdn"))
    else:
        found = None
    return found or Address(ref=node.name, resolved=False)


def _wildcard(text: str, name: str) -> Address | None:
    """``A/W`` in which the ones of ``W`` are free."""
    host, _, mask = text.partition("/")
    free, low = address(mask), address(host)
    if free is None or low is None or free.family != 4 or low.family != 4:  # noqa: PLR2004 - the IP version
        return None
    base = low.low & (_INVERTED ^ free.low)
    return Address(base, base | free.low, 4, wildcard=free.low, ref=name)


def _services(scope: Node) -> dict[str, tuple[Service, ...]]:
    found: dict[str, tuple[Service, ...]] = {}
    for node in scope.each("service"):
        found[node.name] = _service(node)
    for node in scope.each("service-group"):
        found[node.name] = tuple(Service(ref=word, resolved=False) for word in node.words("members"))
    return found


def _service(node: Node) -> tuple[Service, ...]:
    terms = []
    for word, protocol in (("tcp", 6), ("udp", 17), ("sctp", 132)):
        part = node.at(f"protocol {word}")
        if part:
            low, high = _spans(part.word("source-port")), _spans(part.word("port"))
            terms += [
                Service(protocol, one or _FULL, two or _FULL, ref=node.name, other="" if one and two else "端口")
                for one in low for two in high
            ]  # fmt: skip
    return tuple(terms) or (Service(ref=node.name, resolved=False),)


def _spans(text: str) -> list[tuple[int, int] | None]:
    return [ports(part.strip()) for part in text.split(",")] if text else [_FULL]


def read(config: Config) -> None:
    """Read the objects of every scope, for the record."""
    device = config.device
    opened(device.address_objects)
    opened(device.service_objects)
    for context, scope in [("shared", config.shared), *config.scopes]:
        device.address_objects.unread += scope.at("address").unread + scope.at("address-group").unread
        device.service_objects.unread += scope.at("service").unread + scope.at("service-group").unread
        for node in [*scope.each("address"), *scope.each("address-group")]:
            terms = _addresses(_only(scope, node))[node.name]
            device.address_objects.items.append(
                AddressObject(
                    name=node.name, terms=terms, lines=node.lines(), context=context, unread=tuple(node.doubts())
                )
            )
        for node in [*scope.each("service"), *scope.each("service-group")]:
            found = _services(_only(scope, node))[node.name]
            device.service_objects.items.append(
                ServiceObject(
                    name=node.name, terms=found, lines=node.lines(), context=context, unread=tuple(node.doubts())
                )
            )


def _only(scope: Node, node: Node) -> Node:
    """A scope with one object alone."""
    kind = next(word for word, kid in scope.kids.items() if kid.kids.get(node.name) is node)
    return Node(kids={kind: Node(kind, kids={node.name: node})})


def layers(config: Config, context: str, scope: Node) -> list[Node]:
    """Where a scope's names are looked for, the farthest first."""
    chain: list[Node] = []
    groups = {node.name: node for home in config.homes for node in home.each("device-group")}
    parent = scope.word("parent-dg")
    seen = {context}
    while parent and parent not in seen and parent in groups:
        seen.add(parent)
        chain.insert(0, groups[parent])
        parent = groups[parent].word("parent-dg")
    pushed = [home.at("policy panorama") for home in config.homes]
    return [config.shared, *pushed, scope.at("policy panorama"), *chain, scope]
