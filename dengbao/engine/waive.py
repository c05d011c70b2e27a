"""Accepted risks: what a waiver covers is skipped, with reason, approver and end; what an expired one covers is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from dengbao.inventory.site import Waiver
from dengbao.results import Result


def waive(result: Result, waivers: Sequence[Waiver], as_of: dt.date) -> Result:
    """Apply the site's waivers to one result.

    Args:
        result: any; only a ``fail`` can be waived.
        waivers: of the site.
        as_of: the day by which the run judges; a waiver holds through its last day.

    Returns:
        The result, skipped as ``waived`` when a waiver holds; marked when only an expired one covers it.
    """
    if result.status != "fail":
        return result
    covering = [waiver for waiver in waivers if _covers(waiver, result)]
    holding = next((waiver for waiver in covering if waiver.until >= as_of), None)
    if holding:
        return replace(result, status="skip", reason="waived", waiver=_words(holding))
    if covering:
        latest = max(covering, key=lambda waiver: waiver.until)
        return replace(result, actual=f"{result.actual}(豁免已于 {latest.until} 到期)", waiver=_words(latest))
    return result


def _covers(waiver: Waiver, result: Result) -> bool:
    by_clause = waiver.clause is not None and any(
        clause == waiver.clause or clause.startswith(f"{waiver.clause}.") for clause in result.clauses
    )
    return (waiver.check == result.check or by_clause) and (not waiver.hosts or result.host in waiver.hosts)


def _words(waiver: Waiver) -> str:
    return f"{waiver.reason};批准人 {waiver.approved_by};有效期至 {waiver.until}"
