"""The page of outputs names every command of its platforms, none besides, and checks that there are."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from dengbao.check import load

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
PLATFORMS = {
    "VRP": "huawei", "Comware": "hp_comware", "RGOS": "ruijie_os", "StoneOS": "hillstone_stoneos", "IOS": "cisco_ios",
    "NX-OS": "cisco_nxos", "ASA": "cisco_asa", "FortiOS": "fortinet", "Junos": "juniper_junos",
    "PAN-OS": "paloalto_panos",
}  # fmt: skip
SECTIONS = dict(zip(PLATFORMS.values(), re.split(r"(?m)^## .*$", PAGE)[1:], strict=True))


@pytest.mark.parametrize("platform", PLATFORMS.values())
def test_every_command_that_is_sent_is_named(platform: str) -> None:
    path = ROOT / "parsers" / platform / "commands.yml"
    sent = yaml.safe_load(path.read_text(encoding="utf-8"))["commands"]
    commands = {one["command"] for one in sent if one.get("file") != "running-config"}
    rows = [re.split(r"(?<!\\)\|", row) for row in SECTIONS[platform].splitlines() if row.startswith("| `")]
    named = {name.replace("\\|", "|") for row in rows for name in re.findall(r"`([^`]+)`", row[1])}
    named |= {"display ip routing-table all-vpn-instance" for name in named if name == "all-vpn-instance"}
    assert named - {"all-vpn-instance"} == commands


def test_the_checks_that_it_names_are_there() -> None:
    named = set(re.findall(r"`([a-z0-9]+(?:_[a-z0-9*]+){1,})`", PAGE))
    assert [one for one in named if not any(fnmatch(check, one) for check in load())] == []
