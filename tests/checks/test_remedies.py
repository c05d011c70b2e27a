"""Remedies: there is one for every check on every platform, it asks for known things only, and it mends.

Every failing case whose fault stands in a device's configuration is mended by typing the remedy into it, but for those
that ``mending.yml`` names with the reason. What only outputs show (link states, saved or not, ages) cannot be typed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import parsers
from dengbao.catalogue.remedies import remedies
from dengbao.check import Check
from dengbao.check import load as load_checks
from dengbao.engine.run import site_names
from dengbao.model import FIREWALLS, HOSTS, NETWORK, SWITCHES, Role
from parsers.registry import PLATFORMS
from tests.checks.judging import inventory, lab_host, said
from tests.checks.mending import in_configuration, mend
from tests.checks.mending_values import KNOWN, reason
from tests.checks.test_cases import ALL

SITE = set(site_names(inventory()))
RECORD = {"name", "protocol", "list"}
"""What findings name: the record, a routing protocol, the list of a rule."""
ROLES = {
    "ruijie_os": SWITCHES,
    "zte_zxros": SWITCHES | {Role.ROUTER},
    "cisco_nxos": SWITCHES,
    "cisco_ios": SWITCHES | {Role.ROUTER},
    "cisco_asa": FIREWALLS,
    "fortinet": FIREWALLS,
    "hillstone_stoneos": FIREWALLS,
    "paloalto_panos": FIREWALLS,
    "windows": HOSTS,
    "linux": HOSTS,
}
"""What devices of a platform are used for, where that is not everything."""
LOCKING = {
    "identity_builtin_accounts_secured",
    "identity_default_account_absent",
    "identity_login_authenticated",
    "mgmt_host_source_restricted",
    "mgmt_http_disabled",
    "mgmt_outside_closed",
    "mgmt_source_restricted",
    "mgmt_telnet_disabled",
}
"""What an administrator may shut himself out by, where he does it in the wrong order."""
ENTERING = {"system-view", "configure", "configure terminal"}
READY = [name for name, known in PLATFORMS.items() if (known.network or name in ROLES) and remedies(name) is not None]


def applying(platform: str) -> list[Check]:
    """The checks that may be called for on a network device of a platform."""
    return [
        one
        for one in load_checks().values()
        if one.roles & ROLES.get(platform, NETWORK) and (not one.platforms or platform in one.platforms)
    ]


@pytest.mark.parametrize("platform", READY)
def test_every_check_that_can_fail_has_a_remedy(platform: str):
    known = remedies(platform) or {}
    lacking = {one.id for one in applying(platform)} - known.keys()
    devices = [cases for host, cases in ALL.items() if lab_host(host).platform == platform]
    assert devices or not lacking
    for check in lacking:
        for cases in devices:
            assert check in cases, f"{check}: neither a remedy nor a case"
            assert cases[check].untested, f"{check}: no remedy, and no reason why it never fails"
            assert not cases[check].fail, f"{check}: it fails, and there is no remedy"


@pytest.mark.parametrize("platform", READY)
def test_what_may_lock_the_administrator_out_warns_first(platform: str):
    for check in LOCKING & (remedies(platform) or {}).keys():
        first = next(line for line in (remedies(platform) or {})[check] if line not in ENTERING)
        assert re.match(r"# 先|# .*会断开自己", first), (check, first)


@pytest.mark.parametrize("platform", READY)
def test_no_check_stands_twice(platform: str):
    path = Path(parsers.__path__[0]) / platform / "remedies.yml"
    names = re.findall(r"^(\w+):", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("platform", READY)
def test_a_remedy_belongs_to_a_check_and_asks_for_known_things(platform: str):
    for check, lines in (remedies(platform) or {}).items():
        assert check in load_checks(), check
        asked = {name for line in lines for name in re.findall(r"\{(\w+)\}", line)}
        assert asked <= SITE | RECORD, (check, asked)


def typable() -> list[object]:
    """The failing cases whose remedy can be typed: host, check, number."""
    return [
        pytest.param(host, check, number, id=f"{host}-{check}-{number}")
        for host in KNOWN.hosts
        for check, cases in ALL[host].items()
        if check in (remedies(lab_host(host).platform) or {})
        for number in range(1, len(cases.fail) + 1)
        if in_configuration(host, check, number) and not reason(host, check, number)
    ]


@pytest.mark.parametrize(("host", "check", "number"), typable())
def test_typing_the_remedy_mends_the_device(host: str, check: str, number: int):
    outcome, lines = mend(host, check, number)
    assert (outcome.status, said(outcome)) == ("pass", ""), lines


@pytest.mark.parametrize(
    ("host", "key"), [(host, key) for host, one in KNOWN.hosts.items() for key in one.untyped if key != "*"]
)
def test_what_a_device_does_not_type_would_not_mend_it(host: str, key: str):
    check, _, number = key.partition("#")
    try:
        outcome, lines = mend(host, check, int(number or 1))
    except (KeyError, ValueError):
        return
    assert outcome.status != "pass", lines


def test_what_is_not_typed_has_a_failing_case():
    for host, known in KNOWN.hosts.items():
        cases = {check: len(one.fail) for check, one in ALL[host].items()}
        for key in [*known.untyped, *known.checks, *known.skips]:
            check, _, number = key.partition("#")
            assert key == "*" or 0 < int(number or 1) <= cases.get(check, 0), (host, key)
        assert not known.untyped.keys() & KNOWN.untyped.keys()
    assert all(any(checks[check].fail for checks in ALL.values() if check in checks) for check in KNOWN.untyped)
