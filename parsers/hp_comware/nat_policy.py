"""The global NAT policy of SecPath (H3C SecPath NAT reference; command list h3c.com 2152823)."""

from __future__ import annotations

from msgspec import Struct

from dengbao.model import Address, Nat, Service
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware import terms
from parsers.hp_comware.objects import protocol_service
from parsers.hp_comware.table import TOP, plain, text_after
from parsers.hp_comware.terms import V4, V6, any_of
from parsers.ioslike.numbers import bounded


class View(Struct):
    """The global policy."""

    reading: Reading


class RuleScope(Struct):
    """A rule of the global policy being read."""

    reading: Reading
    record: Nat
    sources: list[Address] = []
    destinations: list[Address] = []
    services: list[Service] = []


VIEW: Table[View] = Table()
CRITERIA: Table[RuleScope] = Table()


@TOP.line("nat global-policy", "nat policy", topic="nat")
def global_policy(reading: Reading, _words: list[str], block: Block) -> bool:
    """``nat global-policy`` with its rules."""
    reading.device.nat.unread.extend(reading.inside(block, VIEW, View(reading)))
    return True


@VIEW.line("rule name")
def rule(view: View, _words: list[str], block: Block) -> bool:
    """``rule name R [type ...]`` with criteria and action."""
    reading = view.reading
    record = Nat(name=text_after(block, 2).partition(" type ")[0], kind="source", lines=tuple(reading.numbers(block)))
    scope = RuleScope(reading, record, [], [], [])
    record.unread = reading.inside(block, CRITERIA, scope)
    record.sources = tuple(scope.sources) or (any_of(V4),)
    record.destinations = tuple(scope.destinations) or (any_of(V4),)
    record.services = tuple(scope.services) or (Service(),)
    reading.device.nat.items.append(record)
    return bool(record.name)


plain(VIEW, "quit", "description")


@CRITERIA.line("source-zone", "destination-zone")
def zones(scope: RuleScope, words: list[str], block: Block) -> bool:
    """``source-zone Z``."""
    name = text_after(block, 1)
    found = () if name.lower() == "any" else (name,)
    if words[0] == "source-zone":
        scope.record.source_zones += found
    else:
        scope.record.destination_zones += found
    return bool(name)


@CRITERIA.line("source-ip", "destination-ip")
def address(scope: RuleScope, words: list[str], block: Block) -> bool:
    """``source-ip GROUP|host A|subnet A LEN|range A B``."""
    family = V6 if ":" in block.text else V4
    found: Address | None
    match words[1:]:
        case ["host", word]:
            found = terms.host(word, family)
        case ["subnet", word, mask]:
            found = terms.subnet(word, mask, family)
        case ["range", low, high]:
            found = terms.between(low, high, family)
        case [name]:
            found = any_of(V4) if name.lower() == "any" else Address(ref=name.strip('"'), resolved=False)
        case _:
            found = None
    if found is not None:
        (scope.sources if words[0] == "source-ip" else scope.destinations).append(found)
    return found is not None


@CRITERIA.line("service", "service-port")
def service(scope: RuleScope, words: list[str], block: Block) -> bool:
    """``service GROUP``, ``service-port tcp destination eq 80``."""
    if words[0] == "service":
        scope.services.append(Service(ref=text_after(block, 1).strip('"'), resolved=False))
        return len(words) > 1
    found = protocol_service(words[1:])
    scope.services.extend(found or ())
    return found is not None


@CRITERIA.line("action")
def action(scope: RuleScope, words: list[str], _block: Block) -> bool:
    """``action snat address-group|easy-ip|static ...|no-nat``, ``action dnat ip-address A [local-port P]``."""
    record = scope.record
    match words[1:]:
        case ["snat" | "dnat", "no-nat"]:
            record.kind = "exempt"
        case ["snat", "static", *_]:
            record.kind = "static"
        case ["snat", "address-group" | "easy-ip" | "object-group" | "ip-address" | "pat" | "no-pat" | "dynamic", *_]:
            record.kind = "source"
        case ["dnat", "ip-address" | "object-group" as kind, target, *options]:
            record.kind = "server"
            found = terms.host(target) if kind == "ip-address" else Address(ref=target, resolved=False)
            record.translated_destinations = () if found is None else (found,)
            number = bounded(options[1], 0, 65535) if options[:1] == ["local-port"] and len(options) > 1 else None
            record.translated_ports = None if number is None else (number, number)
            return found is not None
        case _:
            return False
    return True


@CRITERIA.line("disable", "undo disable")
def disable(scope: RuleScope, words: list[str], _block: Block) -> bool:
    """``disable``."""
    scope.record.enabled = words[0] == "undo"
    return True


plain(
    CRITERIA,
    "description",
    "counting",
    "undo counting",
    "vrf",
    "outbound-interface",
    "inbound-interface",
    "vrrp",
    "snat-vrf",
    "quit",
)
