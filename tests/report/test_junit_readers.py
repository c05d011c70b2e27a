"""``junit.xml`` as readers of npm see it: Allure 3's own, junit2json, and test-results-parser (of TestBeats)."""

from __future__ import annotations

import html
import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dengbao.report import junit
from tests.report.test_html import ROWS
from tests.report.test_junit import HOSTILE
from tests.results.made import finding, host_run, result, source

pytestmark = pytest.mark.system("npm")

READER = Path(__file__).parent / "npm" / "read.mjs"
WORDS = {
    "allure": {"pass": "passed", "fail": "failed", "error": "broken", "skip": "skipped"},
    "junit2json": {"pass": "passed", "fail": "failure", "error": "error", "skip": "skipped"},
    "testbeats": {"pass": "PASS", "fail": "FAIL", "error": "FAIL", "skip": "SKIP"},
}
"""Allure calls broken what could not be decided; TestBeats knows no difference."""

Cases = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Cases:
    evil = finding(HOSTILE, actual=HOSTILE, remedy=[HOSTILE])
    rows = [*ROWS[:3], result("fw", "evil", "fail", title=f"<{HOSTILE}>", findings=[evil]), *ROWS[3:]]
    hosts = [host_run("fw"), host_run("sw", gather="unreachable", parse="none", reason="连不上")]
    folder = tmp_path_factory.mktemp("run")
    junit.render(source(folder, rows, hosts))
    done = subprocess.run(
        ["node", READER, folder / "junit.xml"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("reader", WORDS)
def test_every_case_is_there_once_with_its_status(read: Cases, reader: str) -> None:
    words = WORDS[reader]
    told = Counter(one["status"] for one in read[reader] if one["suite"] != "collection")
    wanted = Counter(words[status] for status in ("fail", "fail", "pass", "fail", "error", "skip", "skip", "skip"))
    assert told == wanted
    gathered = [one["status"] for one in read[reader] if one["suite"] == "collection"]
    assert gathered == [words["pass"], words["error"]]
    assert len({(one.get("class"), one["name"]) for one in read[reader]}) == len(read[reader])


@pytest.mark.parametrize("reader", WORDS)
def test_a_failure_is_told_with_device_fault_evidence_and_remedy(read: Cases, reader: str) -> None:
    (case,) = (one for one in read[reader] if "mgmt_telnet_disabled" in one["name"] and one["suite"] == "fw")
    assert case["name"].startswith("fw ")
    assert case["message"] == "fw 8.1.4.1.a:应为 限定源、目的与服务;实为 没有任意到任意的策略"
    assert case["body"].startswith(case["message"])
    assert "fw/running-config.txt:120:  action permit" in case["body"]
    assert "undo rule name any" in case["body"]
    if reader != "testbeats":  # which does not read classes
        assert case["class"] == "等保三级.安全计算环境.8-1-4-1 身份鉴别"


@pytest.mark.parametrize("reader", WORDS)
def test_hostile_text_stays_text(read: Cases, reader: str) -> None:
    (case,) = (one for one in read[reader] if "[evil]" in one["name"])
    shown = case["name"] + case["body"]
    if reader == "allure":  # shows entities as they are written
        shown = html.unescape(shown)
    assert "\\x1b[31m<b>&\"' ]]>" in shown
    assert "\x1b" not in shown
    assert "中文" in shown
