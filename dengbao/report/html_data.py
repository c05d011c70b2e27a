"""The data of ``report.html``: an index of all results in columns, and a block of details for each host.

A block has one line of JSON for each result, which the page reads when it is looked at; the index is small and read at
once. ``html_parts/1-data.js`` is the reader: what changes here changes there.
"""

from __future__ import annotations

import msgspec

from dengbao.report.context import in_context
from dengbao.report.source import Source
from dengbao.report.suspects import Suspects
from dengbao.report.words import PARSED
from dengbao.results.history import Identity
from dengbao.results.record import Evidence, Finding, Result
from dengbao.results.store import SITE
from dengbao.results.summary import Summary
from dengbao.results.visible import visible
from dengbao.snapshot.records import WORDS as GATHERED

STATES = {"fail": 0, "error": 1, "waived": 2, "manual": 3, "pass": 4, "not_applicable": 5, "skip": 6}
"""Status or reason → number in the page, the gravest first."""

_RISKS = {"high": 0, "medium": 1, "low": 2}
_ENCODE = msgspec.json.Encoder().encode


def encoded(value: object) -> bytes:
    """Encode JSON that may stand inside ``<script>``: only a ``<`` could end or open anything there."""
    return _ENCODE(value).replace(b"<", b"\\u003c")


