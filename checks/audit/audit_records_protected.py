"""Only administrators may read, clear or forge the security log."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import Right

_SERVICES = frozenset({"S-1-5-19", "S-1-5-20"})  # LocalService, NetworkService
_SERVICE_SID = "S-1-5-80-"
_CROWDS = frozenset({"S-1-1-0", "S-1-5-7", "S-1-5-11", "S-1-5-4", "S-1-5-32-545", "S-1-5-32-546", "S-1-5-32-547"})


@check(title="安全日志只有审计管理员能管理", risk="medium", on=HOSTS, platforms=("windows",))
def audit_records_protected(device: Device) -> None:
    """Only administrators may read, clear or forge the security log.

    Passes when the right to manage the log (``SeSecurityPrivilege``) belongs to Administrators or to a group of
    auditors, not to ordinary users, and the right to write records (``SeAuditPrivilege``) to the system's services
    alone. Fails for each right that others hold. Source: Microsoft's pages of both rights.
    """
    wide = offending(device.host.rights, _strangers)
    assert not wide, findings(
        wide, expected="只授予管理员、审计员或系统服务", actual=lambda right: f"还授予 {'、'.join(_strangers(right))}"
    )


def _strangers(right: Right) -> list[str]:
    """Those who should not hold a right of the audit."""
    if right.name == "SeSecurityPrivilege":
        return [str(holder) for holder in right.holders if holder.id in _CROWDS]
    if right.name == "SeAuditPrivilege":
        return [str(one) for one in right.holders if one.id not in _SERVICES and not one.id.startswith(_SERVICE_SID)]
    return []
