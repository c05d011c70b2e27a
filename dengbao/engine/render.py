"""Outcomes in line numbers become results with quoted lines, remedies and clauses."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from dengbao.check.findings import Found
from dengbao.check.reading import Cited
from dengbao.engine.evaluate import Outcome
from dengbao.engine.host import Subject
from dengbao.engine.plan import Evaluation
from dengbao.engine.remedy import fill
from dengbao.model import Absent, Known, Section
from dengbao.results import Evidence, Finding, Result
from dengbao.results.record import Reason

_LINES_MOST = 20  # evidence lines quoted of one verdict
_AROUND = 2  # lines shown before and after one at fault


class Sources(Struct, frozen=True):
    """What a result may quote: platform and files by host, and ``names``, the site's answers to remedies' placeholders.

    ``subjects`` holds the host alone, or all hosts for a site-wide check.
    """

    subjects: Mapping[str, tuple[str, Subject]]
    names: Mapping[str, str]


def render(evaluation: Evaluation, outcome: Outcome, sources: Sources) -> Result:
    """Write one result.

    Args:
        evaluation: what was asked of which host.
        outcome: what came of it.
        sources: what may be quoted.

    Returns:
        The result; secrets were masked before any text came here.
    """
    host, check = evaluation.host, evaluation.check
    base: dict[str, Any] = {
        "host": host,
        "check": check.id,
        "title": check.title,
        "clauses": list(evaluation.clauses.clauses),
        "units": list(evaluation.clauses.units),
        "risk": check.risk,
        "level": evaluation.level,
        "status": outcome.status,
    }
    own = sources.subjects.get(host, ("", Subject()))[1]
    if outcome.status == "fail":
        cited = _cited(outcome.read)
        rows = [_finding(evaluation, one, sources, cited) for one in outcome.found]
        more = f"(共 {len(rows)} 项)" if len(rows) > 1 else ""
        evidence = list(itertools.islice((line.alone for row in rows for line in row.evidence), _LINES_MOST))
        return Result(
            **base,
            expected=rows[0].expected,
            actual=f"{rows[0].key}:{rows[0].actual}{more}",
            findings=rows,
            evidence=evidence,
            unread=own.evidence(outcome.lines[:_LINES_MOST], outcome.file),
        )
    if outcome.status == "error":
        unread = own.evidence(outcome.lines[:_LINES_MOST], outcome.file)
        return Result(**base, expected=check.title, actual=outcome.why, evidence=unread, unread=unread)
    if outcome.status == "skip":
        reason: Reason = "manual" if outcome.manual else "not_applicable"
        return Result(**base, reason=reason, expected=check.title, actual=outcome.why)
    evidence, defaults = _rests_on(outcome.read, sources.subjects.values())
    actual = "符合" + (f"(缺省:{';'.join(defaults)})" if defaults else "")
    return Result(**base, expected=check.title, actual=actual, evidence=evidence)


def _finding(evaluation: Evaluation, one: Found, sources: Sources, cited: list[Evidence]) -> Finding:
    device = one.device or evaluation.host
    platform, subject = sources.subjects.get(device, ("", Subject()))
    return Finding(
        key=one.key,
        device=device,
        expected=one.expected,
        actual=one.actual,
        evidence=subject.evidence(one.lines[:_LINES_MOST], one.file, around=_AROUND) or cited or subject.last_line(),
        remedy=fill(platform, evaluation.check.id, {**sources.names, **one.names}) if platform else [],
    )


def _rests_on(read: Sequence[Any], subjects: Iterable[tuple[str, Subject]]) -> tuple[list[Evidence], list[str]]:
    """Quote the lines that a pass rests on, and the defaults; with defaults alone, the end of what was read."""
    lines: dict[tuple[str, int], None] = {}
    defaults: dict[str, None] = {}
    empty: dict[str, None] = {}
    for part in read:
        if isinstance(part, Known):
            lines.update(((part.file, number), None) for number in part.lines)
        elif isinstance(part, Absent):
            defaults[part.why] = None
        elif isinstance(part, Section) and not (part.missing or part.unsupported):
            for item in itertools.islice(part.items, _LINES_MOST):
                lines.update(((part.file, number), None) for number in getattr(item, "lines", ())[:3])
            if not part.items:
                empty[part.none] = None
    if not lines:
        defaults |= empty
    if cited := _cited(read):
        return cited, list(defaults)
    every = list(subjects)
    if len(every) != 1:  # a site-wide pass rests on all hosts; each is quoted by its last line
        return [line for _, subject in every[:_LINES_MOST] for line in subject.last_line()], list(defaults)
    subject = every[0][1]
    quoted = [
        line
        for file, group in itertools.groupby(sorted(lines), key=lambda place: place[0])
        for line in subject.evidence(tuple(number for _, number in group), file)
    ][:_LINES_MOST]
    return quoted or subject.last_line(), list(defaults)


def _cited(read: Sequence[Any]) -> list[Evidence]:
    """Quote the entries of ledgers that a verdict rests on."""
    return [Evidence(part.ledger, part.place, part.text) for part in read if isinstance(part, Cited)][:_LINES_MOST]
