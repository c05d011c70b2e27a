"""The worked examples of CONTRIBUTING.md run as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dengbao.check import load
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import evaluate

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
CONFIG = "hostname sw-1\n!\npage-length 40\n{}\nfoo bar\n"


@pytest.fixture(scope="module")
def parser() -> dict[str, Any]:
    found = re.search(r"```python\n(from collections\.abc.*?)```", TEXT, re.DOTALL)
    assert found
    namespace: dict[str, Any] = {}
    exec(compile(found[1], "CONTRIBUTING.md", "exec"), namespace)
    return namespace


@pytest.mark.parametrize(
    ("line", "status"),
    [("no telnet-server", "pass"), ("telnet-server", "fail"), ("", "pass"), ("telnet-server port x", "error")],
)
def test_the_platform_is_read_and_judged(parser: dict[str, Any], line: str, status: str):
    device = parser["parse"]({"running-config": CONFIG.format(line)})
    assert device.system.hostname.value == "sw-1"
    assert device.coverage["running-config"] == bytes([1, 2, 2, {"": 2, "error": 0}.get(line and status, 1), 0])
    assert evaluate(load()["mgmt_telnet_disabled"], Reader(device)).status == status


def test_the_check_is_the_one_that_stands_in_the_tree():
    found = re.search(r"   ```python\n(.*?)   ```", TEXT, re.DOTALL)
    assert found
    example = re.sub(r"^ {3}", "", found[1], flags=re.MULTILINE).partition("@check")[2]
    real = (Path(__file__).parents[2] / "checks/mgmt/mgmt_banner_present.py").read_text(encoding="utf-8")
    assert example.strip() == real.partition("@check")[2].strip()
