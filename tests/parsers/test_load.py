"""Load and the state of hot standby, from outputs of IOS, ASA and FortiOS as devices print them."""

from __future__ import annotations

import pytest

from dengbao.model import Device, Known, Unknown
from tests.parsers.fortinet.reading import forti
from tests.parsers.ioslike.support import read

CPU = "CPU utilization for five seconds: 34%/12%; one minute: 30%; five minutes: 28%\n"
POOL = """Processor Pool Total: 2684897564 Used:  424488928 Free: 2260408636
reserve P Pool Total:     102404 Used:         88 Free:     102316
"""
STANDBY = """                     P indicates configured to preempt.
                     |
Interface   Grp  Pri P State   Active          Standby         Virtual IP
Vl1         1    120 P Active  local           10.1.1.3      10.1.1.1
Vl51        1    120 P Init    unknown         unknown         10.1.51.1
"""
GROUPS = """interface Vlan1
 standby 1 ip 10.1.1.1
interface Vlan51
 standby 1 ip 10.1.51.1
interface Vlan60
 standby 1 ip 10.1.60.1
"""
LOAD = """CPU states: 7% user 11% system 0% nice 82% idle 0% iowait 0% irq 0% softirq
CPU0 states: 100% user 0% system 0% nice 0% idle 0% iowait 0% irq 0% softirq
Memory: 3040748k total, 1287416k used (42.3%), 1600000k free (52.6%), 153332k freeable (5.1%)
"""


def ios(text: str = "", **outputs: str) -> Device:
    return read("cisco_ios", f"version 17.12\nhostname r1\n{text}end\n", **outputs)


def asa(**outputs: str) -> Device:
    text = "failover\nfailover lan unit primary\nfailover lan interface FOLINK Ethernet1/3\n"
    return read("cisco_asa", f"ASA Version 9.16(4)\nhostname fw\n{text}: end\n", **outputs)


@pytest.mark.parametrize("name", ["show_processes_cpu", "show_processes_cpu_include_utilization"])
def test_the_load_of_a_router_is_that_of_five_minutes(name: str) -> None:
    assert ios(**{name: CPU}).health.cpu_percent == Known(28.0, (1,), name.replace("_", "-"))


def test_the_processor_pool_is_the_memory() -> None:
    fact = ios(show_processes_memory=POOL).health.memory_percent
    assert fact == Known(15.8, (1,), "show-processes-memory")
    assert isinstance(ios(show_processes_memory="% Invalid input\n").health.memory_percent, Unknown)
    assert isinstance(ios().health.memory_percent, Unknown)


def test_each_group_has_its_own_state() -> None:
    pairs = ios(GROUPS, show_standby_brief=STANDBY).redundancy
    assert [(pair.name, pair.state) for pair in pairs] == [
        ("Vlan1 1", "active"),
        ("Vlan51 1", "init"),
        ("Vlan60 1", ""),
    ]


def test_the_load_of_a_firewall() -> None:
    health = asa(
        show_cpu_usage="CPU utilization for 5 seconds = 99%; 1 minute: 60%; 5 minutes: 41%\n",
        show_memory="Free memory:        6144000000 bytes (75%)\nUsed memory:        2048000000 bytes (25%)\n",
    ).health
    assert health.cpu_percent == Known(41.0, (1,), "show-cpu-usage")
    assert health.memory_percent == Known(25.0, (2,), "show-memory")


@pytest.mark.parametrize(
    ("mate", "state"),
    [("\tOther host: Secondary - Standby Ready \n", "active/standby ready"),
     ("\tOther host: Secondary - Failed \n", "active/failed"), ("", "active")],
)  # fmt: skip
def test_failover_is_of_two(mate: str, state: str) -> None:
    (pair,) = asa(show_failover=f"Failover On \n\tThis host: Primary - Active \n{mate}").redundancy
    assert pair.state == state


def test_the_load_of_all_processors_together() -> None:
    health = forti("", get_system_performance_status=LOAD).health
    assert health.cpu_percent == Known(18.0, (1,), "get-system-performance-status")
    assert health.memory_percent == Known(42.3, (3,), "get-system-performance-status")
    assert isinstance(forti("", get_system_performance_status="Unknown action 0\n").health.cpu_percent, Unknown)
    assert isinstance(forti("").health.cpu_percent, Unknown)
