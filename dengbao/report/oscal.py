"""``oscal.json``: the results as an OSCAL 1.2.1 assessment-results document (NIST), for GRC platforms.

What one check saw on one host is an observation, what does not comply a risk with the commands that mend it, and the
site's verdict on a clause a finding that relates to both. UUIDs are version 5 of names that stay, so that the next run
says the same of the same thing. A clause that applies to no host has no finding, and is excluded from what was
reviewed; one that nobody could decide is not satisfied, for another reason than a failure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from dengbao.report.oscal_parts import Marker, line, prop
from dengbao.report.source import Source
from dengbao.report.words import LEVELS
from dengbao.results.atomic import atomic
from dengbao.results.run import Run, Totals
from dengbao.results.verdict import Clauses, Verdict

HELP = "OSCAL 评估结果:oscal.json(assessment-results 1.2.1)"
FILE = "oscal.json"
VERSION = "1.2.1"

_ENCODE = msgspec.json.Encoder().encode
_STATES = {
    Verdict.COMPLIANT: ("satisfied", "pass"),
    Verdict.PARTIAL: ("not-satisfied", "fail"),
    Verdict.FAILED: ("not-satisfied", "fail"),
    Verdict.OPEN: ("not-satisfied", "other"),
}


def render(source: Source) -> list[Path]:
    """Write the document: first what was observed, result by result, then what that comes to.

    Returns:
        Its path.

    Raises:
        UserError: results and run record do not agree, or the catalogue lacks a clause that they name.
    """
    path, totals, clauses = source.folder / FILE, Totals(), Clauses()
    run = source.run
    marker = Marker(run)
    with atomic(path) as file:
        file.write(b'{"assessment-results":{"results":[{"observations":[')
        _stream(file, (marker.observation(result, totals, clauses) for result in source.results()))
        source.agree(totals)
        risks = (risk for result in source.results() for risk in marker.risks(result))
        file.write(b'\n],"risks":[' if marker.failing else b"\n]")
        if marker.failing:
            _stream(file, risks)
            file.write(b"\n]")
        findings = [*_findings(source, clauses, marker)]
        rest = {"findings": findings} if findings else {}
        file.write(b"," + _ENCODE(rest | _result(run, clauses, marker))[1:])
        file.write(b"]," + _ENCODE(_frame(run, marker))[1:] + b"}\n")
    return [path]


def _stream(file: BinaryIO, parts: Iterable[dict[str, Any]]) -> None:
    separator = b"\n"
    for part in parts:
        file.write(separator + _ENCODE(part))
        separator = b",\n"


def _frame(run: Run, marker: Marker) -> dict[str, Any]:
    """Give what stands around the results."""
    plan = {
        "uuid": marker.uuid("plan"),
        "title": "检查计划",
        "description": f"dengbao {run.tool} 按清单和条款目录 {run.catalogue} 计划的 {run.expected} 项检查",
    }
    return {
        "uuid": marker.uuid("document", run.snapshot, run.as_of),
        "metadata": {
            "title": f"{line(run.site)} 网络安全等级保护自查结果",
            "last-modified": _time(run.finished),
            "version": str(run.as_of),
            "oscal-version": VERSION,
            "remarks": "自查结果,不替代等级测评结论",
        },
        "import-ap": {"href": f"#{plan['uuid']}"},
        "back-matter": {"resources": [plan, *marker.resources()]},
    }


def _result(run: Run, clauses: Clauses, marker: Marker) -> dict[str, Any]:
    """Give the frame of the one set of results."""
    reviewed: list[dict[str, str]] = []
    excluded: list[dict[str, str]] = []
    for level in clauses.levels:
        for clause in clauses.site(level):
            kept = excluded if clause.verdict is Verdict.NOT_APPLICABLE else reviewed
            kept.append({"control-id": marker.control(clause.clause)})
    chosen: dict[str, Any] = {"include-controls": reviewed} if reviewed else {"include-all": {}}
    if excluded:
        chosen |= {"exclude-controls": excluded, "remarks": "排除的条款对任何一台主机都不适用"}
    return {
        "uuid": marker.uuid("result", run.snapshot, run.as_of),
        "title": f"自查 {run.as_of}",
        "description": f"快照 {line(run.snapshot)},{'、'.join(LEVELS[level] for level in run.levels)}",
        "start": _time(run.started),
        "end": _time(run.finished),
        "props": [
            prop("tool", f"dengbao {run.tool}"),
            prop("catalogue", run.catalogue),
            *(prop(f"total-{name}", count) for name, count in msgspec.to_builtins(run.totals).items()),
        ],
        "local-definitions": marker.definitions(),
        "reviewed-controls": {"control-selections": [chosen]},
    }


def _findings(source: Source, clauses: Clauses, marker: Marker) -> Iterable[dict[str, Any]]:
    """Give a finding for each clause that applies somewhere: the site's verdict at that level."""
    for level in clauses.levels:
        for clause in clauses.site(level):
            if clause.verdict is Verdict.NOT_APPLICABLE:
                continue
            known = source.clause(level, clause.clause)
            state, reason = _STATES[clause.verdict]
            hosts = "、".join(f"{verdict} {count}" for verdict, count in clause.hosts.items())
            accepted = f";已接受风险 {clause.waived} 项" if clause.waived else ""
            finding = {
                "uuid": marker.uuid("finding", level, clause.clause),
                "title": line(f"{clause.clause} {known.title}:{clause.verdict}"),
                "description": f"{LEVELS[level]} {known.domain}:{known.summary}。按主机:{hosts}{accepted}",
                "props": [prop("verdict", clause.verdict), prop("level", level), prop("unit", known.unit)],
                "target": {
                    "type": "objective-id",
                    "target-id": marker.control(clause.clause),
                    "status": {"state": state, "reason": reason},
                },
            }
            yield finding | marker.related(level, clause.clause)


def _time(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
