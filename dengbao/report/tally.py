"""What paper reports count in one pass over the results: by check, and by the department that has to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dengbao.report.ids import finding_ids
from dengbao.report.source import Source
from dengbao.report.suspects import Suspects
from dengbao.results.record import Finding, Result
from dengbao.results.summary import Summary

LISTED = 300
"""Findings of one department that are kept to be listed, the gravest first; the rest is counted."""


class Found(NamedTuple):
    """One finding under its 编号, and the result that it belongs to."""

    id: str
    result: Result
    finding: Finding


@dataclass
class Asked:
    """One check at one level, over all hosts: results by status, those skipped by reason."""

    title: str
    domain: str
    words: Counter[str] = field(default_factory=Counter)


@dataclass
class Department:
    """What one department has to mend; ``devices`` counts by device and risk. ``name`` is "" where none is declared."""

    name: str
    devices: dict[str, Counter[str]] = field(default_factory=dict)
    listed: dict[str, list[Found]] = field(default_factory=lambda: {"high": [], "medium": [], "low": []})

    def add(self, found: Found) -> None:
        """Take one finding."""
        risk = found.result.risk
        self.devices.setdefault(found.finding.device, Counter())[risk] += 1
        if len(self.listed[risk]) < LISTED:
            self.listed[risk].append(found)

    @property
    def risks(self) -> Counter[str]:
        """How many findings there are of each risk."""
        return sum(self.devices.values(), Counter[str]())

    def gravest(self) -> list[Found]:
        """The findings to list, by risk, each check's together."""
        found = [one for risk in self.listed.values() for one in risk][:LISTED]
        groups: dict[str, list[Found]] = {}
        for one in found:
            groups.setdefault(one.result.check, []).append(one)
        return [one for group in groups.values() for one in group]


class Tally:
    """Collects results into all that the letter and the notices say."""

    def __init__(self, source: Source) -> None:
        """Start with what the run itself says."""
        self._source = source
        self._owners = {host.host: host.department for host in source.run.hosts}
        self.summary, self.suspects = Summary(), Suspects()
        self.asked: dict[tuple[int, str], Asked] = {}
        self.vouched: Counter[str] = Counter()
        self._departments: dict[str, Department] = {}

    def add(self, result: Result) -> None:
        """Take one result."""
        self.summary.add(result)
        self.suspects.add(result)
        word = result.reason or result.status
        if result.check.startswith("attested_"):
            self.vouched[word] += 1
        else:
            self._asked(result).words[word] += 1
        if result.status == "fail":
            for id_, finding in finding_ids(result):
                name = self._owners.get(finding.device, "")
                self._departments.setdefault(name, Department(name)).add(Found(id_, result, finding))

    def departments(self) -> Iterator[Department]:
        """Those that have something to mend, in the inventory's order; what belongs to none comes last."""
        for name in dict.fromkeys((*filter(None, self._owners.values()), "")):
            if name in self._departments:
                yield self._departments[name]

    def _asked(self, result: Result) -> Asked:
        key = result.level, result.check
        asked = self.asked.get(key)
        if asked is None:
            domain = self._source.clause(result.level, result.clauses[0]).domain if result.clauses else ""
            asked = self.asked[key] = Asked(result.title, domain)
        return asked
