"""Accounts, groups, rights and the rules for passwords and logon.

Keys of [System Access]: [MS-GPSB] 2.2.1 (MaximumPasswordAge -1 or 0: never; LockoutDuration -1: until an administrator
unlocks; LockoutBadCount 0: never locked). The policy that a domain member exports is the effective one for its local
accounts; a domain controller's is the domain's. Defaults of security options: Microsoft Learn, "Security policy
settings reference", the page of each option, table "Default values".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from dengbao.model import (
    Absent,
    Account,
    Builtin,
    Device,
    Fact,
    Group,
    Known,
    Lockout,
    Logon,
    Member,
    PasswordPolicy,
    Right,
    Section,
    Unknown,
    Unsupported,
    User,
)
from parsers.windows.combine import either
from parsers.windows.document import FILE, Spot, listed, said
from parsers.windows.evidence import WINDOWS_8_1, Evidence
from parsers.windows.facts import AccountPolicy, LocalGroup, LocalUser
from parsers.windows.registry import CCS, CV, NT, exists, number, off, on

T = TypeVar("T")

ADMINISTRATORS = "S-1-5-32-544"
_BUILTIN: dict[str, Builtin] = {
    "500": "administrator",
    "501": "guest",
    "502": "system",
    "503": "system",
    "504": "system",
}
_COMPLEX_CLASSES = 3
_FOREVER = {0, -1}
_LSA = CCS + "Control\\Lsa\\"
_SYSTEM = CV + "Policies\\System\\"
_SHARES = CCS + "Services\\LanManServer\\Parameters\\"
_OPTION = "(Microsoft Learn 安全策略设置参考,该项缺省值表)"


def read_accounts(evidence: Evidence, device: Device) -> None:
    """Fill accounts, groups, rights, and what is demanded of passwords."""
    host, document = device.host, evidence.document
    host.groups = _groups(evidence)
    admins = _administrators(host.groups)
    host.accounts = listed(document.part("users", list[LocalUser]), lambda user, spot: _account(user, spot, admins))
    device.users = cast("Section[User]", host.accounts)
    host.rights = _rights(evidence)
    policy = _Policy(evidence)
    device.passwords = PasswordPolicy(
        enabled=policy.fact("MinimumPasswordLength", lambda value: value > 0),
        min_length=policy.fact("MinimumPasswordLength", int),
        min_classes=policy.fact("PasswordComplexity", lambda value: _COMPLEX_CLASSES if value else 1),
        differs_from_user=policy.fact("PasswordComplexity", bool),
        max_age_days=policy.fact("MaximumPasswordAge", lambda value: 0 if value in _FOREVER else value),
        history=policy.fact("PasswordHistorySize", int),
        file=policy.file,
    )
    device.lockout = Lockout(
        attempts=policy.fact("LockoutBadCount", int),
        minutes=policy.locked("LockoutDuration"),
        window_minutes=policy.locked("ResetLockoutCount"),
        administrators=policy.fact("AllowAdministratorLockout", bool),
        file=policy.file,
    )
    host.logon = _logon(evidence, policy)


class _Policy:
    """[System Access]: of the collector's document, else of an export."""

    def __init__(self, evidence: Evidence) -> None:
        part, export = evidence.document.part("account_policy", AccountPolicy), evidence.export
        spot = part.spot.into("values") if part.data else None
        self._values: dict[str, tuple[int | str, int]] = {}
        self._export = None if spot or export.trouble else export
        self.file, self._why = FILE, export.trouble if export.text else part.why
        if part.data and spot:
            spots = dict(spot.each())
            self._values = {name: (value, spots[name].line) for name, value in part.data.values.items()}
        elif self._export:
            self.file = self._export.file
            self._values = {
                name: (item.value, item.number)
                for name, item in self._export.access.items()
                if isinstance(item.value, (int, str))
            }

    def fact(self, name: str, make: Callable[[int], T], absent: Unknown | Unsupported | None = None) -> Fact[T]:
        """One key as a fact; a key that is not listed comes to ``absent``."""
        found = self._values.get(name)
        if found is None:
            unlisted = Unknown(self._why if not self._values and self._why else f"{self.file} 没有列出 {name}")
            return unlisted if absent is None else absent
        value, line = found
        if self._export:
            self._export.use(line)
        if not isinstance(value, int):
            return Unknown(f"{name} 不是数字", (line,), self.file)
        return Known(make(value), (line,), self.file)

    def locked(self, name: str) -> Fact[float]:
        """Minutes of the lockout; not listed where nothing is locked ever."""
        never = self.fact("LockoutBadCount", lambda value: value == 0)
        unset = Unsupported("没有启用登录失败锁定") if isinstance(never, Known) and never.value else None
        return self.fact(name, lambda value: 0.0 if value < 0 else float(value), unset)


