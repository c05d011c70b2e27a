"""Rules that do nothing: shadowed by those before them, or redundant beside those after them; and rules at odds.

A rule is *shadowed* when the rules before it match every packet that it could match: it never decides. It is
*redundant* when every packet that it decides would, without it, fall to later rules that do the same. Only what is
certain covers: rules of which every line and name was understood, at least as broad in applications, users, schedule.
All rules named shadowed or redundant can go at once without changing what passes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import reduce
from operator import and_

from msgspec import Struct

from dengbao.packets.index import Index, Sets, real
from dengbao.packets.ruleset import NO_CONDITION, Condition, Entry, Ruleset
from dengbao.packets.space import Box, intersection

_MOST_NAMED = 200
"""Candidates from which the covering rules are picked; beyond it the first that cover are not sought to be few."""


class Idle(Struct, frozen=True):
    """A rule that does nothing, and the rules that do it in its stead; ``opposed`` when any of them does otherwise."""

    entry: Entry
    by: tuple[Entry, ...]

    @property
    def opposed(self) -> bool:
        """Whether a rule of the other action stands in its way."""
        return any(other.permits != self.entry.permits for other in self.by)


class Analysis:
    """The rules of one ruleset against each other."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Lower every rule to what it matches at least, and at most where that differs."""
        self.ruleset = ruleset
        self._shadowed: list[Entry] | None = None
        self._least = _Flat(ruleset.entries, lambda entry: entry.least)
        kinds = {entry.condition for entry in ruleset.entries}
        self._fulfilled: dict[Condition, Sets | None] = dict.fromkeys(kinds)
        if kinds - {NO_CONDITION}:
            self._fulfilled = {kind: self._least.where(_weaker(kind)) for kind in kinds}

    @property
    def doubts(self) -> bool:
        """Whether lines or names were not understood, so that a rule not found idle may be idle."""
        return bool(self.ruleset.unread) or not all(entry.is_read for entry in self.ruleset.entries)

    def shadowed(self) -> list[Entry]:
        """The rules that never decide, in order; found once.

        Raises:
            BudgetError: some rule overlaps too many others.
        """
        if self._shadowed is None:
            self._shadowed = [entry for entry in self.ruleset.entries if self._is_shadowed(entry)]
        return self._shadowed

    def _is_shadowed(self, entry: Entry) -> bool:
        index, before, among = self._least.index, self._least.starts[entry.place], self._fulfilled[entry.condition]
        parts = entry.most
        return bool(parts) and all(index.uncovered(part, before, among) is None for part in parts)

    def shadowing(self, entry: Entry) -> Idle:
        """Name the rules that shadow one: a single one where one alone does, else as few as dropping any leaves."""
        index, before, among = self._least.index, self._least.starts[entry.place], self._fulfilled[entry.condition]
        owners = self._least.owners

        def covers(places: set[int]) -> bool:
            members = index.sets(number for number in range(before) if owners[number] in places)
            within = members if among is None else _all(members, among)
            return all(index.uncovered(part, before, within) is None for part in entry.most)

        numbers = [index.overlapping(part, before) for part in entry.most]
        allowed = _weaker(entry.condition)
        places = {owners[number] for found in numbers for number in found}
        return Idle(entry, self._few({place for place in places if allowed(self.ruleset.entries[place])}, covers))

    def _few(self, places: set[int], covers: Callable[[set[int]], bool]) -> tuple[Entry, ...]:
        """Of rules that cover together: one that covers alone, else what is left when none more can be spared."""
        if len(places) <= _MOST_NAMED:
            alone = next((place for place in sorted(places) if covers({place})), None)
            if alone is not None:
                places = {alone}
            for place in sorted(places, reverse=True):
                if len(places) > 1 and covers(places - {place}):
                    places = places - {place}
        return tuple(self.ruleset.entries[place] for place in sorted(places))

    def redundant(self, *, may_stay: Callable[[Entry], bool] = lambda _: True) -> list[Idle]:
        """The rules whose packets fare the same without them, those that are shadowed aside.

        Args:
            may_stay: whether a rule is sound enough to stand in for a narrower one; one that is to be tightened is not.

        Returns:
            In order, each with the later rules that take its packets: of the same action, log and profiles. The default
            stands in for nothing, so that a closing deny is not redundant.

        Raises:
            BudgetError: some rule overlaps too many others.
        """
        gone = {entry.place for entry in self.shadowed()}
        flat = _Flat([entry for entry in self.ruleset.entries if entry.place not in gone], lambda entry: entry.most)
        standing = flat.where(lambda entry: _is_sure(entry) and may_stay(entry))
        sure = flat.where(_is_sure)
        alike = flat.by(_effect)
        found = []
        for entry in reversed(flat.entries):
            before, own, later = flat.around(entry)
            good = _all(standing, alike[_effect(entry)], later)
            if entry.most and entry.is_read and any(good):
                among = [one | other for one, other in zip(_all(before, sure), later, strict=True)]
                bad = [one & ~other for one, other in zip(later, good, strict=True)]
                if not any(True for part in entry.most for _ in flat.index.falling(part, bad, among=among, rest=True)):
                    found.append(Idle(entry, flat.touching(entry, good)))
                    standing = [one & ~other for one, other in zip(standing, own, strict=True)]
        return found[::-1]

    def conflicts(self) -> Iterator[tuple[Entry, Entry, Box]]:
        """Pairs of rules of opposite action that each match packets which the other does not, and some that both do.

        Yields:
            The earlier rule, which decides on what they share, the later one, and a box of packets that they share.
        """
        entries, flat = self.ruleset.entries, self._least
        for entry in entries:
            seen: set[int] = set()
            for part in entry.least:
                for number in flat.index.overlapping(part, flat.starts[entry.place]):
                    other = entries[flat.owners[number]]
                    shared = intersection(part, flat.index.boxes[number])
                    assert shared is not None, "they overlap"
                    packets = next(real(shared), None)
                    if packets is None or other.place in seen or other.permits == entry.permits:
                        continue
                    if not _nested(entry, other):
                        seen.add(other.place)
                        yield other, entry, packets


