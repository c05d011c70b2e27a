"""High-risk cases (公网安〔2025〕2391号) that what failed may trigger: ours is 疑似, people decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dengbao.catalogue import Case, cases, level_of
from dengbao.results.record import Result


class Suspects:
    """Collects failing results into suspected cases; an accepted risk is still one."""

    def __init__(self) -> None:
        """Start with none."""
        self._failing: set[tuple[int, str]] = set()

    def add(self, result: Result) -> None:
        """Note a result; all but failed and waived ones are ignored."""
        if result.status == "fail" or result.reason == "waived":
            self._failing.add((result.level, result.check))

    def of_check(self, level: int, check: str) -> list[Case]:
        """The cases that a check triggers at a level, none while it fails nowhere."""
        if (level, check) not in self._failing:
            return []
        return [case for case in _at(level) if check in case.checks]

    def of_clause(self, level: int, clause: str) -> list[Case]:
        """The triggered cases that stand under a clause or its control."""
        control = clause.rpartition(".")[0]
        return [case for case in self.at(level) if clause in case.clauses or control in case.clauses]

    def at(self, level: int) -> list[Case]:
        """All cases that are triggered at a level, in the guide's order."""
        return [case for case in _at(level) if self._triggers(level, case.checks)]

    def _triggers(self, level: int, checks: Iterable[str]) -> bool:
        return any((level, check) in self._failing for check in checks)


def _at(level: int) -> Iterator[Case]:
    return (case for case in cases() if any(level_of(clause) == level for clause in case.clauses))
