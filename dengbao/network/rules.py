"""Rules in order, laid over cells: what of a set falls to which rule, first match first."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from dengbao.network.cells import Cells
from dengbao.network.space import Cuts, Space
from dengbao.packets.block import Block, members_of
from dengbao.packets.lower import Operands, operands
from dengbao.packets.ruleset import Ruleset

_MANY = 48  # rules from which on it pays to look for those that can match
_UNREAD = -1  # the place of lines that were not understood


class Line(Struct, frozen=True):
    """One rule in one reading: its place, whether it permits, and its operands (None: it may match anything)."""

    place: int
    permits: bool
    operands: Operands | None
    source_zones: frozenset[str]
    destination_zones: frozenset[str]

    def applies(self, zones: Sequence[str]) -> bool:
        """Whether it stands between two zones; no zones: it is a list's. An unknown zone is any that permits."""
        if not zones or self.operands is None:
            return True
        source, target = zones
        return (not self.source_zones or source in self.source_zones) and (
            not self.destination_zones or target in self.destination_zones or (not target and self.permits)
        )


class Rules:
    """A ruleset whose operands are worked out once."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Take the rules; what they match is worked out when asked for."""
        self.ruleset = ruleset
        self._lines: dict[bool, list[Line]] = {}

    def lines(self, *, closed: bool) -> list[Line]:
        """All rules in one reading.

        Raises:
            Undecided: a wildcard mask has too many holes.
        """
        if closed not in self._lines:
            self._lines[closed] = [
                Line(
                    _UNREAD if entry is None else entry.place,
                    passes,
                    None if entry is None or reading is None else operands(entry.rule, reading),
                    frozenset(name.casefold() for name in (entry.rule.source_zones if entry else ())),
                    frozenset(name.casefold() for name in (entry.rule.destination_zones if entry else ())),
                )
                for entry, passes, reading in self.ruleset.readings(closed=closed)
            ]
        return self._lines[closed]

    def cut(self, cuts: Cuts) -> None:
        """Cut the axes at the ends of all operands."""
        for closed in (True, False) if not self.ruleset.is_clear else (True,):
            for line in self.lines(closed=closed):
                if line.operands is not None:
                    cuts.add(line.operands)

    def ordered(self, space: Space, zones: tuple[str, ...], *, closed: bool) -> Ordered:
        """The rules between two zones (none: of a list) in one reading."""
        names = tuple(zone.casefold() for zone in zones)
        lines = [line for line in self.lines(closed=closed) if line.applies(names)]
        default = self.ruleset.default if self.ruleset.default is not None else not closed
        return Ordered(lines, space, default=default)


class Ordered:
    """Rules of one reading as cells."""

    def __init__(self, lines: Sequence[Line], space: Space, *, default: bool) -> None:
        """Work out what each matches; those that match nothing of the space are left out."""
        self.default = default
        self.rules: list[tuple[Cells, bool, int]] = []
        for line in lines:
            cells = space.everything if line.operands is None else space.operands(line.operands)
            if all(cells):
                self.rules.append((cells, line.permits, line.place))
        self._block = Block([_hull(cells) for cells, *_ in self.rules], 0) if len(self.rules) > _MANY else None

    def parted(self, cells: Cells) -> dict[bool, list[tuple[int | None, Cells]]]:
        """Part a set by what the first rule that matches does, with that rule's place; None for the default."""
        found: dict[bool, list[tuple[int | None, Cells]]] = {True: [], False: []}
        rest = [cells]
        for (destinations, sources, headers), permits, place in self._near(cells):
            pieces = []
            for piece in rest:
                a, b, c = piece
                to, start, head = a & destinations, b & sources, c & headers
                if not (to and start and head):
                    pieces.append(piece)
                    continue
                found[permits].append((place, (to, start, head)))
                if to != a:
                    pieces.append((a ^ to, b, c))
                if start != b:
                    pieces.append((to, b ^ start, c))
                if head != c:
                    pieces.append((to, start, c ^ head))
            rest = pieces
            if not rest:
                break
        found[self.default] += [(None, piece) for piece in rest]
        return found

    def _near(self, cells: Cells) -> Sequence[tuple[Cells, bool, int]]:
        """The rules that may share something with a set."""
        if self._block is None:
            return self.rules
        among, _ = self._block.match(_hull(cells), self._block.everyone)
        return [self.rules[number] for number in members_of(among)]


def _hull(cells: Cells) -> tuple[tuple[int, int], ...]:
    """The first and the last cell on each side."""
    return tuple(((side & -side).bit_length() - 1, side.bit_length() - 1) for side in cells)
