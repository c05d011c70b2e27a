"""Address books and applications of an SRX, resolved as policies name them.

The book attached to a zone (or of the zone itself, in older releases) wins over ``global``; ``any``, ``any-ipv4`` and
``any-ipv6`` are built in (Security Policies guide, "Address Books and Address Sets").
"""

from __future__ import annotations

from collections.abc import Mapping

from dengbao.model import ANY_ADDRESS, ANY_IPV4, ANY_IPV6, Address, AddressObject, Service, ServiceObject, expand
from dengbao.model.terms import PORT_MAX
from parsers.ioslike.numbers import integer
from parsers.juniper_junos.names import APPLICATIONS, PORTS, PROTOCOLS
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node
from parsers.statements.terms import address, between, ports, wildcard

_BOOK = """
      description ...
      attach
        zone *
      address *
        description|dns-name|range-address|wildcard-address ...
        *
      address-set *
        description ...
        address *
        address-set *
"""
_APPLICATION = """
    application-protocol|protocol|source-port|destination-port|icmp-type|icmp-code|icmp6-type|icmp6-code|
    inactivity-timeout|rpc-program-number|uuid|alg|description|ttl-threshold|snmp-command|ether-type|
    do-not-translate-A-query-to-AAAA-query|do-not-translate-AAAA-query-to-A-query|inactivity-timeout-never =
"""
_DEEPER = "\n".join(f"  {line}" for line in _APPLICATION.splitlines())
SCHEMA = f"""
security
  address-book
    *
{_BOOK}
  zones
    security-zone *
      address-book
        address *
          description|dns-name|range-address|wildcard-address ...
          *
        address-set *
          description ...
          address *
          address-set *
applications
  application *
{_APPLICATION}
    term *
{_DEEPER}
  application-set *
    description ...
    application *
    application-set *
"""
_BUILT_IN: dict[str, tuple[Address, ...]] = {
    "any": (ANY_ADDRESS,),
    "any-ipv4": (ANY_IPV4,),
    "any-ipv6": (ANY_IPV6,),
}
_FULL = (0, PORT_MAX)


class Books:
    """The address books of one context (the device, a logical system, a tenant)."""

    def __init__(self, root: Node) -> None:
        """Take the tree that holds ``security``."""
        self.own: dict[str, dict[str, tuple[Address, ...]]] = {}
        self.objects: list[AddressObject] = []
        self.caches: dict[str, dict[str, tuple[Address, ...]]] = {}
        for book in root.each("security address-book"):
            zones = book.words("attach zone")
            for zone in zones or ([""] if book.name == "global" else []):
                self._take(zone, book)
            if not zones and book.name != "global":
                self._take(f"\0{book.name}", book)
        for node in root.each("security zones security-zone"):
            if node.has("address-book"):
                self._take(node.name, node.at("address-book"))
        self.known: dict[str, Mapping[str, tuple[Address, ...]]] = {}

    def _take(self, zone: str, book: Node) -> None:
        """The names of one book, for one zone (none: for all)."""
        names = self.own.setdefault(zone, {})
        for node in book.each("address"):
            names[node.name] = _terms(node)
            self._note(node, names[node.name], zone)
        for node in book.each("address-set"):
            words = node.words("address") + node.words("address-set")
            names[node.name] = tuple(Address(ref=word, resolved=False) for word in words)
            self._note(node, names[node.name], zone)

    def _note(self, node: Node, terms: tuple[Address, ...], zone: str) -> None:
        self.objects.append(
            AddressObject(
                name=node.name, terms=terms, lines=node.lines(), context=zone.strip("\0"), unread=tuple(node.doubts())
            )
        )

    def resolve(self, words: list[str], zone: str) -> tuple[Address, ...]:
        """What names in a policy mean, seen from a zone; a literal prefix means itself."""
        if zone not in self.known:
            self.known[zone] = _BUILT_IN | self.own.get("", {}) | self.own.get(zone, {})
            self.caches[zone] = {}
        names = self.known[zone]
        terms = tuple(
            Address(ref=word, resolved=False) if word in names else address(word) or Address(ref=word, resolved=False)
            for word in words
        )
        return expand(terms, names, self.caches[zone])


def _terms(node: Node) -> tuple[Address, ...]:
    """One address of a book."""
    for kid in node.each():
        if kid.name == "range-address":
            words = kid.word("").split()
            found = between(words[0], words[-1], node.name) if words else None
            return (found or Address(ref=node.name, resolved=False),)
        if kid.name == "wildcard-address":
            return (wildcard(kid.word(""), node.name) or Address(ref=node.name, resolved=False),)
        if kid.name == "dns-name":
            return (Address(ref=node.name, other=kid.word("")),)
        if kid.name != "description":
            return (address(kid.name, node.name) or Address(ref=node.name, resolved=False),)
    return (Address(ref=node.name, resolved=False),)


def read(config: Config) -> None:
    """Read objects; policies and NAT resolve names by them."""
    root, device = config.root, config.device
    opened(device.address_objects, root.at("security address-book").unread)
    opened(device.service_objects, root.at("applications").unread)
    names: dict[str, tuple[Service, ...]] = dict(APPLICATIONS)
    for context, tree in config.contexts():
        config.books[context] = Books(tree)
        device.address_objects.items += config.books[context].objects
        for node in tree.each("applications application"):
            names[node.name] = _application(node)
            device.service_objects.items.append(
                ServiceObject(
                    name=node.name,
                    terms=names[node.name],
                    lines=node.lines(),
                    context=context,
                    unread=tuple(node.doubts()),
                )
            )
        for node in tree.each("applications application-set"):
            words = node.words("application") + node.words("application-set")
            names[node.name] = tuple(Service(ref=word, resolved=False) for word in words)
            device.service_objects.items.append(
                ServiceObject(
                    name=node.name,
                    terms=names[node.name],
                    lines=node.lines(),
                    context=context,
                    unread=tuple(node.doubts()),
                )
            )
    config.applications = names


def _application(node: Node) -> tuple[Service, ...]:
    """An application of one or several terms."""
    parts = list(node.each("term")) or [node]
    return tuple(_service(part, node.name) for part in parts)


def _service(node: Node, name: str) -> Service:
    word = node.word("protocol")
    protocol = PROTOCOLS.get(word, integer(word))
    source = ports(node.word("source-port"), PORTS) if node.word("source-port") else _FULL
    destination = ports(node.word("destination-port"), PORTS) if node.word("destination-port") else _FULL
    if protocol is None or source is None or destination is None:
        return Service(ref=name, other=node.word("application-protocol") or "没有读懂的应用")
    kind = integer(node.word("icmp-type"))
    return Service(protocol, source, destination, icmp=(kind, integer(node.word("icmp-code"))), ref=name)
