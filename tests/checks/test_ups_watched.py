"""A device that hangs on a UPS hangs on one that is watched."""

from __future__ import annotations

import pytest

from checks.power.power_ups_watched import power_ups_watched
from dengbao.check import Findings, NotApplicable, Role, Site, Undecided
from dengbao.check.reading import Reader
from dengbao.inventory import Host
from dengbao.model import Device, Known, Power, Unknown


def host(name: str, ups: str = "") -> Host:
    return Host(name=name, platform="huawei", role=Role.ACCESS, level=3, ups=ups)


def site(*hosts: Host, **powers: Power) -> Site:
    devices = {name: Device(name=name, role=Role.UPS, power=power) for name, power in powers.items()}
    return Site(None, {name: Reader(device) for name, device in devices.items()}, {}, hosts)


ALIVE = Power(present=Known(value=True, lines=(1,)))


def test_a_watched_ups_is_good() -> None:
    power_ups_watched(site(host("sw", "ups_a"), host("sw2"), ups_a=ALIVE))


def test_a_ups_that_nobody_watches_is_found() -> None:
    dead = Power(present=Known(value=False, lines=(1,)))
    with pytest.raises(AssertionError) as raised:
        power_ups_watched(
            site(host("sw", "ups_a"), host("sw2", "ups_b"), host("sw3", "ups_c"), ups_a=ALIVE, ups_b=dead)
        )
    found = Findings.of(raised.value)
    assert found
    assert [(one.key, one.device) for one in found] == [("host:sw2", "sw2"), ("host:sw3", "sw3")]


def test_a_ups_of_which_nothing_is_known_is_undecided() -> None:
    with pytest.raises(Undecided):
        power_ups_watched(site(host("sw", "ups_a"), ups_a=Power(present=Unknown("x"))))


def test_doubt_of_one_hides_no_other() -> None:
    with pytest.raises(AssertionError):
        power_ups_watched(site(host("sw", "ups_a"), host("sw2", "ups_b"), ups_a=Power(present=Unknown("x"))))


def test_nothing_to_say_where_no_host_names_one() -> None:
    with pytest.raises(NotApplicable):
        power_ups_watched(site(host("sw")))
