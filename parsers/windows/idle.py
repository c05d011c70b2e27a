"""Values of the collector's document that no policy asks for, each with the reason: by section, then by key."""

from __future__ import annotations

from typing import Any

_SHOWN = "只供人看,随语言变化"
_NOT_ASKED = "没有检查项需要"
_DETAIL = "同一事实另有更准的一项"
_SELF = "采集脚本自身的情况"

IDLE: dict[str, dict[str, Any]] = {
    "session": dict.fromkeys(
        ("version", "started", "finished", "way", "powershell", "clr", "process_64bit", "elevated", "user_sid"), _SELF
    ),
    "os": {
        "domain_role": _DETAIL,
        "caption": _SHOWN,
        "display_version": _DETAIL,
        "sku": _DETAIL,
        "service_pack": _DETAIL,
        "architecture": _NOT_ASKED,
        "language": _NOT_ASKED,
        "code_page": _NOT_ASKED,
        "installed": _NOT_ASKED,
        "now": _NOT_ASKED,
        "chassis": _NOT_ASKED,
    },
    "patches": {"hotfixes": {"raw": _SHOWN}, "reboot_pending": _NOT_ASKED},
    "ports": {"pid": _DETAIL, "path": _NOT_ASKED},
    "processes": {"path": _NOT_ASKED},
    "services": {"title": _SHOWN, "delayed": _NOT_ASKED, "trigger": _NOT_ASKED},
    "users": {"full_name": _NOT_ASKED, "locked": _NOT_ASKED, "password_changeable": _NOT_ASKED},
    "groups": {"members": {"kind": _NOT_ASKED}},
    "firewall": {
        "active": {
            name: {
                "outbound": _NOT_ASKED,
                "log_allowed": _NOT_ASKED,
                "log_file": _NOT_ASKED,
                "log_kilobytes": _NOT_ASKED,
            }
            for name in ("Domain", "Private", "Public")
        },
        "products": {"program": _NOT_ASKED, "time": _SHOWN},
    },
    "antivirus": {
        "products": {"program": _NOT_ASKED, "time": _SHOWN},
        "defender": dict.fromkeys(
            (
                "on_access",
                "behavior",
                "ioav",
                "tamper_protected",
                "engine_version",
                "last_quick_scan",
                "last_full_scan",
            ),
            _NOT_ASKED,
        ),
        "exclusions": _NOT_ASKED,
    },
    "software": {"scope": _NOT_ASKED},
    "event_logs": {"size_bytes": _NOT_ASKED, "records": _NOT_ASKED},
    "winrm": {"listeners": {"port": _NOT_ASKED, "hostname": _NOT_ASKED, "certificate": _NOT_ASKED}},
    "rdp": {"certificate_hash": _NOT_ASKED},
    "tls": {"hashes": _NOT_ASKED, "key_exchange": _NOT_ASKED},
    "usb_devices": dict.fromkeys(("id", "serial", "name"), "只说明曾经接入过,不是现在的设置"),
    "adapters": {"guid": _DETAIL, "netbios": _NOT_ASKED, "category": _NOT_ASKED},
    "power": {"batteries": {"name": _NOT_ASKED, "device": _NOT_ASKED}, "critical_action": _NOT_ASKED},
    "bitlocker": {"method": _NOT_ASKED, "conversion": _DETAIL},
    "sql_server": {
        "id": _DETAIL,
        "query": dict.fromkeys(("sysadmins", "sql_logins", "audits"), _NOT_ASKED),
    },
}

_BEYOND = "三级没有这项要求"
IDLE_VALUES: dict[str, str] = {
    **dict.fromkeys(
        (
            "allowautoconfig", "allowdigest", "allowremoteshellaccess", "announceflags", "autodisconnect",
            "consentpromptbehavioruser", "deny_execute", "denydeviceclasses", "denydeviceids", "denyremovabledevices",
            "disabledomaincreds", "disableipsourcerouting", "enableicmpredirect", "enablesecuritysignature",
            "enabletranscripting", "encryptionmethodwithxtsos", "fallowunsolicited", "fdisableccm", "fdisablelpt",
            "fdisablepnpredir", "filteradministratortoken", "fminimizeconnections", "forceguest", "ipv6filter",
            "ldapclientintegrity", "maxnegphasecorrection", "maxposphasecorrection", "noautoplayfornonvolume",
            "ntlmminclientsec", "ntlmminserversec", "nullsessionpipes", "nullsessionshares", "promptonsecuredesktop",
            "rdvdenywriteaccess", "restrictremotesam", "schusestrongcrypto", "scforceoption", "scremoveoption",
            "specialpollinterval", "synattackprotect", "systemdefaulttlsversions", "trusted_hosts", "trustedhosts",
            "warninglevel", "customsd", "functions",
        ),
        _BEYOND,
    ),
    **dict.fromkeys(
        ("avsignatureapplied", "avsignatureversion", "signatureslastupdated", "timezonekeyname", "wustatusserver"),
        _DETAIL,
    ),
    **dict.fromkeys(("defaultusername", "legalnoticecaption"), _NOT_ASKED),
}  # fmt: skip
"""Registry values by name, in small letters, that the collector takes and no policy asks for."""

_IN_FORCE = "另一部分给出了生效值"
IDLE_KEYS: dict[str, str] = {
    **dict.fromkeys(
        (
            "\\control\\terminal server", "\\control\\terminal server\\winstations\\rdp-tcp",
            "\\windows nt\\terminal services", "\\services\\eventlog\\application", "\\services\\eventlog\\security",
            "\\services\\eventlog\\system", "\\windows\\eventlog\\application", "\\windows\\eventlog\\security",
            "\\windows\\eventlog\\system", "\\services\\lanmanserver\\parameters",
            "\\services\\lanmanworkstation\\parameters", "\\microsoft\\windows defender",
            "\\windows defender\\real-time protection", "\\windows defender\\signature updates",
        ),
        _IN_FORCE,
    ),
    **dict.fromkeys(
        (
            "\\timeproviders\\ntpserver", "\\timeproviders\\vmictimeprovider", "\\w32time\\config", "\\microsoft\\fve",
            "\\wsman\\client", "\\winrm\\client", "\\winrm\\service\\winrs",
            *(f"\\removablestoragedevices\\{{{guid}}}" for guid in (
                "53f56307-b6bf-11d0-94f2-00a0c91efb8b", "53f56308-b6bf-11d0-94f2-00a0c91efb8b",
                "6ac27878-a6fa-4155-ba85-f98f491d4f33", "f33fdc04-d1ac-4e8e-9a30-19bbd4b108ae",
            )),
        ),
        _BEYOND,
    ),
    "\\currentversion\\internet settings": _DETAIL,
}  # fmt: skip
"""Keys by how their path ends, in small letters: of these, values that are not used are irrelevant."""
