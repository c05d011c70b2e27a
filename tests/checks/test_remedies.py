"""Remedies: there is one for every check on every platform, it asks for known things only, and it mends.

Whether it mends is tried where commands can be typed into a text by rule: those of ``MENDED``, on the first failing
case of the device's file. The rest asks for what only the site knows (names, keys, addresses), acts on what only an
output shows (link states, saved or not), or goes into views inside views.
"""

from __future__ import annotations

import re

import pytest

from dengbao.catalogue.remedies import remedies
from dengbao.check import Check
from dengbao.check import load as load_checks
from dengbao.engine.evaluate import evaluate
from dengbao.engine.remedy import fill
from dengbao.engine.run import site_names
from dengbao.mask import mask
from dengbao.model import FIREWALLS, HOSTS, NETWORK, SWITCHES, Role
from parsers.registry import PLATFORMS
from tests.checks.judging import KEY, edited, inventory, judge, lab_host, prepared
from tests.checks.mending import typed
from tests.checks.mending_windows import typed as typed_windows
from tests.checks.test_cases import ALL

DOCUMENTS = {"running-config", "windows.json"}
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
NEVER = {
    "ruijie_os": "backup_config_archived mgmt_web_tls_strong",
    "cisco_ios": "access_roles_least",
    "cisco_nxos": "access_roles_least audit_log_timestamped audit_logging_enabled comm_vpn_strong_algorithms"
    " intrusion_ftp_disabled mgmt_ssh_v2_only",
    "cisco_asa": "access_roles_least",
    "fortinet": "access_roles_least audit_log_timestamped boundary_default_deny identity_login_authenticated"
    " intrusion_ftp_disabled",
    "hillstone_stoneos": "audit_log_timestamped identity_login_authenticated intrusion_unneeded_services_disabled"
    " mgmt_ssh_v2_only mgmt_web_tls_strong",
    "juniper_junos": "access_roles_least backup_config_saved",
    "paloalto_panos": "access_roles_least audit_commands_accounted audit_log_buffer_set audit_log_timestamped"
    " audit_logging_enabled audit_logins_recorded backup_config_saved boundary_stateful_inspection_on"
    " identity_login_authenticated intrusion_ftp_disabled mgmt_ssh_v2_only",
}
"""What never fails on a platform: it has no such thing, always does it, or its parser does not tell."""
READY = [name for name, known in PLATFORMS.items() if (known.network or name in ROLES) and remedies(name) is not None]
MENDED = {
    "acc-h3c": """
        audit_commands_accounted audit_log_buffer_set audit_log_timestamped audit_logging_enabled
        audit_logins_recorded audit_timezone_set boundary_ports_access_controlled identity_default_account_absent
        identity_idle_timeout_set identity_lockout_enabled identity_login_authenticated identity_password_complexity
        identity_password_expiry intrusion_ftp_disabled intrusion_unused_ports_shutdown mgmt_banner_present
        mgmt_http_disabled mgmt_ssh_algorithms_strong mgmt_ssh_v2_only mgmt_telnet_disabled
    """,
    "acc-rj-2": """
        audit_commands_accounted audit_log_buffer_set audit_log_timestamped audit_logging_enabled audit_timezone_set
        identity_default_account_absent identity_idle_timeout_set identity_lockout_enabled intrusion_ftp_disabled
        mgmt_ssh_algorithms_strong
    """,
    "core-1": """
        access_roles_least audit_log_buffer_set audit_log_timestamped audit_logging_enabled audit_logins_recorded
        audit_timezone_set identity_idle_timeout_set identity_lockout_enabled identity_login_authenticated
        identity_password_expiry intrusion_ftp_disabled intrusion_unneeded_services_disabled mgmt_banner_present
        mgmt_http_disabled mgmt_ssh_algorithms_strong mgmt_ssh_v2_only mgmt_telnet_disabled
    """,
    "fw-gov": """
        access_roles_least audit_log_buffer_set audit_log_timestamped audit_logging_enabled audit_logins_recorded
        audit_timezone_set boundary_any_any_absent boundary_disabled_rules_absent boundary_rules_effective
        identity_idle_timeout_set identity_login_authenticated intrusion_attack_defence_enabled
        intrusion_ftp_disabled intrusion_unneeded_services_disabled mgmt_banner_present mgmt_http_disabled
        mgmt_ssh_algorithms_strong mgmt_ssh_v2_only
    """,
    "fw-partner-2": """
        audit_log_buffer_set audit_log_timestamped audit_logging_enabled audit_timezone_set
        boundary_disabled_rules_absent boundary_rules_effective boundary_unused_rules_absent
        comm_vpn_strong_algorithms identity_default_account_absent identity_idle_timeout_set
        identity_lockout_enabled identity_password_complexity identity_password_expiry
        intrusion_attack_defence_enabled mgmt_banner_present mgmt_ssh_algorithms_strong mgmt_web_tls_strong
    """,
    "rt-wan-2": """
        audit_log_buffer_set audit_log_timestamped audit_logging_enabled audit_logins_recorded audit_timezone_set
        identity_default_account_absent identity_idle_timeout_set identity_lockout_enabled intrusion_ftp_disabled
        mgmt_web_tls_strong
    """,
    "srv-win-2": """
        access_anonymous_denied audit_event_log_capacious audit_log_sent_to_collector audit_policy_complete
        audit_time_synchronised audit_timezone_set comm_host_tls_strong data_residual_cleared
        identity_accounts_dormant_absent identity_autologon_disabled identity_blank_password_refused
        identity_builtin_accounts_secured identity_lockout_enabled identity_password_expiry
        identity_remote_desktop_idle_ended identity_unattended_session_locked intrusion_default_shares_absent
        intrusion_host_firewall_enabled intrusion_host_services_disabled media_autorun_disabled
        media_usb_storage_restricted mgmt_cleartext_services_absent
    """,
}
"""The checks whose first failing case the remedy mends, by device."""


