"""Load and power supplies of RGOS, in the shapes of captures."""

from __future__ import annotations

import pytest

from dengbao.model import Device, Known, Unknown
from tests.parsers.ioslike.support import read
from tests.parsers.spoiling import damaged

HEAD = "!\nversion 11.4(1)B12P29\nhostname SW\nservice password-encryption\nenable service ssh-server\nvlan 1\n!\nend\n"
POWER = """Chassis-type: RG-S8607E

Power-redun: no

Energy-saving: off

power-id  power-type    supply(W)  status      vol-in/out(V)  cur-out(mA)  supply-out(W)

--------  ------------  ---------  ----------  -------------  -----------  -------------

1         RG-PA1600I    1600       ok          235   /11.978   8125         97

2         N/A           N/A        N/A         N/A   /N/A      N/A          N/A

4         RG-PA1600I    1600       {}          236   /11.978   2562         31

POE1      N/A           N/A        N/A         N/A   /N/A      N/A          N/A

slot    card_type                        status      require(W)  allocate(W)

1       M8600E-48XS-DC                   power-on    212         212
"""


def switch(**outputs: str) -> Device:
    return read("ruijie_os", HEAD, **outputs)


@pytest.mark.parametrize(
    ("text", "percent", "line"),
    [
        ("     CPU Using Rate Information\nCPU utilization in five seconds:  0.00%\n 179 100.00% idle\n", 0, 2),
        (
            "[Slot 0: A]\nCPU utilization in five seconds: 0.30%\n[Slot 1: B]\nCPU utilization in five seconds:12%\n",
            12,
            4,
        ),
    ],
)
def test_the_load_is_that_of_the_busiest_board_now(text: str, percent: float, line: int) -> None:
    assert switch(show_cpu=text).health.cpu_percent == Known(percent, (line,), "show-cpu")


@pytest.mark.parametrize(
    ("text", "percent", "line"),
    [
        ("System Memory: 16777216KB total, 5206028KB used, 11571188KB free, 31.0% used rate\n", 31, 1),
        (
            "System Memory: 4194304KB total, 1107540KB used, 3086764KB free, 3890677KB available, 22.1% used rate\n",
            22.1,
            1,
        ),
        ("System Memory Statistic:\n  Free pages: 346150\n  Used Rate : 31%", 31, 3),
    ],
)
def test_the_memory_in_use(text: str, percent: float, line: int) -> None:
    assert switch(show_memory=text).health.memory_percent == Known(percent, (line,), "show-memory")


@pytest.mark.parametrize(("status", "working"), [("ok", 2), ("fail", 1), ("no-power", 1)])
def test_power_supplies_of_a_chassis(status: str, working: int) -> None:
    device = switch(show_power=POWER.format(status))
    assert device.health.power_supplies == Known(working, (11, 13, 15), "show-power")


@pytest.mark.parametrize(
    "text", ["", "% Invalid input detected at '^' marker.", "Power-id Power-type Status\n1 RG-PA70I ok\n"]
)
def test_what_is_not_understood_is_not_known(text: str) -> None:
    device = switch(show_cpu=text, show_memory=text, show_power=text)
    for fact, name in (
        (device.health.cpu_percent, "show-cpu"),
        (device.health.memory_percent, "show-memory"),
        (device.health.power_supplies, "show-power"),
    ):
        assert isinstance(fact, Unknown)
        assert fact.file == name
        assert 1 not in device.coverage[name]


def test_what_was_not_gathered_is_not_known() -> None:
    health = switch().health
    assert health.cpu_percent == Unknown("没有采集 show cpu")
    assert health.memory_percent == Unknown("没有采集 show memory")
    assert health.power_supplies == Unknown("没有采集 show power")


def test_a_supply_that_was_cut_off_hides_all() -> None:
    assert isinstance(switch(show_power=POWER.format("ok")[:600]).health.power_supplies, Unknown)


def test_damage_never_raises() -> None:
    for text in damaged(POWER.format("ok")):
        switch(show_power=text, show_cpu=text, show_memory=text)


LOGS = """Syslog logging: enabled
  Console logging: level debugging, 15495 messages logged
  Buffer logging: level debugging, 15496 messages logged
  Timestamp debug messages: datetime
  Timestamp log messages: {}
"""


@pytest.mark.parametrize(
    ("shown", "form"), [("datetime", "yearless"), ("uptime", "uptime"), ("disable", "none"), ("lunar", None)]
)
def test_the_stamps_of_logs_where_no_line_says(shown: str, form: str | None) -> None:
    device = switch(show_logging=LOGS.format(shown))
    assert (device.logging.enabled, device.logging.buffer) == (
        Known(value=True, lines=(1,), file="show-logging"), Known(value=True, lines=(3,), file="show-logging")
    )  # fmt: skip
    stamp = device.logging.timestamp
    assert stamp == Known(form, (5,), "show-logging") if form else isinstance(stamp, Unknown)


def test_a_line_of_the_configuration_outweighs_what_is_shown() -> None:
    lines = HEAD.replace("vlan 1", "service timestamps log datetime year\nno logging buffered\nlogging on\nvlan 1")
    device = read("ruijie_os", lines, show_logging=LOGS.format("uptime"))
    assert device.logging.timestamp.value == "datetime"
    assert device.logging.buffer.value is False
    off = read("ruijie_os", lines, show_logging=LOGS.format("uptime").replace("logging: enabled", "logging: disabled"))
    assert isinstance(off.logging.enabled, Unknown)
    assert read("ruijie_os", lines, show_logging="% Invalid input").coverage["show-logging"] == b"\0"
