"""Sets of packets as products of three sets: destinations, sources, and headers, each an integer with a bit per cell.

A cell is a stretch of an axis that nothing in the network tells apart, so that a union of ranges is one integer, and
what two sets share is three operations, however many ranges they are made of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from dengbao.model import Undecided
from dengbao.packets.space import Interval

Cells = tuple[int, int, int]
"""Destinations, sources, headers: the packets with one of each. Empty when any of the three is."""
Move = tuple[Interval, int]
"""A stretch of an axis that is translated one to one, and by how much."""
_MOST = 1_000_000


class Line(Struct, eq=False):
    """One axis: cell n begins at ``starts[n]`` and ends before the next; the last ends at ``end``."""

    starts: list[int]
    end: int
    _known: dict[Interval, int] = field(default_factory=dict)

    @classmethod
    def cut(cls, intervals: Iterable[Interval], end: int, moves: Iterable[Move] = ()) -> Line:
        """Cut an axis from 0 to ``end`` at both ends of intervals, and alike where what is moved comes from and goes.

        Raises:
            Undecided: moves upon moves cut it into too many cells.
        """
        cuts = {0}
        for low, high in (*intervals, *((low + by, high + by) for (low, high), far in moves for by in (0, far))):
            cuts.add(low)
            cuts.add(high + 1)
        both_ways = [way for (low, high), by in moves for way in ((low, high, by), (low + by, high + by, -by))]
        fresh = cuts if both_ways else set()
        while fresh:
            fresh = {at + by for low, high, by in both_ways for at in fresh if low <= at <= high} - cuts
            cuts |= fresh
            if len(cuts) > _MOST:
                raise Undecided("地址转换相互嵌套,超出了计算预算")
        cuts.discard(end + 1)
        return cls(sorted(cuts), end)

    @property
    def whole(self) -> int:
        """All cells."""
        return (1 << len(self.starts)) - 1

    def mask(self, intervals: Iterable[Interval]) -> int:
        """The cells of a union of intervals; the axis was cut at their ends."""
        found = 0
        for interval in intervals:
            if (cells := self._known.get(interval)) is None:
                cells = self._known[interval] = self._mask(*interval)
            found |= cells
        return found

    def _mask(self, low: int, high: int) -> int:
        first, after = bisect_left(self.starts, low), bisect_left(self.starts, high + 1)
        ends = high == self.end if after == len(self.starts) else self.starts[after] == high + 1
        assert ends, "the axis was not cut at the end"
        assert self.starts[first] == low, "the axis was not cut at the start"
        return (1 << after) - (1 << first)

    def intervals(self, mask: int) -> Iterator[Interval]:
        """The intervals of a set of cells, in order, none touching the next."""
        for first, last in runs(mask):
            after = last + 1
            yield self.starts[first], self.starts[after] - 1 if after < len(self.starts) else self.end

    def shifted(self, mask: int, by: int) -> int:
        """A set moved along the axis; the axis was cut alike where it came from and where it goes."""
        return self.mask((low + by, high + by) for low, high in self.intervals(mask)) if by else mask


def runs(mask: int) -> Iterator[tuple[int, int]]:
    """The stretches of set bits: first and last, in order."""
    base = 0
    while mask:
        gap = (mask & -mask).bit_length() - 1
        mask >>= gap
        length = (~mask & (mask + 1)).bit_length() - 1
        yield base + gap, base + gap + length - 1
        mask >>= length
        base += gap + length


def common(one: Cells, other: Cells) -> Cells | None:
    """What two sets share; None when they share nothing."""
    destinations, sources, headers = one[0] & other[0], one[1] & other[1], one[2] & other[2]
    return (destinations, sources, headers) if destinations and sources and headers else None


def outside(cells: Cells, others: Iterable[Cells]) -> list[Cells]:
    """What is left of a set outside all others, disjoint."""
    rest = [cells]
    for destinations, sources, headers in others:
        pieces = []
        for piece in rest:
            a, b, c = piece
            to, start, head = a & destinations, b & sources, c & headers
            if not (to and start and head):
                pieces.append(piece)
                continue
            if to != a:
                pieces.append((a ^ to, b, c))
            if start != b:
                pieces.append((to, b ^ start, c))
            if head != c:
                pieces.append((to, start, c ^ head))
        rest = pieces
        if not rest:
            break
    return rest


def shared(cells: Cells, others: Iterable[Cells]) -> list[Cells]:
    """The parts of a set in any of several others, disjoint."""
    found: list[Cells] = []
    for other in others:
        if (part := common(cells, other)) is not None:
            found.extend(outside(part, found))
    return found


def joined(parts: Sequence[Cells]) -> list[Cells]:
    """Disjoint sets put together where two of their three sides are the same: fewer, the same packets."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return list(parts)
    by_rest: dict[tuple[int, int], int] = {}
    for destinations, sources, headers in parts:
        by_rest[sources, headers] = by_rest.get((sources, headers), 0) | destinations
    by_ends: dict[tuple[int, int], int] = {}
    for (sources, headers), destinations in by_rest.items():
        by_ends[destinations, sources] = by_ends.get((destinations, sources), 0) | headers
    by_start: dict[tuple[int, int], int] = {}
    for (destinations, sources), headers in by_ends.items():
        by_start[destinations, headers] = by_start.get((destinations, headers), 0) | sources
    return [(destinations, sources, headers) for (destinations, headers), sources in by_start.items()]
