"""Releases are told by the file: their branch, its end, and the flaws that are published of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import dengbao.catalogue
from checks.intrusion.intrusion_firmware_supported import intrusion_firmware_supported
from dengbao.catalogue.source import read
from dengbao.check import Findings, NotApplicable, Undecided, firmware
from dengbao.errors import UserError
from dengbao.model import Device, Known, System
from tests.checks.judging import DAY

FILE = Path(dengbao.catalogue.__file__).parent / "firmware.yml"


def judged(platform: str, release: str, day: dt.date = DAY, model: str = "") -> list[str]:
    system = System(version=Known(release, (3,)))
    if model:
        system.model = Known(model, (2,))
    device = Device(platform=platform, as_of=day, system=system)
    try:
        intrusion_firmware_supported(device)
    except AssertionError as error:
        return [found.key for found in Findings.of(error) or ()]
    return []


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("17.9.4", "17.9.4a"),
        ("17.9.4a", "17.9.5"),
        ("10.2.9", "10.2.9-h1"),
        ("10.2.9-h1", "10.2.10"),
        ("9.18(4)22", "9.18(4)67"),
        ("7.2.9", "7.2.10"),
        ("20.4R3", "20.4R3-S5"),
    ],
)
def test_releases_are_in_order(older: str, newer: str) -> None:
    assert firmware.parts(older) < firmware.parts(newer)


@pytest.mark.parametrize(
    ("platform", "release", "keys"),
    [
        ("fortinet", "7.4.8", []),
        ("fortinet", "7.4.2", ["firmware:CVE-2024-21762"]),
        ("fortinet", "7.2.7", ["firmware:end-of-support"]),
        (
            "fortinet",
            "7.0.13",
            ["firmware:end-of-support", "firmware:CVE-2024-21762", "firmware:CVE-2024-55591"],
        ),
        ("fortinet", "6.0.18", ["firmware:end-of-support", "firmware:CVE-2024-21762"]),
        ("cisco_ios", "17.12.4", []),
        ("cisco_ios", "17.9.4", ["firmware:end-of-support", "firmware:CVE-2023-20198"]),
        ("cisco_ios", "17.1.1", ["firmware:end-of-support"]),
        ("cisco_asa", "9.18(4)67", []),
        ("cisco_asa", "9.18(4)22", ["firmware:CVE-2025-20333"]),
        ("cisco_asa", "9.19(1)31", ["firmware:CVE-2025-20333"]),
        ("paloalto_panos", "11.1.1-h1", []),
        ("paloalto_panos", "11.1.2-h2", ["firmware:CVE-2024-3400"]),
        ("paloalto_panos", "11.1.13-h2", []),
        ("cisco_nxos", "10.2(8)", ["firmware:end-of-support"]),
        ("cisco_nxos", "10.4(3)", []),
    ],
)
def test_what_the_file_says_of_a_release(platform: str, release: str, keys: list[str]) -> None:
    assert judged(platform, release) == keys


@pytest.mark.parametrize(
    ("release", "model", "keys"),
    [
        ("22.3R3", "srx345", ["firmware:CVE-2024-21591"]),
        ("22.3R3-S2", "srx345", []),
        ("22.4R2-S1", "ex4300-48t", ["firmware:CVE-2024-21591"]),
        ("22.4R3", "ex4300-48t", []),
        ("21.4R3-S4.9", "vSRX", ["firmware:CVE-2023-36845", "firmware:CVE-2024-21591"]),
        ("21.1R3-S5", "srx1500", ["firmware:CVE-2023-36845"]),
        ("12.3X48-D105", "srx240h2", ["firmware:CVE-2023-36845", "firmware:CVE-2024-21591"]),
        ("23.2R1", "srx1600", ["firmware:CVE-2023-36845"]),
        ("23.2R2", "srx1600", []),
    ],
)
def test_flaws_of_some_models_only(release: str, model: str, keys: list[str]) -> None:
    assert judged("juniper_junos", release, model=model) == keys


def test_a_model_that_the_flaws_leave_out_is_not_called_good() -> None:
    with pytest.raises(NotApplicable, match="停服清单没有该版本"):
        judged("juniper_junos", "21.4R1", model="mx204")


def test_without_the_model_flaws_of_some_models_stay_undecided() -> None:
    with pytest.raises(Undecided):
        judged("juniper_junos", "21.4R1")


def test_support_lasts_through_its_last_day() -> None:
    assert judged("fortinet", "7.2.13", dt.date(2026, 9, 30)) == []
    assert judged("fortinet", "7.2.13", dt.date(2026, 10, 1)) == ["firmware:end-of-support"]


@pytest.mark.parametrize(
    ("platform", "release"), [("huawei", "V200R021C10SPC600"), ("cisco_ios", "15.2(7)E4"), ("fortinet", "8.0.1"),
     ("cisco_nxos", "9.3(16)"), ("hp_comware", "7.1.070"), ("ruijie_os", "12.6(2)B0702P1"),
     ("hillstone_stoneos", "5.5R10")],
)  # fmt: skip
def test_nothing_is_said_of_a_release_that_the_file_lacks(platform: str, release: str) -> None:
    with pytest.raises(NotApplicable, match="停服清单没有该版本"):
        judged(platform, release)


def test_a_branch_alone_does_not_tell_of_flaws() -> None:
    with pytest.raises(Undecided, match=r"只读到版本 9\.18"):
        judged("cisco_asa", "9.18")


def test_a_branch_out_of_support_fails_whatever_its_flaws() -> None:
    assert judged("cisco_ios", "17.9") == ["firmware:end-of-support"]


def test_dates_and_fixes_are_of_their_branch() -> None:
    for platform in read(firmware.FILE):
        known = firmware.firmware(platform)
        assert known
        assert known.source
        for flaw in known.flaws.values():
            assert flaw.source
            for branch, fixed in flaw.fixed.items():
                assert fixed is None or firmware.parts(fixed)[: len(firmware.parts(branch))] == firmware.parts(branch)


def test_a_bad_file_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firmware, "read", lambda _name: {"fortinet": {"source": "x", "branches": {"7.2": "2026"}}})
    firmware.firmware.cache_clear()
    with pytest.raises(UserError, match="停服清单写得不对"):
        firmware.firmware("fortinet")
    firmware.firmware.cache_clear()
