"""Packet filter chains of Linux, whatever program wrote them, lowered to ordered rules.

Chains call each other; a rule of a called chain matches what every call on the way matched too. What has no place in
the model (a rate, a mark, a match of an extension) makes a rule inexact: as a permit it may match everything that its
other terms match, as a denial it proves nothing (see ``dengbao.packets``).
"""

from __future__ import annotations

import itertools
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from dengbao.model import IPV4_MAX, IPV6_MAX, Address, Service
from dengbao.model.terms import PORT_MAX

Interval = tuple[int, int]
Range = tuple[int, int, int]
"""An address range: family 4 or 6, lowest, highest."""

Verdict = Literal["accept", "drop", "jump", "goto", "return", "continue", "other"]
_MOST = 20_000
_DEEPEST = 16  # calls; the kernel allows no more (nft(8))
_TOP = {4: IPV4_MAX, 6: IPV6_MAX}


class Match(Struct, frozen=True):
    """What a packet must be; None for any. ``other`` are the terms that have no numbers."""

    sources: tuple[Range, ...] | None = None
    destinations: tuple[Range, ...] | None = None
    protocols: tuple[int, ...] | None = None
    source_ports: tuple[Interval, ...] | None = None
    ports: tuple[Interval, ...] | None = None
    icmp: tuple[int, ...] | None = None
    inward: str = ""
    outward: str = ""
    established: bool = False
    other: tuple[str, ...] = ()
    never: bool = False

    @property
    def everything(self) -> bool:
        """Whether it matches every packet of its family."""
        return self == Match()

    def __and__(self, also: Match) -> Match:
        """Give what both match."""
        return Match(
            sources=_both_ranges(self.sources, also.sources),
            destinations=_both_ranges(self.destinations, also.destinations),
            protocols=_both(self.protocols, also.protocols),
            source_ports=_both_intervals(self.source_ports, also.source_ports),
            ports=_both_intervals(self.ports, also.ports),
            icmp=_both(self.icmp, also.icmp),
            inward=self.inward or also.inward,
            outward=self.outward or also.outward,
            established=self.established or also.established,
            other=tuple(dict.fromkeys((*self.other, *also.other))),
            never=self.never
            or also.never
            or any(
                one and two and one != two for one, two in ((self.inward, also.inward), (self.outward, also.outward))
            ),
        )

    @property
    def empty(self) -> bool:
        """Whether no packet can match."""
        parts = (self.sources, self.destinations, self.protocols, self.source_ports, self.ports, self.icmp)
        return self.never or any(part == () for part in parts)

    def addresses(self, ranges: tuple[Range, ...] | None, family: Literal[0, 4, 6]) -> tuple[Address, ...]:
        """Give ranges as terms of a rule."""
        if ranges is None:
            return (Address() if family == 0 else Address(0, _TOP[family], family),)
        return tuple(Address(low, high, 4 if of == 4 else 6) for of, low, high in ranges)  # noqa: PLR2004

    def services(self) -> tuple[Service, ...]:
        """Give protocols and ports as terms of a rule."""
        return tuple(
            Service(
                protocol=protocol,
                source=source,
                destination=target,
                icmp=(kind, None),
                established=self.established,
            )
            for protocol, source, target, kind in itertools.product(
                self.protocols or (None,),
                self.source_ports or ((0, PORT_MAX),),
                self.ports or ((0, PORT_MAX),),
                self.icmp if self.icmp is not None else (None,),
            )
        )


class Step(Struct, kw_only=True):
    """One rule of a chain: what it matches, what becomes of it, where it stands."""

    line: int
    match: Match
    verdict: Verdict
    target: str = ""
    name: str = ""


class Chain(Struct, kw_only=True):
    """A chain. ``hook`` is empty where packets come only by a call; ``policy`` is what happens at its end."""

    name: str
    family: Literal[0, 4, 6]
    line: int
    hook: str = ""
    priority: int = 0
    policy: Literal["accept", "drop"] = "accept"
    steps: list[Step] = field(default_factory=list)
    logged: bool = False


class Flat(Struct, kw_only=True):
    """One rule after lowering; ``unread`` where it could not be."""

    match: Match
    permits: bool | None
    lines: tuple[int, ...]
    name: str = ""
    unread: bool = False


