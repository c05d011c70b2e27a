"""One result as one JUnit ``testcase``: what readers show is in message and body, properties only repeat it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from dengbao.report.source import Clause
from dengbao.report.words import LEVELS, details, facts, message, whole
from dengbao.report.xml import attribute, text
from dengbao.results.record import Result
from dengbao.results.visible import clip, one_line

BODY_LINES = 50
"""Of each kind of line in a body; a reader of CI output wants the fault, the whole list is in ``results.jsonl``."""

BODY, PASSED = 16_000, 1_000
"""Characters of a body, and of a passing case's output (Jenkins keeps 1,000 of those)."""

_CONTROL = re.compile(r"\d+\.\d+\.\d+\.\d+")
_ELEMENTS = {"fail": "failure", "error": "error", "skip": "skipped"}
_TYPES = {"fail": "noncompliant", "error": "undecided"}


class CaseWriter:
    """Writes cases; what depends on the check alone is made once."""

    def __init__(self, clause_of: Callable[[int, str], Clause]) -> None:
        """Keep where clauses are looked up."""
        self._clause_of = clause_of
        self._shared: dict[tuple[object, ...], tuple[str, str, str, str]] = {}

    def __call__(self, result: Result) -> tuple[str, str]:
        """Write one result.

        Returns:
            The opening tag, which identifies the case by class and name, and the rest of the element.
        """
        key = (result.check, result.title, result.level, result.risk, *result.clauses, None, *result.units)
        shared = self._shared.get(key)
        if shared is None:
            shared = self._shared[key] = self._for_check(result)
        classname, name, properties, known = shared
        opening = f'<testcase classname="{classname}" name="{attribute(result.host)} {name}" time="0">'
        parts = [properties, *self._own(result), "</properties>"]
        if result.status == "pass":
            output = _fitted([known, *details(result, BODY_LINES)], PASSED)
            parts.append(f"<system-out>{text(output)}</system-out>")
        else:
            said = one_line(message(result))  # as the attribute will have it: the body begins with the same line
            body = _fitted([said, known, *whole(result, said), *details(result, BODY_LINES)], BODY)
            element = _ELEMENTS[result.status]
            kind = _TYPES.get(result.status) or result.reason or "skipped"
            parts.append(f'<{element} type="{kind}" message="{attribute(said)}">{text(body)}</{element}>')
        parts.append("</testcase>\n")
        return opening, "".join(parts)

    def _for_check(self, result: Result) -> tuple[str, str, str, str]:
        """Write class, rest of the name, opened properties and the line of facts: the same for all hosts."""
        pairs = [
            ("check.id", result.check),
            ("mlps.clause", result.clauses[0] if result.clauses else ""),
            ("mlps.clauses", ",".join(result.clauses)),
            ("mlps.unit", result.units[0] if result.units else ""),
            ("mlps.units", ",".join(result.units)),
            ("mlps.level", str(result.level)),
            ("mlps.risk", result.risk),
        ]
        properties = "<properties>" + "".join(_property(name, value) for name, value in pairs if value)
        name = attribute(f"{result.title} [{result.check}]")
        return attribute(self._classname(result)), name, properties, "\n".join(facts(result))

    def _classname(self, result: Result) -> str:
        """Name the control: dots stand only where Jenkins should split; no part has a slash, which its URLs cut at."""
        level = f"等保{LEVELS.get(result.level, result.level)}"
        if not result.clauses:
            return f"{level}.未对应条款.{result.check}"
        primary = result.clauses[0]
        clause = self._clause_of(result.level, primary)
        found = _CONTROL.match(primary)
        control = (found[0] if found else primary).replace(".", "-")
        return f"{level}.{_part(clause.domain)}.{control} {_part(clause.title)}"

    def _own(self, result: Result) -> Iterable[str]:
        """Write the properties that this one result has."""
        evidence = result.evidence
        if result.findings:
            evidence = [line for finding in result.findings[:BODY_LINES] for line in finding.evidence] or evidence
        if evidence:
            file = evidence[0].file
            lines = dict.fromkeys([str(line.line) for line in evidence[:BODY_LINES] if line.file == file])
            yield _property("evidence.file", file)
            yield f'<property name="evidence.lines" value="{",".join(lines)}"/>'
        if result.waiver:
            yield _property("waiver.text", result.waiver)


def _part(name: str) -> str:
    return name.replace(".", "-").replace("/", "-")


@lru_cache(maxsize=1024)  # the same file stands in all cases of a host
def _property(name: str, value: str) -> str:
    return f'<property name="{name}" value="{attribute(value)}"/>'


def _fitted(lines: list[str], most: int) -> str:
    """Join lines to at most ``most`` characters, and say so where something was cut."""
    body = "\n".join(lines)
    # GitLab takes this mark in any output for the path of a file to attach
    body = body.replace("[[ATTACHMENT|", "[ [ATTACHMENT|")
    return body if len(body) <= most else clip(body, most - 20) + "\n(略,见 results.jsonl)"
