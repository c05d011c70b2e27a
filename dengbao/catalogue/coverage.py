"""How far the project decides an item by itself, said honestly."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dengbao.catalogue.loader import planned
from dengbao.catalogue.records import Clause

State = Literal["automated", "partial", "attested", "open"]


class Cover(NamedTuple):
    """The state of an item, and in Chinese why it is no better ("" when it is automated)."""

    state: State
    reason: str


def cover(item: Clause) -> Cover:
    """Say how an item is decided today.

    Returns:
        ``automated`` when checks alone decide it; ``partial`` when checks decide a part, and a document or a check that
        is not built yet the rest; ``attested`` when only a person can vouch for it; ``open`` when technical evidence
        could decide it, but no check does yet.
    """
    document = f"需证明材料：{item.document}" if item.document else ""
    if item.judgement == "attested":
        return Cover("attested", document)
    if not item.checks:
        return Cover("open", "；".join(filter(None, (f"尚无检查：{_missing(item)}", document))))
    lacks = f"尚缺检查：{_missing(item)}" if item.planned else ""
    if item.judgement == "automated" and not lacks:
        return Cover("automated", "")
    return Cover("partial", "；".join(filter(None, (lacks, document))))


def _missing(item: Clause) -> str:
    names = planned()
    return "、".join(f"{names[name].title}（{names[name].why}）" for name in item.planned)
