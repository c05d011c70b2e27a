"""Junos outputs of hardware, load, ports, clusters and hits: against others' truth, cut off, garbled."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dengbao.model import Device, Known, Unknown
from tests.parsers.ioslike.support import read

HERE = Path(__file__).parent
GOOD, OUTPUTS = HERE / "fixtures" / "srx-good", HERE / "corpus" / "outputs"
CONFIG = (GOOD / "running-config.txt").read_text("utf-8")
REFUSED = "error: syntax error, expecting <command>: chassis\n"


def good(name: str) -> str:
    return (GOOD / f"{name}.txt").read_text("utf-8")


def junos(name: str, text: str) -> Device:
    return read("juniper_junos", CONFIG, **{name.replace("-", "_"): text})


def test_alarms() -> None:
    name = "show-chassis-alarms"
    shown = (
        "2 alarms currently active\nAlarm time               Class  Description\n"
        "2026-11-22 14:48:15 CST  Major  Power Supply 1 Not OK\n"
        "2026-11-22 14:48:12 CST  Minor  fxp0: Ethernet Link Down\n"
    )
    said = ("Power Supply 1 Not OK", "fxp0: Ethernet Link Down")
    assert junos(name, shown).health.alarms == Known(said, (3, 4), name)
    assert junos(name, good(name)).health.alarms == Known((), (3,), name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        REFUSED,
        "2 alarms currently active\nAlarm time  Class  Description\n2026-11-22 14:48:15 CST  Major  PSM 15 Not OK\n",
        "1 alarms currently active\nAlarm time  Class  Description\nyesterday  Major  PSM 15 Not OK\n",
    ],
)
def test_alarms_that_are_not_whole_tell_nothing(text: str) -> None:
    device = junos("show-chassis-alarms", text)
    assert isinstance(device.health.alarms, Unknown)
    assert 1 not in device.coverage["show-chassis-alarms"]


def test_power_supplies_are_those_of_the_node_that_has_the_fewest() -> None:
    name = "show-chassis-environment"
    text = good(name)
    assert junos(name, text).health.power_supplies == Known(2, (8, 9, 18, 19), name)
    head, _, tail = text.rpartition("      Power Supply 1                 OK")
    sick = f"{head}      Power Supply 1                 Failed{tail}"
    assert junos(name, sick).health.power_supplies.value == 1
    modular = "Class Item                           Status     Measurement\nTemp  PEM 0                          OK\n"
    modular += (
        "      PEM 1                          Absent\n      Routing Engine 0               OK         42 degrees C\n"
    )
    assert junos(name, modular).health.power_supplies.value == 1
    for garbled in (REFUSED, text.replace("Status", "Stat"), text.replace("Spinning", "\tSpin").replace("OK", "Oh")):
        assert isinstance(junos(name, garbled).health.power_supplies, Unknown)


def test_load_is_that_of_five_minutes_or_of_now() -> None:
    name = "show-chassis-routing-engine"
    health = junos(name, good(name)).health
    assert health.cpu_percent == Known(15.0, (26,), name)
    assert health.memory_percent == Known(41.0, (6,), name)
    modular = (
        "Routing Engine status:\n  Slot 0:\n    Current state                  Master\n"
        "    Memory utilization          19 percent\n    CPU utilization:\n      User                       3 percent\n"
        "      Idle                      82 percent\n"
    )
    health = junos(name, modular).health
    assert (health.cpu_percent.value, health.memory_percent.value) == (18.0, 19.0)


@pytest.mark.parametrize("text", ["", REFUSED, "Routing Engine status:\n    Temperature  38 degrees C\n"])
def test_load_that_is_cut_off_is_unknown(text: str) -> None:
    health = junos("show-chassis-routing-engine", text).health
    assert isinstance(health.cpu_percent, Unknown)
    assert isinstance(health.memory_percent, Unknown)


def test_load_of_a_second_engine_that_is_cut_off_is_unknown() -> None:
    name = "show-chassis-routing-engine"
    text = good(name)
    assert isinstance(junos(name, text[: text.rindex("    5 min CPU")]).health.cpu_percent, Unknown)


def test_ports() -> None:
    name = "show-interfaces-extensive"
    text = good(name)
    ports = {port.name: port for port in junos(name, text).interfaces}
    port = ports["ge-0/0/4"]
    assert (port.up, port.duplex, port.packets, port.errors) == (True, "full", 1833551159, 0)
    assert ports["ge-0/0/15"].up is None
    cut = text[: text.index("  Output errors:")]
    assert {port.name: port for port in junos(name, cut).interfaces}["ge-0/0/4"].errors is None
    garbled = junos(name, text.replace("Physical interface: ge-0/0/14", "Port ge-0/0/14"))
    assert 1 not in garbled.coverage[name]


def test_hits_of_both_nodes() -> None:
    name = "show-security-policies-hit-count"
    rules = {rule.name: rule for rule in junos(name, good(name)).policies}
    assert rules["global policy deny-all"].hits == 3310887
    assert rules["from-zone dmz to-zone trust policy db"].hits == 604412
    gone = good(name).replace("4       dmz              trust             db             604412        Permit\n", "")
    gone = gone.replace("4       dmz              trust             db             0             Permit\n", "")
    assert {rule.name: rule for rule in junos(name, gone).policies}[
        "from-zone dmz to-zone trust policy db"
    ].hits is None
    for garbled in (REFUSED, good(name).replace("trust             db", "trust db db db")):
        assert {rule.hits for rule in junos(name, garbled).policies} == {None}


def test_the_date_of_signatures_is_that_of_the_older_node() -> None:
    name = "show-security-idp-security-package-version"
    assert junos(name, good(name)).defence.ips_signature == Known("2026-11-17", (3,), name)
    head, _, tail = good(name).rpartition("  Attack database version:3981(Minor, Tue Nov 17 14:02:11 2026 UTC)")
    older = f"{head}  Attack database version:31(Wed Apr 16 15:53:46 2008){tail}"
    assert junos(name, older).defence.ips_signature == Known("2008-04-16", (10,), name)
    for text in (REFUSED, f"{head}  Attack database version:N/A(N/A){tail}", "  Attack database version:3981(Minor"):
        device = junos(name, text)
        assert isinstance(device.defence.ips_signature, Unknown)
        assert 1 not in device.coverage[name]


def test_cluster_agrees_with_others() -> None:
    path = OUTPUTS / "juniper_junos_show_chassis_cluster_status.raw"
    truth = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"]
    config = "chassis {\n    cluster {\n" + "".join(
        f"        redundancy-group {row['redundancy_group_id']} {{\n            node 0 priority 100;\n        }}\n"
        for row in truth
    )
    config += "    }\n}\nsystem {\n    host-name a;\n}\nsecurity {\n    zones;\n}\n"
    device = read("juniper_junos", config, show_chassis_cluster_status=path.read_text("utf-8"))
    wanted = {row["redundancy_group_id"]: "/".join(row["status"]) for row in truth}
    assert {pair.name: pair.state for pair in device.redundancy} == wanted
    assert 0 not in device.coverage["show-chassis-cluster-status"]


def test_uptime_agrees_with_others() -> None:
    path = OUTPUTS / "juniper_junos_show_system_uptime.raw"
    device = junos("show-system-uptime", path.read_text("utf-8"))
    days = device.system.uptime_days
    assert (int(days.value), days.lines) == (154, (3,))
    text = path.read_text("utf-8").strip() + "\n"
    both = f"node0:\n{text}node1:\n{text.replace('booted: 2021-03-29', 'booted: 2021-08-29')}"
    assert junos("show-system-uptime", both).system.uptime_days.lines == (11,)
    cut = both[: both.rindex("System booted")]
    assert isinstance(junos("show-system-uptime", cut).system.uptime_days, Unknown)
    assert isinstance(junos("show-system-uptime", "System booted: 2021-13-29 13:32:05\n").system.uptime_days, Unknown)
