"""Load, parts and hot standby, from outputs as devices print them."""

from __future__ import annotations

import pytest

from dengbao.model import Device, Known, Redundancy, Rule, Section, Unknown
from parsers.huawei import health

CE = """CE12808S's Device status:
-------------------------------------------------------------------------------------------
Slot  Card   Type                     Online   Power Register     Alarm     Primary
-------------------------------------------------------------------------------------------
9     -      CE-MPUA-S                Present  On    Registered   Normal    Master
15    -      CMU(MPU 9)               Present  On    Registered   Normal    Master
PWR1  -      PHD-3000WA               Present  On    Registered   Normal    NA
PWR2  -      PHD-3000WA               Present  On    Registered   {}    NA
FAN1  -      FAN-600A-B               Present  On    Registered   Normal    NA
-------------------------------------------------------------------------------------------
"""
S = """Device status:
Slot Sub  Type                   Online    Power    Register     Status   Role
-------------------------------------------------------------------------------
0    -    S5735-L48T4S-A         Present   PowerOn  Registered   Normal   Master
     PWR1 POWER                  Present   PowerOn  Registered   Normal   NA
1    -    -                      Absent    -        -            -        NA
2     -     *CE6850-48S4Q-EI    Offline  -     Unregistered -         NA
"""


@pytest.mark.parametrize(
    ("text", "percent", "line"),
    [
        ("CPU Usage Stat. Cycle: 60 (Second)\nCPU Usage            : 12% Max: 45%", 12, 2),
        ("CPU Usage: 2.4% Max: 90.2%", 2.4, 1),
        ("System cpu use rate is : 2%\nSystem cpu use rate is : 31%", 31, 2),
    ],
)
def test_the_load_is_that_of_now_on_the_busiest_board(text: str, percent: float, line: int) -> None:
    device = Device()
    assert health.READERS["display-cpu-usage"](device, text.split("\n"), "display-cpu-usage")
    assert device.health.cpu_percent == Known(percent, (line,), "display-cpu-usage")


@pytest.mark.parametrize("text", ["Memory Using Percentage Is: 36%", "Memory Using Percentage : 36%", "Used Rate: 36%"])
def test_the_memory_in_use(text: str) -> None:
    device = Device()
    assert health.READERS["display-memory-usage"](device, [text], "display-memory-usage")
    assert device.health.memory_percent == Known(36.0, (1,), "display-memory-usage")


def test_what_is_not_understood_is_not_known() -> None:
    device = Device()
    assert not health.READERS["display-cpu-usage"](device, ["Error: Unrecognized command"], "display-cpu-usage")
    assert not health.parts(device, ["Error: Unrecognized command"], "display-device")
    for fact in (device.health.cpu_percent, device.health.power_supplies, device.health.alarms):
        assert isinstance(fact, Unknown)


@pytest.mark.parametrize(("status", "working", "sick"), [("Normal", 2, ()), ("Abnormal", 1, ("PWR2 Abnormal",))])
def test_parts_of_a_chassis(status: str, working: int, sick: tuple[str, ...]) -> None:
    device = Device()
    assert health.parts(device, CE.format(status).split("\n"), "display-device")
    assert device.health.power_supplies.value == working
    assert device.health.alarms.value == sick


def test_a_stack_is_as_sound_as_its_weakest_member() -> None:
    two = "     PWR2 POWER                  Present   PowerOn  Registered   Normal   NA\n"
    text = "".join(
        f"{slot}    -    S5735-L48T4S-A         Present   PowerOn  Registered   Normal   Slave\n"
        f"{two.replace('PWR2', 'PWR1')}{two if slot < 1 else ''}"
        for slot in (0, 1)
    )
    device = Device()
    assert health.parts(device, text.split("\n"), "display-device")
    assert device.health.power_supplies == Known(1, (5,), "display-device")


