"""NAT of an SRX: rule sets of source, destination and static rules (NAT guide)."""

from __future__ import annotations

from dengbao.model import ANY_ADDRESS, ANY_SERVICE, Address, Nat, Service
from parsers.ioslike.numbers import integer
from parsers.juniper_junos.names import PROTOCOLS
from parsers.juniper_junos.objects import Books
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node
from parsers.statements.terms import address, between, ports

_MATCH = """
        match
          source-address|destination-address|source-address-name|destination-address-name|protocol|application *
          source-port|destination-port *
            to =
        description =
"""
SCHEMA = f"""
security
  nat
    source
      pool *
        address *
          to =
        host-address-base|overflow-pool|address-pooling|port|routing-instance|pool-utilization-alarm|
        address-persistent|description|ei-mapping-timeout|limit-port|port-overloading-factor|address-shared|
        mapping-timeout ...
      rule-set *
        description =
        from|to
          zone|interface|routing-instance|routing-group *
        rule *
{_MATCH.replace(chr(10) + "        ", chr(10) + "          ")}
          then
            source-nat
              off
              interface
                persistent-nat ...
              pool *
                persistent-nat ...
                *
              rule-session-count-alarm ...
      interface|port-round-robin|address-persistent|pool-default-port-range|pool-default-twin-port-range|
      pool-utilization-alarm|port-randomization|session-persistence-scan|session-drop-hold-down|port-overloading|
      port-overloading-factor|traceoptions|pool-distribution|pool-group|natv6v4 ...
    destination
      pool *
        description =
        address *
          to|port =
        port|routing-instance ...
      rule-set *
        description =
        from|to
          zone|interface|routing-instance|routing-group *
        rule *
{_MATCH.replace(chr(10) + "        ", chr(10) + "          ")}
          then
            destination-nat
              off
              pool *
              rule-session-count-alarm ...
      port-forwarding ...
    static
      rule-set *
        description =
        from
          zone|interface|routing-instance|routing-group *
        rule *
{_MATCH.replace(chr(10) + "        ", chr(10) + "          ")}
          then
            static-nat
              prefix|prefix-name *
                mapped-port *
                  to =
                routing-instance =
              inet|nptv6-prefix|nptv6-prefix-name|rule-session-count-alarm ...
              prefix-name
                routing-instance =
    proxy-arp|proxy-ndp|traceoptions|natv6v4|allow-overlapping-pools ...
"""


def read(config: Config) -> None:
    """Read translations in the order static, destination, source."""
    section = config.device.nat
    opened(section, config.root.at("security nat").unread)
    if not config.firewall:
        section.none = "没有配置 NAT"
    for context, tree in config.contexts():
        nat, books = tree.at("security nat"), config.books[context]
        for kind in ("static", "destination", "source"):
            for rules in nat.each(f"{kind} rule-set"):
                for node in rules.kid("rule").kids.values():
                    section.items.append(_rule(nat.at(kind), rules, node, kind, books, context))


def _rule(  # noqa: PLR0913, PLR0917 - a rule with all that it stands in
    part: Node, rules: Node, node: Node, kind: str, books: Books, context: str
) -> Nat:
    match, then = node.at("match"), node.at(f"then {kind}-nat")
    sources, targets = tuple(rules.words("from zone")), tuple(rules.words("to zone"))
    pool = part.at("pool").kid(then.word("pool"))
    translated = _translated(then, pool, books)
    nat = Nat(
        name=f"{rules.name}/{node.name}", kind="exempt" if then.has("off") else kind,  # type: ignore[arg-type]
        lines=node.lines(), enabled=not node.inactive, interface=" ".join(rules.words("from interface")),
        source_zones=sources, destination_zones=targets, sources=_side(match, "source", books, sources),
        destinations=_side(match, "destination", books, targets), services=_services(match),
        vrf=" ".join(rules.words("from routing-instance")), context=context,
        unread=() if node.inactive else (*node.doubts(), *rules.unread, *pool.doubts()),
    )  # fmt: skip
    if kind == "source":
        nat.translated_sources = translated
    else:
        nat.translated_destinations = translated
    port = next((integer(kid.word("port")) for kid in pool.each("address") if kid.has("port")), None)
    if port is None:
        port = next(
            (integer(kid.name) for kid in then.each() for kid in kid.each() for kid in kid.each("mapped-port")), None
        )
    if port is not None:
        nat.translated_ports = (port, port)
    return nat


def _side(match: Node, side: str, books: Books, zones: tuple[str, ...]) -> tuple[Address, ...]:
    terms = [address(word) or Address(other=word) for word in match.words(f"{side}-address")]
    names = match.words(f"{side}-address-name")
    if names:
        terms += books.resolve(names, zones[0] if len(zones) == 1 else "")
    return tuple(terms) or (ANY_ADDRESS,)


def _services(match: Node) -> tuple[Service, ...]:
    numbers = [PROTOCOLS.get(word, integer(word)) for word in match.words("protocol")]
    spans = []
    for node in match.each("destination-port"):
        found = ports(f"{node.name}-{node.word('to')}" if node.has("to") else node.name)
        if found:
            spans.append(found)
    if not numbers and not spans:
        return (ANY_SERVICE,)
    return tuple(Service(number, destination=span) for number in numbers or [None] for span in spans or [(0, 65535)])


def _translated(then: Node, pool: Node, books: Books) -> tuple[Address, ...]:
    terms = [
        between(kid.name.partition("/")[0], kid.word("to").partition("/")[0]) if kid.has("to") else address(kid.name)
        for kid in pool.each("address")
    ]
    terms += [address(word) for word in then.words("prefix")]
    terms += list(books.resolve([word for word in then.words("prefix-name") if word != "routing-instance"], ""))
    return tuple(term for term in terms if term)
