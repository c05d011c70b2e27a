"""The headers of packets that open a connection, as cells: protocol with ports, or with ICMP type and code.

Protocols that rules tell apart are strata of their own. One without ports is one cell; the others are grids: a row for
each stretch of source ports (ICMP: types), in it a column for each stretch of destination ports (codes).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from dengbao.model.terms import PORT_MAX
from dengbao.network.cells import Line, Move, runs
from dengbao.packets.space import BARE, DATAGRAM, ECHO, ICMP_MAX, STREAM, Box, Interval

_KINDS = (BARE, ECHO, DATAGRAM, STREAM)


class Stratum(Struct, frozen=True, eq=False):
    """Protocols that nothing tells apart, by their places on the axis; ``first`` is its first cell."""

    places: Interval
    first: int
    rows: Line
    columns: Line

    @property
    def width(self) -> int:
        """Columns in a row."""
        return len(self.columns.starts)

    @property
    def has_ports(self) -> bool:
        """Whether its protocols carry ports."""
        return self.places[0] >= DATAGRAM[0]

    def every_row(self, mask: int) -> Iterator[tuple[int, int]]:
        """The rows that a set has anything of: where the row begins, and its columns."""
        whole = self.columns.whole
        for number in range(len(self.rows.starts)):
            begins = self.first + number * self.width
            if columns := mask >> begins & whole:
                yield begins, columns


class Headers(Struct, eq=False):
    """All strata."""

    strata: list[Stratum]
    whole: int
    _known: dict[Box, int] = field(default_factory=dict)

    @classmethod
    def cut(cls, rectangles: Iterable[Box], moves: Iterable[Move] = ()) -> Headers:
        """Cut at the ends of rectangles: destination port, protocol, source port, established.

        Args:
            rectangles: as rules match them.
            moves: translations of destination ports one to one.
        """
        wanted = set(rectangles)
        places = Line.cut([*_KINDS, *(one[1] for one in wanted)], STREAM[1])
        ports = [one for one in wanted if one[1][1] >= DATAGRAM[0]]
        echoes = [one for one in wanted if one[1][0] <= ECHO[1] and one[1][1] >= ECHO[0]]
        lines = {
            BARE: (Line([0], 0), Line([0], 0)),
            ECHO: (
                Line.cut((_clipped(one[2]) for one in echoes), ICMP_MAX),
                Line.cut((_clipped(one[0]) for one in echoes), ICMP_MAX),
            ),
            DATAGRAM: (
                Line.cut((one[2] for one in ports), PORT_MAX),
                Line.cut((one[0] for one in ports), PORT_MAX, list(moves)),
            ),
        }
        strata: list[Stratum] = []
        first = 0
        for low, high in (next(places.intervals(1 << place)) for place in range(len(places.starts))):
            kind = next(kind for kind in (BARE, ECHO, DATAGRAM) if low <= kind[1] or kind is DATAGRAM)
            strata.append(Stratum((low, high), first, *lines[kind]))
            first += len(strata[-1].rows.starts) * strata[-1].width
        return cls(strata, (1 << first) - 1)

    def mask(self, rectangles: Iterable[Box]) -> int:
        """The cells of a union of rectangles; what only established connections have is in none."""
        found = 0
        for one in rectangles:
            if (cells := self._known.get(one)) is None:
                cells = self._known[one] = self._mask(one)
            found |= cells
        return found

    def _mask(self, rectangle: Box) -> int:
        columns, (low, high), rows, (established, _) = rectangle
        if established:
            return 0
        found = 0
        for one in self.strata:
            if low <= one.places[0] and one.places[1] <= high:
                limit = one.rows.end, one.columns.end
                if rows[0] > limit[0] or columns[0] > limit[1]:
                    continue
                kept = one.columns.mask([(columns[0], min(columns[1], limit[1]))])
                for first, last in runs(one.rows.mask([(rows[0], min(rows[1], limit[0]))])):
                    for row in range(first, last + 1):
                        found |= kept << one.first + row * one.width
        return found

    @property
    def ports(self) -> Line:
        """The destination ports."""
        return self.strata[-1].columns

    def to_port(self, port: int) -> int:
        """TCP to the ports that share a cell with one."""
        last = self.strata[-1]
        column = 1 << bisect_right(last.columns.starts, port) - 1
        return self._filled(last, column, last.rows.whole)

    def rectangles(self, mask: int) -> Iterator[Box]:
        """A set as rectangles, the last protocols first."""
        for one in reversed(self.strata):
            alike: dict[int, int] = {}
            for begins, columns in one.every_row(mask):
                alike[columns] = alike.get(columns, 0) | 1 << (begins - one.first) // one.width
            for columns, rows in alike.items():
                for row in one.rows.intervals(rows):
                    yield from ((column, one.places, row, (0, 0)) for column in one.columns.intervals(columns))

    def forgetting_sources(self, mask: int) -> list[tuple[int, int]]:
        """Open a set to any source port, as translation that hides many behind one does.

        Returns:
            Parts of what it becomes, each with the rows that its packets had.
        """
        groups: dict[int, int] = {}
        for one in self.strata:
            if not one.has_ports:
                if kept := self._of(one, mask):
                    groups[-1] = groups.get(-1, 0) | kept
                continue
            parts = {0: one.columns.whole}
            for begins, columns in one.every_row(mask):
                row = 1 << (begins - one.first) // one.width
                split: dict[int, int] = {}
                for rows, among in parts.items():
                    for key, part in ((rows | row, among & columns), (rows, among & ~columns)):
                        if part:
                            split[key] = split.get(key, 0) | part
                parts = split
            for rows, columns in parts.items():
                if rows:
                    key = -1 if rows == one.rows.whole else rows
                    groups[key] = groups.get(key, 0) | self._filled(one, columns, one.rows.whole)
        return [(cells, rows) for rows, cells in groups.items()]

    def with_sources(self, mask: int, rows: int) -> int:
        """Give a set of any source port the ports of some rows."""
        found = 0
        for one in self.strata:
            if one.has_ports:
                columns = 0
                for _, some in one.every_row(mask):
                    columns |= some
                found |= self._filled(one, columns, rows & one.rows.whole)
            else:
                found |= self._of(one, mask)
        return found

    def shifted(self, mask: int, by: int) -> int:
        """A set with its destination ports moved."""
        found = 0
        for one in self.strata:
            if one.has_ports:
                for begins, columns in one.every_row(mask):
                    found |= one.columns.shifted(columns, by) << begins
            else:
                found |= self._of(one, mask)
        return found

    def alike(self, mask: int) -> list[tuple[int, int]]:
        """Part a set by its destination ports: parts whose protocols and source ports have the same, and those."""
        groups: dict[int, int] = {}
        for one in self.strata:
            for begins, columns in one.every_row(mask):
                key = columns if one.has_ports else 0
                groups[key] = groups.get(key, 0) | columns << begins
        return [(cells, columns) for columns, cells in groups.items()]

    def with_ports(self, mask: int, columns: int) -> int:
        """Give all packets of a set that carry ports these destination ports."""
        found = 0
        for one in self.strata:
            if one.has_ports:
                for begins, _ in one.every_row(mask):
                    found |= columns << begins
            else:
                found |= self._of(one, mask)
        return found

    @staticmethod
    def _of(one: Stratum, mask: int) -> int:
        size = len(one.rows.starts) * one.width
        return mask & ((1 << size) - 1) << one.first

    @staticmethod
    def _filled(one: Stratum, columns: int, rows: int) -> int:
        found = 0
        for first, last in runs(rows):
            for row in range(first, last + 1):
                found |= columns << one.first + row * one.width
        return found


def _clipped(interval: Interval) -> Interval:
    return min(interval[0], ICMP_MAX), min(interval[1], ICMP_MAX)