class Data:
    """Takes results in the order of the file; keeps numbers for each, and their details as bytes."""

    def __init__(self, source: Source) -> None:
        """Number the clauses of the levels in force, in the standard's order."""
        self._source = source
        self._clauses: dict[tuple[int, str], int] = {}
        self._checks: dict[tuple[object, ...], int] = {}
        self._examples: list[Result] = []
        self._remedies: dict[tuple[str, ...], int] = {}
        self._hosts: dict[str, int] = {}
        self._check: list[int] = []
        self._state: list[int] = []
        self._change: list[int] = []
        self.blocks: list[list[bytes]] = []
        self.suspects = Suspects()
        self._ages = source.changes.ages() if source.changes else {}
        for level in sorted(source.run.levels):
            self._open(level)

    def add(self, result: Result) -> None:
        """Take one result.

        Raises:
            ValueError: a host's results are not together: a fault of ours.
        """
        if not self._hosts or result.host != next(reversed(self._hosts)):
            if result.host in self._hosts:
                raise ValueError(f"results of {result.host} are not together")
            self._hosts[result.host] = len(self._check)
            self.blocks.append([])
        self._check.append(self._number(result))
        self._state.append(STATES.get(result.reason or "", STATES[result.status]))
        self._change.append(self._changed(result))
        self.blocks[-1].append(encoded(self._details(result)))
        self.suspects.add(result)

    def index(self, summary: Summary) -> bytes:
        """Give the index, once all results were taken."""
        named = {host.host: host for host in self._source.run.hosts}
        hosts, starts = [], []
        for name in dict.fromkeys((*self._hosts, *named)):
            facts = named.get(name)
            starts.append(self._hosts.get(name, len(self._check)))
            hosts.append(
                {
                    "name": visible(name),
                    "shown": "全网(site)" if name == SITE else visible(name),
                    "platform": facts.platform if facts else "",
                    "role": facts.role if facts else "",
                    "address": visible(facts.address) if facts else "",
                    "gathered": GATHERED[facts.gather] if facts else "",
                    "whole": facts is not None and facts.gather == "whole" and facts.parse == "parsed",
                    "parsed": PARSED[facts.parse] if facts else "",
                    "reason": visible(facts.reason) if facts else "",
                    "unread": facts.unread if facts else 0,
                }
            )
        checks = [self._described(example) for example in self._examples]  # names clauses: before they are listed
        return encoded(
            {
                "hosts": hosts,
                "starts": starts,
                "checks": checks,
                "clauses": self._listed(summary),
                "cases": {case.case: case.title for level in self._levels() for case in self.suspects.at(level)},
                "remedies": list(self._remedies),
                "check": self._check,
                "state": self._state,
                "change": self._change,
                "trend": self._source.changes is not None,
            }
        )

    def _levels(self) -> list[int]:
        return sorted({level for level, _ in self._clauses})

    def _open(self, level: int) -> None:
        for item in self._source.catalogue(level).items:
            self._clauses.setdefault((level, item.id), len(self._clauses))

    def _number(self, result: Result) -> int:
        """Number a check as it is at one level; title and risk are part of it, so that none is ever shown wrongly."""
        key = (result.check, result.title, result.level, result.risk, *result.clauses, None, *result.units)
        number = self._checks.get(key)
        if number is None:
            number = self._checks[key] = len(self._checks)
            self._examples.append(result)
            for clause in result.clauses:
                if (result.level, clause) not in self._clauses:
                    self._source.clause(result.level, clause)
                    self._open(result.level)
        return number

    def _described(self, result: Result) -> dict[str, object]:
        return {
            "id": visible(result.check),
            "title": visible(result.title),
            "level": result.level,
            "risk": _RISKS[result.risk],
            "clauses": [self._clauses[result.level, clause] for clause in result.clauses],
            "units": result.units,
            "cases": [case.case for case in self.suspects.of_check(result.level, result.check)],
        }

    def _listed(self, summary: Summary) -> list[dict[str, object]]:
        verdicts = {
            (level, one.clause): one.verdict
            for level in self._levels()
            for one in summary.clauses.site(level, [id_ for own, id_ in self._clauses if own == level])
        }
        rows: list[dict[str, object]] = []
        for level, id_ in self._clauses:
            item = self._source.clause(level, id_)
            rows.append(
                {
                    "id": id_,
                    "level": level,
                    "domain": item.domain,
                    "title": item.title,
                    "summary": item.summary,
                    "unit": item.unit,
                    "document": item.document,
                    "verdict": verdicts[level, id_],
                    "cases": [case.case for case in self.suspects.of_clause(level, id_)],
                }
            )
        return rows

    def _details(self, result: Result) -> list[object]:
        """Give what only an opened result shows; a failure's evidence is that of its findings and not repeated."""
        quoted = [line.alone for finding in result.findings for line in finding.evidence]
        own = [] if quoted[: len(result.evidence)] == result.evidence else result.evidence
        return [
            0 if result.expected == result.title else visible(result.expected),
            visible(result.actual),
            [self._finding(result, finding) for finding in result.findings],
            _lines(own),
            [] if own == result.unread else _lines(result.unread),
            visible(result.waiver),
        ]

    def _finding(self, result: Result, finding: Finding) -> list[object]:
        remedy = tuple(map(visible, finding.remedy))
        return [
            visible(finding.key),
            visible(finding.device),
            visible(finding.expected),
            visible(finding.actual),
            _in_context(finding.evidence),
            self._remedies.setdefault(remedy, len(self._remedies)) if remedy else -1,
            self._since(result, finding),
        ]

    def _since(self, result: Result, finding: Finding) -> str:
        """Give the age of a finding: a date, ``new``, or "" where nothing is known of it."""
        identity = Identity(result.host, result.check, finding.device, finding.key)
        if identity not in self._ages:
            return ""
        return str(self._ages[identity] or "new")

    def _changed(self, result: Result) -> int:
        """Give 1 where a finding is new, 2 where one is still open, 3 where both are so."""
        if not self._ages or result.status != "fail":
            return 0
        ages = {self._since(result, finding) for finding in result.findings}
        return ("new" in ages) + 2 * bool(ages - {"new", ""})


def _lines(lines: list[Evidence]) -> list[list[object]]:
    """Give lines as ``file:line`` and text; a line of 0 stands for the whole file."""
    return [[f"{visible(one.file)}:{one.line}" if one.line else visible(one.file), visible(one.text)] for one in lines]


def _in_context(lines: list[Evidence]) -> list[list[object]]:
    """Give lines at fault as ``file:line`` and text, and those around them as ``:line``, text, and 1."""
    rows: list[list[object]] = []
    for row in in_context(lines):
        if row.fault:
            rows += _lines([Evidence(row.file, row.line, row.text)])
        else:
            rows.append([f":{row.line}", visible(row.text), 1])
    return rows
