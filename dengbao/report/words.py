"""The words of every report: checks state facts, and this is the only place that makes Chinese sentences of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dengbao.results.record import Evidence, Finding, Result
from dengbao.results.run import HostRun
from dengbao.results.store import SITE
from dengbao.results.visible import clip, one_line
from dengbao.snapshot.records import WORDS as GATHERED

LEVELS = {1: "一级", 2: "二级", 3: "三级", 4: "四级"}
RISKS = {"high": "高", "medium": "中", "low": "低"}
STATUSES = {"pass": "符合", "fail": "不符合", "error": "待核查", "skip": "跳过"}
REASONS = {"waived": "已接受风险", "not_applicable": "不适用", "manual": "待人工核查"}
ROLES = {
    "border_firewall": "边界防火墙",
    "firewall": "防火墙",
    "core": "核心交换机",
    "access": "接入交换机",
    "router": "路由器",
    "server": "服务器",
    "workstation": "终端",
    "ups": "UPS",
}
PARSED = {"parsed": "已解析", "unsupported": "平台尚未支持", "failed": "解析出错", "none": "无可解析"}
MESSAGE = 200
"""Characters of a message: more is cut off by one reader or another."""

_EXPECTED, _ACTUAL = 60, 80


def devices(result: Result) -> list[str]:
    """Name the devices that a result is about: its host, or for a site-wide one those of its findings."""
    if result.host != SITE:
        return [result.host]
    return list(dict.fromkeys(finding.device for finding in result.findings))


def message(result: Result) -> str:
    """Say in one line of at most `MESSAGE` characters which device, clause, expected and actual."""
    where = result.host
    if where == SITE and (named := devices(result)):
        where = f"{SITE}({'、'.join(named[:3])}{'等' if len(named) > 3 else ''})"  # noqa: PLR2004 - three fit the line
    expected, actual = one_line(result.expected or result.title), one_line(result.actual)
    if result.status == "fail" and result.findings:
        first = result.findings[0]
        expected = expected if result.expected else one_line(first.expected)
        actual = actual or one_line(first.actual)
    verdict = {"fail": "应为", "error": "无法判定,应为", "pass": "应为"}.get(result.status)
    if verdict is None:
        verdict = f"{REASONS.get(result.reason or '', '跳过')},应为"
    more = f"(共 {len(result.findings)} 处)" if len(result.findings) > 1 else ""
    clause = result.clauses[0] if result.clauses else result.check
    head = f"{clip(one_line(where), 48)} {clause}:{verdict} "
    line = f"{head}{expected};实为 {actual or STATUSES[result.status]}{more}"
    if len(line) <= MESSAGE:
        return line
    return clip(f"{head}{clip(expected, _EXPECTED)};实为 {clip(actual, _ACTUAL)}{more}", MESSAGE)


def whole(result: Result, said: str) -> list[str]:
    """Say expected and actual in full where its `message` ``said`` them shortened."""
    if one_line(result.expected) in said and one_line(result.actual) in said:
        return []
    return [f"应为:{result.expected}", f"实为:{result.actual}"]


def facts(result: Result) -> list[str]:
    """Say which check, clauses, units, level and risk, the same for every host."""
    units = f";测评单元:{'、'.join(result.units)}" if result.units else ""
    level = LEVELS.get(result.level, str(result.level))
    return [
        f"检查:{result.title} [{result.check}]",
        f"条款:{'、'.join(result.clauses) or '无'}{units};等级:{level};风险:{RISKS[result.risk]}",
    ]


def line_of(evidence: Evidence) -> str:
    """Write one line of evidence, ``file:line: text``; a line of 0 stands for the whole file."""
    number = f":{evidence.line}" if evidence.line else ""
    return f"{evidence.file}{number}: {evidence.text}"


def details(result: Result, most: int) -> Iterator[str]:
    """Say what was found, on which lines it rests, how to mend it, and what was not understood.

    Args:
        result: of any status.
        most: how many lines at most of each kind; what is left out is counted.
    """
    if result.waiver:
        yield f"已接受风险:{result.waiver}"
    for number, finding in enumerate(result.findings[:most], 1):
        yield from _finding(number, finding, result, most)
    if len(result.findings) > most:
        yield f"……另有 {len(result.findings) - most} 处,见 results.jsonl"
    yield from _listed("依据", result.evidence, most)
    yield from _listed("未读懂的行", result.unread, most)


def _finding(number: int, finding: Finding, result: Result, most: int) -> Iterator[str]:
    same = (finding.expected, finding.actual) == (result.expected, result.actual)
    own = "" if same else f":应为 {finding.expected};实为 {finding.actual}"
    yield f"问题 {number}:{finding.device} {finding.key}{own}"
    for evidence in finding.evidence[:most]:
        yield f"  {line_of(evidence)}"
    if len(finding.evidence) > most:
        yield f"  ……另有 {len(finding.evidence) - most} 行"
    if finding.remedy:
        yield "  整改命令:"
        for command in finding.remedy:
            yield f"    {command}"


def _listed(title: str, lines: Sequence[Evidence], most: int) -> Iterator[str]:
    if lines:
        yield f"{title}:"
        for line in lines[:most]:
            yield f"  {line_of(line)}"
        if len(lines) > most:
            yield f"  ……另有 {len(lines) - most} 行"


def collection(host: HostRun) -> str:
    """Say in one line how a host's files came in and how far they were understood."""
    counts = f"用到 {host.used} 行,无关 {host.irrelevant} 行,未读懂 {host.unread} 行"
    reason = f"({one_line(host.reason)})" if host.reason else ""
    return clip(f"{host.host}:{GATHERED[host.gather]}{reason},{PARSED[host.parse]},{counts}", MESSAGE)
