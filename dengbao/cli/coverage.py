"""``dengbao coverage``: how far each item of a level is decided by the project itself."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import get_args

import msgspec
from rich.console import Console
from rich.table import Table

from dengbao.catalogue import Clause, Cover, State, cover, load
from dengbao.catalogue.ids import LEVELS

HELP = "逐条列出某一等级的要求：自动判定、部分判定、人工证明,还是尚未覆盖"

STATES: tuple[State, ...] = get_args(State)
WORDS: dict[State, str] = {"automated": "自动", "partial": "部分", "attested": "证明", "open": "未覆盖"}
STYLES: dict[State, str] = {"automated": "green", "partial": "yellow", "attested": "cyan", "open": "red"}

Row = tuple[Clause, Cover]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--level", type=int, choices=LEVELS, default=3, help="等保等级，缺省 3")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出形式，缺省 text")


def run(args: argparse.Namespace) -> int:
    """Print the coverage of one level; always 0."""
    rows = [(item, cover(item)) for item in load(args.level).items]
    if args.format == "json":
        sys.stdout.write(_json(args.level, rows))
        return 0
    console = Console()
    if console.is_terminal:
        console.print(_summary(args.level, rows), _list(rows))
    else:
        sys.stdout.write(_plain(rows))
    return 0


def _by_domain(rows: list[Row]) -> dict[str, Counter[State]]:
    """Domain → how many items are in each state, in the standard's order; the last is the total, 合计."""
    counted: dict[str, Counter[State]] = {}
    for item, (state, _) in rows:
        counted.setdefault(item.domain, Counter())[state] += 1
    return {**counted, "合计": Counter(state for _, (state, _) in rows)}


def _counts(counter: Counter[State]) -> list[str]:
    return [str(counter[state]) for state in STATES] + [str(counter.total())]


def _summary(level: int, rows: list[Row]) -> Table:
    table = Table("安全类", title=f"等保{'一二三四'[level - 1]}级通用要求")
    for state in STATES:
        table.add_column(WORDS[state], justify="right", style=STYLES[state])
    table.add_column("条数", justify="right")
    for domain, counter in _by_domain(rows).items():
        if domain == "合计":
            table.add_section()
        table.add_row(domain, *_counts(counter))
    return table


def _list(rows: list[Row]) -> Table:
    table = Table(title="逐条")
    for heading in ("条款", "控制点", "判定", "检查", "说明"):
        table.add_column(heading, overflow="fold")  # Chinese has no spaces: a long reason would be cut short
    for item, (state, reason) in rows:
        shown = f"[{STYLES[state]}]{WORDS[state]}[/]"
        table.add_row(item.id, item.title, shown, str(len(item.checks) or ""), reason or item.summary)
    return table


def _plain(rows: list[Row]) -> str:
    """Tab-separated, for other programs: the counts per domain, an empty line, the items."""
    lines = ["\t".join(("安全类", *WORDS.values(), "条数"))]
    lines += ["\t".join((domain, *_counts(counter))) for domain, counter in _by_domain(rows).items()]
    lines += ["", "条款\t控制点\t判定\t检查\t说明"]
    lines += [
        "\t".join((item.id, item.title, WORDS[state], ",".join(item.checks), reason)) for item, (state, reason) in rows
    ]
    return "\n".join(lines) + "\n"


def _json(level: int, rows: list[Row]) -> str:
    counted = _by_domain(rows)
    document = {
        "level": level,
        "totals": {state: counted["合计"][state] for state in STATES} | {"items": len(rows)},
        "domains": {
            domain: {state: counter[state] for state in STATES} | {"items": counter.total()}
            for domain, counter in counted.items()
            if domain != "合计"
        },
        "items": [msgspec.to_builtins(item) | {"state": state, "reason": reason} for item, (state, reason) in rows],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"