def flatten(chain: Chain, chains: dict[str, Chain]) -> list[Flat]:
    """Lower a base chain to rules, in the order in which the kernel tries them.

    Args:
        chain: where packets come in.
        chains: all chains of its table by name.

    Returns:
        The rules without the policy. What cannot be lowered (a ``return`` in a called chain before its end, calls
        beyond all depth) is a rule marked unread.
    """
    found: list[Flat] = []
    _into(found, chain, chains, Match(), (), top=True)
    return found


def _into(  # noqa: PLR0913 - the state of a walk
    found: list[Flat], chain: Chain, chains: dict[str, Chain], outer: Match, way: tuple[int, ...], *, top: bool
) -> None:
    for place, step in enumerate(chain.steps):
        match = outer & step.match
        lines = (step.line, *way)
        if match.empty or step.verdict == "continue":
            continue
        if step.verdict in {"accept", "drop"}:
            found.append(Flat(match=match, permits=step.verdict == "accept", lines=lines, name=step.name))
            if step.match.everything:
                return
        elif step.verdict in {"jump", "goto"}:
            if _call(found, step, chains, match, lines, last=place == len(chain.steps) - 1):
                return
        elif step.verdict == "return":
            if step.match.everything:
                if top and chain.policy == "drop":
                    found.append(Flat(match=match, permits=False, lines=lines, name=step.name))
                return
            found.append(Flat(match=match, permits=None, lines=lines, name=step.name, unread=True))
        else:
            found.append(Flat(match=match, permits=None, lines=lines, name=step.name))


def _call(  # noqa: PLR0913 - the state of a walk
    found: list[Flat], step: Step, chains: dict[str, Chain], match: Match, lines: tuple[int, ...], *, last: bool
) -> bool:
    """Lower a call; tell whether nothing comes back from it."""
    inner = chains.get(step.target)
    left_open = Flat(match=match, permits=None, lines=lines, name=step.name, unread=True)
    if inner is None or len(lines) > _DEEPEST or len(found) > _MOST:
        found.append(left_open)
        return False
    _into(found, inner, chains, match, lines, top=False)
    ends = _ends(inner, chains)
    if step.verdict == "goto" and not last and not ends:
        found.append(left_open)
    return ends and step.match.everything


def _ends(chain: Chain, chains: dict[str, Chain], depth: int = 0) -> bool:
    """Whether no packet leaves a chain undecided."""
    for step in chain.steps:
        if step.match.everything and step.verdict in {"accept", "drop"}:
            return True
        if step.match.everything and step.verdict in {"jump", "goto"} and depth < _DEEPEST and step.target in chains:  # noqa: SIM102
            if _ends(chains[step.target], chains, depth + 1):
                return True
        if step.verdict == "return":
            return False
    return False


def without(ranges: tuple[Range, ...], families: tuple[int, ...]) -> tuple[Range, ...]:
    """Give all addresses of some families but these."""
    found: list[Range] = []
    for family in families:
        low = 0
        for _, first, last in sorted(one for one in ranges if one[0] == family):
            if first > low:
                found.append((family, low, first - 1))
            low = max(low, last + 1)
        if low <= _TOP[family]:
            found.append((family, low, _TOP[family]))
    return tuple(found)


def other_ports(ports: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """Give all ports but these."""
    found, low = [], 0
    for first, last in sorted(ports):
        if first > low:
            found.append((low, first - 1))
        low = max(low, last + 1)
    return (*found, (low, PORT_MAX)) if low <= PORT_MAX else tuple(found)


def narrowed(match: Match, term: str) -> Match:
    """Give a match that has one more term without numbers."""
    return replace(match, other=(*match.other, term))


def _both(one: tuple[int, ...] | None, two: tuple[int, ...] | None) -> tuple[int, ...] | None:
    if one is None or two is None:
        return two if one is None else one
    return tuple(value for value in one if value in two)


def _both_intervals(one: tuple[Interval, ...] | None, two: tuple[Interval, ...] | None) -> tuple[Interval, ...] | None:
    if one is None or two is None:
        return two if one is None else one
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in two)
    return tuple((low, high) for low, high in pairs if low <= high)


def _both_ranges(one: tuple[Range, ...] | None, two: tuple[Range, ...] | None) -> tuple[Range, ...] | None:
    if one is None or two is None:
        return two if one is None else one
    pairs = ((f, max(a, c), min(b, d)) for f, a, b in one for g, c, d in two if f == g)
    return tuple((family, low, high) for family, low, high in pairs if low <= high)
