"""The words for what changed between two runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dengbao.results.diff import Diff

CLASSES = {
    "new": "新出现",
    "open": "仍未整改",
    "mended": "已整改",
    "accepted": "转为已接受风险",
    "unproven": "是否整改无法判定",
}
"""The classes of findings in `Diff`, in the order in which people ask."""

_NAMED = 15


def counted(diff: Diff) -> str:
    """Say in one line how many findings are of which class."""
    return "、".join(f"{title} {len(getattr(diff, name))}" for name, title in CLASSES.items())


def cautions(diff: Diff) -> Iterator[str]:
    """Say what makes the two runs less than comparable."""
    old, new = diff.before, diff.after
    if old.levels != new.levels:
        yield "两次判定的等级不同"
    if (old.tool, old.catalogue) != (new.tool, new.catalogue):
        yield "两次所用的工具或条款库版本不同,有的变化可能来自检查本身"
    if new.as_of < old.as_of:
        yield f"后一次的判定日期({new.as_of})早于前一次({old.as_of}):两个文件夹可能写反了"
    for title, names in (("主机", diff.hosts), ("检查", diff.checks)):
        if names.appeared:
            yield f"新增{title} {len(names.appeared)}:{_named(names.appeared)}"
        if names.vanished:
            yield f"本次没有的{title} {len(names.vanished)}:{_named(names.vanished)}"


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("……" if len(names) > _NAMED else "")