def test_an_empty_slot_is_no_fault_and_a_board_that_is_off_is() -> None:
    device = Device()
    assert health.parts(device, S.split("\n"), "display-device")
    assert device.health.power_supplies.value == 1
    assert device.health.alarms == Known(("2 -",), (7,), "display-device")


@pytest.mark.parametrize("row", ["PWR2  -      PHD-3000WA               Present  On    Registered", "FAN2 ?", "%Error"])
def test_a_line_that_was_not_understood_may_be_of_a_part_at_fault(row: str) -> None:
    device = Device()
    text = f"{CE.format('Normal')}{row}\n"
    assert not health.parts(device, text.split("\n"), "display-device")
    assert device.health.alarms == Unknown("没有读懂 display device", (11,), "display-device")
    assert device.health.power_supplies == Unknown("没有读懂 display device", (11,), "display-device")
    assert not health.parts(device, text.replace("Normal", "Abnormal", 1).split("\n"), "display-device")
    assert device.health.alarms.value == ("9 Abnormal",)


def test_a_list_without_supplies_says_nothing_of_them() -> None:
    device = Device()
    device.health.power_supplies = Unknown("not gathered")
    assert health.parts(device, S.replace("PWR1", "FAN1").split("\n"), "display-device")
    assert device.health.power_supplies == Unknown("not gathered")


def pairs(*made: Redundancy) -> Device:
    return Device(redundancy=Section(items=list(made), missing=""))


def test_groups_have_their_own_state() -> None:
    device = pairs(
        Redundancy(kind="vrrp", name="GigabitEthernet0/0/2.10 1", lines=(1,), interface="GigabitEthernet0/0/2.10"),
        Redundancy(kind="vrrp", name="Vlanif50 2", lines=(2,), interface="Vlanif50"),
        Redundancy(kind="vrrp", name="Vlanif60 3", lines=(3,), interface="Vlanif60"),
    )
    text = """Total:2     Master:1     Backup:1     Non-active:0
VRID  State        Interface                Type     Virtual IP
----------------------------------------------------------------
1     Master       GE0/0/2.10               Normal   10.3.1.254
2     Initialize   Vlanif50                 Normal   10.3.2.254"""
    assert health.vrrp(device, text.split("\n"), "display-vrrp-brief")
    assert [pair.state for pair in device.redundancy.items] == ["master", "initialize", ""]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (" Role: active, peer: standby", "active/standby"),
        (' Role: active, peer: standby (should be "standby-active")', "active/standby"),
        (" Role: active, peer: unknown", "active/unknown"),
        ("Error: HRP is not enabled", ""),
    ],
)
def test_the_roles_of_a_hot_standby_pair(text: str, state: str) -> None:
    device = pairs(Redundancy(kind="hrp", name="hrp", lines=(1,)))
    assert health.hrp(device, [text], "display-hrp-state") == bool(state)
    assert device.redundancy.items[0].state == state


HITS = """Total:3
RULE ID  RULE NAME                         STATE      ACTION       HITS
-------------------------------------------------------------------------------
1        to out                            enable     permit       5
2        lktest                            disable    -            0
0        default                           enable     deny         3
-------------------------------------------------------------------------------
"""


def ruled() -> Device:
    device = Device()
    device.policies.items = [
        Rule(name=name, action="permit", lines=(), context=context)
        for name, context in (("to out", ""), ("lktest", ""), ("to out", "vsys1"))
    ]
    return device


def test_every_policy_of_the_public_system_gets_its_hits() -> None:
    device = ruled()
    assert health.hits(device, HITS.split("\n"), "display-security-policy-rule-all")
    assert [rule.hits for rule in device.policies.items] == [5, 0, None]


@pytest.mark.parametrize("gone", ["2        lktest", "RULE ID", "permit", HITS])
def test_a_table_that_is_not_whole_gives_no_hits(gone: str) -> None:
    device = ruled()
    assert not health.hits(device, HITS.replace(gone, "").split("\n"), "display-security-policy-rule-all")
    assert {rule.hits for rule in device.policies.items} == {None}
