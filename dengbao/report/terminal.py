"""The summary on the terminal: what was looked at, how it stands, what is gravest and what mends it.

Whatever came from a device or a person is shown through `said`: rich never reads it as markup, and it cannot move the
cursor or colour the screen.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from dengbao.report.change_words import counted
from dengbao.report.conclusion import Conclusion, conclusions, rule
from dengbao.report.source import Source
from dengbao.report.suspects import Suspects
from dengbao.report.words import LEVELS, PARSED, RISKS, devices, line_of
from dengbao.results.run import HostRun, Run, Totals
from dengbao.results.store import SITE
from dengbao.results.summary import Grounds, Issue, Summary
from dengbao.results.verdict import Verdict
from dengbao.results.visible import clip, one_line
from dengbao.snapshot.records import WORDS as GATHERED

HELP = "终端摘要"
HOSTS, ISSUES, GAPS, COMMANDS, NAMES, NOTES = 20, 5, 5, 6, 5, 10
"""How many of each are shown: a screen or two; the rest is counted, and stands in the other reports."""

PLAIN_WIDTH = 110
"""Columns where the output is no terminal, such as a CI log."""

_COLOURS = {"high": "bold red", "medium": "yellow", "low": "cyan"}
_VERDICTS = {
    Verdict.COMPLIANT: "green",
    Verdict.PARTIAL: "yellow",
    Verdict.FAILED: "red",
    Verdict.OPEN: "magenta",
    Verdict.NOT_APPLICABLE: "dim",
}


def render(source: Source, file: TextIO | None = None, width: int | None = None) -> list[Path]:
    """Print the summary.

    Args:
        source: the run.
        file: where to print; standard output when None. Colours are used on a terminal only.
        width: columns; those of the terminal when None.

    Returns:
        No files.
    """
    out = file or sys.stdout
    if width is None and not out.isatty():
        width = PLAIN_WIDTH
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    summary, suspects = Summary(), Suspects()
    for result in source.results():
        summary.add(result)
        suspects.add(result)
    for part in _parts(source, summary, conclusions(source, summary, suspects)):
        console.print(part, soft_wrap=True)  # rich breaks at blanks only, which Chinese has few of
    return []


def said(text: str, style: str = "", most: int = 400) -> Text:
    """Give outside text on one line, spelled out and never read as markup."""
    return Text(clip(one_line(text), most), style)


def _parts(source: Source, summary: Summary, reached: list[Conclusion]) -> Iterator[RenderableType]:
    run = source.run
    yield from _head(run, summary.totals)
    if source.changes:
        yield Text(f"与上次({source.changes.before.as_of})相比:{counted(source.changes)}")
    for one in reached:
        yield from _level(one)
    yield Text(rule(run), "dim")
    yield _heading("各主机")
    yield from _hosts(run.hosts, summary)
    if summary.issues:
        yield _heading(f"最严重的问题(按风险和涉及面,共 {len(summary.issues)} 类)")
        for number, issue in enumerate(summary.gravest()[:ISSUES], 1):
            yield _issue(number, issue)
        if len(summary.issues) > ISSUES:
            yield Text(f"  ……另有 {len(summary.issues) - ISSUES} 类,见报告")
    if summary.accepted:
        yield _heading("已接受的风险(条款结论仍按不符合计)")
        yield from _accepted(summary)
    yield _heading("没有看到的")
    yield from _unseen(run, summary)
    yield _heading("报告")
    yield from _files(source.folder)


def _heading(text: str) -> Text:
    return Text(f"\n{text}", "bold")


def _head(run: Run, totals: Totals) -> Iterator[Text]:
    levels = "、".join(LEVELS[level] for level in run.levels)
    yield Text.assemble("\n", ("等级保护自查 ", "bold"), said(run.site, "bold"))
    yield Text.assemble(
        f"等级 {levels} · 判定日期 {run.as_of} · 快照 ",
        said(run.snapshot),
        f" · dengbao {run.tool} · 条款库 {run.catalogue}",
    )
    yield Text("本结果为自查,不替代测评机构的等级测评结论。", "dim")
    gathered = Counter(GATHERED[host.gather] for host in run.hosts)
    counts = "、".join(f"{word} {count}" for word, count in gathered.items()) or "无"
    yield Text(f"\n采集 {len(run.hosts)} 台:{counts}")
    yield Text.assemble(
        f"结果 {totals.total} 项:",
        (f"通过 {totals.passed}", "green"),
        "、",
        (f"不符合 {totals.failed}", "red"),
        "、",
        (f"待核查 {totals.undecided}", "magenta"),
        f"、跳过 {totals.skipped}",
        f"(已接受风险 {totals.waived}、不适用 {totals.not_applicable}、人工 {totals.manual})",
    )


def _level(reached: Conclusion) -> Iterator[RenderableType]:
    """Conclude on one level, and count its clauses by domain, all of them: what nobody looked at is 待核查."""
    clauses = reached.clauses
    yield _heading(f"{LEVELS[reached.level]}条款({len(clauses)} 条)")
    yield Text(reached.word, "bold")
    yield Text(reached.shares)
    if reached.suspected:
        yield Text(reached.suspected, "red")
    table = _table("安全类", *Verdict, "其中无自动结果", "已接受风险")
    for domain, own in [*reached.domains.items(), ("合计", clauses)]:
        counts = Counter(clause.verdict for clause in own)
        untouched = sum(not clause.hosts for clause in own)
        waived = sum(bool(clause.waived) for clause in own)
        if domain == "合计":
            table.add_section()
        table.add_row(
            said(domain),
            *(_count(counts[verdict], _VERDICTS[verdict]) for verdict in Verdict),
            _count(untouched, "dim"),
            _count(waived, "yellow"),
        )
    yield table
    if failing := sum(clause.verdict is Verdict.OPEN and bool(clause.hosts[Verdict.FAILED]) for clause in clauses):
        yield Text(f"  待核查中有 {failing} 条已知有主机不符合", "red")


def _hosts(hosts: list[HostRun], summary: Summary) -> Iterator[RenderableType]:
    """List hosts, those with the most to do first; site-wide checks are a row of their own."""
    table = _table("主机", "平台", "采集", "解析", "通过", "不符合", "待核查", "跳过", "未读懂行", words=4)
    rows = [*hosts]

    def burden(host: HostRun) -> tuple[int, int]:
        totals = summary.hosts.get(host.host, Totals())
        return -totals.failed, -totals.undecided

    if len(rows) > HOSTS:
        rows = sorted(rows, key=burden)[:HOSTS]
    for host in rows:
        whole = host.gather == "whole"
        table.add_row(
            said(host.host, most=40),
            said(host.platform),
            Text(GATHERED[host.gather], "" if whole else "magenta"),
            Text(PARSED[host.parse], "" if host.parse == "parsed" else "magenta"),
            *_cells(summary.hosts.get(host.host, Totals())),
            _count(host.unread, "magenta"),
        )
    if SITE in summary.hosts:
        table.add_row("全网(site)", "", "", "", *_cells(summary.hosts[SITE]), "")
    yield table
    if len(hosts) > len(rows):
        yield Text(f"  ……另有 {len(hosts) - len(rows)} 台,问题较少")


def _cells(totals: Totals) -> list[Text]:
    return [
        _count(totals.passed, "green"),
        _count(totals.failed, "red"),
        _count(totals.undecided, "magenta"),
        _count(totals.skipped, "dim"),
    ]


def _issue(number: int, issue: Issue) -> RenderableType:
    """Show one issue by its example: facts, the line of evidence, and the commands that mend it."""
    one = issue.example
    first = one.findings[0] if one.findings else None
    expected = one.expected or (first.expected if first else "")
    actual = one.actual or (first.actual if first else "")
    evidence = [*(first.evidence if first else ()), *one.evidence][:1]
    hosts = devices(one) or [SITE] if one.host == SITE else issue.hosts
    lines = [
        Text.assemble(
            "涉及 ", _names(hosts), f",共 {max(issue.findings, len(issue.hosts))} 处;条款 {'、'.join(one.clauses)}"
        ),
        Text.assemble("应为 ", said(expected), ";实为 ", said(actual, _COLOURS[one.risk])),
        *(said(line_of(line), "dim") for line in evidence),
    ]
    if first and first.remedy:
        lines.append(Text(f"整改({one_line(first.device)}):"))
        lines += [Text.assemble("  ", said(command, "green")) for command in first.remedy[:COMMANDS]]
        if len(first.remedy) > COMMANDS:
            lines.append(Text(f"  ……共 {len(first.remedy)} 条命令,见报告"))
    head = Text.assemble(
        f"{number:>2}. ",
        (f"[{RISKS[one.risk]}] ", _COLOURS[one.risk]),
        said(one.title, "bold"),
        (f"  {one.check}", "dim"),
    )
    return Group(head, *(Text("    ") + line for line in lines))


def _unseen(run: Run, summary: Summary) -> Iterator[Text]:
    """Say what the verdicts do not cover, so that silence is never taken for compliance."""
    lines = [
        Text.assemble(said(host.host), f" {GATHERED[host.gather]} ", said(host.reason, "dim"))
        for host in run.hosts
        if host.gather != "whole"
    ]
    if len(lines) > HOSTS:
        lines[HOSTS:] = [Text(f"……另有 {len(lines) - HOSTS} 台没有完整采集")]
    gaps = summary.widest_gaps()
    lines += [Text.assemble(f"{gap.results} 项无法判定:", _on(gap)) for gap in gaps[:GAPS]]
    if len(gaps) > GAPS:
        rest = sum(gap.results for gap in gaps[GAPS:])
        lines.append(Text(f"……另有 {rest} 项因其他 {len(gaps) - GAPS} 种原因无法判定"))
    if missing := run.expected - summary.totals.total:
        lines.insert(0, Text(f"应有 {run.expected} 项结果,差 {missing} 项:本次结果不完整", "bold red"))
    if summary.totals.manual:
        lines.append(Text(f"{summary.totals.manual} 项要由人核查,尚无证明材料"))
    if unread := sum(host.unread for host in run.hosts):
        lines.append(Text(f"{unread} 行配置未读懂,凡可能影响结论的都已列为待核查"))
    lines += [Text.assemble("清单:", said(note)) for note in run.notes[:NOTES]]
    if len(run.notes) > NOTES:
        lines.append(Text(f"清单:……另有 {len(run.notes) - NOTES} 条,见 run.json"))
    yield from (Text.assemble("  · ", line) for line in lines or [Text("无")])


def _accepted(summary: Summary) -> Iterator[Text]:
    """Name each waiver: whoever reads the totals shall see who accepted what, and until when."""
    groups = [*summary.accepted.values()]
    yield from (Text.assemble(f"  · {group.results} 项:", _on(group)) for group in groups[:HOSTS])
    if len(groups) > HOSTS:
        yield Text(f"  ……另有 {len(groups) - HOSTS} 条")


def _on(group: Grounds) -> Text:
    """Say a reason, and the hosts that it stands for."""
    return Text.assemble(said(group.why), "(", _names([*group.hosts]), ")")


def _names(hosts: list[str]) -> Text:
    """Name the first hosts, and count them all where there are more."""
    return said("、".join(hosts[:NAMES]) + (f" 等 {len(hosts)} 台" if len(hosts) > NAMES else ""))


def _files(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            yield Text.assemble("  ", said(f"{path}/" if path.is_dir() else str(path)))


def _table(*titles: str, words: int = 1) -> Table:
    """Make a table whose first columns are words and whose others are numbers."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, title in enumerate(titles):
        table.add_column(title, justify="left" if place < words else "right", overflow="fold")
    return table


def _count(number: int, style: str) -> Text:
    return Text(str(number), style if number else "dim")
