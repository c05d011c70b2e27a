"""Why a changed line turned no verdict, as far as that can be proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from msgspec import Struct

from benchmarks.mutation.lines import Change, Kind, mutants
from benchmarks.mutation.redundancy import Needless
from benchmarks.mutation.seeing import everything, seen
from benchmarks.mutation.trial import Passed, Place, Trial
from dengbao.engine.evaluate import Outcome


class Fate(StrEnum):
    """What became of a mutant; all but the first two leave the verdict as it was."""

    TURNED = "变"
    INAPPLICABLE = "不适用"
    DEFAULT = "缺省"
    UNSEEN = "无关"
    OTHERS = "冗余"
    FEWER = "只反面"
    ELSEWHERE = "另查"
    HARMLESS = "无妨"
    OPEN = "余"


class Mutant(Struct, kw_only=True):
    """One line changed, and what one check said."""

    host: str
    platform: str
    check: str
    place: Place
    line: str
    kind: Kind
    text: str | None
    fate: Fate
    why: str = ""


class Survivor(NamedTuple):
    """A mutant that left the verdict as it was, the change that made it, and what the check saw then."""

    mutant: Mutant
    change: Change
    sights: list[Any]


def tried(trial: Trial) -> list[Mutant]:
    """Try every mutant of a device on every check that rests on the line."""
    relying: dict[Place, list[Passed]] = {}
    for one in trial.passed:
        for place in one.places:
            relying.setdefault(place, []).append(one)
    found = [one for place, checks in relying.items() for one in _tried(trial, place, checks)]
    elsewhere = {(one.mutant.place[0], one.change): one.mutant.check for one in found if one.mutant.fate is Fate.TURNED}
    for passed in trial.passed:
        mine = [one for one in found if one.mutant.check == passed.check.id]
        _explain(trial, passed, [one for one in mine if one.mutant.fate in {Fate.OPEN, Fate.UNSEEN}])
        for mutant, change, _ in mine:
            if mutant.fate is Fate.OPEN and (other := elsewhere.get((mutant.place[0], change))):
                mutant.fate, mutant.why = Fate.ELSEWHERE, other
    return [one.mutant for one in found]


def _tried(trial: Trial, place: Place, checks: list[Passed]) -> Iterator[Survivor]:
    """Try every mutant of a line."""
    output, number = place
    platform = trial.given.platform
    for kind, change in mutants(trial.texts[output], number, platform, output):
        reader = trial.read({output: [change]})
        same = kind != "removed" and reader is not None and everything(reader) == trial.model
        for one in checks:
            outcome, sights = seen(one.check, reader) if reader else (Outcome("error"), [])
            fate = _told(one, outcome, sights)
            unread = same and fate is Fate.UNSEEN
            mutant = Mutant(
                host=trial.host,
                platform=platform,
                check=one.check.id,
                place=place,
                line=trial.line(place).strip(),
                kind=kind,
                text=change.text and change.text.strip(),
                fate=Fate.OPEN if unread else fate,
                why="照读" if unread else "",
            )
            yield Survivor(mutant, change, sights)


def _told(before: Passed, outcome: Outcome, sights: list[Any]) -> Fate:
    """What can be said of a mutant by itself."""
    if outcome.status != "pass":
        return Fate.INAPPLICABLE if outcome.status == "skip" else Fate.TURNED
    if sights == before.sights:
        return Fate.UNSEEN
    return Fate.DEFAULT if _defaults(sights) - _defaults(before.sights) else Fate.OPEN


def _defaults(sights: list[Any]) -> Counter[Any]:
    """The platform's defaults that were looked at."""
    return Counter(one for one in sights if isinstance(one, tuple) and str(one[2])[:10] == "('Absent',")


def _explain(trial: Trial, one: Passed, survivors: list[Survivor]) -> None:
    """Hold the survivors of one check against each other."""
    removed = {mutant.place: (mutant, sights) for mutant, _, sights in survivors if mutant.kind == "removed"}
    needless = Needless(trial, one)
    without = needless.proofs([place for place, (mutant, _) in removed.items() if mutant.fate is Fate.OPEN])
    for place in without:
        removed[place][0].fate = Fate.OTHERS
    for mutant, change, sights in survivors:
        if mutant.kind != "removed":
            gone = removed.get(mutant.place)
            if gone and sights == gone[1]:
                mutant.fate, mutant.why = gone[0].fate, ""
            elif mutant.place in without and needless.turned(without[mutant.place], {mutant.place[0]: change}):
                mutant.fate = Fate.OTHERS
        if mutant.fate is Fate.OPEN and not mutant.why and _fewer(sights, one.sights):
            mutant.fate = Fate.FEWER


def _fewer(now: list[Any], before: list[Any]) -> bool:
    """Whether a check sees nothing that it did not see before, only less."""
    return Counter(filter(_is_value, now)) <= Counter(filter(_is_value, before))


def _is_value(sight: Any) -> bool:  # noqa: ANN401 - whatever was seen
    """Not a count, and not that all lines were read."""
    return sight is not False and not (isinstance(sight, tuple) and sight[1:2] == ("items",))
