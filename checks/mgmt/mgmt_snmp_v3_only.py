"""SNMP is off, or version 3 with authentication and privacy."""

from __future__ import annotations

from dengbao.check import HOSTS, NETWORK, Device, check, findings, lacking, need, offending


@check(title="SNMP 只用 v3 且认证加密", risk="high", on=NETWORK | HOSTS)
def mgmt_snmp_v3_only(device: Device) -> None:
    """SNMP is off, or version 3 with authentication and privacy.

    Passes when the agent is off, or answers version 3 alone and every user or group demands privacy.
    Fails when it answers v1 or v2c (Windows' own agent knows no other), and for each v3 user or group below privacy.
    High-risk case 6.5.1.1.
    """
    snmp = device.snmp
    if not snmp.enabled:
        return
    problems = lacking(
        need(snmp.versions, lambda on: on <= {"3"}, key="snmp:v1v2c", expected="只启用 SNMPv3", actual="启用了版本 {}")
    )
    if problems:
        raise AssertionError(problems)
    weak = offending(snmp.users, lambda user: user.level != "priv")
    assert not weak, findings(
        weak, expected="认证并加密(priv)", actual=lambda user: f"安全级别为 {user.level or '未设'}"
    )
