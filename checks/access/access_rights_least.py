"""Rights that are as good as all rights belong to administrators alone."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import Member, Right

_ADMINISTRATORS, _BACKUP = "S-1-5-32-544", "S-1-5-32-551"
_LOCAL_SERVICE, _NETWORK_SERVICE, _SERVICE = "S-1-5-19", "S-1-5-20", "S-1-5-6"
_ONLY_ADMINISTRATORS = frozenset({_ADMINISTRATORS})
_NOBODY: frozenset[str] = frozenset()
_HOLDERS = {
    "SeTcbPrivilege": _NOBODY,
    "SeCreateTokenPrivilege": _NOBODY,
    "SeTrustedCredManAccessPrivilege": _NOBODY,
    "SeDebugPrivilege": _ONLY_ADMINISTRATORS,
    "SeTakeOwnershipPrivilege": _ONLY_ADMINISTRATORS,
    "SeLoadDriverPrivilege": _ONLY_ADMINISTRATORS,
    "SeRemoteShutdownPrivilege": _ONLY_ADMINISTRATORS,
    "SeBackupPrivilege": frozenset({_ADMINISTRATORS, _BACKUP}),
    "SeRestorePrivilege": frozenset({_ADMINISTRATORS, _BACKUP}),
    "SeSystemTimePrivilege": frozenset({_ADMINISTRATORS, _LOCAL_SERVICE}),
    "SeImpersonatePrivilege": frozenset({_ADMINISTRATORS, _SERVICE, _LOCAL_SERVICE, _NETWORK_SERVICE, "S-1-5-32-568"}),
    "SeRemoteInteractiveLogonRight": frozenset({_ADMINISTRATORS, "S-1-5-32-555"}),
}
"""Who may hold a right: what Windows gives on a member server, and IIS_IUSRS where it impersonates."""
_CROWDS = frozenset({"S-1-1-0", "S-1-5-7", "S-1-5-32-546"})
_LOGONS = frozenset({"SeNetworkLogonRight", "SeInteractiveLogonRight"})
_SERVICE_SID = "S-1-5-80-"  # NT SERVICE\\name, made for one service


@check(title="关键用户权限只授予管理员", risk="medium", on=HOSTS, platforms=("windows",))
def access_rights_least(device: Device) -> None:
    """Rights that are as good as all rights belong to administrators alone.

    Passes when each of the rights in ``_HOLDERS`` is held by nobody but those that Windows itself gives it to on a
    member server (service SIDs aside), and Everyone, anonymous and guests may log on neither at the console nor over
    the network. Fails for each right that others hold. Source: user rights assignment, Microsoft's pages of each right.
    """
    strangers = {
        right.name: [holder for holder in right.holders if _is_strange(right, holder)] for right in device.host.rights
    }
    wide = offending(device.host.rights, lambda right: strangers[right.name])
    assert not wide, findings(
        wide,
        expected="只授予管理员(及系统缺省的服务)",
        actual=lambda right: f"还授予 {'、'.join(map(str, strangers[right.name]))}",
        names=lambda right: {"name": right.name},
    )


def _is_strange(right: Right, holder: Member) -> bool:
    """Whether a holder should not have a right."""
    if right.name in _LOGONS:
        return holder.id in _CROWDS
    allowed = _HOLDERS.get(right.name)
    return allowed is not None and holder.id not in allowed and not holder.id.startswith(_SERVICE_SID)
