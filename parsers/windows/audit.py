"""What is recorded: audit policy, event logs, forwarding, time.

Subcategories by GUID {0CCE92xx-69AE-11D9-BED3-505054503030}: [MS-GPAC] 2.2.1.4. Event-log policies (sizes in KB, the
service's own in bytes): eventlog.admx. Time service: Microsoft Learn, "Windows Time service tools and settings".
"""

from __future__ import annotations

import re

from dengbao.model import (
    Absent,
    Audit,
    AuditSetting,
    AuditTopic,
    Clock,
    Device,
    EventLog,
    Fact,
    Known,
    Lines,
    Logging,
    LogServer,
    NtpServer,
    Section,
    Unknown,
    Unsupported,
    WhenFull,
)
from parsers.windows.document import FILE, Spot, listed, said
from parsers.windows.evidence import Evidence
from parsers.windows.facts import AuditPolicy, LogFile, TimeService
from parsers.windows.registry import CCS, CV, POL, on, text

_TOPICS: dict[str, tuple[AuditTopic, str]] = {
    "10": ("security_state", "Security State Change"),
    "11": ("security_extension", "Security System Extension"),
    "12": ("integrity", "System Integrity"),
    "14": ("system_other", "Other System Events"),
    "15": ("logon", "Logon"),
    "16": ("logoff", "Logoff"),
    "17": ("lockout", "Account Lockout"),
    "1B": ("special_logon", "Special Logon"),
    "1C": ("session", "Other Logon/Logoff Events"),
    "24": ("file_share", "File Share"),
    "27": ("tasks", "Other Object Access Events"),
    "28": ("privileges", "Sensitive Privilege Use"),
    "2B": ("process", "Process Creation"),
    "2F": ("audit_policy", "Audit Policy Change"),
    "30": ("authentication_policy", "Authentication Policy Change"),
    "31": ("authorization_policy", "Authorization Policy Change"),
    "32": ("firewall_policy", "MPSSVC Rule-Level Policy Change"),
    "35": ("accounts", "User Account Management"),
    "36": ("computers", "Computer Account Management"),
    "37": ("groups", "Security Group Management"),
    "3A": ("account_other", "Other Account Management Events"),
    "3B": ("directory", "Directory Service Access"),
    "3C": ("directory_changes", "Directory Service Changes"),
    "3F": ("credentials", "Credential Validation"),
    "40": ("kerberos_tickets", "Kerberos Service Ticket Operations"),
    "42": ("kerberos", "Kerberos Authentication Service"),
    "45": ("removable_storage", "Removable Storage"),
    "48": ("devices", "Plug and Play Events"),
}
_GUID = re.compile(r"\{0CCE92([0-9A-F]{2})-69AE-11D9-BED3-505054503030\}")
_SUCCESS, _FAILURE = 1, 2
_LOGS = {"Application": "application", "Security": "security", "System": "system"}
_WHEN_FULL: dict[str | None, WhenFull] = {"Circular": "overwrite", "AutoBackup": "archive", "Retain": "keep"}
_LSA = CCS + "Control\\Lsa\\"
_TIME = "Services\\W32Time\\"
_ZONES = {
    "China Standard Time": 480, "Taipei Standard Time": 480, "Singapore Standard Time": 480,
    "W. Australia Standard Time": 480, "North Asia East Standard Time": 480, "Ulaanbaatar Standard Time": 480,
    "UTC": 0, "GMT Standard Time": 0, "Greenwich Standard Time": 0, "W. Europe Standard Time": 60,
    "Romance Standard Time": 60, "Central Europe Standard Time": 60, "Russian Standard Time": 180,
    "India Standard Time": 330, "SE Asia Standard Time": 420, "North Asia Standard Time": 420,
    "Tokyo Standard Time": 540, "Korea Standard Time": 540, "AUS Eastern Standard Time": 600,
    "Pacific Standard Time": -480, "Mountain Standard Time": -420, "Central Standard Time": -360,
    "Eastern Standard Time": -300,
}  # fmt: skip
"""Minutes east of UTC of zones by their key name (not translated), without summer time."""

