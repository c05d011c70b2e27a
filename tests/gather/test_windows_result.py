"""What becomes of whatever the collector's module gives back, without a connection."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dengbao.gather.devices import Harvest
from dengbao.gather.target import Target
from dengbao.gather.windows import gather_windows, lost, unpacked
from dengbao.platforms import platform
from dengbao.snapshot.records import Gathered

FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "inventories/lab/devices/srv-win-2/windows.json").read_text("utf-8")
)


def packed(facts: object) -> str:
    return base64.b64encode(gzip.compress(json.dumps(facts).encode())).decode()


class Given:
    """A connection that gives one result."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        self.result = result

    def connect(self) -> None:
        """Succeed."""

    def run(self) -> Mapping[str, Any]:
        return self.result


def gathered(result: Mapping[str, Any]) -> Harvest:
    record = Gathered(host="h", platform="windows", address="127.0.0.1", port=5986, status="whole")
    harvest = Harvest(record)
    known = platform("windows")
    assert known
    gather_windows(Target(host="h", platform="windows", user="audit"), known, harvest, Given(result))
    return harvest


def without(section: str, **error: str) -> dict[str, Any]:
    """The document with a section that failed, or that says nothing of why it is not there."""
    errors = FACTS["errors"] | ({section: {"hresult": None, "message": "", **error}} if error else {})
    return FACTS | {"sections": FACTS["sections"] | {section: None}, "errors": errors}


def test_a_whole_document_is_whole() -> None:
    harvest = gathered({"changed": False, "facts": packed(FACTS)})
    assert harvest.record.status == "whole"
    assert json.loads(harvest.texts["windows.json"]) == FACTS


@pytest.mark.parametrize(
    ("result", "status", "words"),
    [
        ({"failed": True, "msg": "Ansible requires PowerShell v5.1"}, "unsupported", "PowerShell 低于 5.1"),
        ({"failed": True, "msg": "constrained language mode: no"}, "unsupported", "应用程序控制"),
        (
            {"failed": True, "msg": "This module cannot run on this OS as it requires a minimum version of 6.1"},
            "unsupported", "版本过旧",
        ),
        ({"failed": True, "msg": "MODULE FAILURE", "module_stdout": "磁盘已满"}, "partial", "磁盘已满"),
        ({}, "partial", "没有给出结果"),
        ({"facts": ""}, "partial", "没有给出结果"),
        ({"facts": "不是 Base64"}, "partial", "没有给出结果"),
        ({"facts": packed(FACTS)[:4000]}, "partial", "没有给出结果"),
        ({"facts": packed({"schema": "windows-facts/2", "sections": {}, "errors": {}})}, "partial", "没有给出结果"),
        ({"facts": packed([1, 2])}, "partial", "没有给出结果"),
        ({"facts": base64.b64encode(gzip.compress(b"no JSON")).decode()}, "partial", "没有给出结果"),
    ],
)  # fmt: skip
def test_anything_else_is_said_and_not_stored(result: dict[str, Any], status: str, words: str) -> None:
    harvest = gathered(result)
    assert harvest.record.status == status
    assert words in harvest.record.reason
    assert harvest.record.mend
    assert not harvest.texts


def test_a_document_too_large_is_none() -> None:
    assert unpacked(base64.b64encode(gzip.compress(b" " * ((1 << 26) + 1) + b"{}")).decode()) is None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (without("audit_policy", type="denied"), "audit_policy（审核策略各子类）：无权读取"),
        (without("ports", type="System.Exception", message="出错了"), "ports（监听端口及其进程、服务）：出错了"),
        (without("routes"), "routes（路由）：没有采到"),
        ({**FACTS, "sections": {n: s for n, s in FACTS["sections"].items() if n != "tls"}}, "没有这一段"),
    ],
)
def test_what_is_lost_makes_it_partial_and_is_named(facts: dict[str, Any], words: str) -> None:
    harvest = gathered({"facts": packed(facts)})
    assert harvest.record.status == "partial"
    assert words in harvest.record.reason
    assert "windows.json" in harvest.texts


def test_what_the_host_does_not_have_is_not_lost() -> None:
    assert lost(without("bitlocker", type="missing")) == {}
    assert lost(without("users", type="not_applicable")) == {}
    refused = {"sql_server:MSSQLSERVER": {"type": "System.Data.SqlClient.SqlException", "hresult": 1, "message": ""}}
    assert lost(FACTS | {"errors": FACTS["errors"] | refused}) == {}
