"""Whole FortiOS files: the lab's firewalls, real configurations."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.fortinet import looks_like
from tests.parsers.ioslike.support import LAB, lab, read, whole

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.txt"))
UNREAD_MOST = 0.02


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_files_are_understood(path: Path) -> None:
    text = path.read_text("utf-8")
    device = read("fortinet", text)
    account = device.coverage["running-config"]
    assert whole(device, text)
    assert account.count(0) <= UNREAD_MOST * len(account)
    assert looks_like(text)


def test_a_factory_configuration() -> None:
    device = read("fortinet", (CORPUS / "lab-validation-fortios_first_basic-d2_fw.txt").read_text("utf-8"))
    assert (device.system.hostname.value, device.system.version.value) == ("d2_fw", "6.4.4")
    assert [user.name for user in device.users if user.administrator] == ["admin"]
    (rule,) = device.policies
    assert rule.is_any_to_any
    assert rule.lines[0] == 9785
    assert {zone.name: zone.interfaces for zone in device.zones} == {
        "inside": ("port1", "port2"),
        "outside": ("port3",),
    }
    services = {one.name: one for one in device.service_objects}
    assert all(
        term.resolved
        for name, one in services.items()
        for term in one.terms
        if not name.endswith(("Access", "AD", "Server"))
    )
    assert services["TRACEROUTE"].terms[0].destination == (33434, 33535)
    assert [(route.prefix, route.interface) for route in device.routes] == [(32, "port2"), (0, "port3")]
    assert device.clock.servers.items[0].address == "FortiGuard"


def test_lab_firewalls_have_no_unread_line() -> None:
    for host in ("fw-dmz", "fw-server"):
        device = lab(host, "fortinet")
        assert {name for name, account in device.coverage.items() if 0 in account} == set(), host
    device = lab("fw-server", "fortinet")
    assert device.system.banner.value.startswith("警告")
    assert [user.name for user in device.users] == ["zhang.wei", "li.na", "wang.audit", "audit"]
    assert device.redundancy.items[0].state == "OK;HA A-P"
    nested = next(one for one in device.policies if one.name == "20")
    assert [term.low & 0xFF for term in nested.destinations] == [31, 32, 21, 22, 41, 51, 61]


@pytest.mark.parametrize("host", ["acc-rj", "fw-border", "rt-wan", "fw-video"])
def test_other_platforms_are_refused(host: str) -> None:
    path = LAB / host / "running-config.txt"
    if path.exists():
        assert not looks_like(path.read_text("utf-8"))
