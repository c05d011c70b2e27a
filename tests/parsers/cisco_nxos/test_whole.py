"""Whole NX-OS files: real and made-up configurations, outputs against others' truth."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dengbao.model import Known
from parsers.cisco_nxos import looks_like, parse
from tests.parsers.ioslike.support import LAB, read, whole

HERE = Path(__file__).parent
CORPUS = sorted((HERE / "corpus").glob("*.txt"))
FIXTURES = sorted((HERE / "fixtures").glob("*.txt"))
OUTPUTS = HERE / "corpus" / "outputs"
HEAD = "version 9.3(3) Bios:version\nhostname n1\n"
UNREAD_MOST = 0.02
_PORTS = {"Eth": "Ethernet", "Po": "port-channel", "Lo": "loopback"}


@pytest.mark.parametrize(
    "path", [path for path in CORPUS if not path.name.startswith(("batfish", "oxidized"))], ids=lambda path: path.stem
)
def test_real_files_are_understood(path: Path) -> None:
    text = path.read_text("utf-8")
    device = read("cisco_nxos", text)
    account = device.coverage["running-config"]
    assert whole(device, text)
    assert account.count(0) <= UNREAD_MOST * len(account)
    assert device.interfaces
    assert device.users


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixtures_are_read_to_the_last_line(path: Path) -> None:
    text = path.read_text("utf-8")
    device = read("cisco_nxos", text)
    unread = [
        line for line, status in zip(text.split("\n"), device.coverage["running-config"], strict=False) if not status
    ]
    assert unread == []


def test_outputs_around_a_configuration_are_comments() -> None:
    text = (HERE / "corpus" / "oxidized-C93180-10.4.txt").read_text("utf-8")
    device = read("cisco_nxos", text)
    account = device.coverage["running-config"]
    unread = {line for line, status in zip(text.split("\n"), account, strict=False) if not status}
    assert unread == {"(...)"}  # what its publisher left out
    assert device.system.version.value == "10.4(5)"


def test_saved_or_not() -> None:
    head = "!Command: show running-config\n!Running configuration last done at: Mon Nov 23 18:20:11 2026\n"
    for moment, saved in (("Mon Nov 23 18:20:15 2026", True), ("Sun Nov 22 08:00:00 2026", False)):
        device = read(
            "cisco_nxos", head + HEAD, show_startup_config_include_saved=f"!Startup config saved at: {moment}\n"
        )
        assert device.archive.saved == Known(saved, (1,), "show-startup-config-include-saved")


def test_time_sources() -> None:
    peers = (
        "Total peers : 2\n* - selected for sync, + -  peer mode(active),\n"
        "- - peer mode(passive), = - polled in client mode\n"
        "    remote                                 local              st   poll   reach delay   vrf\n"
        "{}10.10.100.31                           10.10.99.12        {}   64     377   0.00064 management\n"
    )
    for mark, stratum, good in (("*", 3, True), ("=", 16, False)):
        device = read("cisco_nxos", HEAD, show_ntp_peer_status=peers.format(mark, stratum))
        assert device.clock.synchronised == Known(good, (5,), "show-ntp-peer-status")


@pytest.mark.parametrize("path", sorted(OUTPUTS.glob("show_version*.raw")), ids=lambda path: path.stem)
def test_show_version_agrees_with_others(path: Path) -> None:
    truth = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"][0]
    device = parse({"running-config": HEAD, "show-version": path.read_text("utf-8")})
    assert truth["os"].split()[0] == device.system.version.value
    assert device.system.serial.value == truth["serial"]
    assert truth["platform"] in device.system.model.value


@pytest.mark.parametrize("path", sorted(OUTPUTS.glob("show_interface_status*.raw")), ids=lambda path: path.stem)
def test_show_interface_status_agrees_with_others(path: Path) -> None:
    rows = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"]
    names = [
        _PORTS.get(row["port"].rstrip("0123456789/."), "") + row["port"].lstrip("EthPoL")
        for row in rows
        if row["port"][:2] in {"Et", "Po"}
    ]
    device = parse(
        {
            "running-config": HEAD + "".join(f"interface {name}\n" for name in names),
            "show-interface-status": path.read_text("utf-8"),
        }
    )
    wanted = [row["status"] == "connected" for row in rows if row["port"][:2] in {"Et", "Po"}]
    assert [port.up for port in device.interfaces] == wanted


@pytest.mark.parametrize("name", ["show-version", "show-interface-status", "show-ntp-peer-status"])
def test_an_output_that_is_none_leaves_things_unknown(name: str) -> None:
    device = parse({"running-config": HEAD, name: "% Invalid command at '^' marker.\n"})
    assert device.coverage[name] == b"\x00"
    assert device.system.version.value == "9.3(3)"


@pytest.mark.parametrize("host", ["rt-wan", "core-1", "fw-partner", "acc-rj", "fw-dmz"])
def test_other_platforms_are_refused(host: str) -> None:
    text = (LAB / host / "running-config.txt").read_text("utf-8")
    assert not looks_like(text)
    device = parse({"running-config": text})
    assert "NX-OS" in device.users.missing
    assert whole(device, text)
