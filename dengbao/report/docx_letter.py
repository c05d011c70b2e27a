"""网络安全自查工作汇报: the seven parts that real ones have, with figures and lines in place of adjectives.

What the run knows is written out; what only a person knows (who led it, by what order, what is asked of the superior)
is a marked blank, never invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dengbao.platforms import platform
from dengbao.report.change_words import CLASSES, cautions, counted
from dengbao.report.conclusion import DISCLAIMER, Conclusion, conclusions, rule
from dengbao.report.docx_areas import write_areas
from dengbao.report.docx_paper import Paper
from dengbao.report.docx_words import day, full
from dengbao.report.sentence import places
from dengbao.report.source import Source
from dengbao.report.tally import Tally
from dengbao.report.words import LEVELS, RISKS, ROLES, devices
from dengbao.results.diff import Diff
from dengbao.results.run import HostRun
from dengbao.results.store import SITE
from dengbao.results.summary import Grounds, Issue
from dengbao.results.visible import clip, one_line
from dengbao.snapshot.records import WORDS as GATHERED

ISSUES, NAMES, CLAUSES, ROWS, LONG = 15, 6, 3, 30, 240
"""How many problems, names and clauses in a row, lines of a list, and characters of a fact are written."""


def write_letter(paper: Paper, source: Source, tally: Tally, notices: Sequence[str]) -> None:
    """Write the whole letter.

    Args:
        paper: an empty page under its title.
        source: the run.
        tally: of all its results.
        notices: file names of the 整改通知.
    """
    reached = conclusions(source, tally.summary, tally.suspects)
    paper.line(f"（{day(source.run.as_of)}）", "表题")
    paper.space()
    paper.line("【待填：主送机关】：", "抬头")
    paper.line(
        f"按照【待填：上级通知名称、文号】要求，{source.run.site}对照《信息安全技术 网络安全等级保护基本要求》"
        f"（GB/T 22239-2019）组织开展了网络安全自查，现将有关情况汇报如下。{full(DISCLAIMER)}"
    )
    _organised(paper, source, tally)
    _basics(paper, source)
    write_areas(paper, source, tally, reached)
    _problems(paper, source, tally, reached)
    _mending(paper, source, tally, notices)
    _plans(paper, source, tally)
    paper.line("七、意见和建议", "一级")
    paper.line("【待填：需上级协调解决的问题（经费、编制、专业人员、设备更新、统一平台等）和对网络安全工作的意见建议】")
    paper.space()
    _annexes(paper, notices)
    paper.space()
    paper.line(f"{source.run.site}【待填：盖章】", "落款")
    paper.line("【待填：    年  月  日】", "落款")
    paper.line("（联系人：【待填：姓名】，联系电话：【待填：电话】）")


def _organised(paper: Paper, source: Source, tally: Tally) -> None:
    run, hosts = source.run, source.run.hosts
    departments = [*filter(None, dict.fromkeys(one_line(host.department) for host in hosts))]
    lines = sum(host.used + host.irrelevant + host.unread for host in hosts)
    gathered = Counter(GATHERED[host.gather] for host in hosts)
    paper.line("一、组织开展情况", "一级")
    paper.line("（一）组织领导。【待填：网络安全领导小组组长、成员，负责自查的部门和人员，动员部署和责任分工情况】")
    paper.line(
        f"（二）自查范围。{_kinds(hosts)}，共 {len(hosts)} 台设备，"
        f"按{'、'.join(LEVELS[level] for level in run.levels)}要求核查"
        + (f"，涉及{_listed(departments)} {len(departments)} 个部门" if departments else "")
        + f"。应核查 {run.expected} 项，实际得出结果 {tally.summary.totals.total} 项（一台设备的一个检查为一项）。"
    )
    paper.line(
        f"（三）自查方法。使用自查工具 dengbao {run.tool}（条款库 {run.catalogue}）只读采集设备运行配置，离线逐项核查，"
        f"不改动设备；采集{'、'.join(f'{word} {count} 台' for word, count in gathered.items()) or '0 台'}，"
        f"共核查配置 {lines} 行，其中 {sum(host.unread for host in hosts)} 行未能读懂，凡可能影响结论的都列为待核查。"
        f"每项结论都附有设备、文件和行号。判定日期为{day(run.as_of)}。"
    )


def _basics(paper: Paper, source: Source) -> None:
    hosts, ledger = source.run.hosts, source.run.ledger
    paper.line("二、基本情况", "一级")
    paper.line("（一）信息系统定级备案和等级测评", "二级")
    by_level = Counter(system.level for system in ledger.systems)
    levels = "，".join(f"{LEVELS[level]} {by_level[level]} 个" for level in sorted(by_level, reverse=True))
    filed = sum(system.filing_number is not None for system in ledger.systems)
    assessed = sum(system.assessed_date is not None for system in ledger.systems)
    if ledger.systems:
        paper.line(
            f"共有信息系统 {len(ledger.systems)} 个（{levels}），已备案 {filed} 个，已开展等级测评 {assessed} 个。"
            "委托运维【待填：个数】个，面向社会公众服务【待填：个数】个。"
        )
        paper.table(
            ("系统名称", "等级", "备案证明编号", "备案日期", "最近测评日期", "关联设备"),
            (
                (
                    one_line(system.name),
                    LEVELS[system.level],
                    one_line(system.filing_number or "【待填：编号】"),
                    str(system.filed_date or "【待填：日期】"),
                    str(system.assessed_date or "【待填：日期】"),
                    len(system.hosts),
                )
                for system in ledger.systems
            ),
            (6, 2, 6, 4, 4, 3),
        )
    else:
        paper.line("【待填：信息系统名称、等级、备案证明编号、备案日期、最近测评日期】（清单的 systems 中没有登记）")
    paper.line("（二）网络和设备", "二级")
    zones = [one_line(zone) for zone in ledger.zones]
    paper.line(
        (f"网络划分为{_listed(zones, 12)} {len(zones)} 个安全区域。" if zones else "")
        + f"纳入自查的设备 {len(hosts)} 台。互联网出口【待填：运营商、带宽、条数】，专线【待填：线路】。"
    )
    kinds = Counter((ROLES.get(host.role, host.role), _platform(host.platform)) for host in hosts)
    paper.table(("用途", "平台", "台数"), ((*kind, count) for kind, count in kinds.most_common()), (4, 6, 2))
    paper.line("（三）机房和供电", "二级")
    rooms: dict[str, list[HostRun]] = {}
    for host in hosts:
        rooms.setdefault(one_line(host.room) or "未写机房", []).append(host)
    paper.table(
        ("机房", "设备台数", "其中 UPS"),
        ((room, len(own), sum(host.role == "ups" for host in own)) for room, own in rooms.items()),
        (6, 3, 3),
    )


def _problems(paper: Paper, source: Source, tally: Tally, reached: list[Conclusion]) -> None:
    summary, run = tally.summary, source.run
    paper.line("四、检查发现的主要问题", "一级")
    for one in reached:
        paper.line(f"{LEVELS[one.level]}要求：{full(one.word)}。{full(one.shares)}。")
        if one.suspected:
            paper.line(f"{full(one.suspected)}。")
        if cases := tally.suspects.at(one.level):
            named = "；".join(f"{case.case} {case.title}" for case in cases[:ROWS])
            more = f"等 {len(cases)} 个" if len(cases) > ROWS else f"{len(cases)} 个"
            paper.line(
                f"疑似触发《网络安全等级保护测评高风险判定实施指引（试行）》（公网安〔2025〕2391号）的情形{more}：{named}。"
                "是否成立由测评人员判定。"
            )
    paper.line(f"{full(rule(run))}。")
    if missing := run.expected - summary.totals.total:
        paper.line(f"本次结果不完整，差 {missing} 项。")
    if not summary.issues:
        paper.line("没有查出不符合项。")
        return
    findings = sum(department.risks.total() for department in tally.departments())
    paper.line(f"查出不符合 {summary.totals.failed} 项，归为 {len(summary.issues)} 类 {findings} 处，主要有：")
    for number, issue in enumerate(summary.gravest()[:ISSUES], 1):
        paper.line("".join(_issue(number, issue)))
    if len(summary.issues) > ISSUES:
        paper.line(f"其余 {len(summary.issues) - ISSUES} 类见附件自查工作簿的整改清单。")


def _issue(number: int, issue: Issue) -> Iterator[str]:
    one = issue.example
    first = one.findings[0] if one.findings else None
    hosts = devices(one) or [SITE] if one.host == SITE else issue.hosts
    evidence = first.evidence if first and first.evidence else one.evidence
    yield f"{number}．未达到“{one_line(one.title)}”（{RISKS[one.risk]}风险）。"
    yield f"涉及 {_listed([*map(one_line, hosts)])} {len(hosts)} 台，{max(issue.findings, len(issue.hosts))} 处。"
    actual, expected = (first.actual, first.expected) if first else (one.actual, one.expected)
    where = f"（{one_line('；'.join(places(evidence[:3])))}）" if evidence else ""
    device = f"{one_line(first.device)}：" if first else ""
    yield f"例如 {device}{clip(one_line(actual), LONG)}{where}，应为：{clip(one_line(expected), LONG)}。"
    yield f"不符合条款 {_listed(one.clauses, CLAUSES)}。"


def _mending(paper: Paper, source: Source, tally: Tally, notices: Sequence[str]) -> None:
    paper.line("五、整改措施与效果", "一级")
    paper.line("（一）与上次自查相比", "二级")
    if source.changes:
        _changes(paper, source.changes)
    else:
        paper.line("没有可比的上一次自查结果。【待填：此前整改情况】")
    paper.line("（二）本次整改措施", "二级")
    departments = [*tally.departments()]
    if departments:
        paper.line(f"对查出的问题按责任部门下发整改通知 {len(notices)} 份，逐条列明位置、要求和整改命令。")
        rows: list[Sequence[str | int]] = []
        whole = Counter[str]()
        for one in departments:
            risks = one.risks
            whole += risks
            name = one_line(one.name) or "【待填：责任部门】"
            rows.append((name, len(one.devices), *(risks[risk] for risk in RISKS), risks.total()))
        rows.append(
            ("合计", sum(len(one.devices) for one in departments), *(whole[risk] for risk in RISKS), whole.total())
        )
        heads = ("责任部门", "设备台数", *(f"{word}风险" for word in RISKS.values()), "合计（处）")
        paper.table(heads, rows, (6, 3, 3, 3, 3, 3))
    else:
        paper.line("没有需要下发的整改通知。")
    if accepted := [*tally.summary.accepted.values()]:
        paper.line("（三）已接受的风险", "二级")
        paper.line("以下风险经批准暂不整改，条款结论仍按不符合计：")
        _grounds(paper, accepted, "项")


def _changes(paper: Paper, diff: Diff) -> None:
    before, after = diff.before, diff.after
    paper.line(
        f"上次自查判定日期为{day(before.as_of)}，"
        f"不符合 {before.totals.failed} 项、待核查 {before.totals.undecided} 项；"
        f"本次不符合 {after.totals.failed} 项、待核查 {after.totals.undecided} 项。其间{full(counted(diff))}。"
    )
    for line in cautions(diff):
        paper.line(f"说明：{one_line(line)}。")
    for name, title in CLASSES.items():
        items = getattr(diff, name)
        if items and name != "open":
            shown = "；".join(f"{one_line(item.device)} {one_line(item.title)}" for item in items[:NAMES])
            paper.line(f"{title} {len(items)} 处：{shown}{'等' if len(items) > NAMES else ''}。")
    if diff.open:
        oldest = min((item.since for item in diff.open if item.since), default=None)
        paper.line(f"{CLASSES['open']} {len(diff.open)} 处" + (f"，最早自{day(oldest)}起。" if oldest else "。"))


def _plans(paper: Paper, source: Source, tally: Tally) -> None:
    summary = tally.summary
    high = sum(issue.example.risk == "high" for issue in summary.issues.values())
    plans = []
    if summary.issues:
        plans.append(
            f"落实整改。对 {len(summary.issues)} 类不符合项逐条整改，其中高风险 {high} 类优先，"
            "于【待填：日期】前完成；整改后重新自查，以新旧结果对比确认。"
        )
    if summary.totals.undecided:
        gaps = "；".join(clip(one_line(gap.why), 60) for gap in summary.widest_gaps()[:3])
        plans.append(f"补充核查。{summary.totals.undecided} 项因证据不足无法判定（{gaps}），补采配置或由人核查。")
    if unseen := [host for host in source.run.hosts if host.gather != "whole"]:
        names = _listed([one_line(host.host) for host in unseen])
        plans.append(f"补齐采集。{names} {len(unseen)} 台没有完整采集，查明原因后重新采集。")
    if tally.vouched["manual"]:
        plans.append(f"完善材料。{tally.vouched['manual']} 条要求须由人核查，按自查表逐条收集制度、记录和证明材料。")
    if tally.vouched["fail"]:
        plans.append(f"更新材料。{tally.vouched['fail']} 条要求的证明材料已过期，重新检测或确认。")
    plans.append("【待填：等级测评、应急演练、教育培训、经费保障等其他打算】")
    paper.line("六、下一步工作打算", "一级")
    for number, plan in enumerate(plans, 1):
        paper.line(f"（{'一二三四五六'[number - 1]}）{plan}")


def _annexes(paper: Paper, notices: Sequence[str]) -> None:
    annexes = ["自查工作簿（自查表、测评记录、整改清单、资产清单），report.xlsx", *notices[:ROWS]]
    for number, name in enumerate(annexes, 1):
        paper.line(f"{'附件：' if number == 1 else '　　　'}{number}．{name.removesuffix('.docx')}")
    if len(notices) > ROWS:
        paper.line(f"　　　另有整改通知 {len(notices) - ROWS} 份")


def _grounds(paper: Paper, groups: list[Grounds], unit: str) -> None:
    for group in groups[:ROWS]:
        hosts = _listed([*map(one_line, group.hosts)])
        paper.line(f"{clip(one_line(group.why), LONG)}（{hosts}，{group.results} {unit}）。")
    if len(groups) > ROWS:
        paper.line(f"另有 {len(groups) - ROWS} 种，见附件。")


def _kinds(hosts: list[HostRun]) -> str:
    counts = Counter(ROLES.get(host.role, host.role) for host in hosts)
    return "、".join(f"{one_line(role)} {count} 台" for role, count in counts.most_common())


def _platform(name: str) -> str:
    known = platform(name)
    return known.title if known else one_line(name)


def _listed(names: list[str], most: int = NAMES) -> str:
    return "、".join(names[:most]) + ("等" if len(names) > most else "")
