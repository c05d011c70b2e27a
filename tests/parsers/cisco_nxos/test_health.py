"""NX-OS outputs of load, hardware, counters and hits: against others' truth, cut off, garbled."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dengbao.model import Device, Known, Unknown
from tests.checks.judging import PARSED
from tests.parsers.ioslike.support import read

OUTPUTS = PARSED / "cisco_nxos" / "corpus" / "outputs"
GOOD = Path(__file__).parents[2] / "checks" / "devices" / "n9k"
HEAD = "version 10.3(4a) Bios:version\nhostname n1\n"
ENVIRONMENT, RESOURCES = "show-environment", "show-system-resources"


def nxos(config: str = "", **outputs: str) -> Device:
    return read("cisco_nxos", HEAD + config, **outputs)


def truth(name: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = yaml.safe_load((OUTPUTS / f"{name}.yml").read_text("utf-8"))["parsed_sample"]
    return rows


def test_environment_agrees_with_others() -> None:
    device = nxos(show_environment=(OUTPUTS / "cisco_nxos_show_environment2.raw").read_text("utf-8"))
    rows = truth("cisco_nxos_show_environment2")
    assert device.health.power_supplies.value == sum(row["power_supply_status"] == "Ok" for row in rows)
    assert device.health.alarms.value == ()
    assert 0 not in device.coverage[ENVIRONMENT]


def test_a_part_that_is_not_well_is_named_with_its_line() -> None:
    text = (GOOD / "show-environment.txt").read_text("utf-8")
    dead = text.replace("113 W       121 W       500 W     Ok", "  0 W         0 W       500 W     Shutdown")
    device = nxos(show_environment=dead.replace("44         Ok", "91         Major"))
    assert device.health.power_supplies == Known(1, (7, 8), ENVIRONMENT)
    assert device.health.alarms == Known(("Power Supply 2 Shutdown", "Temperature 1 CPU Major"), (8, 44), ENVIRONMENT)


def test_an_empty_slot_is_no_fault() -> None:
    text = (GOOD / "show-environment.txt").read_text("utf-8")
    device = nxos(show_environment=text.replace("113 W       121 W       500 W     Ok", "0 W 0 W 0 W     Absent"))
    assert (device.health.power_supplies.value, device.health.alarms.value) == (1, ())


def test_environment_that_is_cut_off_tells_nothing() -> None:
    lines = (GOOD / "show-environment.txt").read_text("utf-8").split("\n")
    first = next(at for at, line in enumerate(lines) if "FRONT" in line)
    for end in range(first + 1):
        health = nxos(show_environment="\n".join(lines[:end])).health
        assert isinstance(health.alarms, Unknown)
        assert isinstance(health.power_supplies, Unknown)


@pytest.mark.parametrize(
    ("old", "new"), [("Fan1(sys_fan1)", "Fan1 of six with many words"), ("Temperature:", "Temperatur:")]
)
def test_environment_that_is_garbled_tells_nothing(old: str, new: str) -> None:
    text = (GOOD / "show-environment.txt").read_text("utf-8")
    assert isinstance(nxos(show_environment=text.replace(old, new)).health.alarms, Unknown)


def test_load() -> None:
    text = (GOOD / "show-system-resources.txt").read_text("utf-8")
    health = nxos(show_system_resources=text).health
    assert health.cpu_percent == Known(7.8, (3,), RESOURCES)
    assert health.memory_percent == Known(40.0, (6,), RESOURCES)
    half = nxos(show_system_resources=text.replace("CPU states", "CPU state"))
    assert isinstance(half.health.cpu_percent, Unknown)
    assert half.health.memory_percent.value == 40.0
    assert set(half.coverage[RESOURCES]) == {0}


def test_counters_agree_with_others() -> None:
    rows = truth("cisco_nxos_show_interface9")
    config = "".join(f"interface {row['interface']}\n" for row in rows)
    device = nxos(config, show_interface=(OUTPUTS / "cisco_nxos_show_interface9.raw").read_text("utf-8"))
    counted = [row for row in rows if row["input_packets"]]
    ports = {port.name: port for port in device.interfaces}
    assert counted
    for row in counted:
        port = ports[row["interface"]]
        assert port.packets == int(row["input_packets"]) + int(row["output_packets"])
        assert port.errors == int(row["input_errors"] or 0) + int(row["output_errors"] or 0)


def test_hits() -> None:
    config = (
        "ip access-list A\n  statistics per-entry\n  10 permit ip any any\n  20 deny ip any any\n"
        "ip access-list B\n  10 permit ip any any\n"
    )
    shown = (
        "\nIP access list A\n        statistics per-entry \n        10 permit ip any any [match=12] \n"
        "        20 deny ip any any [match=0] \nIP access list B\n        10 permit ip any any \n"
    )
    device = nxos(config, show_access_lists=shown)
    assert [[rule.hits for rule in acl.rules] for acl in device.acls] == [[12, 0], [None]]
    assert 0 not in device.coverage["show-access-lists"]
    garbled = nxos(config, show_access_lists=shown.replace("20 deny", "twenty deny"))
    assert [rule.hits for acl in garbled.acls for rule in acl.rules] == [None, None, None]
    assert 1 not in garbled.coverage["show-access-lists"]


def test_lists_of_others_are_read_to_the_last_line() -> None:
    device = nxos(show_access_lists=(OUTPUTS / "cisco_nxos_show_access-lists.raw").read_text("utf-8"))
    assert 0 not in device.coverage["show-access-lists"]
