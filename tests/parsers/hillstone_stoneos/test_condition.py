"""Load, hardware, uptime and hits of StoneOS, as the CLI manual 5.5R12F2 prints them."""

from __future__ import annotations

import pytest

from dengbao.model import Device, Known, Unknown
from tests.parsers.hillstone_stoneos.reading import stone
from tests.parsers.spoiling import damaged

CPU = "Average cpu utilization : 0.1%\nCurrent cpu utilization : 72.5%\nLast 1 minute : 99%\n"
MEMORY = "The percentage of memory utilization: 31%\ntotal(KB) used(KB) free(KB)\n8099840 2550648 5549192\n"
ENVIRONMENT = """Temperature information(C):
=====================================================
Description Temperature Range
-----------------------------------------------------
CPU {heat} 0-90
Slot_Inlet 35 0-90
------------------------------------------------------
Fan information:
======================================================
Description Status
------------------------------------------------------
Fan {fan}
------------------------------------------------------
Power information:
======================================================
Description Status
------------------------------------------------------
PS0 Fine
PS1 {power}
------------------------------------------------------
Voltage information:
======================================================
Description Voltage Range
------------------------------------------------------
CPU {volts} 0.970-1.030
"""
WELL = {"heat": "52", "fan": "Fine", "power": "Fine", "volts": "1.004"}
RULES = 'rule id 1\n action permit\n src-addr "Any"\nexit\nrule id 14\n action permit\n src-addr "Any"\nexit\n'
HITS = """Most hit policy rules:
==============================================================================
No. Id Src-zone Dst-zone Src-addr Dst-addr Service Applica~ Action Hit-count
------------------------------------------------------------------------------
1 1 Any Any Any Any Any PERMIT 64203455
2 14 trust trust Any Any Any PERMIT 0
==============================================================================
"""


def environment(**different: str) -> Device:
    return stone("", show_environment=ENVIRONMENT.format(**WELL | different))


def test_the_load_is_that_of_now() -> None:
    device = stone("", show_cpu=CPU, show_memory=MEMORY)
    assert device.health.cpu_percent == Known(72.5, (2,), "show-cpu")
    assert device.health.memory_percent == Known(31.0, (1,), "show-memory")
    assert stone("").health.cpu_percent == Unknown("没有采集 show cpu")
    assert stone("").health.memory_percent == Unknown("没有采集 show memory")


def test_everything_that_is_fine() -> None:
    device = environment()
    assert device.health.power_supplies == Known(2, (18, 19), "show-environment")
    assert device.health.alarms == Known((), (5, 6, 12, 18, 19, 25), "show-environment")
    assert set(device.coverage["show-environment"]) <= {1, 2}


@pytest.mark.parametrize(
    ("part", "value", "alarm"),
    [
        ("power", "Fail/No power", "PS1 Fail/No power"),
        ("fan", "Fail", "Fan Fail"),
        ("heat", "90", "CPU 温度 90"),
        ("heat", "0", "CPU 温度 0"),
        ("volts", "1.2", "CPU 电压 1.2"),
    ],
)
def test_what_is_at_fault_is_named(part: str, value: str, alarm: str) -> None:
    device = environment(**{part: value})
    assert device.health.alarms.value == (alarm,)
    assert device.health.power_supplies.value == (1 if part == "power" else 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-----unrecognized keyword",
        "normal state",
        ENVIRONMENT.format(**WELL).partition("Power information")[0],
        ENVIRONMENT.format(**WELL).replace("PS1 Fine", "PS1 ??"),
    ],
)
def test_an_environment_that_is_not_understood_is_not_known(text: str) -> None:
    device = stone("", show_environment=text)
    assert isinstance(device.health.alarms, Unknown)
    assert isinstance(device.health.power_supplies, Unknown)
    assert device.health.alarms.file == "show-environment"
    assert 1 not in device.coverage["show-environment"]


@pytest.mark.parametrize("name", ["show_policy_hit_count", "show_policy_hit_count_top_all"])
def test_every_rule_gets_its_hits(name: str) -> None:
    device = stone(RULES, **{name: HITS})
    assert [(rule.name, rule.hits) for rule in device.policies] == [("1", 64203455), ("14", 0)]


@pytest.mark.parametrize("gone", ["2 14 trust", "No. Id", "PERMIT 0"])
def test_a_table_without_one_of_the_rules_gives_no_hits(gone: str) -> None:
    device = stone(RULES, show_policy_hit_count=HITS.replace(gone, ""))
    assert [rule.hits for rule in device.policies] == [None, None]
    assert 1 not in device.coverage["show-policy-hit-count"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Uptime is 3 days 23 hours 17 minutes 21 seconds", 3 + 23 / 24),
        ("Uptime is 1 day 1 hour 1 minute 1 second", 1 + 1 / 24),
        ("Uptime is 17 minutes 21 seconds", 0),
    ],
)
def test_the_time_since_the_start(text: str, days: float) -> None:
    assert stone("", show_version=f"Boot file is x\n{text}\n").system.uptime_days == Known(days, (2,), "show-version")


@pytest.mark.parametrize("text", [CPU, MEMORY, ENVIRONMENT.format(**WELL), HITS])
def test_damage_never_raises(text: str) -> None:
    for broken in damaged(text):
        stone(RULES, show_cpu=broken, show_memory=broken, show_environment=broken, show_policy_hit_count=broken)