_IN_STEP = {35, 37}
_OUT_OF_STEP = {36, 47, 129, 134}


def read_audit(evidence: Evidence, device: Device) -> None:
    """Fill audit policy, logs, forwarding and time."""
    device.host.audit = _audit(evidence)
    device.host.event_logs = listed(evidence.document.part("event_logs", list[LogFile]), _log)
    device.logging = _logging(evidence)
    device.clock = _clock(evidence)


def _audit(evidence: Evidence) -> Audit:
    first = evidence.registry.first
    settings = _settings(evidence)
    return Audit(
        enabled=Unknown(settings.missing) if settings.missing else Known(True),
        settings=settings,
        immutable=Unsupported("Windows 的审核策略没有锁定一说"),
        halts_when_full=first(_LSA + "CrashOnAuditFail", read=on, absent=Absent(False, "缺省不停机(安全策略设置参考)")),
        subcategories_rule=first(
            _LSA + "SCENoApplyLegacyAuditPolicy", read=on, absent=Absent(True, "缺省启用(安全策略设置参考)")
        ),
        command_lines=first(
            CV + "Policies\\System\\Audit\\ProcessCreationIncludeCmdLine_Enabled",
            read=on,
            absent=Absent(False, "缺省不记录(AuditSettings.admx)"),
        ),
        scripts=first(
            POL + "Windows\\PowerShell\\ScriptBlockLogging\\EnableScriptBlockLogging",
            read=on,
            absent=Absent(False, "没有启用脚本块日志策略"),
        ),
        file=FILE,
    )


def _settings(evidence: Evidence) -> Section[AuditSetting]:
    """Subcategories, of the collector's document, else of an export; one without a known topic is ``other``."""
    part, export = evidence.document.part("audit_policy", AuditPolicy), evidence.audit
    spot = part.spot.into("subcategories") if part.data else None
    if part.data and spot:
        pairs = zip(part.data.subcategories.items(), spot.each(), strict=True)
        items = [_setting(guid, value, at.line, FILE) for (guid, value), (_, at) in pairs]
        return Section(items=items, missing="", file=FILE)
    if export.trouble:
        return Section(missing=export.trouble, file=export.file) if export.given else part.missing()
    items = [_setting(guid, value, line, export.file) for guid, (value, line) in export.settings.items()]
    return Section(items=items, missing="", file=export.file)


def _setting(guid: str, value: int | None, line: int, file: str) -> AuditSetting:
    match = _GUID.fullmatch(guid.upper())
    topic, name = _TOPICS.get(match[1] if match else "", ("other", guid))
    fits = value is not None and 0 <= value <= _SUCCESS | _FAILURE
    unclear = Unknown("审核设置的文字不是已知语言,或数值无法识别:请用 auditpol /backup 导出", (line,), file)
    return AuditSetting(
        topic=topic,
        name=name,
        lines=(line,),
        success=Known(bool(value & _SUCCESS), (line,), file) if fits and value is not None else unclear,
        failure=Known(bool(value & _FAILURE), (line,), file) if fits and value is not None else unclear,
        file=file,
    )


def _log(found: LogFile, spot: Spot) -> EventLog:
    return EventLog(
        name=_LOGS.get(found.name, found.name),
        lines=spot.at("name", "max_bytes", "mode"),
        enabled=said(found.enabled, spot.at("enabled"), "enabled"),
        max_bytes=said(found.max_bytes, spot.at("max_bytes"), "max_bytes"),
        when_full=said(_WHEN_FULL.get(found.mode), spot.at("mode"), "mode"),
        days=Unsupported("Windows 事件日志按大小而不是天数保留"),
        oldest=said(found.oldest and found.oldest[:10], spot.at("oldest"), "oldest"),
        file=FILE,
    )