class _Flat:
    """The boxes of several rules in one index, and where each rule's begin."""

    def __init__(self, entries: list[Entry], boxes: Callable[[Entry], tuple[Box, ...]]) -> None:
        self.entries = entries
        self.starts: dict[int, int] = {}
        self.owners: list[int] = []
        found: list[Box] = []
        for entry in entries:
            parts = boxes(entry)
            self.starts[entry.place] = len(found)
            found.extend(parts)
            self.owners.extend([entry.place] * len(parts))
        self.index = Index(found)

    def where(self, holds: Callable[[Entry], bool]) -> list[int]:
        """The boxes of the rules that are so."""
        places = {entry.place for entry in self.entries if holds(entry)}
        return self.index.sets(number for number, place in enumerate(self.owners) if place in places)

    def by(self, kind: Callable[[Entry], Hashable]) -> dict[Hashable, list[int]]:
        """The boxes of the rules by their kind."""
        kinds = {entry.place: kind(entry) for entry in self.entries}
        members: dict[Hashable, list[int]] = {}
        for number, place in enumerate(self.owners):
            members.setdefault(kinds[place], []).append(number)
        return {one: self.index.sets(members.get(one, ())) for one in kinds.values()}

    def around(self, entry: Entry) -> tuple[list[int], list[int], list[int]]:
        """The boxes before a rule's, its own, and those after."""
        start, end = self.starts[entry.place], self.starts[entry.place] + len(entry.most)
        return self.index.span(0, start), self.index.span(start, end), self.index.span(end, len(self.owners))

    def touching(self, entry: Entry, members: Sets) -> tuple[Entry, ...]:
        """The rules of a set of boxes that overlap a rule."""
        numbers = {number for part in entry.most for number in self.index.overlapping(part)}
        places = {self.owners[number] for number in numbers if self.index.holds(members, number)}
        return tuple(other for other in self.entries if other.place in places)


def _all(*sets: Sets) -> list[int]:
    """What is in every set."""
    return [reduce(and_, members) for members in zip(*sets, strict=True)]


def _weaker(condition: Condition) -> Callable[[Entry], bool]:
    return lambda entry: condition.is_within(entry.condition)


def _effect(entry: Entry) -> Hashable:
    rule = entry.rule
    return entry.permits, rule.logged, tuple(sorted(rule.profiles.items())), entry.condition.apart


def _is_sure(entry: Entry) -> bool:
    return entry.exact and entry.condition == NO_CONDITION and entry.is_read


def _nested(one: Entry, other: Entry) -> bool:
    """Whether one of two rules matches all that the other does."""
    return any(
        all(Index(outer.most).uncovered(part) is None for part in inner.most)
        for inner, outer in ((one, other), (other, one))
    )
