"""结果记录: what was seen, as an assessor writes it down: a factual sentence, then the lines that it rests on."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from dengbao.report.words import RISKS
from dengbao.results.record import Evidence, Finding, Result
from dengbao.results.store import SITE
from dengbao.results.visible import visible

LINES = 20
"""Lines of evidence that are quoted under one sentence; the whole list is in ``results.jsonl``."""

FINDINGS = 50


def record(result: Result) -> str:
    """Say what one check saw on one host.

    Args:
        result: of any status.

    Returns:
        Several lines: the sentence, each finding, the lines of configuration; all characters visible.
    """
    return visible("\n".join(_record(result)))


def problem(result: Result, finding: Finding) -> str:
    """Say in one sentence what is wrong on which device."""
    return visible(f"{result.title}:{_place(finding.device)}{finding.actual},应为 {finding.expected}")


def _record(result: Result) -> Iterator[str]:
    where, title = _place(result.host), f"“{result.title}”"
    if result.status == "pass":
        yield f"经核查,{where}符合{title}{_because(result)}。"
        yield from quoted(result.evidence)
    elif result.status == "fail" or result.reason == "waived":
        yield from _failed(result, where, title)
    elif result.status == "error":
        yield f"未能核查 {where}的{title}:{result.actual}。"
        yield from quoted(result.evidence)
    elif result.reason == "not_applicable":
        yield f"经核查,{title}对 {where}不适用:{result.actual}。"
        yield from quoted(result.evidence)
    else:
        yield f"{result.title}:{result.actual}"
    if result.unread:
        yield f"未读懂的行 {len(result.unread)} 行:"
        yield from quoted(result.unread)


def _failed(result: Result, where: str, title: str) -> Iterator[str]:
    if not result.findings:
        yield f"经核查,{where}不符合{title}:{result.actual},应为 {result.expected}。"
        yield from quoted(result.evidence)
    else:
        yield f"经核查,{where}不符合{title},共 {len(result.findings)} 处({RISKS[result.risk]}风险):"
    for number, finding in enumerate(result.findings[:FINDINGS], 1):
        device = f"{finding.device} " if result.host == SITE else ""
        yield f"{number}. {device}{finding.key}:{finding.actual},应为 {finding.expected}"
        yield from quoted(finding.evidence)
    if len(result.findings) > FINDINGS:
        yield f"……另有 {len(result.findings) - FINDINGS} 处,见 results.jsonl"
    if result.waiver:
        yield f"已接受风险:{result.waiver}"


def _place(host: str) -> str:
    return "全网" if host == SITE else f"{host} "


def _because(result: Result) -> str:
    return "" if result.actual in ("", "符合") else f":{result.actual}"


def quoted(evidence: Sequence[Evidence], most: int = LINES) -> Iterator[str]:
    """Quote lines under the name of their file: ``running-config.txt 第 120–124、130 行:``, then their text."""
    for file, lines in itertools.groupby(evidence[:most], key=lambda one: one.file):
        together = list(lines)
        yield f"  {file}{spans(one.line for one in together)}:"
        yield from (f"    {one.text}" for one in together)
    if len(evidence) > most:
        yield f"  ……另有 {len(evidence) - most} 行,见 results.jsonl"


def spans(numbers: Iterable[int]) -> str:
    """Name line numbers, those in a row by their ends; "" where there is none but 0, which is the whole file."""
    runs: list[list[int]] = []
    for number in sorted({number for number in numbers if number}):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = "、".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return f" 第 {named} 行" if named else ""


def places(evidence: Iterable[Evidence]) -> list[str]:
    """Name the lines that something rests on, one entry for each file."""
    files: dict[str, list[int]] = {}
    for one in evidence:
        files.setdefault(one.file, []).append(one.line)
    return [f"{file}{spans(lines)}" for file, lines in files.items()]
