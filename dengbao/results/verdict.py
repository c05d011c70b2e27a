"""From results to what an inspector asks: does a host, and the site, comply with a clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dengbao.results.record import Result


class Verdict(StrEnum):
    """The five words of the field."""

    COMPLIANT = "符合"
    PARTIAL = "部分符合"
    FAILED = "不符合"
    OPEN = "待核查"
    NOT_APPLICABLE = "不适用"


@dataclass(slots=True)
class Parts:
    """The results of one clause on one host, counted; a waived one counts as failed, too."""

    passed: int = 0
    failed: int = 0
    waived: int = 0
    open: int = 0
    not_applicable: int = 0

    def add(self, result: Result) -> None:
        """Count one result; a skip without a reason is open, so that it never looks like a pass."""
        if result.status == "pass":
            self.passed += 1
        elif result.status == "fail":
            self.failed += 1
        elif result.reason == "waived":
            self.failed += 1
            self.waived += 1
        elif result.reason == "not_applicable":
            self.not_applicable += 1
        else:
            self.open += 1

    @property
    def verdict(self) -> Verdict:
        """The verdict; one failure decides it whatever is open, an open part keeps it from 符合."""
        if self.failed:
            return Verdict.PARTIAL if self.passed else Verdict.FAILED
        if self.open:
            return Verdict.OPEN
        if self.passed:
            return Verdict.COMPLIANT
        return Verdict.NOT_APPLICABLE if self.not_applicable else Verdict.OPEN


def of_site(verdicts: Iterable[Verdict]) -> Verdict:
    """Join the verdicts of a clause's hosts.

    Hosts of 不适用 aside: all 符合 → 符合, all 不符合 → 不符合, any 部分符合 or 不符合 beside 符合 → 部分符合.
    All else is 待核查, also 不符合 beside 待核查 alone: whether anything complies is not known there, and
    `SiteClause.hosts` shows the hosts that are known to fail.
    """
    met = set(verdicts) - {Verdict.NOT_APPLICABLE}
    if not met:
        return Verdict.NOT_APPLICABLE
    if met in ({Verdict.COMPLIANT}, {Verdict.FAILED}):
        return met.pop()
    if Verdict.PARTIAL in met or met >= {Verdict.COMPLIANT, Verdict.FAILED}:
        return Verdict.PARTIAL
    return Verdict.OPEN


@dataclass
class SiteClause:
    """One clause over the whole site: its verdict, the hosts behind it by verdict, and the parts open and waived."""

    clause: str
    verdict: Verdict
    hosts: Counter[Verdict] = field(default_factory=Counter)
    open: int = 0
    waived: int = 0


class Rates(NamedTuple):
    """How many clauses comply: ``compliant`` of the ``decided`` ones, and of all that are ``applicable``."""

    compliant: int
    decided: int
    applicable: int

    @property
    def of_decided(self) -> float | None:
        """Share of what was decided; None when nothing was."""
        return self.compliant / self.decided if self.decided else None

    @property
    def lower_bound(self) -> float | None:
        """Share if all that is 待核查 turned out 不符合; None when nothing is applicable."""
        return self.compliant / self.applicable if self.applicable else None


class Clauses:
    """Collects results, in any order, into verdicts per clause and host; levels are kept apart."""

    def __init__(self) -> None:
        """Start empty."""
        self._parts: dict[int, dict[str, dict[str, Parts]]] = {}

    def add(self, result: Result) -> None:
        """Count a result under each of its clauses, at its host's level."""
        level = self._parts.setdefault(result.level, {})
        for clause in result.clauses:
            hosts = level.setdefault(clause, {})
            parts = hosts.get(result.host)
            if parts is None:
                parts = hosts[result.host] = Parts()
            parts.add(result)

    @property
    def levels(self) -> list[int]:
        """The levels met, in order."""
        return sorted(self._parts)

    def hosts(self, level: int, clause: str) -> dict[str, Parts]:
        """What each host has under a clause; empty when nothing was judged there."""
        return self._parts.get(level, {}).get(clause, {})

    def site(self, level: int, every: Iterable[str] = ()) -> list[SiteClause]:
        """Judge the site at one level.

        Args:
            level: hosts of this level alone count.
            every: all clauses of the level in the standard's order; those without any result are 待核查.

        Returns:
            The clauses of ``every``, then others that results name.
        """
        met = self._parts.get(level, {})
        return [_site_clause(clause, met.get(clause, {})) for clause in dict.fromkeys((*every, *met))]


def _site_clause(clause: str, hosts: dict[str, Parts]) -> SiteClause:
    verdicts = Counter(parts.verdict for parts in hosts.values())
    return SiteClause(
        clause,
        of_site(verdicts) if hosts else Verdict.OPEN,
        verdicts,
        sum(parts.open for parts in hosts.values()),
        sum(parts.waived for parts in hosts.values()),
    )


def rates(clauses: Iterable[SiteClause]) -> Rates:
    """Count how many clauses comply; those that do not apply are left out."""
    counts = Counter(clause.verdict for clause in clauses)
    decided = counts[Verdict.COMPLIANT] + counts[Verdict.PARTIAL] + counts[Verdict.FAILED]
    return Rates(counts[Verdict.COMPLIANT], decided, decided + counts[Verdict.OPEN])
