"""Many boxes, searched by whole sets: for each axis, sorted bounds and the set of boxes up to each, as one integer.

A set of boxes is an integer with bit n for box n, so that "which of 4,096 boxes overlap this interval" is two look-ups
and one operation, and "which overlap this box" a handful of them. Where a question needs more (is this box covered by
the union of those?) the box is carved along the first box that overlaps it, and the pieces are asked again, depth
first. Plain Python integers: any width of address, nothing to compile, and 10,000 rules take 0.2 s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dengbao.model import Undecided
from dengbao.packets.block import Block, first_of, members_of
from dengbao.packets.space import VOID, Box, is_pure

Sets = Sequence[int]
"""A set of boxes: one integer for each block."""

BLOCK = 4096
"""Boxes that share a table. Larger tables hold more pairs of bounds and boxes, smaller ones are asked more often."""
BUDGET = 400_000
"""Pieces looked at for one question, about two seconds."""


class BudgetError(Undecided):
    """The question needs more pieces than the budget allows: there is no answer."""

    def __init__(self) -> None:
        """Say so for the report."""
        super().__init__("规则之间的重叠过于复杂,超出了计算预算")


class Index:
    """Boxes in order, numbered from 0, ready to be asked; they do not change."""

    def __init__(self, boxes: Sequence[Box], *, block: int = BLOCK) -> None:
        """Sort the bounds."""
        self.boxes = boxes
        self._size = block
        self._blocks = [Block(boxes[start : start + block], start) for start in range(0, len(boxes), block)]

    def sets(self, numbers: Iterable[int]) -> list[int]:
        """A set of boxes by their numbers."""
        members = [bytearray(self._size // 8 + 1) for _ in self._blocks]
        for number in numbers:
            block, bit = divmod(number, self._size)
            members[block][bit >> 3] |= 1 << (bit & 7)
        return [int.from_bytes(member, "little") for member in members]

    def span(self, start: int, end: int) -> list[int]:
        """The set of the boxes from one number up to another, which is left out."""
        edges = ((max(start - block.start, 0), end - block.start, block.everyone) for block in self._blocks)
        return [(everyone >> low << low) & ((1 << max(high, 0)) - 1) for low, high, everyone in edges]

    def holds(self, members: Sets, number: int) -> bool:
        """Whether a set holds a box."""
        block, bit = divmod(number, self._size)
        return bool(members[block] >> bit & 1)

    def overlapping(self, box: Box, before: int | None = None) -> list[int]:
        """The numbers of the boxes that share a point with a box, in order, of those before one."""
        found: list[int] = []
        for block, among in self._upto(before, None):
            overlap, _ = block.match(box, among)
            found.extend(block.start + bit for bit in members_of(overlap))
        return found

    def containing(self, box: Box, before: int | None = None, among: Sets | None = None) -> int | None:
        """The first box that contains a box whole, of those before one and in a set."""
        for block, start in self._upto(before, among):
            _, containing = block.match(box, start)
            if containing:
                return block.start + first_of(containing)
        return None

    def first(self, point: Sequence[int]) -> int | None:
        """The first box that holds a point."""
        return self.containing(tuple((value, value) for value in point))

    def uncovered(
        self, box: Box, before: int | None = None, among: Sets | None = None, budget: int = BUDGET
    ) -> Box | None:
        """A part of a box outside the union of others, as ``pieces``; None when all its packets are covered."""
        return next(self.pieces(box, before, among, budget), None)

    def pieces(
        self, box: Box, before: int | None = None, among: Sets | None = None, budget: int = BUDGET
    ) -> Iterator[Box]:
        """Part what is left of a box outside the union of others.

        Args:
            box: what may be covered.
            before: only boxes before this number cover.
            among: only boxes of this set cover.
            budget: pieces to look at.

        Yields:
            Disjoint boxes of packets, found depth first.

        Raises:
            BudgetError: there are too many pieces.
        """
        waiting = self._waiting(box, before, among)
        if waiting is None:
            return
        if not waiting:
            yield box
            return
        block, overlap = waiting[0]  # known not to contain it: carve at once
        stack = [(piece, 0, overlap) for piece in block.carve(box, first_of(overlap))]
        while stack:
            piece, place, overlap = stack.pop()
            if place == len(waiting):
                yield piece
                continue
            block, start = waiting[place]
            overlap, containing = block.match(piece, start & overlap)
            if not overlap:
                stack.append((piece, place + 1, -1))
            elif not containing:
                budget -= 1
                if budget < 0:
                    raise BudgetError
                stack += [(rest, place, overlap) for rest in block.carve(piece, first_of(overlap))]

    def falling(
        self, box: Box, wanted: Sets, *, among: Sets | None = None, rest: bool, budget: int = BUDGET
    ) -> Iterator[tuple[Box, int | None]]:
        """Part a box by the first box that holds each point, and pick the parts that fall to wanted ones.

        Args:
            box: what to part.
            wanted: the boxes whose parts are asked for.
            among: only boxes of this set hold anything.
            rest: whether the parts that no box holds are asked for, too.
            budget: pieces to look at.

        Yields:
            A part, of packets only, and the number of the box that it falls to; None where none holds it.

        Raises:
            BudgetError: there are too many pieces.
        """
        waiting = self._wanted(box, wanted, among, rest=rest)
        stack = [(box, 0, -1)] if waiting or rest else []
        while stack:
            piece, place, overlap = stack.pop()
            if place == len(waiting):
                yield from ((part, None) for part in real(piece) if rest)
                continue
            block, start, of_block = waiting[place]
            overlap, containing = block.match(piece, start & overlap)
            if not overlap:
                stack.append((piece, place + 1, -1))
                continue
            budget -= 1
            if budget < 0:
                raise BudgetError
            # What stands behind a box that contains the piece decides nothing; where no box does, later blocks may.
            deciding = overlap & (((containing & -containing) << 1) - 1) if containing else overlap
            if not deciding & of_block and (containing or (place + 1 == len(waiting) and not rest)):
                continue
            first = first_of(overlap)
            if of_block >> first & 1:
                yield from ((part, block.start + first) for part in real(block.shared(piece, first)))
            if not containing >> first & 1:
                stack += [(left, place, overlap) for left in block.carve(piece, first)]

    def _waiting(self, box: Box, before: int | None, among: Sets | None) -> list[tuple[Block, int]] | None:
        """What overlaps a box, block by block: a piece that is outside one goes on to the next; None: it is covered."""
        impossible = [] if is_pure(box) else [(_IMPOSSIBLE, _IMPOSSIBLE.everyone)]
        waiting = []
        for block, start in (*self._upto(before, among), *impossible):
            overlap, containing = block.match(box, start)
            if containing:
                return None
            if overlap:
                waiting.append((block, overlap))
        return waiting

    def _wanted(self, box: Box, wanted: Sets, among: Sets | None, *, rest: bool) -> list[tuple[Block, int, int]]:
        """What overlaps a box, block by block, and what of it is wanted; without blocks past the last that matters."""
        waiting = []
        last = 0
        for block, start in self._upto(None, among):
            overlap, _ = block.match(box, start)
            if overlap:
                of_block = wanted[block.start // self._size] & overlap
                waiting.append((block, overlap, of_block))
                last = len(waiting) if of_block or rest else last
        return waiting[:last]

    def _upto(self, before: int | None, among: Sets | None) -> Iterator[tuple[Block, int]]:
        """The blocks that hold any box asked for, and the set of those."""
        for number, block in enumerate(self._blocks):
            start = block.everyone if among is None else among[number]
            if before is not None:
                if block.start >= before:
                    return
                if before < block.start + self._size:
                    start &= (1 << (before - block.start)) - 1
            if start:
                yield block, start


_IMPOSSIBLE = Block(VOID, 0)


def real(box: Box) -> Iterator[Box]:
    """Part a box so that only packets are left."""
    if is_pure(box):
        yield box
        return
    stack = [(box, _IMPOSSIBLE.everyone)]
    while stack:
        piece, among = stack.pop()
        overlap, containing = _IMPOSSIBLE.match(piece, among)
        if not overlap:
            yield piece
        elif not containing:
            stack.extend((rest, overlap) for rest in _IMPOSSIBLE.carve(piece, first_of(overlap)))
