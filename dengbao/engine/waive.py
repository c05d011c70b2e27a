"""Accepted risks: what a waiver covers is skipped, with reason, approver and end; what an expired one covers is not.

What the site wrote and nothing comes of is said, so that nobody relies on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from dengbao.engine.plan import SITE, Evaluation
from dengbao.inventory.limit import matches
from dengbao.inventory.site import Attestation, Site, Waiver
from dengbao.results import Result

Groups = Mapping[str, tuple[str, ...]]
"""Every host with its groups."""


def waive(result: Result, waivers: Sequence[Waiver], as_of: dt.date, groups: tuple[str, ...] = ()) -> Result:
    """Apply the site's waivers to one result.

    Args:
        result: any; only a ``fail`` can be waived.
        waivers: of the site.
        as_of: the day by which the run judges; a waiver holds through its last day.
        groups: of the result's host, for waivers that name them.

    Returns:
        The result, skipped as ``waived`` when a waiver holds; marked when only an expired one covers it.
    """
    if result.status != "fail":
        return result
    covering = [waiver for waiver in waivers if _covers(waiver, result.check, result.clauses, result.host, groups)]
    holding = next((waiver for waiver in covering if waiver.until >= as_of), None)
    if holding:
        return replace(result, status="skip", reason="waived", waiver=_words(holding))
    if covering:
        latest = max(covering, key=lambda waiver: waiver.until)
        return replace(result, actual=f"{result.actual}(豁免已于 {latest.until} 到期)", waiver=_words(latest))
    return result


def idle(site: Site, plan: Sequence[Evaluation], groups: Groups) -> Iterator[str]:
    """Name the waivers and attestations of the site that no planned evaluation asks for.

    Args:
        site: what it declares; waivers whose hosts are not in the inventory at all it has warned of already.
        plan: of all checks.
        groups: of the hosts that are judged.

    Yields:
        One line each, with its place and why nothing comes of it.
    """
    for place, waiver in enumerate(site.waivers):
        asked = [one for one in plan if _means(waiver, one.check.id, one.clauses.clauses)]
        if place in site.unused_waivers or any(_on(waiver, one.host, groups.get(one.host, ())) for one in asked):
            continue
        why = "本次没有主机要判它" if not asked else f"它只判 {_hosts(asked)}"
        yield f"site.waivers[{place}]({waiver.check or waiver.clause})没有用上:{why}"
    vouched = [one.clauses.clauses[0] for one in plan if one.check.id.startswith("attested_")]
    for place, entry in enumerate(site.attestations):
        if not any(_under(clause, entry) for clause in vouched):
            yield f"site.attestations[{place}]({entry.clause})没有用上:{site.level} 级没有要人工证明的这一条"


def _hosts(asked: Sequence[Evaluation]) -> str:
    """Say whom a waiver could have named."""
    names = list(dict.fromkeys(one.host for one in asked))
    return "全网(hosts 写 site)" if names == [SITE] else "、".join(names[:5]) + ("等" if len(names) > 5 else "")  # noqa: PLR2004 - enough to see


def _covers(waiver: Waiver, check: str, clauses: Sequence[str], host: str, groups: tuple[str, ...]) -> bool:
    return _means(waiver, check, clauses) and _on(waiver, host, groups)


def _means(waiver: Waiver, check: str, clauses: Sequence[str]) -> bool:
    return waiver.check == check or any(_under(clause, waiver) for clause in clauses)


def _under(clause: str, entry: Waiver | Attestation) -> bool:
    """Whether an entry is of a clause, or of the control that it stands under."""
    return entry.clause is not None and (clause == entry.clause or clause.startswith(f"{entry.clause}."))


def _on(waiver: Waiver, host: str, groups: tuple[str, ...]) -> bool:
    return not waiver.hosts or any(matches(pattern, host, groups) for pattern in waiver.hosts)


def _words(waiver: Waiver) -> str:
    return f"{waiver.reason};批准人 {waiver.approved_by};有效期至 {waiver.until}"