def _groups(evidence: Evidence) -> Section[Group]:
    """Local groups; one whose members could not be read stands as not understood."""
    section = listed(evidence.document.part("groups", list[LocalGroup]), _group)
    section.items += [
        Group(name=sid, id=sid, lines=(line,), administrators=sid == ADMINISTRATORS, file=FILE, unread=(line,))
        for sid, line in evidence.document.errors("groups:")
    ]
    return section


def _group(found: LocalGroup, spot: Spot) -> Group:
    return Group(
        name=found.name,
        id=found.sid,
        lines=spot.at("name", "members"),
        administrators=found.sid == ADMINISTRATORS,
        members=tuple(Member(id=member.sid or "", name=member.name or "") for member in found.members),
        file=FILE,
    )


def _administrators(groups: Section[Group]) -> frozenset[str] | None:
    """The SIDs of the administrators; None where they are not known."""
    known = [group for group in groups.items if group.administrators and not group.unread]
    return frozenset(member.id for group in known for member in group.members) if known else None


def _account(found: LocalUser, spot: Spot, administrators: frozenset[str] | None) -> Account:
    builtin = _BUILTIN.get(found.sid.rpartition("-")[2], "")
    first = builtin == "administrator"
    member = None if administrators is None else found.sid in administrators
    return Account(
        name=found.name,
        lines=spot.at("name", "sid", "disabled"),
        id=found.sid,
        builtin=builtin,
        enabled=not found.disabled,
        administrator=first or bool(member),
        top=True if first else member,
        interactive=Known(not found.disabled, spot.at("disabled"), FILE),
        last_login=_last_login(found, spot),
        password_changed=said(found.password_set and found.password_set[:10], spot.at("password_set"), "password_set"),
        never_expires=said(
            None if found.password_expires is None else not found.password_expires,
            spot.at("password_expires"),
            "password_expires",
        ),
        max_age_days=Unsupported("Windows 的口令有效期由密码策略统一规定"),
        password_required=said(found.password_required, spot.at("password_required"), "password_required"),
        empty_password=Unsupported("Windows 不提供读取口令是否为空的途径"),
        file=FILE,
        unread=spot.at("disabled") if found.disabled is None or (member is None and not first) else (),
    )


def _last_login(found: LocalUser, spot: Spot) -> Fact[str]:
    if found.last_logon:
        return Known(found.last_logon[:10], spot.at("last_logon"), FILE)
    return Unknown("没有登录记录:从未登录,或系统没有给出", spot.at("last_logon"), FILE)


def _rights(evidence: Evidence) -> Section[Right]:
    """User rights; of an export only where its end is surely there, as a right without holders is not listed."""
    part = evidence.document.part("user_rights", dict[str, list[str]])
    export = evidence.export
    if part.data is not None:
        items = [
            Right(name=name, lines=spot.lines, holders=_holders(holders), file=FILE)
            for (name, holders), (_, spot) in zip(part.data.items(), part.spot.each(), strict=True)
        ]
        return Section(items=items, missing="", none="没有授予任何用户权限", file=FILE)
    if export.trouble:
        return Section(missing=export.trouble, file=export.file) if export.text else part.missing()
    if not export.rights_whole:
        why = f"{export.file} 的 [Privilege Rights] 可能不完整(没有通常列在最后的权限)"
        return Section(missing=why, file=export.file)
    items = [
        Right(name=name, lines=(line,), holders=_holders(holders), file=export.file)
        for name, (holders, line) in export.rights.items()
    ]
    return Section(items=items, missing="", file=export.file)


def _holders(holders: list[str]) -> tuple[Member, ...]:
    return tuple(Member(id=one) if one.startswith("S-1-") else Member(name=one) for one in holders)


