"""Two runs compared: what is new, what is mended, what is still open and since when, and what cannot be told.

Nothing counts as mended that was not judged again: a finding whose host or check is gone, or undecided now, is
``unproven`` and is remembered, so that it is not taken for a new one when it is seen again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from dengbao.results.history import RUNS, History, Identity, Item, Past, items, read_history
from dengbao.results.record import Result
from dengbao.results.run import Run, Totals
from dengbao.results.store import SITE, read_results, read_run
from dengbao.results.visible import one_line

KINDS = ("new", "mended", "open", "accepted", "unproven")
"""The classes of findings, as `Diff` names them."""

_GRAVITY = {"high": 0, "medium": 1, "low": 2}
_OPEN = {"error", "manual", "skip"}
"""Words of results that decide nothing."""


class Turned(Struct, frozen=True, kw_only=True):
    """A verdict that was decided before, and is not now: why."""

    host: str
    check: str
    title: str
    was: str
    why: str


class Frame(Struct, frozen=True, kw_only=True):
    """One of the two runs."""

    as_of: dt.date
    snapshot: str
    tool: str
    catalogue: str
    levels: list[int]
    totals: Totals


class Names(Struct, frozen=True):
    """What only one of the two runs has."""

    appeared: list[str]
    vanished: list[str]


class Diff(Struct, kw_only=True):
    """What changed from ``before`` to ``after``; each list by risk, then in the order of the results.

    ``accepted`` are findings that a waiver covers now; ``undecided`` are verdicts, not findings. ``past`` are the runs
    before ``after``, the oldest first.
    """

    before: Frame
    after: Frame
    new: list[Item] = []
    mended: list[Item] = []
    open: list[Item] = []
    accepted: list[Item] = []
    unproven: list[Item] = []
    undecided: list[Turned] = []
    hosts: Names
    checks: Names
    past: list[Past] = []

    def ages(self) -> dict[Identity, dt.date | None]:
        """All findings open now: since when, None for a new one."""
        return {item.identity: item.since for item in self.open} | dict.fromkeys(item.identity for item in self.new)

    def history(self) -> History:
        """What the later run has to remember."""
        aged = [item for item in self.new if item.since]
        return History(runs=self.past, items=[*self.open, *aged, *self.accepted, *self.unproven])


def compare(old: Path, new: Path, earlier: History | None = None) -> Diff:
    """Compare two folders of results.

    Args:
        old: the earlier run.
        new: the later one.
        earlier: what came before ``old``; what ``old`` itself remembers when None.

    Raises:
        UserError: one of them is not a folder of results.
    """
    before, after = read_run(old), read_run(new)
    history = read_history(old) if earlier is None else earlier
    comparison = _Comparison(before, after, history)
    for result in read_results(old):
        comparison.remember(result)
    for result in read_results(new):
        comparison.take(result)
    return comparison.end()


def over(folders: Sequence[Path]) -> Diff:
    """Compare the last two of a chain of runs, the oldest first; those before tell since when findings are open."""
    history: History | None = None
    for old, new in pairwise(folders):
        diff = compare(old, new, history)
        history = diff.history()
    return diff


class _Row(NamedTuple):
    """One result of the earlier run; ``word`` is its status, or the reason of a skip."""

    word: str
    items: list[Item]


class _Comparison:
    """Sorts the findings of two runs, one result after the other."""

    def __init__(self, before: Run, after: Run, history: History) -> None:
        self._rows: dict[tuple[str, str], _Row] = {}
        self._taken: set[tuple[str, str]] = set()
        self._carried: dict[tuple[str, str], dict[Identity, Item]] = {}
        for item in history.items:
            self._carried.setdefault((item.host, item.check), {})[item.identity] = item
        self._as_of = before.as_of
        self._hosts = [host.host for host in before.hosts], [host.host for host in after.hosts]
        self._checks: tuple[dict[str, None], dict[str, None]] = {}, {}
        self._diff = Diff(
            before=_frame(before),
            after=_frame(after),
            hosts=_names(*self._hosts),
            checks=Names([], []),
            past=[*history.runs, Past.of(before)][-RUNS:],
        )

    def remember(self, result: Result) -> None:
        """Take a result of the earlier run."""
        self._checks[0][result.check] = None
        word = result.reason or result.status
        self._rows[result.host, result.check] = _Row(word, items(result) if word == "fail" else [])

    def take(self, result: Result) -> None:
        """Take a result of the later run."""
        self._checks[1][result.check] = None
        pair = result.host, result.check
        self._taken.add(pair)
        diff, row, was = self._diff, self._rows.get(pair), self._was(pair)
        word = result.reason or result.status
        if word in {"fail", "waived"}:
            now = {item.identity: item for item in items(result)}
            diff.mended += [item for identity, item in was.items() if identity not in now]
            if word == "fail":
                for identity, item in now.items():
                    self._found(item, was.get(identity), row)
            else:
                diff.accepted += [_noted(item, result.waiver) for identity, item in was.items() if identity in now]
        elif word in {"pass", "not_applicable"}:
            diff.mended += [_noted(item, "" if word == "pass" else "本次不适用") for item in was.values()]
        else:
            diff.unproven += [_noted(item, f"本次无法判定:{result.actual}") for item in was.values()]
            if row and row.word not in _OPEN:
                diff.undecided.append(
                    Turned(host=result.host, check=result.check, title=result.title, was=row.word, why=result.actual)
                )

    def end(self) -> Diff:
        """Account for what the later run did not judge at all, and put everything in order."""
        for pair in dict.fromkeys((*self._rows, *self._carried)):
            if pair not in self._taken:
                why = "本次没有做这项检查" if pair[0] in (*self._hosts[1], SITE) else "本次没有这台主机"
                self._diff.unproven += [_noted(item, why) for item in self._was(pair).values()]
        self._diff.checks = _names(*self._checks)
        for kind in KINDS:
            getattr(self._diff, kind).sort(key=lambda item: _GRAVITY[item.risk])
        return self._diff

    def _was(self, pair: tuple[str, str]) -> dict[Identity, Item]:
        """What was open before: what failed then, or, where that was not decided, what was carried along."""
        row, carried = self._rows.get(pair), self._carried.get(pair, {})
        if row is None or row.word in _OPEN:
            return carried
        aged = (replace(item, since=self._since(item.identity, carried)) for item in row.items)
        return {item.identity: item for item in aged}

    def _since(self, identity: Identity, carried: dict[Identity, Item]) -> dt.date:
        known = carried.get(identity)
        return (known.since if known else None) or self._as_of

    def _found(self, item: Item, was: Item | None, row: _Row | None) -> None:
        """Sort a finding that is open now."""
        if was:
            self._diff.open.append(replace(item, since=was.since))
        elif row and row.word == "waived":
            carried = self._carried.get((item.host, item.check), {}).get(item.identity)
            since = carried.since if carried else None
            self._diff.new.append(replace(item, since=since, note="上次为已接受风险"))
        elif row:
            self._diff.new.append(_noted(item, "上次待核查" if row.word in _OPEN else ""))
        else:
            known = item.host in (*self._hosts[0], SITE)
            self._diff.new.append(_noted(item, "上次没有做这项检查" if known else "上次没有这台主机"))


def _noted(item: Item, note: str) -> Item:
    return replace(item, note=one_line(note))


def _names(old: Iterable[str], new: Iterable[str]) -> Names:
    before, after = dict.fromkeys(old), dict.fromkeys(new)
    return Names([name for name in after if name not in before], [name for name in before if name not in after])


def _frame(run: Run) -> Frame:
    return Frame(
        as_of=run.as_of,
        snapshot=run.snapshot,
        tool=run.tool,
        catalogue=run.catalogue,
        levels=run.levels,
        totals=run.totals,
    )
