"""Which lines a check can do without, because others say the same."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from benchmarks.mutation.lines import Change, removal
from benchmarks.mutation.seeing import seen
from benchmarks.mutation.trial import Passed, Place, Trial

_DIRECTIONS = (1, -1)
"""Lines are taken away from the first to the last, and the other way round."""


class Needless:
    """Which lines a check can do without, because others say the same."""

    def __init__(self, trial: Trial, one: Passed) -> None:
        """Ask about one check on one device."""
        self._trial, self._one = trial, one
        self._known = functools.cache(lambda places: self.turned(places, {}))

    def turned(self, places: Iterable[Place], more: dict[str, Change]) -> bool:
        """Whether the check says no, or does not know, once these lines are gone (and one more is changed)."""
        changes: dict[str, list[Change]] = {output: [change] for output, change in more.items()}
        for output, number in places:
            changes.setdefault(output, []).append(removal(self._trial.texts[output], number))
        reader = self._trial.read(changes)
        return reader is None or seen(self._one.check, reader)[0].status in {"fail", "error"}

    def proofs(self, places: list[Place]) -> dict[Place, frozenset[Place]]:
        """For each line that is one of several: the others, without which it is needed.

        Args:
            places: lines that can each vanish unnoticed.

        Returns:
            By line, lines that can vanish together, but not with it. A line that is never needed is left out.
        """
        proved: dict[Place, frozenset[Place]] = {}
        fruitless = 0
        while fruitless < len(_DIRECTIONS) and (rest := [place for place in places if place not in proved]):
            new = self._needed([*proved, *rest[:: _DIRECTIONS[fruitless]]])
            fruitless = 0 if new.keys() - proved.keys() else fruitless + 1
            proved = new | proved
        return proved

    def _needed(self, places: list[Place]) -> dict[Place, frozenset[Place]]:
        """Take away one line after another as long as nobody notices; those whose turn it is when somebody does."""
        gone: frozenset[Place] = frozenset()
        needed = {}
        for place in places:
            if self._known(gone | {place}):
                needed[place] = gone
            else:
                gone |= {place}
        return needed
