"""Type a remedy into a Windows collector's document, as far as that can be done by rule.

Understood are ``reg add`` and ``delete``, ``auditpol /set``, ``net accounts``, ``net user``, ``net share``, ``sc.exe``,
``wevtutil sl``, ``netsh advfirewall set allprofiles``, ``w32tm /config``, ``tzutil``, ``winrm delete``, settings of
T-SQL, and PowerShell's cmdlets of users, shares, adapters, firewall rules, SMB and Defender; all else changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.checks import documents

Sections = dict[str, Any]
_SCHANNEL = r"HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL" + "\\"
_ACCOUNTS = {
    "minpwlen": "MinimumPasswordLength",
    "maxpwage": "MaximumPasswordAge",
    "minpwage": "MinimumPasswordAge",
    "uniquepw": "PasswordHistorySize",
    "lockoutthreshold": "LockoutBadCount",
    "lockoutduration": "LockoutDuration",
    "lockoutwindow": "ResetLockoutCount",
}


_DESKTOP = {"UserAuthentication": "nla", "SecurityLayer": "security_layer", "MinEncryptionLevel": "encryption"}
_SERVICES = r"HKLM\SYSTEM\CurrentControlSet\Services" + "\\"
_EVERYONE = "S-1-1-0"
_PS = 'powershell -Command "'


def typed(text: str, commands: Iterable[str]) -> str:
    """Type the commands of a remedy into a document; see ``documents.typed``."""
    return documents.typed(text, commands, _ACTS)


def _reg(sections: Sections, key: str, name: str, kind: str, data: str) -> None:
    value = int(data) if kind == "REG_DWORD" else data
    if key.startswith(_SCHANNEL):
        part, _, path = key.removeprefix(_SCHANNEL).partition("\\")
        sections["tls"][part.lower()].setdefault(path, {})[name] = value
    else:
        sections["registry"].setdefault(key, {})[name] = value
    if key.endswith("\\Terminal Services") and name in _DESKTOP:
        sections["rdp"][_DESKTOP[name]] = value


def _unreg(sections: Sections, key: str, name: str) -> None:
    sections["registry"][key][name] = None


def _audit(sections: Sections, guid: str, success: str | None, failure: str | None) -> None:
    sections["audit_policy"]["subcategories"][guid] |= (1 if success else 0) | (2 if failure else 0)


def _accounts(sections: Sections, name: str, value: str) -> None:
    sections["account_policy"]["values"][_ACCOUNTS[name]] = int(value)


def _disable(sections: Sections, name: str) -> None:
    for user in sections["users"]:
        user["disabled"] |= user["name"] == name


def _require(sections: Sections, name: str) -> None:
    for user in sections["users"]:
        user["password_required"] |= user["name"] == name


def _unshare(sections: Sections, name: str) -> None:
    sections["shares"] = [share for share in sections["shares"] or () if share["name"] != name]


def _service(key: str, value: str = "") -> Callable[..., None]:
    def act(sections: Sections, name: str, given: str = value) -> None:
        for service in sections["services"]:
            if service["name"].casefold() == name.casefold():
                service[key] = given
        for place, values in sections["registry"].items():
            if given == "Disabled" and values and place.casefold() == f"{_SERVICES}{name}".casefold():
                values["Start"] = 4

    return act


def _expire(sections: Sections, name: str) -> None:
    for user in sections["users"]:
        user["password_expires"] |= user["name"] == name


def _revoke(sections: Sections, name: str) -> None:
    for share in sections["shares"]:
        if share["name"] == name:
            share["access"] = [one for one in share["access"] if one["sid"] != _EVERYONE]


def _unplug(sections: Sections, name: str) -> None:
    for adapter in sections["adapters"]:
        adapter["up"] &= adapter["name"] != name


def _policy(sections: Sections, name: str, value: str) -> None:
    sections["account_policy"]["values"][name] = int(value)


def _rule(sections: Sections, name: str) -> None:
    rules = sections["firewall"]["local_rules"]
    rules[name] = rules[name].replace("|Active=TRUE|", "|Active=FALSE|")


def _smb(sections: Sections) -> None:
    sections["smb"]["server"]["EnableSMB1Protocol"] = False


def _realtime(sections: Sections) -> None:
    sections["antivirus"]["defender"]["realtime"] = True


def _listener(sections: Sections, name: str) -> None:
    winrm = sections["winrm"]
    winrm["listeners"] = [one for one in winrm["listeners"] if one["name"] != name]


def _audit_logins(sections: Sections, level: str) -> None:
    for server in sections["sql_server"]:
        server["server"]["AuditLevel"] = int(level)


def _configure(sections: Sections, name: str, value: str) -> None:
    for server in sections["sql_server"]:
        server["query"]["settings"][name] = int(value)


def _disable_login(sections: Sections, name: str) -> None:
    for server in sections["sql_server"]:
        server["query"]["sa_disabled"] |= server["query"]["sa_name"] == name


def _log(sections: Sections, name: str, size: str) -> None:
    for log in sections["event_logs"]:
        if log["name"].casefold() == name.casefold():
            log["max_bytes"], log["mode"], log["enabled"] = int(size), "Circular", True


def _profiles(key: str, *, value: object) -> Callable[[Sections], None]:
    def act(sections: Sections) -> None:
        for profile in sections["firewall"]["active"].values():
            profile[key] = value

    return act


def _time(sections: Sections, peers: str) -> None:
    values = sections["registry"][r"HKLM\SYSTEM\CurrentControlSet\Services\W32Time\Parameters"]
    values["NtpServer"], values["Type"] = peers, "NTP"


def _zone(sections: Sections, name: str) -> None:
    sections["os"]["time_zone"] = name


_ACTS: dict[str, Callable[..., None]] = {
    r'reg add "([^"]+)" /v (\S+) /t (REG_\w+) /d "?([^"]*?)"? /f$': _reg,
    r'reg delete "([^"]+)" /v (\S+) /f$': _unreg,
    r"auditpol /set /subcategory:(\{[0-9A-F-]+\})( /success:enable)?( /failure:enable)?$": _audit,
    r"net accounts /(\w+):(\d+)$": _accounts,
    r'net user "([^"]+)" /active:no$': _disable,
    r'net user "([^"]+)" /passwordreq:yes$': _require,
    r"net share (\S+) /delete$": _unshare,
    r"sc\.exe config (\S+) start= disabled$": _service("start", "Disabled"),
    r"sc\.exe config (\S+) start= auto$": _service("start", "Auto"),
    r'sc\.exe config (\S+) obj= "([^"]+)"$': _service("account"),
    r"sc\.exe stop (\S+)$": _service("state", "Stopped"),
    r"sc\.exe start (\S+)$": _service("state", "Running"),
    r"wevtutil sl (\w+) /ms:(\d+) /rt:false /e:true$": _log,
    r"netsh advfirewall set allprofiles state on$": _profiles("enabled", value=True),
    r"netsh advfirewall set allprofiles firewallpolicy blockinbound,": _profiles("inbound", value="Block"),
    r'w32tm /config /manualpeerlist:"([^"]+)" /syncfromflags:manual /update$': _time,
    r'tzutil /s "([^"]+)"$': _zone,
    r"winrm delete winrm/config/Listener\?Address=\*\+Transport=HTTP$": lambda sections: _listener(sections, "*+HTTP"),
    r"EXEC xp_instance_regwrite .* N'AuditLevel', REG_DWORD, (\d)$": _audit_logins,
    r"EXEC sp_configure '(xp_cmdshell)', (\d); RECONFIGURE;$": _configure,
    r"ALTER LOGIN \[(sa)\] DISABLE;$": _disable_login,
    rf"{_PS}Set-LocalUser -Name '([^']+)' -PasswordNeverExpires \$false\"$": _expire,
    rf"{_PS}Revoke-SmbShareAccess -Name '([^']+)' -AccountName Everyone -Force\"$": _revoke,
    rf"{_PS}Disable-NetAdapter -Name '([^']+)' -Confirm:\$false\"$": _unplug,
    rf"{_PS}\(Get-Content .*policy\.inf\) -replace .*, '(\w+) = (\d+)' \| Set-Content ": _policy,
    rf"{_PS}Disable-NetFirewallRule -Name '([^']+)'\"$": _rule,
    rf"{_PS}Set-SmbServerConfiguration -EnableSMB1Protocol \$false -Force\"$": _smb,
    rf"{_PS}Set-MpPreference -DisableRealtimeMonitoring \$false\"$": _realtime,
}
