"""Does the account see the whole configuration? An account that does not is shown less, and told nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.gather.guard import safe_user
from dengbao.platforms import Privilege

_FULL_PROFILES = {"super_admin", "super_admin_readonly"}
_FORTIOS_GROUPS = ("authgrp", "sysgrp", "netgrp", "loggrp", "fwgrp", "vpngrp", "utmgrp")
"""The permission groups whose settings checks read (CLI Reference, config system accprofile); one not set is none."""


def prove(privilege: Privilege, user: str, outputs: Mapping[str, str], config: str) -> tuple[bool, str]:
    """Hold what the device says of the account against what the platform's file asks for.

    Args:
        privilege: what to look for.
        user: the login name.
        outputs: texts by command, unmasked or masked; one that the device refused as unknown is missing.
        config: the configuration.

    Returns:
        Whether it is proven, and a Chinese clause that says by what, or why not.
    """
    if privilege.by == "fortios_profile":
        return _fortios(user, config)
    text = outputs.get(privilege.command)
    if text is None:
        if privilege.answered_is_proof and config:
            return True, f"设备不认 {privilege.command}，但接受了显示配置的命令"
        return False, f"无法证明账号权限（{privilege.command} 没有结果）：{privilege.why}"
    if "{user}" in privilege.enough and not safe_user(user):
        return False, f"用户名“{user}”含特殊字符，无法核对权限"
    found = list(re.finditer(privilege.enough.replace("{user}", re.escape(user)), text))
    levels = [int(match["level"]) for match in found if "level" in match.re.groupindex]
    if not found:
        return False, f"账号权限不足或无法证明（应为：{privilege.how}）：{privilege.why}"
    if levels and min(levels) < privilege.least:
        return False, f"账号级别是 {min(levels)}，应不低于 {privilege.least}：{privilege.why}"
    return True, f"{privilege.command}：级别 {min(levels)}" if levels else privilege.how


def _fortios(user: str, config: str) -> tuple[bool, str]:
    """Read the account's profile, and that profile's groups, from the configuration that the account was shown.

    Accounts of profile super_admin are hidden from others (Fortinet Technical Tip 391283), and one always exists: an
    account that is shown none does not see all accounts.
    """
    admins = _section(config, "system admin")
    profile = _setting(_edit(admins, user), "accprofile")
    if not profile:
        return False, f"配置里看不到账号 {user} 的 accprofile，无法证明能看到全部配置"
    if not re.search(r'^ {8}set accprofile "super_admin"$', admins, re.MULTILINE):
        return False, f"accprofile {profile} 看不到任何 super_admin 账号（设备上总有一个），账号不全"
    if profile in _FULL_PROFILES:
        return True, f"accprofile {profile}"
    body = _edit(_section(config, "system accprofile"), profile)
    lacking = [group for group in _FORTIOS_GROUPS if _setting(body, group) not in {"read", "read-write"}]
    if lacking:
        return False, f"accprofile {profile} 缺少 {'、'.join(lacking)} 的读权限，部分配置不会显示"
    return True, f"accprofile {profile}：各权限组都可读"


def _section(config: str, path: str) -> str:
    found = re.search(rf"^config {re.escape(path)}\n(.*?)^end$", config, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def _edit(section: str, name: str) -> str:
    found = re.search(rf'^ {{4}}edit "?{re.escape(name)}"?\n(.*?)^ {{4}}next$', section, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def _setting(body: str, key: str) -> str:
    found = re.search(rf'^ {{8}}set {re.escape(key)} "?([^"\n]*?)"?$', body, re.MULTILINE)
    return found[1] if found else ""
