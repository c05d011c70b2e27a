"""One pass: totals of all and per host, the gravest first, and the reasons why nothing could be decided."""

from __future__ import annotations

from dengbao.results.summary import Summary
from tests.results.made import finding, result, skip


def test_the_gravest_come_first_by_risk_then_hosts_then_findings() -> None:
    summary = Summary.of(
        [
            result("a", "low_wide", "fail", risk="low"),
            result("a", "high_narrow", "fail", findings=[finding("1"), finding("2")]),
            result("a", "high_single", "fail", findings=[finding()]),
            result("a", "high_wide", "fail", findings=[finding()]),
            result("a", "medium", "fail", risk="medium"),
            result("a", "fine"),
            result("b", "low_wide", "fail", risk="low"),
            result("b", "high_wide", "fail", findings=[finding()]),
            skip("b", "high_narrow", "waived", findings=[finding()]),
        ]
    )
    gravest = summary.gravest()
    assert [issue.example.check for issue in gravest] == [
        "high_wide",
        "high_narrow",
        "high_single",
        "medium",
        "low_wide",
    ]
    assert (gravest[0].hosts, gravest[0].findings) == (["a", "b"], 2)
    assert gravest[1].hosts == ["a"]
    assert (summary.hosts["a"].failed, summary.hosts["b"].waived) == (5, 1)
    assert summary.totals.total == sum(host.total for host in summary.hosts.values()) == 9


def test_a_check_that_is_graver_on_one_host_is_shown_by_that_host() -> None:
    summary = Summary.of([result("a", "c", "fail", risk="low"), result("b", "c", "fail", risk="high")])
    assert summary.gravest()[0].example.host == "b"


def test_gaps_are_joined_by_their_reason_and_the_widest_comes_first() -> None:
    summary = Summary.of(
        [
            result("a", "c1", "error", actual="配置被截断"),
            result("b", "c1", "error", actual="连接不上"),
            result("b", "c2", "error", actual="连接不上"),
        ]
    )
    assert [(gap.why, gap.results, list(gap.hosts)) for gap in summary.widest_gaps()] == [
        ("连接不上", 2, ["b"]),
        ("配置被截断", 1, ["a"]),
    ]


def test_accepted_risks_are_joined_by_their_waiver() -> None:
    summary = Summary.of([skip(host, "c", "waived", waiver="批准人 王某,至 2027-01-01") for host in ("a", "b")])
    assert [(one.why, one.results, list(one.hosts)) for one in summary.accepted.values()] == [
        ("批准人 王某,至 2027-01-01", 2, ["a", "b"])
    ]
