"""Whole devices against the real checks: exactly what was planted is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parsers.judged import judge

FIXTURES = Path(__file__).parent / "fixtures"
ALL, RDP, OLD = (
    "policy:from-zone trust to-zone untrust policy all",
    "policy:from-zone untrust to-zone trust policy rdp",
    "policy:from-zone untrust to-zone trust policy old",
)
PLANTED = {
    "boundary_high_risk_ports_closed": ["policies:default"],
    "access_privilege_separated": ["accounts:separation"],
    "audit_commands_accounted": ["aaa:accounting"],
    "audit_log_sent_to_collector": ["log:none"],
    "audit_log_timestamped": ["log:timestamp"],
    "audit_ntp_authenticated": ["clock:unauthenticated"],
    "audit_policy_hits_logged": [ALL],
    "audit_time_synchronised": ["clock:no-server", "clock:unsynchronised"],
    "audit_timezone_set": ["clock:zone"],
    "backup_config_archived": ["archive:none"],
    "boundary_any_any_absent": [ALL],
    "boundary_applications_controlled": [ALL],
    "boundary_default_deny": ["policies:default"],
    "boundary_disabled_rules_absent": [OLD, RDP],
    "boundary_interfaces_zoned": ["interface:ge-0/0/2.0"],
    "boundary_rules_described": [ALL],
    "boundary_rules_specific": [RDP],
    "central_snmp_traps_sent": ["snmp:traps"],
    "comm_redundancy_configured": ["redundancy:none"],
    "comm_vpn_strong_algorithms": ["vpn:ike-weak", "vpn:ipsec-to-branch/standard"],
    "identity_accounts_named": ["user:ops"],
    "identity_default_account_absent": ["user:admin", "user:root"],
    "identity_idle_timeout_set": ["line:console", "line:ssh", "line:telnet", "line:web"],
    "identity_lockout_enabled": ["lockout:attempts"],
    "identity_password_complexity": ["password-policy:min-classes", "password-policy:min-length"],
    "identity_password_expiry": ["password-policy:history", "password-policy:max-age"],
    "identity_password_stored_hashed": ["user:root"],
    "identity_remote_aaa_configured": ["aaa:authentication"],
    "intrusion_attack_defence_enabled": ["zone:untrust"],
    "intrusion_firmware_supported": ["firmware:CVE-2023-36845", "firmware:CVE-2024-21591"],
    "intrusion_ftp_disabled": ["service:ftp"],
    "intrusion_ips_profile_bound": [ALL, RDP],
    "intrusion_unneeded_services_disabled": ["service:config-autoload", "service:xnm-clear-text"],
    "malware_gateway_antivirus_bound": [ALL, RDP],
    "mgmt_banner_present": ["banner:none"],
    "mgmt_http_disabled": ["service:http"],
    "mgmt_outside_closed": ["interface:ge-0/0/0.0"],
    "mgmt_snmp_community_not_default": ["snmp:community-1"],
    "mgmt_snmp_v3_only": ["snmp:v1v2c"],
    "mgmt_source_restricted": ["service:http", "service:https", "service:snmp", "service:ssh", "service:telnet"],
    "mgmt_ssh_algorithms_strong": ["ssh:ciphers", "ssh:key-exchanges", "ssh:macs"],
    "mgmt_ssh_v2_only": ["ssh:version"],
    "mgmt_telnet_disabled": ["service:telnet"],
}
UNDECIDED = {  # J-Web has no TLS setting, and its default is not confirmed; outputs that were not gathered
    "mgmt_web_tls_strong", "comm_device_load_within", "comm_hardware_healthy", "boundary_unused_rules_absent",
}  # fmt: skip


@pytest.mark.parametrize(("host", "planted", "undecided"), [("srx-good", {}, set()), ("srx-bad", PLANTED, UNDECIDED)])
def test_a_firewall_is_judged(tmp_path, host, planted, undecided):
    judged, _ = judge(FIXTURES, host, "juniper_junos", "border_firewall", tmp_path)
    assert {check: keys for check, keys in judged.items() if isinstance(keys, list)} == planted
    assert {check for check, why in judged.items() if isinstance(why, str)} == undecided