def applying(platform: str) -> list[Check]:
    """The checks that may be called for on a network device of a platform."""
    return [
        one
        for one in load_checks().values()
        if one.roles & ROLES.get(platform, NETWORK) and (not one.platforms or platform in one.platforms)
    ]


@pytest.mark.parametrize("platform", READY)
def test_every_check_has_a_remedy(platform: str):
    known = remedies(platform) or {}
    never = set(NEVER.get(platform, "").split())
    assert {one.id for one in applying(platform)} - known.keys() - never == set()
    assert known.keys() & never == set()


@pytest.mark.parametrize("platform", READY)
def test_a_remedy_belongs_to_a_check_and_asks_for_known_things(platform: str):
    for check, lines in (remedies(platform) or {}).items():
        assert check in load_checks(), check
        asked = {name for line in lines for name in re.findall(r"\{(\w+)\}", line)}
        assert asked <= SITE | RECORD, (check, asked)


@pytest.mark.parametrize(("host", "check"), [(host, check) for host, text in MENDED.items() for check in text.split()])
def test_typing_the_remedy_mends_the_device(host: str, check: str):
    cases, platform = ALL[host][check], lab_host(host).platform
    edits = cases.given + cases.fail[0].edits
    outcome, _ = judge(host, check, edits, cases.role)
    names = site_names(inventory())
    commands = [line for one in outcome.found for line in fill(platform, check, names | one.names)]
    given = edited(host, edits)
    name, output = next((name, output) for name, output in given.files.items() if name in DOCUMENTS)
    text = typed_windows(output.text, commands) if platform == "windows" else typed(output.text, commands, platform)
    given.files[name] = output._replace(text=mask(text, platform, key=KEY))
    reader = prepared(host, given, role=cases.role).reader
    assert reader
    assert evaluate(load_checks()[check], reader).status == "pass", commands
