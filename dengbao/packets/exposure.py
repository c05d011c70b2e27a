"""What a ruleset lets through: a packet that proves it, and the rule that decides; or that nothing passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from dengbao.packets.packet import Packet, packet_of
from dengbao.packets.ruleset import Entry, Ordered, Ruleset
from dengbao.packets.space import IPV4, IPV6, Axis, Box, intersection, narrowed


class Passing(Struct, frozen=True):
    """A packet that passes. ``entry`` decides on it, None for the default; ``query`` is its box's place."""

    packet: Packet
    entry: Entry | None
    query: int


def passing(ruleset: Ruleset, queries: Iterable[Box]) -> list[Passing]:
    """One packet for each of the boxes from which any passes.

    Args:
        ruleset: what decides.
        queries: sets of packets, such as a forbidden service from a zone to a network.

    Returns:
        Packets that pass for certain; none means that nothing of the boxes can pass.

    Raises:
        Undecided: nothing passes for certain, but lines or names that were not understood might let something through.
    """
    asked = list(queries)
    found = [one for one in (_first(ruleset, query, place, closed=True) for place, query in enumerate(asked)) if one]
    if not found and any(_first(ruleset, query, place, closed=False) for place, query in enumerate(asked)):
        raise ruleset.doubt()
    return found


def deciding(ruleset: Ruleset, queries: Iterable[Box]) -> list[Passing]:
    """One packet for each rule and box: every rule that lets any of it through, not the first alone.

    Raises:
        Undecided: as for ``passing``.
    """
    asked = list(queries)
    found = [one for place, query in enumerate(asked) for one in _each(ruleset, query, place)]
    if not found and any(_first(ruleset, query, place, closed=False) for place, query in enumerate(asked)):
        raise ruleset.doubt()
    return found


def permitted(ruleset: Ruleset, query: Box, *, closed: bool) -> Iterator[tuple[Box, Entry | None]]:
    """Part what passes of a box by the rule that decides, in one reading: disjoint boxes of packets.

    Raises:
        BudgetError: there are too many parts.
    """
    ordered = ruleset.ordered(closed=closed)
    for part, number in ordered.index.falling(query, ordered.permitting, rest=ordered.default):
        yield part, None if number is None else ordered.owners[number]


def exceptions(ruleset: Ruleset) -> list[tuple[Entry, list[Entry]]]:
    """What each permit lets through, said in rules: the packets of the first but for those of the others before it."""
    ordered = ruleset.ordered(closed=True)
    result = []
    for entry in ruleset.entries:
        if entry.permits:
            before = ordered.starts[entry.place]
            numbers = {number for box in entry.most for number in ordered.index.overlapping(box, before)}
            owners = {owner.place: owner for number in numbers
                      if not ordered.permits[number] and (owner := ordered.owners[number])}  # fmt: skip
            result.append((entry, [owners[place] for place in sorted(owners)]))
    return result


def effective_words(ruleset: Ruleset) -> list[str]:
    """The permitted set as people read it, a line for each permit: ``规则 N,除去规则 a、b``."""
    lines = []
    for entry, others in exceptions(ruleset):
        but = f",除去规则 {'、'.join(other.rule.name for other in others)}" if others else ""
        lines.append(f"规则 {entry.rule.name}{but}{entry.condition.words()}")
    return lines + (["其余(默认放行)"] if ruleset.default else [])


def _first(ruleset: Ruleset, query: Box, place: int, *, closed: bool) -> Passing | None:
    ordered = ruleset.ordered(closed=closed)
    for box in _plain_first(query):
        for part, number in ordered.index.falling(box, ordered.permitting, rest=ordered.default):
            return Passing(packet_of(part, ruleset.zones), None if number is None else ordered.owners[number], place)
    return None


def _each(ruleset: Ruleset, query: Box, place: int) -> Iterator[Passing]:
    ordered = ruleset.ordered(closed=True)
    seen: set[int] = set()
    for number in ordered.index.overlapping(query):
        entry = ordered.owners[number]
        if not ordered.permits[number] or entry is None or entry.place in seen:
            continue
        shared = intersection(query, ordered.index.boxes[number])
        if shared and (part := _left(ordered, shared, number)):
            seen.add(entry.place)
            yield Passing(packet_of(part, ruleset.zones), entry, place)
    if ordered.default and (part := _left(ordered, query, None)):
        yield Passing(packet_of(part, ruleset.zones), None, place)


def _left(ordered: Ordered, box: Box, before: int | None) -> Box | None:
    found = (ordered.index.uncovered(part, before) for part in _plain_first(box))
    return next((part for part in found if part), None)


def _plain_first(box: Box) -> Iterable[Box]:
    """Look among IPv4 packets first: a witness of the kind that people know."""
    return (narrowed(box, [(Axis.FAMILY, (IPV4, IPV4))]), box) if box[Axis.FAMILY] == (IPV4, IPV6) else (box,)
