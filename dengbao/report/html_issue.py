"""The gravest problems on the first page of ``report.html``: each by one example, with its lines and commands."""

from __future__ import annotations

from urllib.parse import quote
from xml.etree.ElementTree import Element

from dengbao.catalogue import Case
from dengbao.report.context import Row, in_context
from dengbao.report.html_element import card, el
from dengbao.report.source import Source
from dengbao.report.suspects import Suspects
from dengbao.report.words import RISKS, devices
from dengbao.results.record import Evidence, Result
from dengbao.results.store import SITE
from dengbao.results.summary import Issue, Summary
from dengbao.results.visible import clip, one_line

ISSUES, NAMES, LINES, LONG = 10, 8, 5, 300
"""How many problems, hosts of one, lines of evidence, and characters of a fact are shown."""


def gravest(source: Source, summary: Summary, suspects: Suspects) -> Element | None:
    """Show them, by risk and by how far they spread; None when nothing failed."""
    if not summary.issues:
        return None
    more = len(summary.issues) - ISSUES
    return card(
        f"最严重的问题(按风险和涉及面,共 {len(summary.issues)} 类)",
        *(_issue(number, issue, source, suspects) for number, issue in enumerate(summary.gravest()[:ISSUES], 1)),
        el("p", el("a", f"另有 {more} 类,见“按问题”", href="#problem"), class_="screen") if more > 0 else None,
    )


def _issue(number: int, issue: Issue, source: Source, suspects: Suspects) -> Element:
    """Show one kind of problem by its example: facts, why it matters, the lines at fault, the commands that mend it."""
    one = issue.example
    first = one.findings[0] if one.findings else None
    hosts = devices(one) or [SITE] if one.host == SITE else issue.hosts
    cases = suspects.of_check(one.level, one.check)
    expected = one.expected or (first.expected if first else "")
    return el(
        "div",
        el(
            "h3",
            el("span", f"{number}."),
            el("span", f"{RISKS[one.risk]}风险", class_=f"risk r-{one.risk}"),
            el("a", one.title, href=f"#problem?status=fail&text={quote(one.check)}"),
            el("span", f"疑似高风险 {'、'.join(case.case for case in cases)}", class_="case") if cases else None,
        ),
        el(
            "p",
            f"涉及 {names(hosts)},共 {max(issue.findings, len(issue.hosts))} 处;条款 {'、'.join(one.clauses)}",
            class_="where",
        ),
        el("p", f"应为 {short(expected)};实为 {short(one.actual or (first.actual if first else ''))}"),
        _matters(source, one, cases),
        _lines(first.evidence if first and first.evidence else one.evidence),
        el(
            "div",
            el("h5", f"整改命令({first.device},先核对尖括号内的占位再执行)"),
            el("pre", "\n".join(first.remedy), class_="commands"),
            class_="remedy",
        )
        if first and first.remedy
        else None,
        class_="issue",
    )


def _matters(source: Source, one: Result, cases: list[Case]) -> Element | None:
    """Say why it matters: what the primary clause asks, and which high-risk case it may be."""
    clause = source.clause(one.level, one.clauses[0]) if one.clauses else None
    said = [f"{clause.title}:{clause.summary}"] if clause else []
    said += [f"疑似高风险情形 {case.case} {case.title}" for case in cases[:2]]
    return el("p", f"为何要紧 {';'.join(said)}", class_="where") if said else None


def _lines(evidence: list[Evidence]) -> Element | None:
    """Show the first lines at fault among those around them; what is not in a row is parted by a rule."""
    if not evidence:
        return None
    rows = in_context(evidence[:LINES])
    return el(
        "div",
        *(
            el(
                "div",
                el("b", (f"{row.file}:{row.line}" if row.line else row.file) if row.fault else f":{row.line}"),
                el("code", row.text),
                class_=" ".join(filter(None, ("" if row.fault else "around", "apart" if _apart(last, row) else "")))
                or None,
            )
            for last, row in zip([None, *rows], rows, strict=False)
        ),
        class_="lines",
    )


def _apart(last: Row | None, row: Row) -> bool:
    return last is not None and (last.file, last.line + 1) != (row.file, row.line)


def names(hosts: list[str]) -> str:
    """Name the first hosts, and count them all where there are more."""
    return "、".join(hosts[:NAMES]) + (f" 等 {len(hosts)} 台" if len(hosts) > NAMES else "")


def short(text: str) -> str:
    """Put a fact on one line of bearable length."""
    return clip(one_line(text), LONG)
