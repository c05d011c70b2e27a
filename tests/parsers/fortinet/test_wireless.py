"""Wireless networks of FortiOS's controller."""

from __future__ import annotations

import pytest

from dengbao.model import Device, Wlan
from parsers.fortinet import parse

HEAD = "#config-version=FGT60F-7.4.8-FW-build2795-250523:opmode=0:vdom=0:user=admin\n"


def read(*lines: str) -> Device:
    body = "".join(f"        {line}\n" for line in lines)
    vap = f'config wireless-controller vap\n    edit "w1"\n{body}    next\nend\n' if lines else ""
    return parse({"running-config": f"{HEAD}{vap}"})


@pytest.mark.parametrize(
    ("lines", "security", "ciphers", "at"),
    [
        (['set ssid "office"'], "wpa2", {"aes"}, (3,)),
        (['set ssid "office"', "set security wpa3-sae"], "wpa3", {"aes"}, (5,)),
        (["set security wpa2-only-personal+captive-portal", "set ssid a"], "wpa2", {"aes"}, (4,)),
        (["set security captive-portal", "set ssid a"], "open", {"aes"}, (4,)),
        (["set security wpa-only-enterprise", "set encrypt TKIP-AES"], "wpa", {"tkip", "aes"}, (4, 5)),
        (["set security something-new"], "unknown", {"aes"}, (4,)),
    ],
)
def test_what_a_station_must_prove(lines: list[str], security: str, ciphers: set[str], at: tuple[int, ...]) -> None:
    (wlan,) = read(*lines).wlans
    assert (wlan.security, set(wlan.ciphers), wlan.lines, wlan.key) == (security, ciphers, at, "wlan:w1")


def test_parameters_of_the_radio_are_irrelevant_and_the_rest_is_passed_over() -> None:
    device = read('set ssid "office"', "set passphrase ENC abc", "set local-bridging enable")
    assert [wlan.ssid for wlan in device.wlans] == ["office"]
    assert 0 not in device.coverage["running-config"]


def test_no_wireless_network_is_a_fact() -> None:
    assert list[Wlan](read().wlans) == []
    assert read().wlans.none == "没有配置无线网络"


def test_a_part_of_a_configuration_says_nothing() -> None:
    assert "首行" in parse({"running-config": "config system global\nend\n"}).wlans.missing
