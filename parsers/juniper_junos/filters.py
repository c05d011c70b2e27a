"""Stateless firewall filters and prefix lists.

A term without ``from`` matches all; a filter ends in an implicit discard; a term whose action is ``next term`` or only
counts goes on (Routing Policies, Firewall Filters, and Traffic Policers User Guide).
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from dengbao.model import ANY_ADDRESS, ANY_SERVICE, Acl, Action, Address, Rule, Service
from dengbao.model.terms import PORT_MAX
from parsers.ioslike.numbers import integer
from parsers.juniper_junos.names import ICMP_TYPES, PORTS, PROTOCOLS
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node
from parsers.statements.terms import address, ports

_TERM = """
term *
  from
    source-address|destination-address|address *
      except
    source-prefix-list|destination-prefix-list|prefix-list *
      except
    protocol|protocol-except|next-header|next-header-except|payload-protocol|payload-protocol-except *
    port|source-port|destination-port|port-except|source-port-except|destination-port-except *
    icmp-type|icmp-code|icmp-type-except|icmp-code-except *
    tcp-established|tcp-initial|is-fragment|first-fragment
    tcp-flags|fragment-flags|fragment-offset|fragment-offset-except|dscp|dscp-except|precedence|precedence-except|ttl|
    ttl-except|ip-options|ip-options-except|packet-length|packet-length-except|forwarding-class|
    forwarding-class-except|interface|interface-group|interface-set|loss-priority|source-class|destination-class|
    traffic-class|traffic-class-except|hop-limit|hop-limit-except|extension-header|gre-key|prefix-action|
    flexible-match-mask|flexible-match-range|rat-type|redirect-reason|service-filter-hit|policy-map|learn-vlan-id|
    user-vlan-id|vlan|ether-type|ethertype|source-mac-address|destination-mac-address|dot1q-tag|dot1q-user-priority|
    exp|ip-version|esp-spi|ah-spi|vlan-ether-type|learn-vlan-1p-priority|user-vlan-1p-priority|l2-encap-type|arp-type|
    ip-protocol|ip-source-address|ip-destination-address|packet-type ...
  then
    accept|discard|log|syslog|sample|port-mirror|dont-fragment|service-accounting|service-filter-hit|packet-mode|
    fragment-flags
    reject
      *
    count|policer|loss-priority|forwarding-class|dscp|next|routing-instance|topology|next-interface|next-ip|next-ip6|
    logical-system|analyzer|prefix-action|three-color-policer|hierarchical-policer|traffic-class|interface|vlan|
    port-mirror-instance|encapsulate|decapsulate|l2-mirror|set|mirror|traffic-class-count|clear-policy-map|
    sample-instance|flood|skip|no-mac-learn|policer-set ...
  filter ...
"""
_FILTER = "\n".join(f"    {line}" for line in _TERM.strip().splitlines())
_DEEPER = "\n".join(f"    {line}" for line in _FILTER.splitlines())
SCHEMA = f"""
firewall
  filter *
    interface-specific|accounting-profile|enhanced-mode|physical-interface-filter|interface-shared|scale-optimized ...
{_FILTER}
  family
    inet|inet6|any|ethernet-switching|bridge|vpls|ccc|mpls
      filter *
        interface-specific|accounting-profile|enhanced-mode|physical-interface-filter|interface-shared|
        scale-optimized|promote ...
{_DEEPER}
      prefix-action|dialer-filter|service-filter|simple-filter|template|fast-update-filter ...
  policer|three-color-policer|hierarchical-policer|interface-set|load-balance-group|atm-policer|tunnel-end-point|
  policer-set|flexible-match ...
policy-options
  prefix-list *
    apply-path ...
    *
