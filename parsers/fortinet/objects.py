"""Address and service objects with their groups, VIPs, and schedules.

CLI reference 6.0–7.4, ``config firewall address`` and its neighbours. An address without ``subnet`` is 0.0.0.0/0, as
``all`` is. In a port range the destination stands first and the source after a colon. A service of protocol ``IP``
without a number is every protocol. A VIP is known by its outside address: a policy that names it matches that one.
What has no numbers (domain names, countries, tags) keeps its text; a group with members taken out is put into numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from dengbao.model import (
    ANY_IPV4,
    ANY_IPV6,
    Address,
    AddressObject,
    Schedule,
    Service,
    ServiceObject,
    expand,
)
from parsers.fortinet import attributes
from parsers.fortinet.config import Config
from parsers.fortinet.fields import fields, section
from parsers.fortinet.tree import Node
from parsers.fortinet.users import subnet
from parsers.intervals import complement, without
from parsers.ioslike.numbers import bounded, ipv4, ipv6, ipv6_prefix, network

_NOTE = (
    "uuid comments? color visibility associated-interface fabric-object allow-routing cache-ttl tagging global-object"
)
_ADDRESS = (
    "type subnet start-ip end-ip fqdn country wildcard wildcard-fqdn interface sub-type start-mac end-mac macaddr sdn"
    " filter"
)
section(
    "firewall address", "firewall address6", "firewall multicast-address",
    read=f"{_ADDRESS} ip6 host host-type template epg-name tenant organization policy-group clearpass-spt obj-tag"
    " obj-type",
    skip=f"{_NOTE} .*tag.* node-ip-only obj-id sdn-.* subnet-name passive-fqdn-learning fsso-group route-tag .*-tag"
        f" obj-id",
    tables={"list": None, "tagging": None, "fsso-group": None, "subnet-segment": None},
)  # fmt: skip
section("firewall addrgrp", "firewall addrgrp6", read="member exclude exclude-member type category",
        skip=_NOTE, tables={"tagging": None})  # fmt: skip
_VIP = (
    "extip mappedip extintf portforward protocol extport mappedport type status src-filter service mapped-addr extaddr"
)
section(
    "firewall vip", "firewall vip6", read=_VIP,
    skip=f"{_NOTE} id arp-reply nat-source-vip portmapping-type gratuitous-arp-interval srcintf-filter ldb-method"
    " server-type persistence http-.* https-.* ssl-.* monitor max-embryonic-connections weblogic-server"
    " websphere-server outlook-web-access dns-mapping-ttl nat44 nat46 nat64 ipv6-mappedip ipv6-mappedport ndp-reply"
    " embedded-ipv4-address add-nat46-route add-nat64-route h2-support h3-support quic user-agent-detect"
    " client-cert empty-cert-action",
    tables={"realservers": fields("ip port status", skip=attributes.REAL_SERVER), "ssl-cipher-suites": None,
            "quic": None, "ssl-server-cipher-suites": None, "gslb-public-ips": None},
)  # fmt: skip
section("firewall vipgrp", "firewall vipgrp6", read="member", skip=f"{_NOTE} interface")
_PORTS = "tcp-portrange udp-portrange sctp-portrange udplite-portrange"
section(
    "firewall service custom",
    read=f"protocol {_PORTS} icmptype icmpcode protocol-number iprange fqdn proxy application app-service-type"
        f" app-category",
    skip=f"{_NOTE} category helper tcp-halfclose-timer tcp-halfopen-timer tcp-timewait-timer tcp-rst-timer"
        f" udp-idle-timer"
    " session-ttl check-reset-range",
)  # fmt: skip
section("firewall service group", read="member", skip=f"{_NOTE} proxy")
section("firewall schedule recurring", read="day start end", skip=f"{_NOTE} label-day")
section("firewall schedule onetime", read="start end start-utc end-utc", skip=f"{_NOTE} expiration-days")
section("firewall schedule group", read="member", skip=_NOTE)

TCP, UDP, SCTP, ICMP, ICMP6, UDPLITE = 6, 17, 132, 1, 58, 136
_PROTOCOLS = {"tcp-portrange": TCP, "udp-portrange": UDP, "sctp-portrange": SCTP, "udplite-portrange": UDPLITE}
_DATE = re.compile(r"(\d{4})/(\d{2})/(\d{2})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
PORTS = (0, 65535)


class Book(Struct):
    """The objects of one context by name: as written, and the cache that ``expand`` shares."""

    addresses: dict[str, tuple[Address, ...]] = field(default_factory=dict)
    services: dict[str, tuple[Service, ...]] = field(default_factory=dict)
    address_cache: dict[str, tuple[Address, ...]] = field(default_factory=dict)
    service_cache: dict[str, tuple[Service, ...]] = field(default_factory=dict)
    schedules: dict[str, str] = field(default_factory=dict)
    seen: dict[tuple[tuple[str, ...], int, bool], tuple[Address, ...]] = field(default_factory=dict)

    def address(self, names: Iterable[str], *, family: int = 4, negate: bool = False) -> tuple[Address, ...]:
        """Resolve names of addresses, groups and VIPs; with ``negate`` everything but them."""
        key = (tuple(names), family, negate)
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = self._address(key[0], family, negate=negate)
        return found

    def _address(self, names: Iterable[str], family: int, *, negate: bool) -> tuple[Address, ...]:
        prefix = "6:" if family == 6 else ""  # noqa: PLR2004 - the IP version
        terms = expand(
            tuple(Address(ref=prefix + name, resolved=False) for name in names), self.addresses, self.address_cache
        )
        terms = tuple(replace(term, ref=term.ref.removeprefix("6:")) for term in terms)
        return complement(terms, family) if negate else terms

    def service(self, names: Iterable[str]) -> tuple[Service, ...]:
        """Resolve names of services and groups."""
        return expand(tuple(Service(ref=name, resolved=False) for name in names), self.services, self.service_cache)


def read(config: Config) -> dict[str, Book]:
    """Fill address objects, service objects and schedules.

    Returns:
        The book of each context, by which policies resolve names.
    """
    books = {context: Book() for context in config.contexts}
    device = config.device
    for part in (device.address_objects, device.service_objects, device.schedules):
        part.missing = ""
    for context, book in books.items():
        _addresses(config, context, book)
        _services(config, context, book)
        _schedules(config, context, book)
    return books


def _addresses(config: Config, context: str, book: Book) -> None:
    objects = config.device.address_objects.items
    for path, prefix, make in (
        ("firewall address", "", _address),
        ("firewall address6", "6:", _address6),
        ("firewall vip", "", _vip),
        ("firewall vip6", "6:", _vip),
    ):
        section_ = config.node(path, context)
        for node in section_.entries.values() if section_ else ():
            terms = make(node)
            if node.unread and all(term.resolved for term in terms):
                terms = (Address(ref=node.name, resolved=False),)
            book.addresses[prefix + node.name] = terms
            objects.append(AddressObject(name=node.name, terms=terms, lines=(node.line,), context=context,
                                         unread=tuple(node.unread)))  # fmt: skip
    for path, prefix in (
        ("firewall addrgrp", ""), ("firewall vipgrp", ""), ("firewall addrgrp6", "6:"), ("firewall vipgrp6", "6:"),
    ):  # fmt: skip
        section_ = config.node(path, context)
        groups = list(section_.entries.values()) if section_ else []
        for node in groups:
            book.addresses[prefix + node.name] = tuple(
                Address(ref=prefix + name, resolved=False) for name in node.words("member")
            )
        for node in groups:
            _exclude(node, prefix, book)
            terms = book.addresses[prefix + node.name]
            objects.append(AddressObject(name=node.name, terms=terms, lines=node.lines("member"), context=context,
                                         unread=tuple(node.unread)))  # fmt: skip


def _exclude(node: Node, prefix: str, book: Book) -> None:
    """Take excluded members out of a group, in numbers."""
    if node.enables("exclude") and node.words("exclude-member"):
        family = 6 if prefix else 4
        inside = expand(book.addresses[prefix + node.name], book.addresses, {})
        outside = expand(
            tuple(Address(ref=prefix + name, resolved=False) for name in node.words("exclude-member")),
            book.addresses,
            {},
        )
        book.addresses[prefix + node.name] = tuple(
            replace(term, ref=prefix + node.name) for term in without(inside, outside, family)
        )


def _address(node: Node) -> tuple[Address, ...]:
    name, unknown = node.name, (Address(ref=node.name, resolved=False),)
    match node.word("type", "ipmask"):
        case "ipmask" if "subnet" not in node.settings:
            return (replace(ANY_IPV4, ref=name),)
        case "ipmask" | "interface-subnet":
            found = subnet(node.words("subnet"))
            return (replace(found, ref=name),) if found else unknown
        case "iprange":
            return _range(node.word("start-ip"), node.word("end-ip"), name)
        case "wildcard":
            return _wildcard(node.words("wildcard"), name)
        case kind if kind in _NAMED:
            return _other(
                node, f"{_NAMED[kind]} {node.word(kind) or node.word('country') or node.word('sub-type')}".strip()
            )
    return unknown


_NAMED = {
    "fqdn": "域名", "wildcard-fqdn": "域名", "geography": "国家", "mac": "MAC 地址", "dynamic": "动态对象",
    "route-tag": "动态对象",
}  # fmt: skip


def _other(node: Node, text: str) -> tuple[Address, ...]:
    return (Address(ref=node.name, other=text),)


def _range(first: str, last: str, name: str) -> tuple[Address, ...]:
    low, high = ipv4(first), ipv4(last or first)
    if low is None or high is None or high < low:
        return (Address(ref=name, resolved=False),)
    return (Address(low, high, 4, ref=name),)


def _wildcard(words: list[str], name: str) -> tuple[Address, ...]:
    """``wildcard A M``: a bit that is 1 in the mask has to match."""
    number, mask = (ipv4(words[0]), ipv4(words[1])) if len(words) == 2 else (None, None)  # noqa: PLR2004
    if number is None or mask is None:
        return (Address(ref=name, resolved=False),)
    free = ~mask & 0xFFFFFFFF
    low = number & mask
    if free & (free + 1) == 0:
        return (Address(low, low | free, 4, ref=name),)
    return (Address(low, low, 4, wildcard=free, ref=name),)


def _address6(node: Node) -> tuple[Address, ...]:
    kind = node.word("type", "ipprefix")
    if kind == "iprange":
        low, high = ipv6(node.word("start-ip")), ipv6(node.word("end-ip"))
        return (Address(low, high, 6, ref=node.name),) if low is not None and high is not None and low <= high else (
            Address(ref=node.name, resolved=False),
        )  # fmt: skip
    if kind != "ipprefix":
        return _other(node, f"动态对象 {kind}")
    if "ip6" not in node.settings:
        return (replace(ANY_IPV6, ref=node.name),)
    split = ipv6_prefix(node.word("ip6"))
    return (Address(*network(*split, 6), 6, ref=node.name),) if split else (Address(ref=node.name, resolved=False),)


def _vip(node: Node) -> tuple[Address, ...]:
    first, _, last = node.word("extip").partition("-")
    if ":" in first:
        low, high = ipv6(first), ipv6(last or first)
        if low is not None and high is not None and low <= high:
            return (Address(low, high, 6, ref=node.name),)
        return (Address(ref=node.name, resolved=False),)
    if first == "0.0.0.0" or not first:  # noqa: S104 - the interface's own, perhaps dynamic, address
        return _other(node, f"接口 {node.word('extintf')} 的地址")
    return _range(first, last, node.name)


def _services(config: Config, context: str, book: Book) -> None:
    objects = config.device.service_objects.items
    section_ = config.node("firewall service custom", context)
    for node in section_.entries.values() if section_ else ():
        terms = _service(node)
        if node.unread:
            terms = (Service(ref=node.name, resolved=False),)
        book.services[node.name] = terms
        objects.append(ServiceObject(name=node.name, terms=terms, lines=(node.line,), context=context,
                                     unread=tuple(node.unread)))  # fmt: skip
    section_ = config.node("firewall service group", context)
    for node in section_.entries.values() if section_ else ():
        terms = tuple(Service(ref=name, resolved=False) for name in node.words("member"))
        book.services[node.name] = terms
        objects.append(ServiceObject(name=node.name, terms=terms, lines=node.lines("member"), context=context,
                                     unread=tuple(node.unread)))  # fmt: skip


def _service(node: Node) -> tuple[Service, ...]:
    name = node.name
    if node.enables("proxy") or node.words("application") or node.words("app-category"):
        return (Service(ref=name, other="代理或应用"),)
    protocol = node.word("protocol", "TCP/UDP/SCTP")
    if protocol in {"IP", "ALL"}:
        return (Service(protocol=bounded(node.word("protocol-number"), 1, 255), ref=name),)
    if protocol in {"ICMP", "ICMP6"}:
        kinds = bounded(node.word("icmptype"), 0, 255), bounded(node.word("icmpcode"), 0, 255)
        return (Service(protocol=ICMP if protocol == "ICMP" else ICMP6, icmp=kinds, ref=name),)
    terms: list[Service] = []
    for key, value in _PROTOCOLS.items():
        for word in node.words(key):
            ports = _ports(word)
            if ports is None:
                return (Service(ref=name, resolved=False),)
            terms.append(Service(protocol=value, destination=ports[0], source=ports[1], ref=name))
    if not terms or not protocol.startswith("TCP/UDP"):
        return (Service(ref=name, resolved=False),)
    return tuple(terms)


def _ports(word: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Read ``D[-D2][:S[-S2]]`` as destination and source."""
    target, colon, origin = word.partition(":")
    destination, source = interval(target), interval(origin) if colon else PORTS
    return (destination, source) if destination and source else None


