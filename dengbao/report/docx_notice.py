"""整改通知: what one department has to mend, on which devices, by when, with which commands; and the slip to return."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from dengbao.report.docx_paper import Paper
from dengbao.report.docx_words import day
from dengbao.report.sentence import places
from dengbao.report.source import Source
from dengbao.report.tally import Department, Found
from dengbao.report.words import RISKS
from dengbao.results.visible import clip, one_line

_LONG = 160  # characters of a fact in a cell
_DEVICES = 100


def write_notice(paper: Paper, source: Source, department: Department) -> None:
    """Write one department's notice.

    Args:
        paper: an empty page under its title.
        source: the run.
        department: what it has to mend.
    """
    risks, whole = department.risks, department.risks.total()
    paper.line("【待填：文号】", "表题")
    paper.space()
    paper.line(f"{one_line(department.name) or '【待填：责任部门】'}：", "抬头")
    paper.line(
        f"{day(source.run.as_of)}，{source.run.site}按照《信息安全技术 网络安全等级保护基本要求》（GB/T 22239-2019）"
        f"开展网络安全自查，发现你部门负责的 {len(department.devices)} 台设备存在 {whole} 处问题，其中"
        + "、".join(f"{RISKS[risk]}风险 {risks[risk]} 处" for risk in RISKS)
        + "。请按以下要求整改。"
    )
    paper.line("一、涉及的设备", "一级")
    addresses = {host.host: (host.address, host.room) for host in source.run.hosts}
    rows: list[Sequence[str | int]] = []
    for name, counts in department.devices.items():
        address, room = addresses.get(name, ("", ""))
        risk_counts = (counts[risk] for risk in RISKS)
        rows.append((one_line(name), one_line(address), one_line(room), *risk_counts, counts.total()))
    heads = ("设备", "地址", "机房", *(f"{word}风险" for word in RISKS.values()), "合计")
    paper.table(heads, rows[:_DEVICES], (5, 4, 3, 2, 2, 2, 2))
    if len(rows) > _DEVICES:
        paper.line(f"另有 {len(rows) - _DEVICES} 台，见自查工作簿（report.xlsx）的整改清单。")
    paper.line("二、问题与整改措施", "一级")
    listed = department.gravest()
    groups = itertools.groupby(listed, key=lambda found: found.result.check)
    for number, (_, found) in enumerate(groups, 1):
        _problem(paper, number, list(found))
    if whole > len(listed):
        paper.line(f"另有 {whole - len(listed)} 处，见自查工作簿（report.xlsx）的整改清单。")
    _demands(paper)
    paper.space()
    paper.line(source.run.site, "落款")
    paper.line(day(source.run.as_of), "落款")
    _slip(paper, department, whole)


def _problem(paper: Paper, number: int, group: list[Found]) -> None:
    """One kind of problem: where it is, in a table; what mends it, once for all devices that need the same."""
    one = group[0].result
    paper.line(
        f"{number}．未达到“{one_line(one.title)}”（{RISKS[one.risk]}风险，条款 {'、'.join(one.clauses)}）", "三级"
    )
    paper.table(
        ("编号", "设备", "问题", "位置"),
        (
            (
                found.id,
                one_line(found.finding.device),
                clip(f"{one_line(found.finding.actual)}；应为：{one_line(found.finding.expected)}", _LONG),
                clip(one_line("；".join(places(found.finding.evidence))), _LONG),
            )
            for found in group
        ),
        (5, 3, 7, 5),
    )
    for names, commands in _remedies(group):
        paper.line(f"整改命令（{names}；尖括号内的占位先核对再执行）：")
        paper.lines(commands)
        paper.space()


def _remedies(group: list[Found]) -> Iterator[tuple[str, Iterable[str]]]:
    remedies: dict[tuple[str, ...], dict[str, None]] = {}
    for found in group:
        if found.finding.remedy:
            remedies.setdefault(tuple(found.finding.remedy), {})[one_line(found.finding.device)] = None
    for commands, devices in remedies.items():
        yield "、".join(devices), commands


def _demands(paper: Paper) -> None:
    paper.line("三、整改要求", "一级")
    for text in (
        "（一）整改期限：【待填：高风险问题    年  月  日前；其余问题    年  月  日前】。",
        "（二）整改前备份设备配置，在业务影响最小的时段实施，并准备回退方案；整改后保存配置。",
        "（三）确因业务原因不能整改的，说明理由和替代措施，报【待填：网络安全主管领导】审批后登记为已接受风险。",
        "（四）整改完成后填写回执，报【待填：联系部门、联系人、电话】，由其重新核查确认。",
    ):
        paper.line(text)


def _slip(paper: Paper, department: Department, whole: int) -> None:
    """The slip, on a page of its own, to be torn off."""
    paper.new_page()
    paper.line("整改情况回执", "标题")
    paper.space()
    blanks = (
        ("整改部门", one_line(department.name) or "【待填：责任部门】"),
        ("通知的问题", f"{whole} 处"),
        ("已整改", "【待填：   】处，完成日期【待填：    年  月  日】"),
        ("未整改的编号、原因和替代措施", "【待填：】"),
        ("整改人（签字）", "【待填：】"),
        ("部门负责人（签字、盖章）", "【待填：】"),
        ("复核结论、复核人（签字）", "【待填：】"),
    )
    paper.table(("项目", "内容"), blanks, (1, 2))
