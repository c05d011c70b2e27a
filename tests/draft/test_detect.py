"""Platforms told from texts: every configuration of the lab and of the parsers' tests, and texts that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.draft.detect import detect
from dengbao.inventory import load
from dengbao.snapshot.decode import decode
from parsers.registry import PLATFORMS

ROOT = Path(__file__).parents[2]
LAB = ROOT / "inventories" / "lab"
TOO_SHORT = {"netutils-bad_banner_backup.txt", "netutils-basic_backup.txt"}
"""Texts of a few lines that nothing tells from its kin's."""

CONFIGURATIONS = [
    (name, path)
    for name in PLATFORMS
    for folder in ("corpus", "fixtures")
    for path in sorted((ROOT / "tests" / "parsers" / name / folder).rglob("*"))
    if path.is_file() and path.suffix in {".cfg", ".conf", ".txt", ".xml", ".inf"} and path.name not in TOO_SHORT
    if "outputs" not in path.parts and not path.name.startswith(("show", "display", "get"))
]


def read(path: Path) -> str:
    return decode(path.read_bytes()).text


def test_every_device_of_the_lab_is_told() -> None:
    wrong = {
        path.parent.name: (told, host.platform)
        for host in load(LAB).hosts
        for path in (LAB / "devices" / host.name).iterdir()
        if path.stem in {"running-config", "upsc", "ups", "windows", "linux"}
        if (told := detect(read(path))) != host.platform
    }
    assert not wrong


@pytest.mark.parametrize(
    ("platform", "path"), CONFIGURATIONS, ids=[f"{name}-{path.stem}" for name, path in CONFIGURATIONS]
)
def test_configurations_of_the_parsers_tests_are_told(platform: str, path: Path) -> None:
    assert detect(read(path)) == platform


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x01\x02",
        "hostname a\ninterface x\n",
        "sysname a\nvlan 10\n",
        '{\n  "a": {\n    "b": 1\n  }\n}\n',
        "# 会议纪要\n讨论了网络安全工作。\n",
        "set a\nset b\nend\n",
    ],
)
def test_what_says_too_little_is_not_guessed(text: str) -> None:
    assert detect(text) is None


def test_kin_are_told_apart() -> None:
    both = "sysname SW\n#\nvlan 10\n#\nip route-static 0.0.0.0 0 10.0.0.1\n"
    assert detect(f"{both}#\nuser-interface vty 0 4\n authentication-mode aaa\n") == "huawei"
    assert detect(f"{both}#\nline vty 0 63\n authentication-mode scheme\n") == "hp_comware"
