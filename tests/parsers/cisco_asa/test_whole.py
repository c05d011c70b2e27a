"""Whole ASA files: the lab's firewalls, real and made-up configurations, outputs."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dengbao.model import Known, Unknown
from parsers.cisco_asa import END, looks_like, parse
from tests.parsers.ioslike.support import LAB, lab, read, whole

HERE = Path(__file__).parent
CORPUS = sorted((HERE / "corpus").glob("*.txt"))
FIXTURES = sorted((HERE / "fixtures").glob("*.txt"))
OUTPUTS = HERE / "corpus" / "outputs"
HEAD = "ASA Version 9.8(1)\nhostname fw\n"
UNREAD_MOST = 0.02


@pytest.mark.parametrize(
    "path", [path for path in CORPUS if not path.name.startswith("batfish")], ids=lambda path: path.stem
)
def test_real_files_are_understood(path: Path) -> None:
    text = path.read_text("utf-8")
    device = read("cisco_asa", text)
    account = device.coverage["running-config"]
    assert whole(device, text)
    assert account.count(0) <= UNREAD_MOST * len(account)
    assert device.interfaces


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixtures_are_read_to_the_last_line(path: Path) -> None:
    device = read("cisco_asa", path.read_text("utf-8"))
    assert 0 not in device.coverage["running-config"]


def test_contexts_of_the_system_space() -> None:
    device = read("cisco_asa", (HERE / "fixtures" / "asa-9.6-system.txt").read_text("utf-8"))
    assert [(context.name, context.kind) for context in device.vrfs] == [("admin", "context"), ("gov", "context")]


def test_lab_firewalls_have_no_unread_line() -> None:
    for host in ("fw-partner", "fw-partner-2"):
        device = lab(host, "cisco_asa")
        assert {name for name, account in device.coverage.items() if 0 in account} == set(), host
    device = lab("fw-partner-2", "cisco_asa")
    assert (device.system.model.value, device.system.version.value) == ("FPR-1120", "9.18(4)67")
    assert device.archive.saved == Known(value=True, lines=(48,), file="show-version")
    assert device.redundancy.items[0].state == "active/standby ready"
    assert device.certificates.items[0].expires == "2036-11-21"
    assert device.clock.synchronised.value is True
    assert [rule.hits for rule in device.policies] == [401122, 88112, 901, 17]
    assert {port.name for port in device.interfaces if port.up} == {
        "Ethernet1/1",
        "Ethernet1/2",
        "Ethernet1/3",
        "Management1/1",
    }


def test_a_change_after_the_last_write_is_not_saved() -> None:
    device = lab("fw-partner", "cisco_asa")
    assert device.archive.saved == Known(value=False, lines=(1,), file="show-startup-config-include-written")
    files = {path.stem: path.read_text("utf-8") for path in (LAB / "fw-partner").glob("*.txt")}
    del files["show-startup-config-include-written"]
    assert isinstance(parse(files).archive.saved, Unknown)


@pytest.mark.parametrize("path", sorted(OUTPUTS.glob("show_version*.raw")), ids=lambda path: path.stem)
def test_show_version_agrees_with_others(path: Path) -> None:
    truth = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"][0]
    device = parse({"running-config": HEAD + ": end\n", "show-version": path.read_text("utf-8")})
    assert device.system.version.value == truth["version"]
    assert truth["hardware"].startswith(device.system.model.value)
    if truth["serial"]:
        assert device.system.serial.value == truth["serial"][0]


@pytest.mark.parametrize("path", sorted(OUTPUTS.glob("show_interface*.raw")), ids=lambda path: path.stem)
def test_show_interface_agrees_with_others(path: Path) -> None:
    rows = {
        row["interface"]: row for row in yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"]
    }
    config = HEAD + "".join(f"interface {name}\n" for name in rows) + ": end\n"
    device = parse({"running-config": config, "show-interface": path.read_text("utf-8")})
    assert [port.name for port in device.interfaces] == list(rows)
    for port, row in zip(device.interfaces, rows.values(), strict=True):
        assert port.up == (row["link_status"] == "up"), port.name


@pytest.mark.parametrize(
    "name", ["show-version", "show-interface", "show-failover", "show-access-list", "show-ntp-status"]
)
def test_an_output_that_is_none_leaves_things_unknown(name: str) -> None:
    device = parse({"running-config": HEAD + ": end\n", name: "ERROR: % Invalid input detected at '^' marker.\n"})
    assert device.coverage[name] == b"\x00"
    assert device.system.version.value == "9.8(1)"


@pytest.mark.parametrize("host", ["rt-wan", "core-1", "fw-dmz", "acc-rj"])
def test_other_platforms_are_refused(host: str) -> None:
    text = (LAB / host / "running-config.txt").read_text("utf-8")
    assert not looks_like(text)
    device = parse({"running-config": text})
    assert "ASA" in device.policies.missing
    assert whole(device, text)


def test_the_end_mark() -> None:
    text = (LAB / "fw-partner" / "running-config.txt").read_text("utf-8")
    assert END.search(text)
    assert not END.search(text[: len(text) // 2])
    logged = text + "fw-partner# show clock\n16:00:00.001 CST Tue Nov 24 2026\n"
    assert 0 not in read("cisco_asa", logged).coverage["running-config"]


def test_a_second_context_in_the_file_is_not_passed_over() -> None:
    text = (LAB / "fw-partner-2" / "running-config.txt").read_text("utf-8")
    device = read("cisco_asa", text + text)
    second = text.count("\n") + text[: text.index(": Serial")].count("\n") + 1
    assert device.policies.unread == [second]
    assert device.users.unread == [second]
    assert 0 in device.coverage["running-config"]
