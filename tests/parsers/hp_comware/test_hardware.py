"""Load, power supplies, fans and temperatures of Comware, in the shapes of captures and the command reference."""

from __future__ import annotations

import pytest

from dengbao.model import Device, Known, Unknown
from parsers.hp_comware import hardware
from tests.parsers.spoiling import damaged

FAN = " Slot 1\n\n      FAN    1\n      State    : Normal\n"
TABLE = """ Slot 1:
 PowerID State    Mode   Current(A)  Voltage(V)  Power(W)  FanDirection
 1       Normal   AC     --          --          --        Back-to-front
 2       {}   AC     --          --          --        Back-to-front
"""
BLOCKS = """ Slot 1
      Input Power     : 52(W)
      Power    1
      State    : Normal
      Type     : AC/150(W)

      Power    2
      State    : {}
      Type     : AC/150(W)
"""
LINES = "Power        1 State: Normal\n Power        2 State: {}\n"
SIMULATED = "Device Info on Slot 1:\nDevice ID.  Status\n 1          Normal\n 2          {}\n"
COLUMNS = "  Index         Status\n  ----------------------\n  PWR1          normal\n  PWR2          {}\n"
HEAT = """ System temperature information (degree centigrade):
 ----------------------------------------------------------------------
 Slot  Sensor    Temperature  Lower  Warning  Alarm  Shutdown
 1     inflow  1 {}           -5     66       76     NA
 1     hotspot 2 42           NA     NA       NA     NA
"""


def read(**outputs: str) -> Device:
    device = Device()
    hardware.read(device, {name.replace("_", "-"): text for name, text in outputs.items()})
    return device


@pytest.mark.parametrize("shape", [TABLE, BLOCKS, LINES, SIMULATED, COLUMNS])
@pytest.mark.parametrize(
    ("state", "works", "sick"), [("Normal", 2, 0), ("Absent", 1, 0), ("Fault", 1, 1), ("fail", 1, 1)]
)
def test_power_supplies_in_every_shape(shape: str, state: str, works: int, sick: int) -> None:
    health = read(display_power=shape.format(state), display_fan=FAN).health
    assert health.power_supplies.value == works
    assert len(health.alarms.value) == sick
    assert health.power_supplies.file == health.alarms.file == "display-power"


def test_a_stack_is_as_sound_as_its_weakest_member() -> None:
    stack = "\n".join(TABLE.format("Normal").replace("Slot 1", f"Slot {slot}") for slot in (1, 2, 3))
    assert read(display_power=stack).health.power_supplies.value == 2
    weak = stack.replace("2       Normal", "2       Absent", 2).replace("2       Absent", "2       Normal", 1)
    assert read(display_power=weak).health.power_supplies == Known(1, (8, 9), "display-power")


def test_a_fault_is_named_with_its_line_whatever_else_is_missing() -> None:
    health = read(display_power=BLOCKS.format("Fault")).health
    assert health.alarms == Known(("Slot 1 电源 2 Fault",), (8,), "display-power")


@pytest.mark.parametrize(
    "fans",
    [
        FAN,
        "Fan \t1 State: Normal",
        " Index  Status     Speedlevel\n ----------------------------\n 1      Normal     1    ",
        "Slot 1:\n\n Fan 1: \n\n State    : Normal\n\n Airflow Direction: Power-to-port\n",
        "Device Info on Slot 1:\nDevice ID.  Status\n 1          Normal\n",
        "Fan 0      Status: Normal  Speed:2347\n",
    ],
)
def test_fans_in_every_shape(fans: str) -> None:
    well = read(display_power=TABLE.format("Normal"), display_fan=fans)
    assert well.health.alarms == Known((), (3, 4), "display-power")
    assert set(well.coverage["display-fan"]) == {1}
    bad = read(display_power=TABLE.format("Normal"), display_fan=fans.replace("Normal", "Fault"))
    assert [alarm.rpartition(" ")[2] for alarm in bad.health.alarms.value] == ["Fault"]
    assert bad.health.alarms.file == "display-fan"


