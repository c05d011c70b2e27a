"""Address translation: source NAT of policies, central SNAT, and VIPs.

A VIP without ``portforward`` opens every port that a policy lets through; a pool gives the addresses that a policy
with ``ippool enable`` hides behind (CLI reference 6.0–7.4, ``config firewall vip``, ``ippool``, ``central-snat-map``).
"""

from __future__ import annotations

from dengbao.model import ANY_SERVICE, Address, Lines, Nat, Service
from parsers.fortinet.config import Config
from parsers.fortinet.fields import section
from parsers.fortinet.objects import TCP, UDP, Book, interval
from parsers.fortinet.tree import Node
from parsers.ioslike.numbers import ipv4

section(
    "firewall ippool", read="type startip endip",
    skip="uuid comments associated-interface arp-.* block-size color num-blocks-.* pba-.* permit-any-host source-.*"
        " startport endport port-per-user nat64 add-nat64-route subnet-broadcast-in-ippool cgn-.* exclude-ip"
        " utilization-.* client-prefix-length tcp-session-quota udp-session-quota icmp-session-quota"
        " privileged-port-use-pba",
)  # fmt: skip
section("firewall ipmacbinding table", read="ip mac status name", skip="")
section(
    "firewall central-snat-map",
    read="status srcintf dstintf orig-addr dst-addr nat-ippool nat protocol orig-port nat-port type orig-addr6"
        " dst-addr6 nat-ippool6",
    skip="uuid comments nat46 nat64 port-random port-preserve dst-port",
)  # fmt: skip
_PROTOCOLS = {"tcp": TCP, "udp": UDP, "sctp": 132, "icmp": 1}


def read(config: Config, books: dict[str, Book]) -> None:
    """Fill NAT."""
    nat = config.device.nat
    nat.missing = ""
    pools = {node.name: pool for _, node in config.entries("firewall ippool") if (pool := _pool(node))}
    for context, book in books.items():
        central = config.node("firewall central-snat-map", context)
        for node in central.entries.values() if central else ():
            nat.items.append(_central(node, context, book, pools))
        rules = config.node("firewall policy", context)
        for node in rules.entries.values() if rules else ():
            if node.enables("nat") and node.word("action") == "accept":
                nat.items.append(_policy(node, context, book, pools))
        for path in ("firewall vip", "firewall vip6"):
            vips = config.node(path, context)
            nat.items.extend(_vip(node, context, book) for node in (vips.entries.values() if vips else ()))
    config.device.layer2.bindings = config.default(
        sum(1 for _, node in config.entries("firewall ipmacbinding table") if node.enables("status", default=True)),
        "配置中的 IP-MAC 绑定条目",
    )


def _pool(node: Node) -> Address | None:
    low, high = ipv4(node.word("startip")), ipv4(node.word("endip"))
    return Address(low, high, 4, ref=node.name) if low is not None and high is not None and low <= high else None


def _policy(node: Node, context: str, book: Book, pools: dict[str, Address]) -> Nat:
    found = Nat(name=f"policy-{node.name}", kind="source", lines=node.lines("nat"), context=context)
    found.enabled = node.enables("status", default=True)
    found.source_zones, found.destination_zones = tuple(node.words("srcintf")), tuple(node.words("dstintf"))
    found.sources = book.address(node.words("srcaddr"), negate=node.enables("srcaddr-negate"))
    found.destinations = book.address(node.words("dstaddr"), negate=node.enables("dstaddr-negate"))
    found.services = book.service(node.words("service"))
    if node.enables("ippool"):
        found.translated_sources = tuple(pools[name] for name in node.words("poolname") if name in pools)
    return found


def _central(node: Node, context: str, book: Book, pools: dict[str, Address]) -> Nat:
    kind = "exempt" if node.word("nat") == "disable" else "source"
    found = Nat(name=f"central-{node.name}", kind=kind, lines=(node.line,), context=context)  # type: ignore[arg-type]
    found.enabled = node.enables("status", default=True)
    found.source_zones, found.destination_zones = tuple(node.words("srcintf")), tuple(node.words("dstintf"))
    found.sources, found.destinations = book.address(node.words("orig-addr")), book.address(node.words("dst-addr"))
    found.translated_sources = tuple(pools[name] for name in node.words("nat-ippool") if name in pools)
    found.unread = tuple(node.unread)
    return found


def _vip(node: Node, context: str, book: Book) -> Nat:
    forwards = node.enables("portforward")
    lines: Lines = node.lines("extip", "mappedip", "extport", "mappedport")
    found = Nat(name=node.name, kind="server" if forwards else "static", lines=lines, context=context)
    found.enabled = node.enables("status", default=True)
    found.interface = "" if node.word("extintf") == "any" else node.word("extintf")
    found.destinations = book.addresses.get(node.name) or book.addresses.get(f"6:{node.name}", ())
    found.translated_destinations = tuple(_mapped(word) for word in node.words("mappedip"))
    if not node.words("mappedip"):
        found.translated_destinations = tuple(
            _mapped(f"{entry.word('ip')}") for entry in node.table("realservers")
        ) or (Address(ref=node.word("mapped-addr") or node.name, other="后台服务器未写地址"),)
    if forwards:
        ports = interval(node.word("extport"))
        protocol = _PROTOCOLS.get(node.word("protocol", "tcp"))
        found.services = (Service(protocol=protocol, destination=ports),) if ports else (
            ANY_SERVICE if protocol is None else Service(protocol=protocol),
        )  # fmt: skip
        found.translated_ports = interval(node.word("mappedport")) or ports
    found.unread = tuple(node.unread)
    return found


def _mapped(word: str) -> Address:
    first, _, last = word.partition("-")
    low, high = ipv4(first), ipv4(last or first)
    if low is None or high is None or high < low:
        return Address(ref=word, resolved=False)
    return Address(low, high, 4)
