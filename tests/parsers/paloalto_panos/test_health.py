"""PAN-OS outputs of hardware and high availability."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.model import Device, Known, Unknown
from tests.parsers.ioslike.support import read

GOOD = Path(__file__).parent / "fixtures" / "pa-good"
CONFIG = (GOOD / "running-config.xml").read_text("utf-8")
NAME = "show-system-environmentals"
SHOWN = (GOOD / f"{NAME}.txt").read_text("utf-8")


def panos(**outputs: str) -> Device:
    return read("paloalto_panos", CONFIG, **outputs)


def test_parts() -> None:
    health = panos(show_system_environmentals=SHOWN).health
    assert health.power_supplies == Known(2, (16, 17), NAME)
    assert health.alarms == Known((), (4, 5, 6, 10, 11, 12, 16, 17), NAME)


def test_what_is_in_alarm_is_named() -> None:
    sick = SHOWN.replace("CPU                False    44.12", "CPU                True     94.12")
    health = panos(
        show_system_environmentals=sick.replace("(right)             False", "(right)             True ")
    ).health
    assert health.power_supplies == Known(1, (16, 17), NAME)
    assert health.alarms == Known(("Temperature near CPU 告警", "Power Supply #2 (right) 告警"), (4, 17), NAME)


def test_an_empty_slot_without_alarm_is_no_fault() -> None:
    health = panos(
        show_system_environmentals=SHOWN.replace("#2 (right)             False    True", "#2 (right) False False")
    ).health
    assert (health.power_supplies.value, health.alarms.value) == (1, ())


@pytest.mark.parametrize(
    "text", ["", "Server error : op command is not supported\n", SHOWN.replace("Degrees C  Min C", "\n  x"), SHOWN[:60]]
)
def test_parts_that_are_garbled_tell_nothing(text: str) -> None:
    device = panos(show_system_environmentals=text)
    assert isinstance(device.health.alarms, Unknown)
    assert isinstance(device.health.power_supplies, Unknown)
    assert 1 not in device.coverage[NAME]


@pytest.mark.parametrize(
    ("said", "known"),
    [("synched to 10.0.0.1", True), ("synched to LOCAL", False), ("not synched, using local clock", False)],
)
def test_the_clock_is_in_step_or_not(said: str, *, known: bool) -> None:
    device = panos(show_ntp=f"\nNTP state:\n    NTP {said}\n    NTP server: 10.0.0.1\n        status: synched\n")
    assert device.clock.synchronised == Known(known, (3,), "show-ntp")


@pytest.mark.parametrize("text", ["", "Invalid syntax.\n", "NTP state:\n    NTP server: 10.0.0.1\n"])
def test_a_clock_that_is_not_told_is_unknown(text: str) -> None:
    device = panos(show_ntp=text)
    assert isinstance(device.clock.synchronised, Unknown)
    assert 1 not in device.coverage["show-ntp"]


def test_both_states_of_a_pair() -> None:
    shown = (
        "\nGroup 1:\n  Mode: Active-Passive\n  Local Information:\n    State: active (last 45 days)\n"
        "  Peer Information:\n    Connection status: up\n    State: passive (last 45 days)\n"
    )
    config = CONFIG.replace(
        "<deviceconfig>",
        "<deviceconfig><high-availability><enabled>yes</enabled><group><group-id>1</group-id></group>"
        "</high-availability>",
        1,
    )
    device = read("paloalto_panos", config, show_high_availability_state=shown)
    assert [pair.state for pair in device.redundancy] == ["active/passive"]