@pytest.mark.parametrize(
    ("degrees", "sick"), [(30, ()), (66, ("Slot 1 inflow 1 温度 66",)), (-5, ("Slot 1 inflow 1 温度 -5",))]
)
def test_temperatures_lie_between_the_limits_of_the_device(degrees: int, sick: tuple[str, ...]) -> None:
    heat = HEAT.format(degrees)
    device = read(display_power=TABLE.format("Normal"), display_fan=FAN, display_environment=heat)
    assert device.health.alarms.value == sick
    assert set(device.coverage["display-environment"]) == {1}


@pytest.mark.parametrize("lacking", ["display_power", "display_fan"])
def test_without_power_supplies_or_fans_the_hardware_is_not_known(lacking: str) -> None:
    outputs = {"display_power": TABLE.format("Normal"), "display_fan": FAN, "display_environment": HEAT.format(30)}
    del outputs[lacking]
    assert read(**outputs).health.alarms == Unknown(f"没有采集 {lacking.replace('_', ' ')}")


@pytest.mark.parametrize("name", ["display_power", "display_fan", "display_environment"])
@pytest.mark.parametrize("text", ["", "% Unrecognized command found at '^' position.", " Fan-tray 1:\n Mode : Auto\n"])
def test_what_is_not_understood_is_not_known(name: str, text: str) -> None:
    outputs = {"display_power": TABLE.format("Normal"), "display_fan": FAN} | {name: text}
    device = read(**outputs)
    assert isinstance(device.health.alarms, Unknown)
    assert device.health.alarms.file == name.replace("_", "-")
    assert 1 not in device.coverage[name.replace("_", "-")]


def test_a_table_with_one_line_that_was_not_understood_says_nothing() -> None:
    lost = BLOCKS.format("Normal").replace("      State    : Normal\n", "", 1)
    assert isinstance(read(display_power=lost, display_fan=FAN).health.alarms, Unknown)
    cut = TABLE.format("Normal").replace("Back-to-front\n", "\n", 1) + " 2       1.2\n"
    assert isinstance(read(display_power=cut, display_fan=FAN).health.power_supplies, Unknown)


@pytest.mark.parametrize("shape", [TABLE, BLOCKS, LINES, COLUMNS, HEAT])
def test_damage_never_raises(shape: str) -> None:
    for text in damaged(shape.format("Normal")):
        read(
            display_power=text, display_fan=text, display_environment=text, display_memory=text, display_cpu_usage=text
        )


@pytest.mark.parametrize(
    ("text", "percent", "line"),
    [
        ("Unit CPU usage:\n      24% in last 5 seconds\n       3% in last 1 minute\n", 24, 2),
        ("Chassis 1 Slot 0 CPU 0 CPU usage:\n       9% in last 5 seconds\n      99% in last 1 minute\n", 9, 2),
        ("Slot 1 CPU 0 CPU usage:\n  6% in last 5 seconds\n\nSlot 2 CPU 0 CPU usage:\n 15% in last 5 seconds\n", 15, 5),
    ],
)
def test_the_load_is_that_of_the_busiest_board_now(text: str, percent: float, line: int) -> None:
    assert read(display_cpu_usage=text).health.cpu_percent == Known(percent, (line,), "display-cpu-usage")


def test_the_memory_is_that_of_the_fullest_board() -> None:
    text = "Slot {}:\n             Total      Used      Free    Shared   Buffers    Cached   FreeRatio\n"
    row = "Mem:        506408    362496    143912         0      1376    123024       {}%\n"
    full = text.format(1) + row.format("30.7") + text.format(2) + row.format("35.0")
    assert read(display_memory=full).health.memory_percent == Known(69.3, (3,), "display-memory")
    older = "System Total Memory(bytes): 389817120\nTotal Used Memory(bytes): 140703796\nUsed Rate: 36%\n"
    assert read(display_memory=older).health.memory_percent == Known(36.0, (3,), "display-memory")
    assert isinstance(read(display_memory=row.format("x")).health.memory_percent, Unknown)
    assert read().health.memory_percent == Unknown("没有采集 display memory")
