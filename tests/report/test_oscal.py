"""``oscal.json``: read back by compliance-trestle, every reference leads somewhere, and names stay from run to run."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from trestle.oscal.assessment_results import AssessmentResults

from dengbao.errors import UserError
from dengbao.report import oscal
from dengbao.report.source import Source
from dengbao.results.store import RESULTS
from tests.report.test_html import ROWS
from tests.report.test_junit import HOSTILE
from tests.results.made import finding, host_run, line, result, skip, source


def document(mine: Source) -> dict[str, Any]:
    """Render, and read: trestle refuses whatever its models of OSCAL do not know."""
    (path,) = oscal.render(mine)
    assert AssessmentResults.oscal_read(path) is not None
    read = json.loads(path.read_text(encoding="utf-8"))["assessment-results"]
    assert not dangling(read)
    return read  # type: ignore[no-any-return]


def pairs(value: object) -> Iterator[tuple[str, str]]:
    """All keys with texts, however deep."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from [(key, one)] if isinstance(one, str) else pairs(one)
    elif isinstance(value, list):
        for one in value:
            yield from pairs(one)


def dangling(read: dict[str, Any]) -> list[str]:
    """References to what is not there; doubles of what must be unique."""
    owned = [text for key, text in pairs(read) if key == "uuid"]
    doubled = [one for one, count in Counter(owned).items() if count > 1]
    named = [text for key, text in pairs(read) if key.endswith("-uuid")]
    named += [text[1:] for key, text in pairs(read) if key == "href" and text.startswith("#")]
    return doubled + sorted(set(named) - set(owned))


def facts(part: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["value"] for one in part["props"]}


def test_each_result_is_an_observation_with_its_evidence(tmp_path: Path) -> None:
    read = document(source(tmp_path, ROWS))
    (results,) = read["results"]
    told = [(facts(one)["check"], facts(one)["status"]) for one in results["observations"]]
    assert told == [(row.check, row.reason or row.status) for row in ROWS]
    first = results["observations"][0]
    assert first["title"] == "fw 不得存在任意到任意的放行策略:不符合"
    assert first["methods"] == ["EXAMINE"]
    (seen,) = first["relevant-evidence"]
    files = {one["uuid"]: one["rlinks"][0]["href"] for one in read["back-matter"]["resources"] if "rlinks" in one}
    assert (files[seen["href"][1:]], facts(seen)["line"], seen["description"]) == (
        "fw/running-config.txt", "120", "action permit",
    )  # fmt: skip
    assert facts(results)["total-fail"] == "2"


def test_each_thing_at_fault_is_a_risk_and_an_accepted_one_a_deviation(tmp_path: Path) -> None:
    (results,) = document(source(tmp_path, ROWS))["results"]
    told = [(facts(one).get("key"), one["status"]) for one in results["risks"]]
    assert told == [
        ("policy:any", "open"), ("policy:two", "open"), ("telnet", "open"), ("-", "deviation-approved"),
    ]  # fmt: skip
    first, *_, waived = results["risks"]
    assert first["remediations"][0]["description"] == "undo rule name any"
    assert waived["mitigating-factors"][0]["description"] == "已接受风险:旧设备;批准人 王局;有效期至 2026-12-31"


def test_each_clause_is_a_finding_with_the_verdict_of_the_site(tmp_path: Path) -> None:
    rows = [
        result("a", "one", "pass", clauses=["8.1.4.1.a"]),
        result("a", "two", "fail", findings=[finding(device="a")]),
        result("b", "one", "error", actual="没有采集到", clauses=["8.1.4.1.a"]),
        skip("b", "two", "not_applicable", clauses=["8.1.3.2.b"]),
    ]
    (results,) = document(source(tmp_path, rows))["results"]
    told = {one["target"]["target-id"]: one["target"]["status"] for one in results["findings"]}
    assert told == {
        "gbt22239-2019_8.1.4.1.a": {"state": "not-satisfied", "reason": "other"},
        "gbt22239-2019_8.1.3.2.a": {"state": "not-satisfied", "reason": "fail"},
    }
    assert results["findings"][0]["title"] == "8.1.4.1.a 身份鉴别:待核查"
    (chosen,) = results["reviewed-controls"]["control-selections"]
    assert chosen["exclude-controls"] == [{"control-id": "gbt22239-2019_8.1.3.2.b"}]
    failed = results["findings"][1]
    assert [one["risk-uuid"] for one in failed["related-risks"]] == [one["uuid"] for one in results["risks"]]


def test_the_same_thing_has_the_same_uuid_in_the_next_run(tmp_path: Path) -> None:
    def names(folder: str, number: int) -> set[str]:
        moved = finding("a", evidence=[line(number)])
        read = document(source(tmp_path / folder, [result("fw", "c", "fail", findings=[moved], actual=folder)]))
        (path,) = (tmp_path / folder).glob("oscal.json")
        again = path.read_bytes()
        oscal.render(
            Source(tmp_path / folder, Source.open(tmp_path / folder).run, source(tmp_path / "x", []).catalogue)
        )
        assert path.read_bytes() == again
        return {text for key, text in pairs(read) if key == "uuid"}

    assert names("1", 10) == names("2", 20)


def test_hosts_of_the_inventory_are_its_items_with_their_addresses(tmp_path: Path) -> None:
    hosts = [host_run("fw"), host_run("ups", address="ups.example"), host_run("idle", address="fd00::1")]
    (results,) = document(source(tmp_path, [result()], hosts))["results"]
    told = {one["description"]: facts(one) for one in results["local-definitions"]["inventory-items"]}
    assert told["fw"]["ipv4-address"] == "10.10.99.1"
    assert told["ups"]["fqdn"] == "ups.example"
    assert told["idle"]["ipv6-address"] == "fd00::1"


def test_hostile_text_and_a_clean_run_are_valid(tmp_path: Path) -> None:
    evil = finding(HOSTILE, HOSTILE, actual=HOSTILE, remedy=[HOSTILE], evidence=[line(1, HOSTILE, f"a b/{HOSTILE}")])
    rows = [
        result(HOSTILE, "c", "fail", title=HOSTILE, expected="", actual="", findings=[evil]),
        result(HOSTILE, "d", "pass", evidence=[line(0, "  "), *(line(one) for one in range(1, 40))]),
        skip(HOSTILE, "e", "waived", waiver=HOSTILE),
    ]
    (results,) = document(source(tmp_path / "evil", rows))["results"]
    assert results["observations"][1]["remarks"] == "另有 20 行证据,见 results.jsonl"
    (clean,) = document(source(tmp_path / "clean", [result()]))["results"]
    assert "risks" not in clean
    assert clean["findings"][0]["target"]["status"] == {"state": "satisfied", "reason": "pass"}


def test_results_that_do_not_fit_the_run_record_are_refused(tmp_path: Path) -> None:
    mine = source(tmp_path, [result("a"), result("b")])
    path = tmp_path / RESULTS
    path.write_bytes(path.read_bytes().splitlines()[0] + b"\n")
    with pytest.raises(UserError, match=re.escape("结果数(1)与运行记录(2)不一致")):
        oscal.render(mine)
    assert not (tmp_path / oscal.FILE).exists()
