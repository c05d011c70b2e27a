"""Accepted risks hold through their last day, by host and by clause or check, and never hide anything but a finding."""

from __future__ import annotations

import datetime as dt

import pytest

from dengbao.check.reading import Site as Declared
from dengbao.engine.evaluate import evaluate_site
from dengbao.engine.plan import make_plan
from dengbao.engine.waive import idle, waive
from dengbao.inventory import Host
from dengbao.inventory.site import Site, Waiver
from dengbao.model import Role
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


@pytest.mark.parametrize(("hosts", "reason"), [(["access"], "waived"), (["sw-*"], "waived"), (["core", "x*"], None)])
def test_a_waiver_may_name_groups_and_patterns(hosts: list[str], reason: str | None):
    given = [waiver(check="mgmt_telnet_disabled", hosts=hosts)]
    assert waive(result(), given, DAY, ("access", "floor-2")).reason == reason


def test_a_waiver_of_a_control_covers_its_clauses():
    assert waive(result(), [waiver(clause="8.1.4.1")], DAY).reason == "waived"
    assert waive(result(), [waiver(clause="8.1.4.10")], DAY).status == "fail"


HOSTS = [
    Host(name="sw-1", platform="huawei", role=Role.ACCESS, level=3, groups=("access",)),
    Host(name="ups-1", platform="ups", role=Role.UPS, level=3),
]


def vouched(clause: str) -> dict[str, object]:
    return {"clause": clause, "statement": "甲", "document": "乙", "by": "丙", "date": DAY, "valid_until": DAY}


def test_people_vouch_at_every_level_that_is_judged_and_for_the_lower_with_the_higher():
    low = Host(name="sw-2", platform="huawei", role=Role.ACCESS, level=2)
    plan = [one for one in make_plan([*HOSTS, low], 3) if one.check.id.startswith("attested_")]
    assert {one.level for one in plan} == {2, 3}
    assert len({one.check.id for one in plan}) == len(plan)
    site = Site.model_validate({"name": "局", "level": 3, "attestations": [vouched("8.1.1.1.a")]})
    said = {
        one.clauses.clauses[0]: evaluate_site(one.check, Declared(site, {}, {}, as_of=DAY)).status
        for one in plan
        if one.clauses.clauses[0] in {"7.1.1.1.a", "7.1.1.1.b", "8.1.1.1.a", "8.1.1.1.b"}
    }
    assert said == {"8.1.1.1.a": "pass", "8.1.1.1.b": "skip", "7.1.1.1.a": "pass", "7.1.1.1.b": "skip"}


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({"waivers": [waiver(check="mgmt_telnet_disabled", hosts=["access"])]}, []),
        ({"waivers": [waiver(check="mgmt_telnet_disabled", hosts=[])]}, []),
        ({"waivers": [waiver(clause="8.1.1.9", hosts=["ups-1"])]}, []),
        (
            {"waivers": [waiver(check="power_ups_load_within", hosts=["sw-1"])]},
            ["site.waivers[0](power_ups_load_within)没有用上:它只判 ups-1"],
        ),
        (
            {"waivers": [waiver(check="boundary_flows_declared", hosts=["sw-1"])]},
            ["site.waivers[0](boundary_flows_declared)没有用上:它只判 全网(hosts 写 site)"],
        ),
        (
            {"waivers": [waiver(clause="7.1.4.1.c")]},
            ["site.waivers[0](7.1.4.1.c)没有用上:本次没有主机要判它"],
        ),
        ({"attestations": [vouched("8.1.1.1.a"), vouched("8.1.1.3")]}, []),
        (
            {"attestations": [vouched("7.1.1.1.a"), vouched("8.1.1.9.b")]},
            [
                "site.attestations[0](7.1.1.1.a)没有用上:3 级没有要人工证明的这一条",
                "site.attestations[1](8.1.1.9.b)没有用上:3 级没有要人工证明的这一条",
            ],
        ),
    ],
)
def test_what_the_site_wrote_in_vain_is_named(declared: dict[str, object], said: list[str]):
    site = Site.model_validate({"name": "局", "level": 3, **declared})
    plan = make_plan(HOSTS, site.level)
    assert list(idle(site, plan, {host.name: host.groups for host in HOSTS})) == said
