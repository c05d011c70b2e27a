"""Whole documents as the collector writes them, one of each release, after Microsoft's documentation."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any, NamedTuple

CCS = "HKLM\\SYSTEM\\CurrentControlSet\\"
CV = "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\"
NT = "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\"
POL = "HKLM\\SOFTWARE\\Policies\\Microsoft\\"
MACHINE = "S-1-5-21-1004336348-1177238915-682003330"
CLIENT, CONTROLLER, SERVER = 1, 2, 3


class Release(NamedTuple):
    """A release: its numbers and words, and whether it speaks Chinese."""

    name: str
    version: str
    build: int
    kind: int
    edition: str
    chinese: bool
    ubr: int | None = None


RELEASES = (
    Release("2008r2", "6.1.7601", 7601, SERVER, "ServerEnterprise", chinese=True),
    Release("7", "6.1.7601", 7601, CLIENT, "Professional", chinese=True),
    Release("2012r2", "6.3.9600", 9600, SERVER, "ServerStandard", chinese=False, ubr=20778),
    Release("2016", "10.0.14393", 14393, SERVER, "ServerStandard", chinese=True, ubr=7606),
    Release("2019", "10.0.17763", 17763, SERVER, "ServerDatacenter", chinese=True, ubr=6659),
    Release("2022", "10.0.20348", 20348, SERVER, "ServerStandard", chinese=False, ubr=4294),
    Release("2025", "10.0.26100", 26100, SERVER, "ServerStandard", chinese=False, ubr=6584),
    Release("10", "10.0.19045", 19045, CLIENT, "Professional", chinese=True, ubr=6456),
    Release("10-ltsc", "10.0.19044", 19044, CLIENT, "EnterpriseS", chinese=True, ubr=6456),
    Release("11", "10.0.22631", 22631, CLIENT, "Enterprise", chinese=False, ubr=6060),
)

_KEYS: dict[str, dict[str, Any]] = {
    CCS + "Control\\Lsa": {
        "LmCompatibilityLevel": None, "NoLMHash": 1, "RestrictAnonymousSAM": 1, "RestrictAnonymous": 0,
        "EveryoneIncludesAnonymous": 0, "LimitBlankPasswordUse": 1, "SCENoApplyLegacyAuditPolicy": None,
        "CrashOnAuditFail": 0, "RunAsPPL": None, "ForceGuest": 0,
    },
    CCS + "Control\\SecurityProviders\\WDigest": {"UseLogonCredential": None},
    CCS + "Control\\Session Manager\\Memory Management": {"ClearPageFileAtShutdown": 0},
    CCS + "Control\\StorageDevicePolicies": {"WriteProtect": None},
    CCS + "Control\\Remote Assistance": {"fAllowToGetHelp": 0},
    CCS + "Control\\Terminal Server": {"fDenyTSConnections": 1},
    CCS + "Control\\Terminal Server\\WinStations\\RDP-Tcp": {
        "UserAuthentication": 1, "SecurityLayer": 2, "MinEncryptionLevel": 3, "PortNumber": 3389, "MaxIdleTime": 0,
        "MaxDisconnectionTime": 0, "fInheritMaxIdleTime": 1, "fInheritMaxDisconnectionTime": 1,
        "fPromptForPassword": 0, "fDisableCdm": 0, "fDisableClip": 0,
    },
    CCS + "Services\\LanmanServer\\Parameters": {
        "SMB1": None, "RequireSecuritySignature": 0, "RestrictNullSessAccess": 1, "AutoShareServer": None,
        "AutoShareWks": None,
    },
    CCS + "Services\\LanmanWorkstation\\Parameters": {
        "RequireSecuritySignature": 0, "EnablePlainTextPassword": 0, "AllowInsecureGuestAuth": None,
    },
    CCS + "Services\\MrxSmb10": {"Start": None},
    CCS + "Services\\USBSTOR": {"Start": 3},
    CCS + "Services\\UASPStor": {"Start": 3},
    CCS + "Services\\Tcpip\\Parameters": {"IPEnableRouter": 0},
    CCS + "Services\\W32Time\\Parameters": {"Type": "NTP", "NtpServer": "10.10.99.10,0x8 10.10.99.11,0x8"},
    CCS + "Services\\W32Time\\TimeProviders\\NtpClient": {"Enabled": 1, "SpecialPollInterval": 3600},
    NT + "Winlogon": {
        "AutoAdminLogon": None, "DefaultUserName": None, "DefaultPassword": None, "CachedLogonsCount": "10",
    },
    CV + "Policies\\System": {
        "InactivityTimeoutSecs": 600, "DisableCAD": 0, "DontDisplayLastUserName": 1, "ShutdownWithoutLogon": 0,
        "LegalNoticeText": "仅限授权人员使用", "EnableLUA": 1, "ConsentPromptBehaviorAdmin": 5,
        "LocalAccountTokenFilterPolicy": None,
    },
    CV + "Policies\\System\\Audit": {"ProcessCreationIncludeCmdLine_Enabled": 1},
    CV + "Policies\\Explorer": {"NoDriveTypeAutoRun": 255, "NoAutorun": 1},
    CV + "WSMAN\\Service": {"allow_unencrypted": None, "auth_basic": None},
    CV + "Internet Settings": {"ProxyEnable": None, "ProxyServer": None, "AutoConfigURL": None},
    POL + "Windows NT\\DNSClient": {"EnableMulticast": 0},
    POL + "Windows NT\\Terminal Services": {
        "fDenyTSConnections": None, "UserAuthentication": None, "SecurityLayer": None, "MinEncryptionLevel": None,
        "MaxIdleTime": 600000, "MaxDisconnectionTime": 600000, "fPromptForPassword": 1, "fDisableCdm": 1,
        "fDisableClip": None, "fAllowToGetHelp": 0,
    },
    POL + "Windows\\LanmanWorkstation": {"AllowInsecureGuestAuth": 0},
    POL + "Windows\\PowerShell\\ScriptBlockLogging": {"EnableScriptBlockLogging": 1},
    POL + "Windows\\WinRM\\Service": {
        "AllowUnencryptedTraffic": None, "AllowBasic": None, "AllowAutoConfig": 1,
        "IPv4Filter": "10.10.99.1-10.10.99.254", "IPv6Filter": None,
    },
    POL + "Windows\\RemovableStorageDevices": {"Deny_All": 1},
    POL + "Windows\\RemovableStorageDevices\\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}": {
        "Deny_Read": None, "Deny_Write": None, "Deny_Execute": None,
    },
    POL + "Windows\\EventLog\\EventForwarding\\SubscriptionManager": {
        "1": "Server=https://log.example.gov.cn:5986/wsman/SubscriptionManager/WEC,Refresh=60",
    },
    POL + "Windows\\WindowsUpdate": {"WUServer": "http://10.10.99.20:8530", "WUStatusServer": "http://10.10.99.20:8530"},
    POL + "Windows\\WindowsUpdate\\AU": {"UseWUServer": 1, "NoAutoUpdate": None, "AUOptions": 4},
    POL + "W32Time\\Parameters": {"Type": None, "NtpServer": None},
    POL + "W32Time\\TimeProviders\\NtpClient": {"Enabled": None, "SpecialPollInterval": None},
}  # fmt: skip

RULE = (
    "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|RA4=10.10.99.0/255.255.255.0|App=System|"
    "Name=@FirewallAPI.dll,-28753|"
)


def _service(name: str, start: str, state: str, account: str = "LocalSystem") -> dict[str, Any]:
    return {
        "account": account, "delayed": False, "name": name, "path": "C:\\Windows\\System32\\svchost.exe",
        "start": start, "state": state, "title": name, "trigger": False,
    }  # fmt: skip


def _user(rid: int, name: str, *, disabled: bool, expires: bool = True) -> dict[str, Any]:
    return {
        "disabled": disabled, "full_name": "", "last_logon": None if disabled else "2026-11-20T01:02:03Z",
        "locked": False, "name": name, "password_changeable": True, "password_expires": expires,
        "password_required": True,
        "password_set": "2026-10-01T00:00:00Z", "sid": f"{MACHINE}-{rid}",
    }  # fmt: skip


def _profile() -> dict[str, Any]:
    return {
        "enabled": True, "inbound": "NotConfigured", "local_rules": "NotConfigured", "log_allowed": "False",
        "log_dropped": "True", "log_file": "%systemroot%\\system32\\LogFiles\\Firewall\\pfirewall.log",
        "log_kilobytes": 16384, "outbound": "NotConfigured",
    }  # fmt: skip


def _log(name: str, size: int) -> dict[str, Any]:
    return {
        "enabled": True, "max_bytes": size, "mode": "Circular", "name": name, "oldest": "2026-05-01T00:00:00Z",
        "records": 120000, "size_bytes": size,
    }  # fmt: skip


def _adapter(chinese: bool) -> dict[str, Any]:  # noqa: FBT001 - a language
    return {
        "addresses": ["10.10.20.11/24", "fe80::1c2d:3e4f:5a6b:7c8d/64"], "category": 1, "description": "Intel(R) I210",
        "dhcp": False, "dns": ["10.10.99.53"], "gateways": ["10.10.20.1"],
        "guid": "{9B0A2C1D-3E4F-4A5B-8C7D-0E1F2A3B4C5D}", "index": 12, "mac": "02:00:5E:10:00:11",
        "name": "以太网" if chinese else "Ethernet", "netbios": 2, "physical": True, "type": 6, "up": True,
    }  # fmt: skip


def document(release: Release) -> dict[str, Any]:
    """A host of a release that is in good order; what the release does not have yet is null, with the reason."""
    server, old = release.kind != CLIENT, release.build < 9200
    errors: dict[str, Any] = {}

    def lacking(name: str, kind: str, message: str) -> None:
        errors[name] = {"hresult": None, "message": message, "type": kind}

    if server:
        lacking("antivirus.products", "missing", "无效命名空间" if release.chinese else "Invalid namespace")
        lacking("firewall.products", "missing", "无效命名空间" if release.chinese else "Invalid namespace")
    if old:
        lacking("smb.server", "missing", "Get-SmbServerConfiguration")
        lacking("smb.client", "missing", "Get-SmbClientConfiguration")
    defended = release.build >= 14393
    if not defended:
        lacking("antivirus.defender", "missing", "Get-MpComputerStatus")
    keys = deepcopy(_KEYS)
    if old:
        keys[CCS + "Services\\LanmanServer\\Parameters"]["SMB1"] = 0
        keys[CCS + "Services\\MrxSmb10"]["Start"] = 4
        keys[CCS + "Control\\SecurityProviders\\WDigest"]["UseLogonCredential"] = 0
    off = {"DisabledByDefault": 1, "Enabled": 0}
    sections: dict[str, Any] = {
        "account_policy": {
            "source": "secedit",
            "values": {
                "ClearTextPassword": 0, "EnableAdminAccount": 1, "EnableGuestAccount": 0, "LockoutBadCount": 5,
                "LockoutDuration": 30, "MaximumPasswordAge": 90, "MinimumPasswordAge": 1, "MinimumPasswordLength": 12,
                "NewAdministratorName": "gk-admin", "PasswordComplexity": 1, "PasswordHistorySize": 5,
                "ResetLockoutCount": 30, **({"AllowAdministratorLockout": 1} if release.build >= 17763 else {}),
            },
        },
        "adapters": [_adapter(release.chinese)],
        "antivirus": {
            "defender": {
                "antivirus_enabled": True, "behavior": True, "engine_version": "1.1.25090.3009", "ioav": True,
                "last_full_scan": "2026-11-18T02:00:00Z", "last_quick_scan": "2026-11-23T02:00:00Z",
                "on_access": True,
                "realtime": True, "running_mode": "Normal", "service_enabled": True, "signature_age_days": 1,
                "signature_updated": "2026-11-23T06:00:00Z", "signature_version": "1.441.200.0",
                "tamper_protected": True,
            } if defended else None,
            "exclusions": [],
            "products": None if server else [
                {"name": "火绒安全软件", "program": "wsctrlsvc.exe", "state": 266240,
                 "time": "Mon, 23 Nov 2026 02:00:00 GMT"}
            ],
            "vendor": {},
        },
        "audit_policy": {
            "options": {"CrashOnAuditFail": "0"},
            "subcategories": {
                f"{{0CCE92{number}-69AE-11D9-BED3-505054503030}}": value
                for number, value in zip(
                    ("10", "12", "15", "16", "17", "1D", "2F", "35"), (1, 3, 3, 1, 3, 0, 3, 3), strict=True
                )
            },
        },
        "bitlocker": None,
        "event_logs": [_log("Application", 33554432), _log("Security", 134217728), _log("System", 33554432)],
        "firewall": {
            "active": {name: _profile() for name in ("Domain", "Private", "Public")},
            "local": {"DomainProfile": {"EnableFirewall": 1}, "DomainProfile\\Logging": {"LogDroppedPackets": 1}},
            "local_rules": {"RemoteDesktop-UserMode-In-TCP": RULE},
            "policy": {},
            "policy_rules": {},
            "products": None if server else [],
        },
        "groups": [
            {
                "members": [{"kind": "User", "name": "gk-admin", "sid": f"{MACHINE}-500"}],
                "name": "Administrators",
                "sid": "S-1-5-32-544",
            },
        ],
        "os": {
            "architecture": "AMD64",
            "booted": "2026-11-12T01:00:00Z",
            "build": release.build,
            "caption": f"Microsoft Windows {release.name} {'标准版' if release.chinese else 'Standard'}",
            "chassis": [23],
            "code_page": "936" if release.chinese else "1252",
            "display_version": None,
            "domain": "WORKGROUP",
            "domain_role": 2 if server else 0,
            "edition": release.edition,
            "host_name": "数据中心-01" if release.chinese else "DC-01",
            "installation_type": "Server" if server else "Client",
            "installed": "2024-03-01T00:00:00Z",
            "language": 2052 if release.chinese else 1033,
            "manufacturer": "Lenovo",
            "model": "ThinkSystem SR650",
            "now": "2026-11-24T01:00:00Z",
            "part_of_domain": False,
            "product_type": release.kind,
            "service_pack": 1 if old else 0,
            "sku": 7,
            "time_zone": "China Standard Time",
            "ubr": release.ubr,
            "version": release.version,
        },
        "patches": {
            "hotfixes": [
                {"id": "KB5066586", "installed": "2026-11-12T00:00:00Z", "raw": "11/12/2026"},
                {"id": "KB5044281", "installed": None, "raw": "1/d4"},
            ],
            "last_success": "2026-11-11 19:02:11" if old else None,
            "newest_package": "2026-11-12T00:58:11Z",
            "reboot_pending": False,
        },
        "ports": [
            {"address": "0.0.0.0", "path": None, "pid": 900, "port": 135, "process": "svchost.exe", "protocol": "tcp",
             "services": ["RpcSs"]},
            {"address": "127.0.0.1", "path": None, "pid": 1200, "port": 8005, "process": "java.exe", "protocol": "tcp",
             "services": []},
            {"address": "::", "path": None, "pid": 4, "port": 445, "process": "System", "protocol": "tcp",
             "services": []},
            {"address": "0.0.0.0", "path": None, "pid": 1100, "port": 123, "process": "svchost.exe", "protocol": "udp",
             "services": ["W32Time"]},
        ],
        "power": {"batteries": [], "critical_action": None},
        "processes": [{"name": "svchost.exe", "path": None}, {"name": "java.exe", "path": None}],
        "rdp": {"certificate_hash": None, "connections": 1, "encryption": 3, "nla": 1, "security_layer": 2},
        "registry": keys,
        "routes": [
            {"destination": "0.0.0.0/0", "interface": 12, "metric": 25, "next_hop": "10.10.20.1"},
            {"destination": "10.10.20.0/24", "interface": 12, "metric": 281, "next_hop": "0.0.0.0"},
        ],
        "services": [
            _service("EventLog", "Auto", "Running", "NT AUTHORITY\\LocalService"),
            _service("LanmanServer", "Auto", "Running"),
            _service("mpssvc", "Auto", "Running", "NT Authority\\LocalService"),
            _service("Network UPS Tools", "Auto", "Running"),
            _service("RemoteAccess", "Disabled", "Stopped"),
            _service("RemoteRegistry", "Disabled", "Stopped", "NT AUTHORITY\\LocalService"),
            _service("W32Time", "Manual", "Running", "NT AUTHORITY\\LocalService"),
            _service("WinRM", "Auto", "Running", "NT AUTHORITY\\NetworkService"),
        ],
        "session": {
            "clr": "4.0.30319.42000", "elevated": True, "finished": "2026-11-24T01:00:20Z",
            "powershell": "5.1.17763.6640", "process_64bit": True, "started": "2026-11-24T01:00:00Z",
            "user_sid": f"{MACHINE}-500", "version": "1",
            "way": "ansible",
        },
        "shares": [
            {"access": None, "administrative": True, "name": "IPC$", "path": "", "type": 3},
            {
                "access": [
                    {"allow": True, "mask": 2032127, "sid": "S-1-5-32-544"},
                    {"allow": True, "mask": 1179817, "sid": "S-1-5-11"},
                    {"allow": False, "mask": 1245631, "sid": "S-1-5-32-546"},
                ],
                "administrative": False, "name": "档案" if release.chinese else "archive", "path": "D:\\archive",
                "type": 0,
            },
        ],
        "smb": {
            "client": None if old else {"EnableInsecureGuestLogons": False, "RequireSecuritySignature": True},
            "server": None if old else {
                "EnableSMB1Protocol": False, "EncryptData": False, "RequireSecuritySignature": True,
                "RejectUnencryptedAccess": True,
            },
        },
        "software": [
            {"installed": "20260301", "entry": "{A1B2}", "name": "7-Zip 24.08 (x64)", "publisher": "Igor Pavlov",
             "scope": "machine64", "version": "24.08"},
        ],
        "sql_server": [],
        "time": {"source_event": {"id": 37, "time": "2026-11-23T20:00:00Z"}},
        "tls": {
            "ciphers": {"RC4 128/128": {"Enabled": 0}, "Triple DES 168": {"Enabled": 0}},
            "hashes": {},
            "key_exchange": {},
            "protocols": {
                f"{name}\\{side}": dict(off)
                for name in ("SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1")
                for side in ("Client", "Server")
            } | {f"TLS 1.2\\{side}": {"DisabledByDefault": 0, "Enabled": 1} for side in ("Client", "Server")},
        },
        "usb_devices": [],
        "user_hives": {"loaded": [], "not_loaded": [f"{MACHINE}-500"]},
        "user_rights": {
            "SeDebugPrivilege": ["S-1-5-32-544"],
            "SeNetworkLogonRight": ["S-1-5-11", "S-1-5-32-544"],
            "SeDenyNetworkLogonRight": ["S-1-5-32-546", "审计员" if release.chinese else "auditor"],
        },
        "users": [
            _user(500, "gk-admin", disabled=False),
            _user(501, "Guest", disabled=True),
            _user(1001, "ops-zhang", disabled=False, expires=False),
        ],
        "winrm": {
            "listeners": [{"certificate": True, "enabled": True, "hostname": "dc-01", "name": "*+HTTPS", "port": 5986}]
        },
    }  # fmt: skip
    lacking("bitlocker", "missing", "MicrosoftVolumeEncryption")
    return {"errors": errors, "schema": "windows-facts/1", "sections": sections}


def written(data: dict[str, Any]) -> str:
    """The text as the collector writes it: keys in order, one value a line."""
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
