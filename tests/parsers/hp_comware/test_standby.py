"""VRRP groups and IRF stacks: what state the outputs say they are in."""

from __future__ import annotations

import pytest

from tests.parsers.hp_comware.support import seven
from tests.parsers.spoiling import damaged

GROUPS = """interface Vlan-interface10
 vrrp vrid 10 virtual-ip 10.0.10.254
interface GigabitEthernet1/0/1
 vrrp vrid 1 virtual-ip 1.1.1.1
 vrrp ipv6 vrid 1 virtual-ip FE80::1 link-local
"""
VRRP = """IPv4 Virtual Router Information:
 Running mode : Standard
 Total number of virtual routers : 2
 Interface          VRID  State        Running Adver   Auth             Virtual
                                       Pri     Timer   Type                IP
 ----------------------------------------------------------------------------
 Vlan10             10    Master       120     100     Not supported    10.0.10.254
 GE1/0/1            1     Initialize   100     100     Simple           1.1.1.1
"""
STACK = "irf member 1 priority 32\nirf member 2 priority 1\n"
IRF = """MemberID    Role    Priority  CPU-Mac         Description
 *+1        Master  32        00e0-fc0f-8c02  ---
   2        {}  1         00e0-fc0f-8c03  ---
--------------------------------------------------
 * indicates the device is the master.
 + indicates the device through which the user logs in.

 The bridge MAC of the IRF is: f010-90b3-6890
"""
CHASSIS = """ Member   Slot   Role    Priority    CPU-Mac
   2      0      Standby 20          00e0-fc0f-8c0f
   2      1      Standby 20          00e0-fc0f-8c1f
 *+3      5      Master  20          00e0-fc0f-8c22
   3      6      Standby 20          00e0-fc0f-8c32
--------------------------------------------------
"""


def states(text: str, **outputs: str) -> list[str]:
    return [pair.state for pair in seven(text, **outputs).redundancy]


def test_each_group_has_the_state_of_its_interface() -> None:
    assert states(GROUPS, display_vrrp=VRRP) == ["master", "initialize", ""]
    ipv6 = VRRP.replace("IPv4", "IPv6").replace("1.1.1.1", "FE80::1")
    assert states(GROUPS, display_vrrp_ipv6=ipv6) == ["", "", "initialize"]
    assert states(GROUPS) == ["", "", ""]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (IRF.format("Standby"), "standby/master"),
        (IRF.format("Slave  "), "standby/master"),
        (IRF.format("Loading"), "loading/master"),
        (IRF.format("Standby").replace("   2        Standby  1         00e0-fc0f-8c03  ---\n", ""), "master/缺少成员"),
        (CHASSIS, "master/standby"),
        (("Switch  Role   Priority  CPU-Mac         Description\n *+1    Master 31        0023-8912-3456  -----\n"
          "   2    Slave  1         0023-8912-3457  -----\n"), "standby/master"),
        ("% Unrecognized command found at '^' position.", ""),
        (IRF.format("Standby").replace("00e0-fc0f-8c03", "?"), ""),
    ],
)  # fmt: skip
def test_a_stack_is_as_its_members_are(text: str, state: str) -> None:
    device = seven(STACK, display_irf=text)
    assert [pair.state for pair in device.redundancy] == [state]
    assert set(device.coverage["display-irf"]) == {1 if state else 0}


def test_load_balancing_is_not_understood() -> None:
    assert states(GROUPS, display_vrrp=VRRP.replace("Standard", "Load Balance")) == ["", "", ""]


def test_the_role_that_a_backup_is_meant_to_have_is_no_state() -> None:
    assert states("remote-backup group\n device-role primary\n") == [""]


def test_damage_never_raises() -> None:
    for text in [*damaged(VRRP), *damaged(IRF.format("Standby"))]:
        states(GROUPS + STACK, display_vrrp=text, display_irf=text, display_vrrp_ipv6=text)
