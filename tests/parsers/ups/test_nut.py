"""What NUT says of inputs, contacts and transfer switches."""

from __future__ import annotations

import pytest

from checks.power.power_rooms_have_ups import power_rooms_have_ups
from dengbao.check import Findings, Manual, Role, Site
from dengbao.check.reading import Reader
from dengbao.inventory.site import Site as Settings
from dengbao.model import Device, Fact, Known, Unknown, Unsupported
from parsers.ups import parse

FILE = "upsc"


def read(text: str) -> Device:
    return parse({FILE: text})


@pytest.mark.parametrize(
    ("text", "feeds"),
    [
        ("input.voltage: 226\n", Unsupported("UPS 不分别报告两路输入")),
        ("input.1.voltage: 226.4\ninput.2.voltage: 0\n", Known((226.4, 0.0), (1, 2), FILE)),
        ("input.1.voltage: 226.4\n", Known((226.4,), (1,), FILE)),
        ("input.1.voltage: 226\ninput.2.voltage: ?\n", Unknown("input.2.voltage 的值无法识别:?", (2,), FILE)),
    ],
)
def test_inputs_that_are_told_apart(text: str, feeds: Fact[tuple[float, ...]]) -> None:
    assert read(text).power.feeds == feeds


@pytest.mark.parametrize(
    ("name", "state", "leak"),
    [
        ("Water leak", "active", Known(value=True, lines=(2,), file=FILE)),
        ("漏水绳", "inactive", Known(value=False, lines=(2,), file=FILE)),
        ("水浸", "closed", Unknown("ambient.contacts.1.status 看不出是否漏水:closed", (2,), FILE)),
        ("Rack door", "active", Unsupported("UPS 没有漏水探头")),
    ],
)
def test_a_contact_is_a_leak_sensor_by_its_name(name: str, state: str, leak: Fact[bool]) -> None:
    assert read(f"ambient.contacts.1.name: {name}\nambient.contacts.1.status: {state}\n").power.leak == leak


SWITCH = "device.type: ats\nups.status: OL\ninput.1.voltage: 226\ninput.2.voltage: 224\n"
UPS = "device.type: ups\nups.status: OL\nbattery.charge: 100\n"


def test_a_transfer_switch_has_no_battery_and_is_no_ups_of_its_room() -> None:
    power = read(SWITCH).power
    none = Unsupported("自动转换开关没有电池")
    assert [power.charge_percent, power.runtime_seconds, power.test_passed, power.battery_date] == [none] * 4
    for text, rooms in ((SWITCH, ["room:甲"]), (UPS, [])):
        device = read(text)
        device.name, device.role, device.room = "ats-1", Role.UPS, "甲"
        settings = Settings.model_validate({"name": "局", "level": 3, "rooms": [{"name": "甲"}]})
        found: list[str] = []
        try:
            power_rooms_have_ups(Site(settings, {"ats-1": Reader(device)}, {}))
        except AssertionError as error:
            found = [one.key for one in Findings.of(error) or ()]
        assert found == rooms


def test_a_site_that_names_no_room_is_for_a_person_to_look_at() -> None:
    with pytest.raises(Manual, match=r"site\.rooms"):
        power_rooms_have_ups(Site(Settings.model_validate({"name": "局", "level": 3}), {}, {}))
