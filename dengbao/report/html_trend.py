"""What changed since the run before, on the first page of ``report.html``."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dengbao.report.change_words import CLASSES, cautions, counted
from dengbao.report.html_element import card, el
from dengbao.report.html_issue import short
from dengbao.report.words import RISKS, STATUSES
from dengbao.results.diff import Diff
from dengbao.results.history import Item, Past

SHOWN = {"new": 10, "mended": 10, "accepted": 5, "unproven": 10}
"""Findings listed of each class; those still open are in the lists, by the filter."""

_RUNS = 8


def trend(diff: Diff) -> Element:
    """Tell it in figures, run by run, then name what is new, mended, and not known to be."""
    now = Past(as_of=diff.after.as_of, snapshot=diff.after.snapshot, totals=diff.after.totals)
    return card(
        "与上次相比",
        el("p", f"问题:{counted(diff)}。", class_="big"),
        *(el("p", f"注意:{line}", class_="note") for line in cautions(diff)),
        _runs([*diff.past[1 - _RUNS :], now]),
        *_classes(diff),
        _undecided(diff),
        id="trend",
    )


def _runs(runs: list[Past]) -> Element:
    heads = el("tr", *(el("th", name) for name in ("判定日期", "快照", "符合", "不符合", "待核查", "已接受风险")))
    rows = (
        el(
            "tr",
            el("td", str(run.as_of)),
            el("td", run.snapshot),
            *(
                el("td", str(count))
                for count in (run.totals.passed, run.totals.failed, run.totals.undecided, run.totals.waived)
            ),
            class_="all" if run is runs[-1] else None,
        )
        for run in runs
    )
    return el("table", el("thead", heads), el("tbody", *rows), class_="sums")


def _classes(diff: Diff) -> Iterator[Element]:
    for name, most in SHOWN.items():
        found: list[Item] = getattr(diff, name)
        if found:
            yield el("h3", f"{CLASSES[name]}({len(found)})")
            rest = el("li", f"另有 {len(found) - most} 处") if len(found) > most else None
            yield el("ul", *(_line(item) for item in found[:most]), rest, class_="plain")
    if diff.open:
        link = el("a", f"{CLASSES['open']}({len(diff.open)})", href="#problem?change=open")
        yield el("p", link, f",最早自 {min(item.since for item in diff.open if item.since)}", class_="screen")


def _line(item: Item) -> Element:
    where = item.host if item.device == item.host else f"{item.host}/{item.device}"
    since = f",{item.since} 起" if item.since else ""
    note = f"({item.note})" if item.note else ""
    return el(
        "li", f"[{RISKS[item.risk]}] {where} {item.title}:{short(f'{item.key} {item.actual}')}{since}{short(note)}"
    )


def _undecided(diff: Diff) -> Element | None:
    if not diff.undecided:
        return None
    lines = [
        el("li", f"{one.host} {one.title}:上次{STATUSES.get(one.was, '已判定')},本次 {short(one.why)}")
        for one in diff.undecided[:10]
    ]
    if len(diff.undecided) > len(lines):
        lines.append(el("li", f"另有 {len(diff.undecided) - len(lines)} 项"))
    return el("div", el("h3", f"变得无法判定({len(diff.undecided)})"), el("ul", *lines, class_="plain"))
