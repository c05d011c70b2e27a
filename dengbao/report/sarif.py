"""``results.sarif``: findings with file and line as SARIF 2.1.0 (OASIS), for code scanning and editors.

A finding is a result, a waived one is suppressed. Readers show whatever stands among the results as an alert, so that
what passed is not there; what could not be decided is a notification of the run, and the totals are its properties.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from dengbao.report.source import Source
from dengbao.report.words import LEVELS
from dengbao.results.atomic import atomic
from dengbao.results.history import Item, items
from dengbao.results.record import Evidence, Finding, Result
from dengbao.results.run import Run, Totals
from dengbao.results.visible import visible

HELP = "SARIF 2.1.0:results.sarif(问题所在的文件与行)"
FILE = "results.sarif"
ROOT = "SNAPSHOT"
"""The name that files are relative to: the folder that was judged."""

_LEVELS = {"high": "error", "medium": "warning", "low": "note"}
_SEVERITY = {"high": "8.0", "medium": "5.0", "low": "3.0"}
"""How GitHub ranks alerts: 7.0 and more is high, 4.0 and more medium."""

_ENCODE = msgspec.json.Encoder().encode


def render(source: Source) -> list[Path]:
    """Write the log, finding by finding, and what describes the run behind them.

    Returns:
        Its path.

    Raises:
        UserError: results and run record do not agree.
    """
    path, totals = source.folder / FILE, Totals()
    rules: dict[str, dict[str, Any]] = {}
    untold: list[dict[str, Any]] = []
    with atomic(path) as file:
        file.write(b'{"version":"2.1.0","runs":[{"results":[')
        separator = b"\n"
        for result in source.results():
            totals.add(result)
            if result.status == "error":
                untold.append(_notification(result))
            for entry in _results(result, rules):
                file.write(separator + _ENCODE(entry))
                separator = b",\n"
        source.agree(totals)
        frame = _ENCODE(_frame(source.run, [*rules.values()], untold))
        file.write(b"\n]," + frame[1:] + b"]}\n")
    return [path]


def _frame(run: Run, rules: list[dict[str, Any]], untold: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "tool": {"driver": {"name": "dengbao", "version": run.tool, "rules": rules}},
        "automationDetails": {"id": f"dengbao/{visible(run.site)}/"},
        "originalUriBaseIds": {ROOT: {"description": {"text": f"快照 {visible(run.snapshot)}"}}},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN",
        "invocations": [
            {
                "executionSuccessful": True,
                "startTimeUtc": _utc(run.started),
                "endTimeUtc": _utc(run.finished),
                "toolExecutionNotifications": untold,
            }
        ],
        "properties": {
            "statement": "自查结果,不替代等级测评结论",
            "site": visible(run.site),
            "asOf": str(run.as_of),
            "catalogue": run.catalogue,
            "totals": msgspec.to_builtins(run.totals),
        },
    }


def _results(result: Result, rules: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give the entries of a failed or waived result, and note its rule."""
    if result.status != "fail" and result.reason != "waived":
        return
    if result.check not in rules:
        rules[result.check] = _rule(result)
    found_or_none: Sequence[Finding | None] = result.findings or [None]
    for item, found in zip(items(result), found_or_none, strict=True):
        evidence = found.evidence if found else result.evidence
        entry: dict[str, Any] = {
            "ruleId": visible(result.check),
            "level": _LEVELS[result.risk],
            "message": {"text": _said(result, item)},
            "locations": [_location(evidence[0], item)] if evidence else [_nowhere(item)],
            "partialFingerprints": {"dengbao/v1": _fingerprint(item)},
            "properties": _facts(result, item, found),
        }
        if len(evidence) > 1:
            entry["relatedLocations"] = [_physical(line) for line in evidence[1:]]
        if result.reason == "waived":
            accepted = {"kind": "external", "status": "accepted", "justification": visible(result.waiver)}
            entry["suppressions"] = [accepted]
        yield entry


def _said(result: Result, item: Item) -> str:
    clause = result.clauses[0] if result.clauses else result.check
    return visible(f"{item.device} {clause} {result.title}:应为 {item.expected};实为 {item.key} {item.actual}")


def _facts(result: Result, item: Item, found: Finding | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "host": visible(result.host),
        "device": visible(item.device),
        "key": visible(item.key),
        "level": LEVELS.get(result.level, str(result.level)),
        "clauses": result.clauses,
        "units": result.units,
    }
    if found and found.remedy:
        facts["remedy"] = [visible(command) for command in found.remedy]
    return facts


def _fingerprint(item: Item) -> str:
    """Name a finding by what stays when lines move."""
    return hashlib.sha256("\0".join(item.identity).encode("utf-8", "surrogatepass")).hexdigest()


def _rule(result: Result) -> dict[str, Any]:
    clauses = "、".join(result.clauses) or "无"
    return {
        "id": visible(result.check),
        "shortDescription": {"text": visible(result.title)},
        "fullDescription": {"text": f"{visible(result.title)}。GB/T 22239-2019 条款 {clauses}"},
        "defaultConfiguration": {"level": _LEVELS[result.risk]},
        "properties": {
            "tags": ["security", *dict.fromkeys(result.clauses)],
            "security-severity": _SEVERITY[result.risk],
            "precision": "very-high",
        },
    }


def _location(line: Evidence, item: Item) -> dict[str, Any]:
    return _physical(line) | {"logicalLocations": [_logical(item)]}


def _physical(line: Evidence) -> dict[str, Any]:
    """Give file and line; a line of 0 stands for the whole file."""
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(visible(line.file)), "uriBaseId": ROOT}}
    if line.line:
        place["region"] = {"startLine": line.line, "snippet": {"text": visible(line.text)}}
    return {"physicalLocation": place}


def _nowhere(item: Item) -> dict[str, Any]:
    """Give the device alone, where no line stands behind a finding."""
    return {"logicalLocations": [_logical(item)]}


def _logical(item: Item) -> dict[str, str]:
    return {"name": visible(item.device) or "site", "kind": "resource"}


def _notification(result: Result) -> dict[str, Any]:
    return {
        "level": "warning",
        "descriptor": {"id": visible(result.check)},
        "message": {"text": visible(f"{result.host} {result.title}:无法判定,{result.actual}")},
    }


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