def _logging(evidence: Evidence) -> Logging:
    """Collectors of event forwarding (a source-initiated subscription: Server=http(s)://host:port/…)."""
    key = POL + "Windows\\EventLog\\EventForwarding\\SubscriptionManager"
    values = evidence.registry.key(key)
    if values is None:
        servers: Section[LogServer] = Section(missing=f"采集结果没有注册表项 {key}", file=FILE)
    else:
        items = [
            LogServer(address=match[2], lines=(line,), transport="tls" if match[1] == "https" else "tcp", file=FILE)
            for _, value, line in values
            if (match := re.search(r"Server=(https?)://([^:/,]+)", text(value) or "", re.IGNORECASE))
        ]
        servers = Section(items=items, missing="", none="没有设置事件转发(SubscriptionManager)", file=FILE)
    return Logging(servers=servers, file=FILE)


def _clock(evidence: Evidence) -> Clock:
    first = evidence.registry.first
    kind = first(
        POL + "W32Time\\Parameters\\Type", CCS + _TIME + "Parameters\\Type", read=text,
        absent=evidence.undocumented("W32Time 的 Type"),
    )  # fmt: skip
    part = evidence.os
    zone_at = part.spot.at("time_zone")
    zone = _ZONES.get(part.data.time_zone or "") if part.data else None
    return Clock(
        servers=_servers(evidence, kind),
        authenticated=Unsupported("Windows 时间服务在域外不认证时间源"),
        algorithms=Unsupported("Windows 时间服务在域外不认证时间源"),
        zone_minutes=said(zone, zone_at, "time_zone") if part.data else part.lacking(),
        synchronised=_in_step(evidence),
        file=FILE,
    )


def _servers(evidence: Evidence, kind: Fact[str]) -> Section[NtpServer]:
    """Time sources: those listed with NTP and AllSync, the domain with NT5DS, none with NoSync or the client off."""
    if not isinstance(kind, Known):
        return Section(missing=getattr(kind, "why", ""), file=FILE)
    on_fact = evidence.registry.first(
        POL + "W32Time\\TimeProviders\\NtpClient\\Enabled", CCS + _TIME + "TimeProviders\\NtpClient\\Enabled",
        read=on, absent=evidence.undocumented("NtpClient 的 Enabled"),
    )  # fmt: skip
    if isinstance(on_fact, Unknown):
        return Section(missing=on_fact.why, file=FILE)
    word, lines = kind.value.casefold(), kind.lines
    items: list[NtpServer] = []
    if on_fact and word in {"ntp", "allsync"}:
        listed_servers = evidence.registry.first(
            POL + "W32Time\\Parameters\\NtpServer", CCS + _TIME + "Parameters\\NtpServer",
            read=text, absent=Absent("", "没有设置 NtpServer"),
        )  # fmt: skip
        if isinstance(listed_servers, Unknown):
            return Section(missing=listed_servers.why, file=FILE)
        items += [_server(entry, (*lines, *listed_servers.lines)) for entry in listed_servers.value.split()]
    if on_fact and word in {"nt5ds", "allsync"} and evidence.os.data and evidence.os.data.part_of_domain:
        items.append(NtpServer(address=evidence.os.data.domain or "域", lines=lines, file=FILE))
    return Section(items=items, missing="", none="没有时间源", file=FILE)


def _server(entry: str, lines: Lines) -> NtpServer:
    address, _, _flags = entry.partition(",")
    return NtpServer(address=address, lines=lines, file=FILE)


def _in_step(evidence: Evidence) -> Fact[bool]:
    """What the time service said last: 35 and 37 in step, 36, 47, 129 and 134 not."""
    part = evidence.document.part("time", TimeService)
    if part.data is None:
        return part.lacking()
    event, spot = part.data.source_event, part.spot.into("source_event")
    if event is None or spot is None:
        return Unknown("系统日志中没有时间服务的记录")
    state = True if event.id in _IN_STEP else False if event.id in _OUT_OF_STEP else None
    return said(state, spot.at("id", "time"), "source_event")
