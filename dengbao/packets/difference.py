"""Two versions of a policy, compared as what they do: packets that became allowed, packets that became blocked.

A packet on which two versions differ falls, in one of them, to a rule that was added, removed, changed or moved (else
both rules that decide would stand in both versions, each before the other). So only what falls to those is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from msgspec import Struct

from dengbao.packets.packet import Packet, packet_of
from dengbao.packets.ruleset import Entry, Ordered, Ruleset
from dengbao.packets.space import EVERYTHING, Box


class Change(Struct, frozen=True):
    """A packet on which two versions differ: allowed now or not, and what decides in each (None: the default)."""

    allowed: bool
    packet: Packet
    old: Entry | None
    new: Entry | None


def difference(old: Ruleset, new: Ruleset) -> list[Change]:
    """Compare two versions of the rules of one device.

    Returns:
        A packet for each pair of rules of which one decided before and the other decides now, otherwise. None: they let
        the same packets through.

    Raises:
        Undecided: lines or names of either were not understood.
        BudgetError: the changes are too many to look at.
    """
    for ruleset in (old, new):
        if not ruleset.is_clear:
            raise ruleset.doubt()
    old, new = _common(old, new)
    sides = [ruleset.ordered(closed=True) for ruleset in (old, new)]
    found: dict[tuple[int, int], Change] = {}
    changed = _changed(*sides)
    for was_new, numbers in ((False, changed[0]), (True, changed[1])):
        here, there = (sides[1], sides[0]) if was_new else (sides[0], sides[1])
        for part, number in _regions(here, numbers):
            allowed_here = here.default if number is None else here.permits[number]
            for shared, other in _opposed(there, part, allowed=allowed_here):
                pair = (other, number) if was_new else (number, other)
                before, now = (None if one is None else side.owners[one] for one, side in zip(pair, sides, strict=True))
                key = (before.place if before else -1, now.place if now else -1)
                if key not in found:
                    found[key] = Change(allowed_here == was_new, packet_of(shared, new.zones), before, now)
    return [found[key] for key in sorted(found)]


def _common(*versions: Ruleset) -> list[Ruleset]:
    """Both versions with their zones numbered alike."""
    zones = tuple(sorted({zone for version in versions for zone in version.zones}))
    return [version.renumbered(zones) for version in versions]


def _changed(old: Ordered, new: Ordered) -> tuple[list[int | None], list[int | None]]:
    """The boxes of each version that are not the other's, in the same order; the defaults (None) when they differ."""
    before, after = (list(zip(side.index.boxes, side.permits, strict=True)) for side in (old, new))
    gone: list[int | None] = []
    come: list[int | None] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += range(a, b)
            come += range(c, d)
    if old.default != new.default:
        gone.append(None)
        come.append(None)
    return gone, come


def _regions(side: Ordered, numbers: list[int | None]) -> Iterator[tuple[Box, int | None]]:
    """What falls to each of these boxes, or to none."""
    for number in numbers:
        box = EVERYTHING if number is None else side.index.boxes[number]
        for part in side.index.pieces(box, number):
            yield part, number


def _opposed(side: Ordered, part: Box, *, allowed: bool) -> Iterator[tuple[Box, int | None]]:
    """The parts of a box on which a version decides otherwise."""
    wanted = side.denying if allowed else side.permitting
    yield from side.index.falling(part, wanted, rest=side.default != allowed)
