"""The first page of ``report.html``, readable without a script: how it stands, what was not seen, what is gravest."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote
from xml.etree.ElementTree import Element

from dengbao.report.conclusion import DISCLAIMER, Conclusion, conclusions, rule
from dengbao.report.html_element import card, el
from dengbao.report.html_issue import gravest, names, short
from dengbao.report.html_trend import trend
from dengbao.report.html_zones import places
from dengbao.report.source import Source
from dengbao.report.suspects import Suspects
from dengbao.report.words import LEVELS
from dengbao.results.run import Run, Totals
from dengbao.results.summary import Grounds, Summary
from dengbao.results.verdict import SiteClause, Verdict
from dengbao.snapshot.records import WORDS as GATHERED

TABS = {"front": "首页", "clause": "按条款", "host": "按主机", "problem": "按问题", "results": "全部结果"}
FILTERS = {"status": "全部状态", "risk": "全部风险", "domain": "全部安全类", "host": "全部主机", "change": "与上次相比"}
BEIJING = dt.timezone(dt.timedelta(hours=8))
LISTED = 30
"""Lines of a list: the rest is counted, and stands in the other tabs."""

_KINDS = {
    Verdict.COMPLIANT: "pass",
    Verdict.PARTIAL: "partial",
    Verdict.FAILED: "fail",
    Verdict.OPEN: "error",
    Verdict.NOT_APPLICABLE: "na",
}


def heading(source: Source) -> Element:
    """The band on top: whose report, of when, and that it is a 自查."""
    run = source.run
    levels = "、".join(LEVELS[level] for level in run.levels)
    return el(
        "header",
        el(
            "div",
            el("h1", f"{run.site} 网络安全等级保护自查报告", el("span", "自查")),
            el("p", f"等级 {levels} · 判定日期 {run.as_of} · 快照 {run.snapshot}"),
            class_="page",
        ),
    )


def front(source: Source, summary: Summary, suspects: Suspects) -> Element:
    """All cards of the first page."""
    run, reached = source.run, conclusions(source, summary, suspects)
    return el(
        "div",
        _conclusion(run, summary, suspects, reached),
        _scope(run),
        _unseen(run, summary),
        trend(source.changes) if source.changes else None,
        *map(_clauses, reached),
        *places(source.atlas),
        gravest(source, summary, suspects),
        _accepted(summary),
        _footer(run),
        id="first-page",
    )


def _footer(run: Run) -> Element:
    finished = f"{run.finished.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    return el("footer", f"由 dengbao {run.tool} 生成 · 条款库 {run.catalogue} · 运行于 {finished}(北京时间)")


def _conclusion(run: Run, summary: Summary, suspects: Suspects, reached: list[Conclusion]) -> Element:
    """Say it in words first; the figures lead to the rows behind them."""
    totals = summary.totals
    high = sum(len(issue.hosts) for issue in summary.issues.values() if issue.example.risk == "high")
    said = (
        f"查出不符合 {totals.failed} 项({len(summary.issues)} 类),其中高风险 {high} 项"
        if totals.failed
        else "未查出不符合项"
    )
    if totals.undecided:
        said += f";{totals.undecided} 项无法判定"
    if totals.manual:
        said += f";{totals.manual} 项须人工核查"
    cases = sum(len(suspects.at(level)) for level in {*run.levels, *summary.clauses.levels})
    return card(
        "自查结论",
        *(el("p", f"{LEVELS[one.level]} {one.word}", class_="word") for one in reached),
        el("p", f"{said}。", class_="big"),
        *(el("p", f"{LEVELS[one.level]}:{one.shares}。", class_="note") for one in reached),
        el("p", f"疑似触发高风险情形 {cases} 个(公网安〔2025〕2391号),是否成立由测评人员判定。", class_="note")
        if cases
        else None,
        *(el("p", f"{LEVELS[one.level]}{one.suspected}。", class_="note") for one in reached if one.majors),
        _incomplete(run, totals),
        el("p", f"{rule(run)}。{DISCLAIMER}", class_="note"),
        _figures(totals),
        class_="card verdict",
    )


def _incomplete(run: Run, totals: Totals) -> Element | None:
    missing = run.expected - totals.total
    return (
        el("p", f"应有 {run.expected} 项结果,差 {missing} 项:本次结果不完整。", class_="big s-fail")
        if missing
        else None
    )


def _figures(totals: Totals) -> Element:
    figures = (
        ("", "", "检查结果", totals.total),
        ("fail", "s-fail", "不符合", totals.failed),
        ("error", "s-error", "待核查(无法判定)", totals.undecided),
        ("pass", "s-pass", "符合", totals.passed),
        ("manual", "s-manual", "待人工核查", totals.manual),
        ("waived", "s-waived", "已接受风险", totals.waived),
        ("na", "s-na", "不适用", totals.not_applicable),
    )
    return el(
        "div",
        *(
            el(
                "a",
                el("b", str(count)),
                el("span", name),
                href=f"#results?status={key}" if key else "#results",
                class_=kind,
            )
            for key, kind, name, count in figures
        ),
        class_="figures",
    )


def _scope(run: Run) -> Element:
    platforms = Counter(host.platform for host in run.hosts)
    gathered = Counter(GATHERED[host.gather] for host in run.hosts)
    lines = sum(host.used + host.irrelevant + host.unread for host in run.hosts)
    unread = sum(host.unread for host in run.hosts)
    facts = {
        "对象": f"{len(run.hosts)} 台:" + "、".join(f"{name} {count}" for name, count in platforms.most_common()),
        "采集": "、".join(f"{word} {count} 台" for word, count in gathered.items()) or "无",
        "方法": f"只读采集配置后离线核查,共 {lines} 行配置,其中 {unread} 行未读懂",
        "判定": f"按 {run.as_of} 判定,应有 {run.expected} 项结果",
    }
    return card(
        "范围",
        el(
            "dl",
            *(el(tag, text) for fact in facts.items() for tag, text in zip(("dt", "dd"), fact, strict=True)),
            class_="scope",
        ),
    )


def _clauses(reached: Conclusion) -> Element:
    """Count the level's clauses by domain; what nobody looked at is 待核查."""
    clauses = reached.clauses
    rows = [_row(name, own) for name, own in reached.domains.items()]
    rows.append(_row("合计", clauses, whole=True))
    counts = Counter(clause.verdict for clause in clauses)
    heads = el("tr", *(el("th", name) for name in ("安全类", "项数", *Verdict)))
    return card(
        f"{LEVELS[reached.level]}条款结论({len(clauses)} 条)",
        el("p", f"{reached.shares}。"),
        _bar(counts, len(clauses)),
        el("table", el("thead", heads), el("tbody", *rows), class_="sums"),
    )


