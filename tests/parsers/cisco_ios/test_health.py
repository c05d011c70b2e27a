"""IOS outputs of hardware, counters and hits: against others' truth, cut off, garbled."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dengbao.model import Device, Known, Unknown
from tests.parsers.ioslike.support import LAB, read

OUTPUTS = Path(__file__).parent / "corpus" / "outputs"
HEAD = "version 17.9\nhostname r1\n"
SENSORS = (LAB / "rt-wan-2" / "show-environment.txt").read_text("utf-8")
STACK = """Switch   FAN   Speed   State
---------------------------------------------------
  1     1 14080     OK
  1     2 14080     OK
FAN PS-1 is OK
FAN PS-2 is NOT PRESENT
Switch 1: SYSTEM TEMPERATURE is OK
Inlet Temperature Value: 27 Degree Celsius
Temperature State: GREEN
Yellow Threshold : 46 Degree Celsius
Red Threshold    : 56 Degree Celsius
"""
REFUSED = "% Incomplete command.\n\n"


def ios(config: str = "", **outputs: str) -> Device:
    return read("cisco_ios", f"{HEAD}{config}line vty 0 4\n login local\nend\n", **outputs)


def test_sensors() -> None:
    health = ios(show_environment=SENSORS).health
    assert health.alarms.value == ()
    assert health.alarms.lines == tuple(range(7, 22))
    sick = SENSORS.replace("fan0       Normal  ", "fan0       Warning ").replace(
        "Minor alarms:     0", "Minor alarms: 1"
    )
    assert ios(show_environment=sick).health.alarms == Known(("P2 RPM: fan0 Warning",), (10,), "show-environment")


@pytest.mark.parametrize(
    "text",
    [
        "", REFUSED, SENSORS.replace("Critical alarms:  0", "Critical alarms:  1"), SENSORS[: SENSORS.index(" P0")],
        SENSORS.replace("Temp: CPU Die   Normal", "Temp: CPU Die   Molten"),
    ],
)  # fmt: skip
def test_sensors_that_are_not_whole_tell_nothing(text: str) -> None:
    device = ios(show_environment=text)
    assert isinstance(device.health.alarms, Unknown)
    assert 1 not in device.coverage["show-environment"]


@pytest.mark.parametrize(
    ("name", "working"),
    [("cisco_ios_show_environment_power_all", 1), ("cisco_ios_show_environment_power_all-2960s", 1)],
)
def test_power_supplies_agree_with_others(name: str, working: int) -> None:
    rows = yaml.safe_load((OUTPUTS / f"{name}.yml").read_text("utf-8"))["parsed_sample"]
    health = ios(show_environment_all=STACK + (OUTPUTS / f"{name}.raw").read_text("utf-8")).health
    assert health.power_supplies.value == working  # of the member that has the fewest
    sick = [f"电源 {row['ps_module'].upper()} {row['status']}" for row in rows if row["sys_pwr"] == "Bad"]
    assert list(health.alarms.value) == sick


def test_a_stack_names_what_is_not_well() -> None:
    head = "SW  PID                 Serial#     Status           Sys Pwr  PoE Pwr  Watts\n"
    rows = "1A  PWR-C1-715WAC       DCA2120G474  OK              Good     Good     715\n1B  Not Present\n"
    health = ios(show_environment_all=STACK.replace("GREEN", "YELLOW") + head + rows).health
    assert health.alarms == Known(("Inlet Temperature YELLOW",), (9,), "show-environment-all")
    assert health.power_supplies == Known(1, (13, 14), "show-environment-all")


@pytest.mark.parametrize("text", ["", REFUSED, STACK, STACK.replace("FAN PS-1 is OK", "FAN PS-1")])
def test_a_stack_that_is_cut_off_tells_nothing(text: str) -> None:
    health = ios(show_environment_all=text).health
    assert isinstance(health.alarms, Unknown)
    assert isinstance(health.power_supplies, Unknown)


LIST = "ip access-list extended A\n 10 permit tcp any any eq 22\n 20 permit ip any any\n 30 deny ip any any\n"
SHOWN = """Extended IP access list A
    10 permit tcp any any eq 22 (1 match)
    20 permit ip any any (20134 matches)
    30 deny ip any any
"""


def hits(device: Device) -> list[int | None]:
    return [rule.hits for acl in device.acls for rule in acl.rules]


def test_hits() -> None:
    assert hits(ios(LIST, show_ip_access_lists=SHOWN)) == [1, 20134, 0]
    assert hits(ios(LIST, show_ip_access_lists=SHOWN.replace("    20 permit ip any any (20134 matches)\n", ""))) == [
        1,
        None,
        0,
    ]


def test_a_switch_counts_nothing_that_its_hardware_forwards() -> None:
    port = "interface GigabitEthernet1/0/1\n switchport mode access\n"
    assert hits(ios(port + LIST, show_ip_access_lists=SHOWN)) == [None, None, None]


@pytest.mark.parametrize(
    "text", ["", REFUSED, SHOWN.replace("20134 matches", "20134 estimate matches"), SHOWN.replace("    20", "    xx")]
)
def test_hits_that_are_garbled_are_unknown(text: str) -> None:
    device = ios(LIST, show_ip_access_lists=text)
    assert hits(device) == [None, None, None]
    assert 1 not in device.coverage["show-ip-access-lists"]


def test_counters() -> None:
    config = "interface GigabitEthernet0/0/0\ninterface GigabitEthernet0/0/1\n"
    shown = (LAB / "rt-wan" / "show-interfaces.txt").read_text("utf-8")
    ports = {port.name: port for port in ios(config, show_interfaces=shown).interfaces}
    port = ports["GigabitEthernet0/0/1"]
    assert (port.up, port.duplex, port.packets, port.errors) == (True, "half", 380153513, 0)
    uncounted = shown.replace(" packets output", " frames output")
    ports = {port.name: port for port in ios(config, show_interfaces=uncounted).interfaces}
    assert ports["GigabitEthernet0/0/1"].packets is None
