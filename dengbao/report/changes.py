"""What changed between two runs, on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TextIO

from rich.console import Console, RenderableType
from rich.text import Text

from dengbao.report.change_words import CLASSES, cautions, counted
from dengbao.report.terminal import PLAIN_WIDTH, said
from dengbao.report.words import REASONS, RISKS, STATUSES
from dengbao.results.diff import Diff
from dengbao.results.history import Item

SHOWN = 15
"""Lines of each class; the rest is counted, and stands whole in ``--format json``."""

_STYLES = {"new": "bold red", "open": "yellow", "mended": "green", "accepted": "yellow", "unproven": "magenta"}


def show(diff: Diff, file: TextIO | None = None, width: int | None = None) -> None:
    """Print the comparison.

    Args:
        diff: what changed.
        file: where to print; standard output when None. Colours are used on a terminal only.
        width: columns; those of the terminal when None.
    """
    out = file or sys.stdout
    if width is None and not out.isatty():
        width = PLAIN_WIDTH
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    for part in _parts(diff):
        console.print(part, soft_wrap=True)  # rich breaks at blanks only, which Chinese has few of


def _parts(diff: Diff) -> Iterator[RenderableType]:
    old, new = diff.before, diff.after
    yield Text.assemble(
        ("与上次相比  ", "bold"),
        f"{old.as_of} ",
        said(f"({old.snapshot})"),
        f" → {new.as_of} ",
        said(f"({new.snapshot})"),
    )
    yield Text(
        f"不符合的结果 {old.totals.failed} → {new.totals.failed},待核查 {old.totals.undecided} → {new.totals.undecided}"
    )
    yield Text(f"问题:{counted(diff)}")
    yield from (Text.assemble("  ! ", said(line)) for line in cautions(diff))
    for name, title in CLASSES.items():
        found: list[Item] = getattr(diff, name)
        if found:
            yield Text(f"\n{title}({len(found)})", _STYLES[name])
            yield from map(_line, found[:SHOWN])
            if len(found) > SHOWN:
                yield Text(f"  ……另有 {len(found) - SHOWN} 处")
    if diff.undecided:
        yield Text(f"\n变得无法判定({len(diff.undecided)})", "magenta")
        for one in diff.undecided[:SHOWN]:
            was = STATUSES.get(one.was) or REASONS.get(one.was, one.was)
            yield Text.assemble("  ", said(one.host), " ", said(one.title), f" 上次{was},本次:", said(one.why, "dim"))
        if len(diff.undecided) > SHOWN:
            yield Text(f"  ……另有 {len(diff.undecided) - SHOWN} 项")


def _line(item: Item) -> Text:
    since = f" {item.since} 起" if item.since else ""
    note = f"({item.note})" if item.note else ""
    host = item.host if item.device == item.host else f"{item.host}/{item.device}"
    return Text.assemble(
        f"  [{RISKS[item.risk]}] ", said(f"{host} {item.title} {item.key}:{item.actual}"), said(f"{since}{note}", "dim")
    )