def _row(name: str, clauses: list[SiteClause], *, whole: bool = False) -> Element:
    counts = Counter(clause.verdict for clause in clauses)
    shown = name if whole else el("a", name, href=f"#clause?domain={quote(name)}")
    cells = [el("td", shown), el("td", str(len(clauses)))]
    for verdict in Verdict:
        bad = verdict is Verdict.FAILED and counts[verdict]
        cells.append(el("td", str(counts[verdict]), class_="bad" if bad else None if counts[verdict] else "zero"))
    return el("tr", *cells, class_="all" if whole else None)


def _bar(counts: Counter[Verdict], total: int) -> Element:
    """Draw the shares as one bar, with the words and numbers under it."""
    rects, at = [], 0.0
    for verdict in Verdict:
        width = 100 * counts[verdict] / max(total, 1)
        rects.append(el("rect", x=f"{at:.3f}", y="0", width=f"{width:.3f}", height="4", class_=f"b-{_KINDS[verdict]}"))
        at += width
    legend = (
        part for verdict in Verdict for part in (el("i", class_=f"b-{_KINDS[verdict]}"), f"{verdict} {counts[verdict]}")
    )
    return el(
        "div",
        el("svg", *rects, class_="share", viewBox="0 0 100 4", preserveAspectRatio="none", aria_hidden="true"),
        el("p", *legend, class_="legend"),
    )


def _unseen(run: Run, summary: Summary) -> Element:
    """Say what the verdicts do not cover, so that silence is never taken for compliance."""
    lines = [
        el("li", f"{host.host} {GATHERED[host.gather]} {host.reason}") for host in run.hosts if host.gather != "whole"
    ]
    lines[LISTED:] = [el("li", f"另有 {len(lines) - LISTED} 台没有完整采集,见“按主机”")] if len(lines) > LISTED else []
    gaps = summary.widest_gaps()
    lines += _grounds(gaps, "项无法判定")
    if summary.totals.manual:
        lines.append(el("li", f"{summary.totals.manual} 项要由人核查,尚无证明材料"))
    if unread := sum(host.unread for host in run.hosts):
        lines.append(el("li", f"{unread} 行配置未读懂,凡可能影响结论的都已列为待核查"))
    lines += [el("li", f"清单:{note}") for note in run.notes]
    return card("没有看到的", el("ul", *lines or [el("li", "无")], class_="plain"))


def _accepted(summary: Summary) -> Element | None:
    """Name each waiver: whoever reads the totals shall see who accepted what, and until when."""
    groups = [*summary.accepted.values()]
    if not groups:
        return None
    return card("已接受的风险(条款结论仍按不符合计)", el("ul", *_grounds(groups, "项"), class_="plain"))


def _grounds(groups: list[Grounds], unit: str) -> Iterable[Element]:
    for group in groups[:LISTED]:
        yield el("li", f"{group.results} {unit}:{short(group.why)}({names([*group.hosts])})")
    if rest := groups[LISTED:]:
        yield el("li", f"另有 {sum(group.results for group in rest)} {unit},原因 {len(rest)} 种,见“全部结果”")
