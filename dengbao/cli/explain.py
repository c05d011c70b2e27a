"""``dengbao explain``: what a clause or a check asks, how it is decided, and how it is mended."""

from __future__ import annotations

import argparse
import difflib
import inspect
import re
import sys
from collections.abc import Iterator

from rich.console import Console

from dengbao.catalogue import Case, Clause, cases_of, clause_id, cover, level_of, load, thresholds
from dengbao.catalogue.ids import LEVELS
from dengbao.catalogue.remedies import remedies
from dengbao.check import Check
from dengbao.check import load as load_checks
from dengbao.cli.coverage import WORDS
from dengbao.errors import UserError
from dengbao.model import NETWORK, Role
from parsers.registry import PLATFORMS

HELP = "解释一个条款或检查：要求什么、怎样判定、怎样整改"

RISKS = {"high": "高", "medium": "中", "low": "低"}
DIRECTIONS = {"at_least": "不小于", "at_most": "不大于"}
KINDS = {"law": "法定", "guide": "国家文件", "custom": "惯例"}
HOSTS = {"ups": {Role.UPS}, "windows": {Role.SERVER, Role.WORKSTATION}, "linux": {Role.SERVER, Role.WORKSTATION}}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "what", nargs="+", metavar="检查或条款", help="如 mgmt_telnet_disabled、8.1.3.2.b、8.1.3.2、L3-ABS1-05"
    )


def run(args: argparse.Namespace) -> int:
    """Print the explanation.

    Raises:
        UserError: there is no such clause and no such check.
    """
    asked = " ".join(args.what)  # a shell makes two words of: 8.1.3.2 b)
    checks = load_checks()
    clause = clause_id(asked)
    if asked in checks:
        lines = list(_check(checks[asked]))
    elif items := _asked(asked, clause):
        lines = [line for item in items for line in (*_clause(item, checks), "")][:-1]
    else:
        raise UserError(f"没有叫 {asked} 的检查或条款", mend=_nearest(asked, checks))
    console = Console(highlight=False)
    if not console.is_terminal:
        sys.stdout.write("\n".join(lines) + "\n")
        return 0
    for line in lines:
        console.print(line, markup=False, style=None if line.startswith(" ") else "bold")
    return 0


def _asked(asked: str, clause: str | None) -> tuple[Clause, ...]:
    """The items of a clause or control, or the one of a test unit (``L3-ABS1-05``)."""
    if clause:
        return load(level_of(clause)).under(clause)
    return tuple(item for level in LEVELS for item in load(level).items if item.unit == asked.upper())


def _clause(item: Clause, checks: dict[str, Check]) -> Iterator[str]:
    state, reason = cover(item)
    yield f"{item.id} {item.title}（{item.domain}，{item.level} 级，测评单元 {item.unit}）"
    yield f"  摘要：{item.summary}"
    yield f"  判定：{WORDS[state]}{f'；{reason}' if reason else ''}"
    if item.asks_less or item.asks_more:
        asks = f"少要求：{item.asks_less}" if item.asks_less else f"多要求：{item.asks_more}"
        yield f"  比三级 {item.level3} {asks}"
    if item.checks:
        yield "  检查："
        for check in item.checks:
            yield f"    {check}  {_title(check, checks)}"
    for case in cases_of(item.id):
        yield from _case(case)


def _check(check: Check) -> Iterator[str]:
    yield f"{check.id} {check.title}"
    yield f"  风险：{RISKS[check.risk]}；对象：{'全网' if check.site_wide else '、'.join(sorted(check.roles))}"
    yield from (f"  | {line}".rstrip() for line in check.contract.splitlines())
    yield "  条款（主条款在前）："
    for level in LEVELS:
        clauses = load(level).for_check(check.id).clauses
        yield f"    {level} 级：{'、'.join(clauses) or '不要求'}"
    yield from _limits(check)
    for case in cases_of(check.id):
        yield from _case(case)
    yield from _mending(check)


def _case(case: Case) -> Iterator[str]:
    major = f"，重大风险隐患触发项 {case.major}" if case.major else ""
    yield f"  可能触发高风险 {case.case} {case.title}（公网安〔2025〕2391号{major}）"
    yield f"    情形：{case.trigger}"
    if case.condition:
        yield f"    前提：{case.condition}"
    yield f"    缓解：{case.mitigation or '无'}"


def _limits(check: Check) -> Iterator[str]:
    """The thresholds that the check's own module names; one file holds one check."""
    module = inspect.getmodule(check.function)
    words = set(re.findall(r"\w+", inspect.getsource(module or check.function)))
    per_level = [thresholds(level) for level in LEVELS]
    for name, limit in thresholds(3).items():
        if name in words:
            values = [str(limits[name].value) for limits in per_level]
            value = values[0] if len(set(values)) == 1 else f"{'/'.join(values)}（一至四级）"
            wanted = f"{DIRECTIONS[limit.direction]} {value} {limit.unit}"
            yield f"  阈值 {name}：{wanted}（{KINDS[limit.kind]}：{limit.source}）"


def _mending(check: Check) -> Iterator[str]:
    without = []
    for name, platform in PLATFORMS.items():
        if check.platforms and name not in check.platforms:
            continue
        if not check.site_wide and not check.roles & HOSTS.get(name, NETWORK):
            continue
        lines = (remedies(name) or {}).get(check.id)
        if not lines:
            if not check.site_wide:  # its findings name the device, and what is to be done there
                without.append(platform.title)
            continue
        yield f"  整改命令，{platform.title}："
        yield from (f"    {line}" for line in lines)
    if without:
        yield f"  没有整改命令：{'、'.join(without)}"


def _title(check: str, checks: dict[str, Check]) -> str:
    return checks[check].title if check in checks else "（尚未实现）"


def _nearest(asked: str, checks: dict[str, Check]) -> str:
    """What was perhaps meant: the neighbours of a clause, else checks and controls that hold the word or look alike."""
    clause = clause_id(asked)
    items = load(level_of(clause) if clause else 3).items
    controls = {item.control: item.title for item in items}
    if clause:
        near = [item.id for item in items if clause.startswith(f"{item.control}.")]
        near = near or [control for control in controls if control.rpartition(".")[0] == clause.rpartition(".")[0]]
    else:
        titles = controls | {check.id: check.title for check in checks.values()}
        near = [name for name, title in titles.items() if asked.lower() in name or asked in title]
        near += difflib.get_close_matches(asked.lower(), titles, n=5)
    return f"相近的有：{'、'.join(dict.fromkeys(near[:8]))}" if near else "dengbao coverage 列出全部条款和检查"