"""
_CONDITIONS = {"is-fragment", "first-fragment", "tcp-flags", "fragment-flags", "fragment-offset", "interface"}
_MAPPED = {"source-address", "destination-address", "address", "source-prefix-list", "destination-prefix-list",
           "prefix-list", "protocol", "protocol-except", "next-header", "next-header-except", "payload-protocol",
           "payload-protocol-except", "port", "source-port", "destination-port", "port-except", "source-port-except",
           "destination-port-except", "icmp-type", "icmp-code", "tcp-established", "apply-groups"}  # fmt: skip
_FULL = (0, PORT_MAX)


def read(config: Config) -> None:
    """Read prefix lists, then filters."""
    root, section = config.root, config.device.acls
    firewall = root.at("firewall")
    opened(section, firewall.unread, firewall.at("family").unread, root.at("policy-options").unread)
    for node in root.each("policy-options prefix-list"):
        config.prefixes[node.name] = _prefixes(node)
    for context, tree in config.contexts():
        where = tree.at("firewall")
        section.items += [_acl(config, node, "inet", context) for node in where.each("filter")]
        for family in where.each("family"):
            section.items += [_acl(config, node, family.name, context) for node in family.each("filter")]


def _prefixes(node: Node) -> tuple[Address, ...]:
    """A prefix list; one that is made by ``apply-path`` depends on other parts and stays unresolved."""
    if node.has("apply-path"):
        return (Address(ref=node.name, resolved=False),)
    return tuple(address(kid.name, node.name) or Address(ref=node.name, resolved=False) for kid in node.each())


def _acl(config: Config, node: Node, family: str, context: str) -> Acl:
    kinds: dict[str, Literal["advanced", "layer2"]] = {"inet": "advanced", "inet6": "advanced"}
    number: Literal[4, 6, 0] = 4 if family == "inet" else 6 if family == "inet6" else 0
    rules = [_rule(config, term, context) for term in node.each("term")]
    return Acl(
        name=node.name, kind=kinds.get(family, "layer2"), family=number, rules=rules,
        lines=(node.line,), unread=tuple(node.unread),
    )  # fmt: skip


def _rule(config: Config, node: Node, context: str) -> Rule:
    then, match = node.at("then"), node.at("from")
    action: Action = "other"
    if then.has("accept"):
        action = "permit"
    elif then.has("discard") or then.has("reject"):
        action = "deny"
    elif then and not any(
        then.has(word)
        for word in ("next", "routing-instance", "next-ip", "next-interface", "logical-system", "next-ip6")
    ):
        action = "permit"  # a term that only counts or marks accepts
    return Rule(
        name=node.name, action=action, lines=node.lines(),
        sources=_addresses(config, match, "source"), destinations=_addresses(config, match, "destination"),
        services=_services(match), logged=then.has("log") or then.has("syslog"), context=context,
        unread=tuple(node.doubts()),
    )  # fmt: skip


def _addresses(config: Config, match: Node, side: str) -> tuple[Address, ...]:
    """Addresses and prefix lists of one side; those marked ``except`` are taken off."""
    terms: list[Address] = []
    for word in (f"{side}-address", "address"):
        for node in match.each(word):
            found = address(node.name) or Address(other=node.name)
            terms.append(replace(found, excluded=True) if node.has("except") else found)
    for word in (f"{side}-prefix-list", "prefix-list"):
        for node in match.each(word):
            listed = config.prefixes.get(node.name, (Address(ref=node.name, resolved=False),))
            terms += [replace(term, excluded=node.has("except")) for term in listed]
    if terms and all(term.excluded for term in terms):
        terms.append(ANY_ADDRESS)
    return tuple(terms) or (ANY_ADDRESS,)


def _services(match: Node) -> tuple[Service, ...]:
    """Protocols times ports; conditions that have no number narrow them."""
    other = " ".join(kid.name for kid in match.each() if kid.name not in _MAPPED)
    protocols = [
        _protocol(word) for name in ("protocol", "next-header", "payload-protocol") for word in match.words(name)
    ]
    numbers: list[int | None] = [number for number in protocols if number is not None]
    if any(number is None for number in protocols) or any(
        match.has(f"{name}-except") for name in ("protocol", "next-header", "payload-protocol")
    ):
        other = f"{other} protocol".strip()
    if match.has("icmp-type") and not numbers:
        numbers = [1]
    source = _spans(match, "source-port")
    destination = _spans(match, "destination-port")
    either = match.words("port")
    if (
        source is None
        or destination is None
        or any(match.has(f"{name}-except") for name in ("port", "source-port", "destination-port"))
    ):
        other = f"{other} port".strip()
    services = [
        Service(protocol, low, high, established=match.has("tcp-established"), other=other, icmp=icmp)
        for protocol in numbers or [None]
        for low in source or [_FULL]
        for high in destination or [_FULL]
        for icmp in _icmp(match)
    ]
    for word in either:
        span = ports(word, PORTS) or _FULL
        services += [replace(one, destination=span) for one in services[:1]] + [
            replace(one, source=span) for one in services[:1]
        ]
    if either:
        services = services[1:]
    return tuple(services) or (ANY_SERVICE,)


def _protocol(word: str) -> int | None:
    return PROTOCOLS.get(word, integer(word))


def _spans(match: Node, word: str) -> list[tuple[int, int]] | None:
    """Intervals of ports; None when one is not known."""
    found = [ports(name, PORTS) for name in match.words(word)]
    return [span for span in found if span] if all(found) else None


def _icmp(match: Node) -> list[tuple[int | None, int | None]]:
    types = [ICMP_TYPES.get(word, integer(word)) for word in match.words("icmp-type")]
    return [(number, None) for number in types] or [(None, None)]