def _logon(evidence: Evidence, policy: _Policy) -> Logon:
    first, client = evidence.registry.first, evidence.client
    return Logon(
        automatic=_automatic(evidence),
        last_user_hidden=first(
            _SYSTEM + "DontDisplayLastUserName", read=on, absent=Absent(False, f"缺省显示{_OPTION}")
        ),
        secure_attention=first(
            _SYSTEM + "DisableCAD",
            read=off,
            absent=evidence.undocumented("DisableCAD")
            if client in {True, None}
            else Absent(True, f"缺省要求{_OPTION}"),
        ),
        shutdown_without_logon=first(
            _SYSTEM + "ShutdownWithoutLogon",
            read=on,
            absent=evidence.undocumented("ShutdownWithoutLogon")
            if client is None
            else Absent(client, f"缺省值{_OPTION}"),
        ),
        cached_logons=first(NT + "Winlogon\\CachedLogonsCount", read=number, absent=Absent(10, f"缺省 10 次{_OPTION}")),
        blank_passwords_local_only=first(
            _LSA + "LimitBlankPasswordUse", read=on, absent=Absent(True, f"缺省启用{_OPTION}")
        ),
        reversible_passwords=policy.fact("ClearTextPassword", bool),
        min_password_age_days=policy.fact("MinimumPasswordAge", int),
        user_account_control=first(_SYSTEM + "EnableLUA", read=on, absent=evidence.undocumented("EnableLUA")),
        elevation_prompts=first(
            _SYSTEM + "ConsentPromptBehaviorAdmin", read=on, absent=evidence.undocumented("ConsentPromptBehaviorAdmin")
        ),
        remote_local_admins_filtered=first(
            _SYSTEM + "LocalAccountTokenFilterPolicy",
            read=off,
            absent=Absent(True, "没有设置时过滤(Microsoft KB951016)"),
        ),
        lan_manager_level=first(
            _LSA + "LmCompatibilityLevel",
            read=number,
            absent=Absent(3, f"服务器缺省只发送 NTLMv2{_OPTION}")
            if client is False
            else evidence.undocumented("LmCompatibilityLevel"),
        ),
        lan_manager_hash_stored=first(_LSA + "NoLMHash", read=off, absent=Absent(False, f"缺省不存储{_OPTION}")),
        anonymous_accounts_listed=first(
            _LSA + "RestrictAnonymousSAM", read=off, absent=Absent(False, f"缺省不允许{_OPTION}")
        ),
        anonymous_shares_listed=first(_LSA + "RestrictAnonymous", read=off, absent=Absent(True, f"缺省允许{_OPTION}")),
        anonymous_in_everyone=first(
            _LSA + "EveryoneIncludesAnonymous", read=on, absent=Absent(False, f"缺省不包括{_OPTION}")
        ),
        null_sessions_restricted=first(
            _SHARES + "RestrictNullSessAccess", read=on, absent=Absent(True, f"缺省限制{_OPTION}")
        ),
        credentials_in_memory=_wdigest(evidence),
        lsa_protected=first(_LSA + "RunAsPPL", read=on, absent=evidence.undocumented("RunAsPPL")),
        root_remote=Unsupported("Windows 没有 root 远程登录"),
        umask=Unsupported("Windows 没有 umask"),
        shell_idle_minutes=Unsupported("Windows 没有 TMOUT"),
        sudo=Section(unsupported="Windows 没有 sudo"),
        file=FILE,
    )


def _automatic(evidence: Evidence) -> Fact[bool]:
    """Automatic logon: switched on, or a password kept for it."""
    key = NT + "Winlogon\\"
    switched = evidence.registry.first(key + "AutoAdminLogon", read=on, absent=Absent(False, "没有设置 AutoAdminLogon"))
    stored = evidence.registry.first(key + "DefaultPassword", read=exists, absent=Absent(False, "没有存放自动登录口令"))
    return either(switched, stored)


def _wdigest(evidence: Evidence) -> Fact[bool]:
    """Since 8.1 and 2012 R2 nothing is kept unless asked for; before, it is unless denied (advisory 2871997)."""
    build = evidence.build
    absent: Absent[bool] | Unknown = (
        evidence.undocumented("UseLogonCredential")
        if build is None
        else Absent(build < WINDOWS_8_1, "缺省值(微软安全公告 2871997)")
    )
    return evidence.registry.first(
        CCS + "Control\\SecurityProviders\\WDigest\\UseLogonCredential", read=on, absent=absent
    )
