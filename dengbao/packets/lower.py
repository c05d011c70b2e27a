"""Rules as boxes: what a rule of the model matches, put into numbers.

What has no numbers (a domain name, a country) matches at most everything and at least nothing, and so does a name that
could not be resolved. The caller says, for either, which bound it wants; an excluded operand turns the bound round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain, groupby, product

from msgspec import Struct

from dengbao.model import Address, Rule, Service, Undecided
from dengbao.model.terms import IPV4_MAX, IPV6_MAX, PORT_MAX
from dengbao.packets.space import (
    BARE,
    DATAGRAM,
    ECHO,
    ICMP_MAX,
    IPV4,
    IPV6,
    PLACE,
    STREAM,
    ZONE_MAX,
    Box,
    Interval,
    merged,
    subtract,
)

MOST_BOXES = 20_000
"""Boxes of one rule: more groups of groups than that, and there is no answer."""
_MOST_WILD = 10
"""Do-not-care bits above the lowest run: each doubles the intervals."""
_TOP = {4: IPV4_MAX, 6: IPV6_MAX}
_FAMILIES = ((4, IPV4), (6, IPV6))
_WHOLE: Box = ((0, PORT_MAX), (0, STREAM[1]), (0, PORT_MAX), (0, 1))


class Reading(Struct, frozen=True):
    """How to read what has no numbers: ``other`` and ``unread`` say whether it matches everything, or else nothing."""

    other: bool
    unread: bool

    def widens(self, term: Address | Service) -> bool | None:
        """Whether a term without numbers matches everything; None for a term with numbers."""
        if not term.resolved:
            return self.unread
        return self.other if term.other else None


def is_exact(rule: Rule) -> bool:
    """Whether every reading of a rule is the same."""
    return all(term.resolved and not term.other for term in _terms(rule))


def is_resolved(rule: Rule) -> bool:
    """Whether all names that a rule uses are known."""
    return all(term.resolved for term in _terms(rule))


def _terms(rule: Rule) -> Iterable[Address | Service]:
    return chain[Address | Service](rule.sources, rule.destinations, rule.services)


class Operands(Struct, frozen=True):
    """What a rule matches, zones aside: any of the destinations with any of the sources and any of the services.

    Addresses are by IP version; services are boxes over destination port, protocol, source port and established.
    """

    destinations: dict[int, list[Interval]]
    sources: dict[int, list[Interval]]
    services: list[Box]


def operands(rule: Rule, reading: Reading) -> Operands:
    """What a rule matches, side by side and not multiplied out.

    Raises:
        Undecided: a wildcard mask has too many holes.
    """
    destinations, sources = (
        {number: _addresses(terms, number, reading) for number, _ in _FAMILIES}
        for terms in (rule.destinations, rule.sources)
    )
    return Operands(destinations, sources, _services(rule.services, reading))


def boxes(rule: Rule, zones: Sequence[str], reading: Reading) -> tuple[Box, ...]:
    """What a rule matches.

    Args:
        rule: enabled or not.
        zones: all zones that the rules name, lower-cased, sorted; a zone's place is its number.
        reading: what to make of operands without numbers.

    Returns:
        Boxes, not always disjoint; none when it matches nothing.

    Raises:
        Undecided: it would take too many.
    """
    sides = operands(rule, reading)
    tails = sides.services
    leaving, entering = _zones(rule.source_zones, zones), _zones(rule.destination_zones, zones)
    found: list[Box] = []
    heads = [(family, sides.destinations[number], sides.sources[number]) for number, family in _FAMILIES]
    for family, destinations, sources in _joined(heads):
        if len(destinations) * len(sources) * len(tails) * len(leaving) * len(entering) > MOST_BOXES:
            raise Undecided(f"规则“{rule.name}”展开后过大(地址与服务的组合超过 {MOST_BOXES} 个)", rule.lines)
        found += [
            (to, start, *tail[:3], one, other, family, tail[3])
            for to, start, tail, one, other in product(destinations, sources, tails, leaving, entering)
        ]
    return tuple(found)


_Head = tuple[int, list[Interval], list[Interval]]


def _joined(heads: list[_Head]) -> list[tuple[Interval, list[Interval], list[Interval]]]:
    """Join the families where both are open to any address, as most rules are."""
    whole = all(sides == ([(0, _TOP[number])],) * 2 for (_, *each), (number, _) in zip(heads, _FAMILIES, strict=True)
                for sides in [tuple(each)])  # fmt: skip
    if whole:
        return [((IPV4, IPV6), [(0, IPV6_MAX)], [(0, IPV6_MAX)])]
    return [((family, family), to, start) for family, to, start in heads if to and start]


def _addresses(terms: tuple[Address, ...], family: int, reading: Reading) -> list[Interval]:
    everything = (0, _TOP[family])
    inside: list[Interval] = []
    outside: list[Interval] = []
    for term in terms:
        widens = reading.widens(term)
        if widens is None:
            if term.family in {0, family}:
                (outside if term.excluded else inside).extend(_intervals(term, _TOP[family]))
        elif widens != term.excluded:
            (outside if term.excluded else inside).append(everything)
    if terms and all(term.excluded for term in terms):
        inside = [everything]
    return [part for whole in merged(inside) for part in _without(whole, merged(outside))]


def _without(whole: Interval, taken: list[Interval]) -> list[Interval]:
    rest = [(whole,)]
    for cut in taken:
        rest = [part for one in rest for part in subtract(one, (cut,))]  # type: ignore[misc]
    return [part[0] for part in rest]


def _intervals(term: Address, top: int) -> list[Interval]:
    """The addresses of a term with numbers; a mask with holes gives one interval for each setting of its high bits."""
    if not term.wildcard:
        return [(term.low, min(term.high, top))] if term.low <= top else []
    run = 1
    while term.wildcard & run:
        run <<= 1
    high_bits = [1 << bit for bit in range(run.bit_length() - 1, 128) if term.wildcard >> bit & 1]
    if len(high_bits) > _MOST_WILD:
        raise Undecided(f"通配掩码的空洞过多({len(high_bits)} 位)")
    base = term.low & ~term.wildcard
    starts = reduce(lambda known, bit: known + [start | bit for start in known], high_bits, [base])
    return [(start, start | (run - 1)) for start in starts]


def _services(terms: tuple[Service, ...], reading: Reading) -> list[Box]:
    """Boxes over destination port, protocol, source port and established."""
    inside: list[Box] = []
    outside: list[Box] = []
    for term in terms:
        widens = reading.widens(term)
        if widens is None:
            (outside if term.excluded else inside).extend(_rectangles(term))
        elif widens != term.excluded:
            (outside if term.excluded else inside).append(_WHOLE)
    if terms and all(term.excluded for term in terms):
        inside = [_WHOLE]
    for cut in outside:
        inside = [part for one in inside for part in subtract(one, cut)]
    return _fewer(inside)


def _rectangles(term: Service) -> list[Box]:
    ports, sources = term.destination, term.source
    if term.established:
        return [(ports, STREAM, sources, (1, 1))]
    if term.protocol is None:
        if ports == sources == (0, PORT_MAX):
            return [_WHOLE]
        return [(ports, STREAM, sources, (0, 1)), (ports, DATAGRAM, sources, (0, 0))]
    place = PLACE[term.protocol]
    at = (place, place)
    if place == STREAM[0]:
        return [(ports, at, sources, (0, 1))]
    if place <= BARE[1]:
        return [((0, 0), at, (0, 0), (0, 0))]
    if place <= ECHO[1]:
        kind, code = ((0, ICMP_MAX) if value is None else (value, value) for value in term.icmp)
        return [(code, at, kind, (0, 0))]
    return [(ports, at, sources, (0, 0))]


def _fewer(rectangles: list[Box]) -> list[Box]:
    """Join neighbouring destination ports of the same protocol."""
    if len(rectangles) < 2:  # noqa: PLR2004 - nothing to join
        return rectangles
    by_rest = groupby(sorted(rectangles, key=lambda one: one[1:]), key=lambda one: one[1:])
    return [(ports, *rest) for rest, group in by_rest for ports in merged(one[0] for one in group)]


def _zones(names: tuple[str, ...], zones: Sequence[str]) -> list[Interval]:
    if not names:
        return [(0, ZONE_MAX)]
    return merged((place, place) for place in (zones.index(name.casefold()) for name in names))
