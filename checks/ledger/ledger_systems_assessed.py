"""Every system was assessed as often as its level asks."""

from __future__ import annotations

from dengbao.check import Findings, Found, NotApplicable, Site, check

DAYS = {3: 366, 4: 366}
"""Levels 3 and 4: once a year (公通字〔2007〕43 号 第十四条). Level 2 has no fixed period by law."""


@check(title="三级以上系统每年测评", risk="medium")
def ledger_systems_assessed(site: Site) -> None:
    """Every system was assessed as often as its level asks.

    Passes when each entry of ``site.systems`` of level 3 or 4 was assessed within a year of the day of judging.
    Fails for each that was not. Not applicable when no system is of level 3 or above.
    """
    due = [(place, one) for place, one in enumerate(site.settings.systems, 1) if one.level in DAYS]
    if not due:
        raise NotApplicable("清单没有登记三级以上的系统(site.systems)")
    for place, system in due:
        site.cite("systems", place, f"{system.name},{system.level} 级,测评日期 {system.assessed_date or '无'}")
    problems = Findings(
        Found(
            key=f"system:{system.name}",
            expected="一年内测评过",
            actual=f"上次测评 {system.assessed_date}" if system.assessed_date else "没有测评记录",
        )
        for _, system in due
        if system.assessed_date is None or not 0 <= (site.as_of - system.assessed_date).days <= DAYS[system.level]
    )
    assert not problems, problems