def interval(text: str) -> tuple[int, int] | None:
    """Read ``N`` or ``N-M`` as a port interval; None when it is neither."""
    first, dash, last = text.partition("-")
    low = bounded(first, 0, 65535)
    high = bounded(last, 0, 65535) if dash else low
    return (low, high) if low is not None and high is not None and low <= high else None


def _schedules(config: Config, context: str, book: Book) -> None:
    """When each schedule ends for good: never for recurring ones, ``0000`` for one that is never on (``none``)."""
    objects = config.device.schedules.items

    def put(node: Node, until: str) -> None:
        book.schedules[node.name] = until
        objects.append(Schedule(name=node.name, lines=(node.line,), until=until, unread=tuple(node.unread)))

    for path in ("firewall schedule recurring", "firewall schedule onetime"):
        section_ = config.node(path, context)
        for node in section_.entries.values() if section_ else ():
            put(node, "" if path.endswith("recurring") else _end(node))
    section_ = config.node("firewall schedule group", context)
    for node in section_.entries.values() if section_ else ():
        ends = [book.schedules.get(name, "") for name in node.words("member")]
        put(node, "" if not ends or "" in ends else max(ends))


def _end(node: Node) -> str:
    words = node.words("end")
    date = next((found for word in words if (found := _DATE.fullmatch(word))), None)
    time = next((found for word in words if (found := _TIME.fullmatch(word))), None)
    if date is None:
        return ""
    clock = f"{int(time[1]):02}:{time[2]}" if time else "23:59"
    return f"{date[1]}-{date[2]}-{date[3]}T{clock}"
