"""The host's own firewall."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dengbao.model import Address, FirewallRule, Service
from tests.parsers.windows.support import host, sections


def rule(text: str) -> FirewallRule:
    """One rule."""
    found = sections()["firewall"] | {"local_rules": {"r": text}}
    return host(firewall=found).host.firewall.rules.items[0]


def test_profiles() -> None:
    device = host()
    assert [(one.name, one.enabled.value, one.inbound.value) for one in device.host.firewall.profiles] == [
        ("domain", True, "deny"),
        ("private", True, "deny"),
        ("public", True, "deny"),
    ]
    assert device.host.firewall.running.value is True
    assert device.host.firewall.replaced_by.value == ""


def test_a_rule_in_numbers() -> None:
    found = rule(
        "v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|LPort2_10=5000-5010|RA4=10.1.0.0/255.255.0.0|RA4=192.168.1.1-192.168.1.9|RA6=fe80::/64|Profile=Private|App=x.exe|Name=n|"
    )
    assert found.inbound
    assert found.enabled
    assert found.unread == ()
    assert found.services == (
        Service(protocol=6, destination=(3389, 3389)),
        Service(protocol=6, destination=(5000, 5010)),
    )
    assert found.sources[0] == Address(0x0A010000, 0x0A01FFFF, 4)
    assert found.sources[1] == Address(0xC0A80101, 0xC0A80109, 4)
    assert found.sources[2].family == 6
    assert found.scopes == {"private"}
    assert not found.from_any


@pytest.mark.parametrize(
    ("text", "any_to_any"),
    [
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|", True),
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=256|", True),
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|", False),
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|RA4=LocalSubnet|", False),
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|RA42=IntErnet|", False),
    ],
)
def test_missing_fields_mean_any(text: str, any_to_any: bool) -> None:  # noqa: FBT001 - a case
    found = rule(text)
    assert found.is_any_to_any is any_to_any
    assert found.unread == ()


def test_a_rule_that_is_not_said_to_be_active_is_not() -> None:
    assert not rule("v2.10|Action=Allow|Dir=In|").enabled
    assert rule("v2.10|Action=Block|Active=TRUE|Dir=Out|").inbound is False


@pytest.mark.parametrize(
    "text",
    [
        "", "hello", "v2.10", "v2.10|Action=Maybe|Active=TRUE|Dir=In|", "v2.10|Action=Allow|Active=TRUE|Dir=Up|",
        "v2.10|Action=Allow|Active=TRUE|Dir=In|Colour=red|", "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=tcp|",
        "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=99999|",
        "v2.10|Action=Allow|Active=TRUE|Dir=In|RA4=10.0.0.300|",
        "v2.10|Action=Allow|Active=TRUE|Dir=In|RA4=10.0.0.9-10.0.0.1|",
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_not_understood(text: str) -> None:
    assert rule(text).unread


@given(st.text(alphabet="v2.10|=AllowActionTRUEDirInRA4LPort-/:6, ", max_size=80))
@settings(max_examples=100, deadline=None)
def test_no_rule_raises(text: str) -> None:
    rule("v2.10|" + text)
