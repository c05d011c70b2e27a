"""Up to some thousand boxes as tables: for each axis, sorted bounds and the set of boxes up to each, as one integer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from dengbao.packets.space import EVERYTHING, Box, Interval

_REMEMBERED = 4096
"""Intervals whose sets a table keeps: rules repeat each other's."""


class _Table:
    """One axis of a block: the sets of boxes that begin, or end, up to each bound."""

    __slots__ = ("axis", "ended", "ends", "everyone", "known", "started", "starts")

    def __init__(self, axis: int, intervals: Sequence[Interval], bits: list[int]) -> None:
        self.axis, self.everyone = axis, (1 << len(bits)) - 1
        self.starts, self.started = _running([low for low, _ in intervals], bits)
        self.ends, self.ended = _running([high for _, high in intervals], bits)
        self.known: dict[Interval, tuple[int, int]] = {}

    def work_out(self, interval: Interval) -> tuple[int, int]:
        """The boxes that overlap an interval, and those that contain it; what ``known`` does not have yet."""
        low, high = interval
        # What ended before it begins has started before it ends: the difference is one operation.
        overlapping = self.started[bisect_right(self.starts, high)] ^ self.ended[bisect_left(self.ends, low)]
        if low == high:
            found = overlapping, overlapping
        else:
            unfinished = self.everyone ^ self.ended[bisect_left(self.ends, high)]
            found = overlapping, unfinished & self.started[bisect_right(self.starts, low)]
        if len(self.known) < _REMEMBERED:
            self.known[interval] = found
        return found


def _running(bounds: list[int], bits: list[int]) -> tuple[list[int], list[int]]:
    """The distinct bounds, sorted, and the set of what lies before the first, up to the first, up to the second ..."""
    keys, running, total, last = [], [0], 0, -1
    for number in sorted(range(len(bounds)), key=bounds.__getitem__):
        total |= bits[number]
        if bounds[number] == last:
            running[-1] = total
        else:
            last = bounds[number]
            keys.append(last)
            running.append(total)
    return keys, running


class Block:
    """Up to ``BLOCK`` boxes with a table for each axis on which they differ from the whole."""

    __slots__ = ("_lookups", "axes", "boxes", "everyone", "start")

    def __init__(self, boxes: Sequence[Box], start: int) -> None:
        """Sort the bounds of boxes; ``start`` is the number of the first among all."""
        self.boxes, self.start, self.everyone = boxes, start, (1 << len(boxes)) - 1
        bits = [1 << number for number in range(len(boxes))]
        # An axis on which every box is open tells nothing apart. The one that tells most comes first: little is left.
        tables = [
            _Table(axis, intervals, bits)
            for axis, intervals in enumerate(zip(*boxes, strict=True))
            if set(intervals) != {EVERYTHING[axis]}
        ]
        tables.sort(key=lambda table: -len(table.starts) - len(table.ends))
        self.axes = [table.axis for table in tables]
        self._lookups = [(table.axis, table.known.get, table.work_out) for table in tables]

    def match(self, box: Box, among: int) -> tuple[int, int]:
        """Of a set: those that overlap a box, and those that contain it."""
        containing = among
        for axis, known, work_out in self._lookups:
            interval = box[axis]
            overlap, contain = known(interval) or work_out(interval)
            among &= overlap
            if not among:
                return 0, 0
            containing &= contain
        return among, containing

    def carve(self, piece: Box, number: int) -> list[Box]:
        """What is left of a piece outside one box that overlaps it, as disjoint boxes."""
        rest = []
        taken = self.boxes[number]
        for axis in self.axes:
            low, high = taken[axis]
            start, end = piece[axis]
            if start < low:
                rest.append((*piece[:axis], (start, low - 1), *piece[axis + 1 :]))
                piece = (*piece[:axis], (low, end), *piece[axis + 1 :])
                start = low
            if high < end:
                rest.append((*piece[:axis], (high + 1, end), *piece[axis + 1 :]))
                piece = (*piece[:axis], (start, high), *piece[axis + 1 :])
        return rest

    def shared(self, piece: Box, number: int) -> Box:
        """What a piece shares with one box that overlaps it."""
        return tuple((max(a, c), min(b, d)) for (a, b), (c, d) in zip(piece, self.boxes[number], strict=True))


def first_of(members: int) -> int:
    """The lowest number of a set that is not empty."""
    return (members & -members).bit_length() - 1


def members_of(members: int) -> Iterator[int]:
    """The numbers of a set, in order."""
    while members:
        low = members & -members
        yield low.bit_length() - 1
        members ^= low
