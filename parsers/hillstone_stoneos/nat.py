"""Address translation: ``snatrule``, ``dnatrule`` and ``bnatrule`` in a virtual router, or in ``nat`` for trust-vr.

CLI guide 5.5R12, p. 338 ff.; 5.4 writes names of the address book bare. The place in the file is the order. A rule
without ``trans-to`` and ``no-trans`` was cut by a narrow terminal: it is not understood.
"""

from __future__ import annotations

from dengbao.model import ANY_SERVICE, Address, Nat
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hillstone_stoneos.interfaces import VROUTER
from parsers.hillstone_stoneos.objects import Book
from parsers.hillstone_stoneos.operands import subnet
from parsers.hillstone_stoneos.reader import split
from parsers.hillstone_stoneos.state import TOP_LINES, State
from parsers.ioslike.numbers import bounded

_ONE = frozenset({"ingress-interface", "from-zone", "to-zone", "service", "eif", "evr", "group", "schedule", "mode",
    "interface",
                  "zone", "port", "track-ip", "priority", "vrouter"})  # fmt: skip
_FLAGS = frozenset(
    {"log", "disable", "no-trans", "sticky", "round-robin", "redirect", "top", "load-balance", "bidirectional"}
)


@VROUTER.line("snatrule", "dnatrule", "bnatrule")
def _rule(at: tuple[Reading, str], _words: list[str], block: Block) -> bool:
    reading, vrouter = at
    state: State = reading.scratch
    words = split(block.text)
    kind = words[0][:-4]
    name = words[2] if words[1:2] == ["id"] and len(words) > 2 else str(block.number)  # noqa: PLR2004 - id N
    found: dict[str, list[str]] = {}
    understood = _parse(words[3:], found)
    record = Nat(name=f"{kind}-{name}", kind="source", lines=(block.number,), vrf=vrouter, context=state.context)
    record.enabled = "disable" not in found
    if not understood or not ({"trans-to", "no-trans", "real"} & set(found)):
        record.unread = (block.number,)
    if kind != "snat":
        record.kind = "destination"
        if kind == "bnat":
            record.kind = "static"
        elif found.get("from") and found["from"][-1].lower() == "any":
            record.kind = "server"
    if "no-trans" in found:
        record.kind = "exempt"
    record.interface = (found.get("eif") or found.get("interface") or found.get("ingress-interface") or [""])[0]
    record.source_zones = tuple(found.get("from-zone", ()))
    record.destination_zones = tuple(found.get("to-zone", ()))
    state.of("nat")[(state.context, record.name)] = (record, found)
    return not record.unread


def _parse(words: list[str], found: dict[str, list[str]]) -> bool:
    """Take the parts of a rule apart by their names."""
    while words:
        word, *rest = words
        if word in _FLAGS:
            found[word] = []
        elif word in _ONE and rest:
            found[word], rest = [rest[0]], rest[1:]
        elif word == "description":
            found[word], rest = rest, []
        elif word in {"from", "to", "trans-to", "virtual", "real", "source-trans-to"} and rest:
            size = 2 if rest[0] in {"ip", "address-book", "slb-server-pool"} and len(rest) > 1 else 1
            found[word], rest = rest[:size], rest[size:]
        else:
            return False
        words = rest
    return True


NAT: Table[tuple[Reading, str]] = Table()
NAT.line("snatrule", "dnatrule", "bnatrule")(_rule)


@TOP_LINES.line("nat", topic="nat")
def _nat(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.device.nat.unread.extend(reading.inside(block, NAT, (reading, "trust-vr")))
    return True


@VROUTER.line("nat")
def _inner(at: tuple[Reading, str], _words: list[str], block: Block) -> bool:
    at[0].device.nat.unread.extend(at[0].inside(block, NAT, at))
    return True


def finish(reading: Reading, books: dict[str, Book]) -> None:
    """Resolve operands and put the rules into the device."""
    nat = reading.device.nat
    nat.missing = ""
    for (context, _), (record, found) in reading.scratch.of("nat").items():
        book = books[context]
        record.sources = _operand(found.get("from") or found.get("real"), book)
        record.destinations = _operand(found.get("to") or found.get("virtual"), book)
        record.services = book.service(found["service"][0]) if "service" in found else (ANY_SERVICE,)
        target = found.get("trans-to")
        if target and record.kind != "exempt":
            terms = (Address(other="出接口地址"),) if target[0] == "eif-ip" else _operand(target, book)
            if record.kind == "source":
                record.translated_sources = terms
            else:
                record.translated_destinations = terms
        if record.kind == "static":
            record.translated_destinations = _operand(found.get("real"), book)
        port = bounded(found["port"][0], 0, 65535) if "port" in found else None
        record.translated_ports = (port, port) if port is not None else None
        nat.items.append(record)


def _operand(words: list[str] | None, book: Book) -> tuple[Address, ...]:
    if not words:
        return (Address(),)
    if words[0] == "ip":
        found = subnet(words[1:])
        return (found,) if found else (Address(ref=words[-1], resolved=False),)
    if words[0] == "slb-server-pool":
        return (Address(other=f"服务器池 {words[-1]}"),)
    name = words[-1]
    plain = subnet([name]) if name not in book.addresses else None
    return (plain,) if plain else book.address(name)
