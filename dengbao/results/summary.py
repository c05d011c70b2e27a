"""What a run comes to: one pass over the results that every short report can be written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dengbao.results.record import Result
from dengbao.results.run import Totals
from dengbao.results.verdict import Clauses

_GRAVITY = {"high": 0, "medium": 1, "low": 2}


@dataclass
class Issue:
    """One check that failed: on which hosts, in how many findings, and the first result as the example."""

    example: Result
    hosts: list[str] = field(default_factory=list)
    findings: int = 0


@dataclass
class Grounds:
    """One reason that several results give: how many there are, on which hosts (each once)."""

    why: str
    results: int = 0
    hosts: dict[str, None] = field(default_factory=dict)


@dataclass
class Summary:
    """Totals of all and per host, clause verdicts, what failed, what is undecided, which risks were accepted."""

    totals: Totals = field(default_factory=Totals)
    hosts: dict[str, Totals] = field(default_factory=dict)
    clauses: Clauses = field(default_factory=Clauses)
    issues: dict[str, Issue] = field(default_factory=dict)
    gaps: dict[str, Grounds] = field(default_factory=dict)
    accepted: dict[str, Grounds] = field(default_factory=dict)

    @classmethod
    def of(cls, results: Iterable[Result]) -> Summary:
        """Read the results once; what is kept grows with hosts, checks and clauses, not with evidence."""
        summary = cls()
        for result in results:
            summary.add(result)
        return summary

    def add(self, result: Result) -> None:
        """Count one result."""
        self.totals.add(result)
        self.hosts.setdefault(result.host, Totals()).add(result)
        self.clauses.add(result)
        if result.status == "fail":
            issue = self.issues.setdefault(result.check, Issue(result))
            issue.hosts.append(result.host)
            issue.findings += len(result.findings)
            if _GRAVITY[result.risk] < _GRAVITY[issue.example.risk]:
                issue.example = result
        elif result.status == "error":
            _group(self.gaps, result.actual, result)
        elif result.reason == "waived":
            _group(self.accepted, result.waiver or result.actual, result)

    def gravest(self) -> list[Issue]:
        """Order what failed: by risk, then by how many hosts and findings it spreads over, then by name."""
        return sorted(
            self.issues.values(),
            key=lambda issue: (
                _GRAVITY[issue.example.risk],
                -len(issue.hosts),
                -issue.findings,
                issue.example.check,
            ),
        )

    def widest_gaps(self) -> list[Grounds]:
        """Order what could not be decided by how many results it cost."""
        return sorted(self.gaps.values(), key=lambda gap: -gap.results)


def _group(groups: dict[str, Grounds], why: str, result: Result) -> None:
    group = groups.setdefault(why, Grounds(why))
    group.results += 1
    group.hosts[result.host] = None
