"""Whole devices against the real checks: exactly what was planted is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parsers.judged import judge

FIXTURES = Path(__file__).parent / "fixtures"
PLANTED = {
    "boundary_high_risk_ports_closed": ["policies:default"],
    "access_privilege_separated": ["accounts:separation"],
    "audit_log_sent_to_collector": ["log:none"],
    "audit_policy_hits_logged": ["policy:all out"],
    "audit_time_synchronised": ["clock:no-server"],
    "audit_timezone_set": ["clock:zone"],
    "backup_config_archived": ["archive:none"],
    "boundary_any_any_absent": ["policy:all out"],
    "boundary_applications_controlled": ["policy:all out"],
    "boundary_default_deny": ["policies:default"],
    "boundary_disabled_rules_absent": ["policy:old", "policy:remote"],
    "boundary_interfaces_zoned": ["interface:ethernet1/3"],
    "boundary_rules_described": ["policy:all out"],
    "boundary_rules_specific": ["policy:remote"],
    "central_snmp_traps_sent": ["snmp:traps"],
    "comm_redundancy_configured": ["redundancy:none"],
    "comm_vpn_strong_algorithms": ["vpn:ike-default"],
    "identity_accounts_named": ["user:ops"],
    "identity_default_account_absent": ["user:admin"],
    "identity_idle_timeout_set": ["line:console", "line:ssh", "line:web"],
    "identity_lockout_enabled": ["lockout:attempts", "lockout:minutes"],
    "identity_password_complexity": ["password-policy:min-classes", "password-policy:user-name"],
    "identity_password_expiry": ["password-policy:history", "password-policy:max-age"],
    "identity_password_not_weak": ["user:admin"],
    "identity_password_stored_hashed": ["user:ops"],
    "identity_remote_aaa_configured": ["aaa:authentication"],
    "intrusion_attack_defence_enabled": ["zone:untrust"],
    "intrusion_firmware_supported": ["firmware:end-of-support"],
    "intrusion_ips_profile_bound": ["policy:all out", "policy:remote"],
    "malware_gateway_antivirus_bound": ["policy:all out", "policy:remote"],
    "mgmt_banner_present": ["banner:none"],
    "mgmt_http_disabled": ["service:http"],
    "mgmt_outside_closed": ["interface:ethernet1/1"],
    "mgmt_snmp_community_not_default": ["snmp:community-1"],
    "mgmt_snmp_v3_only": ["snmp:v1v2c"],
    "mgmt_source_restricted": ["service:http", "service:https", "service:snmp", "service:ssh", "service:telnet"],
    "mgmt_telnet_disabled": ["service:telnet"],
}
UNDECIDED = {  # defaults that nobody confirmed, and an output that was not gathered
    "comm_hardware_healthy", "comm_interface_errors_absent", "intrusion_unneeded_services_disabled",
    "mgmt_ssh_algorithms_strong", "mgmt_ssh_v2_only", "mgmt_web_tls_strong",
}  # fmt: skip


@pytest.mark.parametrize(
    ("host", "planted", "undecided"), [("pa-good", {}, {"mgmt_ssh_v2_only"}), ("pa-bad", PLANTED, UNDECIDED)]
)
def test_a_firewall_is_judged(tmp_path, host, planted, undecided):
    judged, _ = judge(FIXTURES, host, "paloalto_panos", "border_firewall", tmp_path)
    assert {check: keys for check, keys in judged.items() if isinstance(keys, list)} == planted
    assert {check for check, why in judged.items() if isinstance(why, str)} == undecided
