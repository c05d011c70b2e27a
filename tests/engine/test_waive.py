"""Accepted risks hold through their last day, by host and by clause or check, and never hide anything but a finding."""

from __future__ import annotations

import datetime as dt

from dengbao.engine.waive import waive
from dengbao.inventory.site import Waiver
from dengbao.results import Result

DAY = dt.date(2026, 6, 30)


def result(status: str = "fail", host: str = "sw-1") -> Result:
    return Result(
        host=host,
        check="mgmt_telnet_disabled",
        title="关闭 Telnet 管理",
        clauses=["8.1.4.1.c"],
        units=["L3-CES1-03"],
        status=status,
        risk="high",
        level=3,
        actual="启用",
    )


def waiver(**given: object) -> Waiver:
    known = {"reason": "过渡期", "approved_by": "王局", "until": DAY, "hosts": ["sw-1"]}
    return Waiver.model_validate(known | given)


def test_a_waiver_holds_through_its_last_day():
    accepted = waive(result(), [waiver(check="mgmt_telnet_disabled")], DAY)
    assert (accepted.status, accepted.reason) == ("skip", "waived")
    assert accepted.waiver == "过渡期;批准人 王局;有效期至 2026-06-30"
    late = waive(result(), [waiver(check="mgmt_telnet_disabled")], DAY + dt.timedelta(days=1))
    assert (late.status, late.actual) == ("fail", "启用(豁免已于 2026-06-30 到期)")


def test_a_waiver_by_clause():
    assert waive(result(), [waiver(clause="8.1.4.1.c")], DAY).reason == "waived"
    assert waive(result(), [waiver(clause="8.1.4.1.b")], DAY).status == "fail"


def test_other_hosts_and_other_outcomes_are_not_waived():
    assert waive(result(host="sw-2"), [waiver(check="mgmt_telnet_disabled")], DAY).status == "fail"
    assert waive(result("error"), [waiver(check="mgmt_telnet_disabled")], DAY).status == "error"
