"""Whole IOS files: the lab's routers, real configurations, outputs against others' truth."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from parsers.cisco_ios import looks_like, parse
from parsers.cisco_ios.outputs import read as read_outputs
from tests.parsers.ioslike.support import LAB, lab, read, whole

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.txt"))
UNREAD_MOST = 0.02


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_files_are_understood(path: Path) -> None:
    text = path.read_text("utf-8")
    device = read("cisco_ios", text)
    account = device.coverage["running-config"]
    assert whole(device, text)
    assert account.count(0) <= UNREAD_MOST * len(account)
    assert device.interfaces


def test_lab_routers_have_no_unread_line() -> None:
    for host in ("rt-wan", "rt-wan-2"):
        device = lab(host, "cisco_ios")
        assert {name for name, account in device.coverage.items() if 0 in account} == set(), host
    device = lab("rt-wan-2", "cisco_ios")
    assert (device.system.model.value, device.system.version.value) == ("C8200-1N-4T", "17.15.2")
    assert [user.name for user in device.snmp.users] == ["group-XSJ-NMS", "xsjnms"]
    assert device.certificates.items[0].expires == "2030-01-01"
    assert device.redundancy.items[0].authenticated is True
    assert device.clock.synchronised.value is True


@pytest.mark.parametrize("path", sorted((CORPUS / "outputs").glob("show-version*.raw")), ids=lambda path: path.stem)
def test_show_version_agrees_with_others(path: Path) -> None:
    truth = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"][0]
    device = parse({"running-config": "version 15.2\nhostname r\nend\n", "show-version": path.read_text("utf-8")})
    assert device.system.version.value == truth["version"]
    if truth["hardware"]:
        assert device.system.model.value == truth["hardware"][0]
    if truth["serial"]:
        assert device.system.serial.value == truth["serial"][0]


@pytest.mark.parametrize("path", sorted((CORPUS / "outputs").glob("show-interfaces*.raw")), ids=lambda path: path.stem)
def test_show_interfaces_agrees_with_others(path: Path) -> None:
    rows = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"]
    truth = {row["interface"]: row for row in rows}  # a name that comes twice is told by its last row
    config = "version 15.2\nhostname r\n" + "".join(f"interface {name}\n" for name in truth) + "end\n"
    device = parse({"running-config": config, "show-interfaces": path.read_text("utf-8")})
    for interface, row in zip(device.interfaces, truth.values(), strict=True):
        assert interface.up == (row["link_status"] == "up" and row["protocol_status"].startswith("up"))
        assert interface.errors == int(row["input_errors"] or 0) + int(row["output_errors"] or 0)


def test_an_output_that_is_none_leaves_things_unknown() -> None:
    device = parse({"running-config": "version 15.2\nhostname r\nend\n"})
    read_outputs(device, {"show-version": "% Invalid input detected\n", "show-ip-ssh": "", "show-ntp-status": "?\n"})
    assert device.coverage["show-version"] == b"\x00"
    assert device.system.version.value == "15.2"


@pytest.mark.parametrize("host", ["acc-rj", "fw-border"])
def test_other_platforms_are_refused(host: str) -> None:
    path = LAB / host / "running-config.txt"
    if path.exists():
        assert not looks_like(path.read_text("utf-8"))
