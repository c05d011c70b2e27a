"""Every system of level 2 or above is filed with the police."""

from __future__ import annotations

from dengbao.check import Findings, Found, NotApplicable, Site, check

FILED_FROM = 2
"""《信息安全等级保护管理办法》第十五条: systems of level 2 and above are filed."""


@check(title="二级以上系统已定级备案", risk="medium")
def ledger_systems_filed(site: Site) -> None:
    """Every system of level 2 or above is filed with the police.

    Passes when each entry of ``site.systems`` of level 2 or above has a filing number, and a filing date that is not
    after the day of judging. Fails for each that lacks one. Not applicable when the site declares no system.
    """
    if not site.settings.systems:
        raise NotApplicable("清单没有登记系统(site.systems)")
    for place, system in enumerate(site.settings.systems, 1):
        site.cite("systems", place, f"{system.name},{system.level} 级,备案号 {system.filing_number or '无'}")
    problems = Findings(
        Found(key=f"system:{system.name}", expected="有备案号和备案日期", actual=f"{system.level} 级系统没有备案")
        for system in site.settings.systems
        if system.level >= FILED_FROM
        and not (system.filing_number and system.filed_date and system.filed_date <= site.as_of)
    )
    assert not problems, problems
