"""The ground truth of the lab, both ways: what is planted is found by its key, and nothing else; all is decided."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest
import yaml

from dengbao.engine.run import begin
from dengbao.results import Result
from dengbao.snapshot import open_folder
from tests.checks.judging import DAY, KEY, LAB, inventory

TRUTH = LAB / "truth"


@functools.cache
def results() -> dict[str, list[Result]]:
    """The lab's devices judged from their texts, without waivers."""
    site = inventory().site.model_copy(update={"waivers": []})
    lab = inventory().__class__(source="lab", hosts=inventory().hosts, site=site)
    found: dict[str, list[Result]] = {}
    for result in begin(lab, open_folder(LAB / "devices", key=KEY), as_of=DAY).results():
        found.setdefault(result.host, []).append(result)
    return found


def truth(host: str) -> dict[str, Any]:
    """What a host's truth file says; a host without one is compliant."""
    path = TRUTH / f"{host}.yml"
    if not path.exists():
        return {"host": host, "planted": {}}
    said: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert said["host"] == host
    return said


def planted(host: str) -> dict[str, set[str]]:
    """What is planted."""
    return {check: set(keys) for check, keys in truth(host)["planted"].items()}


@pytest.mark.parametrize("host", [*(host.name for host in inventory().hosts), "site"])
def test_what_is_planted_is_found_and_nothing_else(host: str):
    found = {one.check: {finding.key for finding in one.findings} for one in results()[host] if one.status == "fail"}
    assert found == planted(host)


@pytest.mark.parametrize("host", [*(host.name for host in inventory().hosts), "site"])
def test_nothing_is_left_undecided(host: str):
    """``undecided`` are checks whose facts the vendor does not publish: no device of the platform shows them."""
    open_ = {one.check: one.actual for one in results()[host] if one.status == "error"}
    assert set(open_) == set(truth(host).get("undecided", ())), open_


def test_every_pass_has_evidence():
    bare = [
        (one.host, one.check)
        for found in results().values()
        for one in found
        if one.status == "pass" and not one.evidence
    ]
    assert not bare


def test_every_finding_has_evidence_or_says_that_nothing_is_configured_and_a_remedy():
    for found in results().values():
        for one in found:
            for finding in one.findings:
                assert finding.expected
                assert finding.actual
                assert finding.remedy or one.host == "site", (one.host, one.check)


def test_truth_names_hosts_of_the_lab():
    names = {host.name for host in inventory().hosts} | {"site"}
    assert {path.stem for path in Path(TRUTH).glob("*.yml")} <= names
