"""The length of an SNMP community, as far as masking kept it, against the site's limit."""

from __future__ import annotations

import pytest

from dengbao.check import Role
from dengbao.check import load as load_checks
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import evaluate
from dengbao.model import Community, Device, Secret, Section, Snmp
from dengbao.model.secret import Length


@pytest.mark.parametrize(
    ("length", "least", "status"),
    [
        ("lt6", 4, "fail"),
        ("lt8", 8, "fail"),
        ("lt8", 6, "pass"),
        ("lt12", 8, "pass"),
        ("lt12", 10, "error"),
        ("lt12", 12, "fail"),
        ("ge12", 12, "pass"),
        ("ge12", 16, "error"),
        ("hidden", 8, "pass"),
    ],
)
def test_a_community_is_as_long_as_the_site_asks(length: Length, least: int, status: str) -> None:
    secret = Secret(form="plain", length=length, flags=frozenset(), id="a")
    community = Community(lines=(1,), access="read", secret=secret)
    device = Device(role=Role.ACCESS, limits={"snmp_community_min_length": least})
    device.snmp = Snmp(communities=Section(items=[community], missing=""))
    outcome = evaluate(load_checks()["mgmt_snmp_community_not_default"], Reader(device))
    assert outcome.status == status
