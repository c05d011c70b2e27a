"""The system itself: release, patches, programs, power, volumes.

Releases: Win32_OperatingSystem.ProductType tells clients from servers of the same build; a client from build 22000 on
is Windows 11, whatever ProductName says. EditionID tells which line of Microsoft's life-cycle pages holds.
"""

from __future__ import annotations

import re

from dengbao.model import (
    Absent,
    Battery,
    Device,
    Fact,
    HostKind,
    Known,
    Lines,
    OperatingSystem,
    Patch,
    Section,
    Software,
    Unknown,
    Unsupported,
    Updates,
    Volume,
)
from parsers.windows.document import FILE, Part, Spot, listed, said
from parsers.windows.evidence import WINDOWS_11, Evidence
from parsers.windows.facts import Hotfix, Os, Patches
from parsers.windows.facts_exposure import BatteryEntry, Drive, PowerState, Program
from parsers.windows.registry import POL, number, on, text

_KINDS: dict[int, HostKind] = {1: "workstation", 2: "domain_controller", 3: "server"}
_CLIENTS = {7601: "7", 7600: "7", 9200: "8", 9600: "8.1"}
_SERVERS = {
    7600: "2008 R2", 7601: "2008 R2", 9200: "2012", 9600: "2012 R2", 14393: "2016", 17763: "2019", 20348: "2022",
    25398: "23H2", 26100: "2025",
}  # fmt: skip
_LONG_TERM = {"EnterpriseS", "EnterpriseSN", "IoTEnterpriseS", "EnterpriseSEval"}
_ENTERPRISE = {"Enterprise", "EnterpriseN", "EnterpriseEval", "Education", "EducationN", "IoTEnterprise"}
_CONSUMER = re.compile(r"Core|Professional|CoreCountrySpecific|CoreSingleLanguage")
_ON_MAINS = {2, 3, 6, 7, 8, 9, 11}
_ON_BATTERY = {1, 4, 5}
_NO_RUNTIME = 71582788  # Win32_Battery: on mains, or not known
_AUTOMATIC_UPDATE = 4


def read_system(evidence: Evidence, device: Device) -> None:
    """Fill the parts of the model that say what the host is."""
    part, host = evidence.os, device.host
    device.system.file = FILE
    device.system.hostname = part.known(part.data.host_name if part.data else None, "host_name")
    device.system.vendor = part.known(part.data.manufacturer if part.data else None, "manufacturer")
    device.system.model = part.known(part.data.model if part.data else None, "model")
    host.os = _os(part)
    device.system.version = host.os.build
    host.updates = _updates(evidence)
    host.software = listed(evidence.document.part("software", list[Program]), _program)
    host.volumes = listed(evidence.document.part("bitlocker", list[Drive]), _drive)
    host.battery = _battery(evidence.document.part("power", PowerState))


def _os(part: Part[Os]) -> OperatingSystem:
    found, at = part.data, part.spot.at
    if found is None:
        lacking = part.lacking()
        return OperatingSystem(
            family=Known("windows"), name=lacking, version=lacking, build=lacking, edition=lacking, line=lacking,
            kind=lacking, domain=lacking, minimal=lacking, file=FILE,
        )  # fmt: skip
    exact = f"{found.version}.{found.ubr}" if found.version and found.ubr is not None else found.version
    kind: Fact[HostKind] = said(_KINDS.get(found.product_type or 0), at("product_type"), "product_type")
    joined = None if found.part_of_domain is None else (found.domain or "" if found.part_of_domain else "")
    core = None if found.installation_type is None else found.installation_type.casefold() == "server core"
    return OperatingSystem(
        family=Known("windows", at("version"), FILE),
        name=said(_name(found), at("product_type", "build", "edition"), "build"),
        version=said(found.version, at("version"), "version"),
        build=said(exact, at("version", "ubr"), "version"),
        edition=said(found.edition, at("edition"), "edition"),
        line=_line(found, at("build", "product_type", "edition")),
        kind=kind,
        domain=said(joined, at("part_of_domain", "domain"), "part_of_domain"),
        minimal=said(core, at("installation_type"), "installation_type"),
        file=FILE,
    )


def _name(found: Os) -> str | None:
    """What people call it, from numbers alone: Caption is in the system's language."""
    if found.build is None or found.product_type is None:
        return None
    if _KINDS.get(found.product_type) == "workstation":
        release = _CLIENTS.get(found.build, "11" if found.build >= WINDOWS_11 else "10")
    elif found.build in _SERVERS:
        release = f"Server {_SERVERS[found.build]}"
    else:
        return None
    return " ".join(filter(None, ("Windows", release, found.edition, found.display_version)))


def _line(found: Os, lines: Lines) -> Fact[str]:
    """Which line of the life-cycle pages holds; editions that these do not have stay open."""
    edition = found.edition or ""
    if found.product_type is None or not edition:
        return Unknown("采集结果没有给出产品类型或版本(edition)", lines, FILE)
    if _KINDS.get(found.product_type) != "workstation":
        return Known("windows_server", lines, FILE)
    if edition in _LONG_TERM:
        return Known("windows_iot_ltsc" if edition.startswith("IoT") else "windows_ltsc", lines, FILE)
    if edition in _ENTERPRISE:
        return Known("windows_enterprise", lines, FILE)
    if _CONSUMER.match(edition):
        return Known("windows_pro", lines, FILE)
    return Unknown(f"不清楚 {edition} 版本适用哪一份生命周期", lines, FILE)


def _updates(evidence: Evidence) -> Updates:
    part = evidence.document.part("patches", Patches)
    registry = evidence.registry
    update = POL + "Windows\\WindowsUpdate\\"
    uses_server = registry.first(update + "AU\\UseWUServer", read=on, absent=Absent(False, "没有设置更新服务器策略"))
    server = registry.first(update + "WUServer", read=text, absent=Absent("", "没有设置 WSUS 地址"))
    direct = isinstance(uses_server, (Known, Absent)) and not uses_server.value
    return Updates(
        patches=_patches(part, evidence),
        last=_last(part),
        pending=Unsupported("采集脚本不查询待装更新"),
        source=Absent("", "没有启用 WSUS(UseWUServer)") if direct else server,
        automatic=_automatic(evidence, update),
        file=FILE,
    )


def _automatic(evidence: Evidence, update: str) -> Fact[bool]:
    """Whether updates come by themselves: the policy says so, or forbids it; without one the user's setting counts."""
    unset = Unknown("没有用组策略设置自动更新(AUOptions)")
    forbidden = evidence.registry.first(update + "AU\\NoAutoUpdate", read=on, absent=Absent(False, "没有禁止自动更新"))
    if isinstance(forbidden, Known) and forbidden.value:
        return Known(False, forbidden.lines, forbidden.file)
    return evidence.registry.first(
        update + "AU\\AUOptions",
        read=lambda value: None if (found := number(value)) is None else found == _AUTOMATIC_UPDATE,
        absent=unset,
    )


def _patches(part: Part[Patches], evidence: Evidence) -> Section[Patch]:
    if part.data is None:
        return part.missing()
    spot = part.spot.into("hotfixes")
    if part.data.hotfixes is None or spot is None:
        return Section(missing=evidence.document.why("patches.hotfixes"), file=FILE)
    return listed(Part(part.data.hotfixes, spot), _patch)


def _patch(found: Hotfix, spot: Spot) -> Patch:
    return Patch(name=found.id, lines=spot.at("id", "installed"), installed=_day(found.installed), file=FILE)


def _last(part: Part[Patches]) -> Fact[str]:
    """The newest day of the three sources: servicing packages, hotfixes, and what Windows Update last installed."""
    if part.data is None:
        return part.lacking()
    days: list[tuple[str, Lines]] = [
        (_day(part.data.newest_package), part.spot.at("newest_package")),
        (_day(part.data.last_success), part.spot.at("last_success")),
    ]
    spot = part.spot.into("hotfixes")
    if part.data.hotfixes and spot:
        days += [
            (_day(one.installed), at.at("installed"))
            for one, (_, at) in zip(part.data.hotfixes, spot.each(), strict=True)
        ]
    day, lines = max(days)
    return (
        Known(day, lines, FILE)
        if day
        else Unknown("采集结果没有任何补丁的安装日期", part.spot.at("newest_package"), FILE)
    )


def _program(found: Program, spot: Spot) -> Software | None:
    day = found.installed or ""
    return Software(
        name=found.name or found.entry,
        lines=spot.at("name", "version"),
        version=found.version or "",
        publisher=found.publisher or "",
        installed=f"{day[:4]}-{day[4:6]}-{day[6:]}" if re.fullmatch(r"\d{8}", day) else "",
        file=FILE,
    )


def _drive(found: Drive, spot: Spot) -> Volume:
    protected = {0: False, 1: True}.get(found.protection if found.protection is not None else -1)
    return Volume(
        name=found.drive or "?",
        lines=spot.at("drive", "protection"),
        system=found.kind == 0,
        encrypted=said(protected, spot.at("protection"), "protection"),
        file=FILE,
    )


def _battery(part: Part[PowerState]) -> Battery:
    """The first battery; Win32_Battery counts laptops' as well as UPSes on USB."""
    if part.data is None:
        lacking = part.lacking()
        return Battery(present=lacking, on_mains=lacking, charge_percent=lacking, runtime_seconds=lacking, file=FILE)
    lines = part.spot.at("batteries")
    spots = part.spot.into("batteries")
    if not part.data.batteries or spots is None:
        none = Unsupported("这台主机没有电池或 USB 接口的 UPS")
        return Battery(
            present=Known(False, lines, FILE), on_mains=none, charge_percent=none, runtime_seconds=none, file=FILE
        )
    battery, (_, spot) = part.data.batteries[0], next(spots.each())
    return Battery(
        present=Known(True, spot.at("status") or lines, FILE),
        on_mains=said(_mains(battery), spot.at("status"), "status"),
        charge_percent=said(_percent(battery), spot.at("charge_percent"), "charge_percent"),
        runtime_seconds=said(_seconds(battery), spot.at("runtime_minutes"), "runtime_minutes"),
        file=FILE,
    )


def _mains(battery: BatteryEntry) -> bool | None:
    return True if battery.status in _ON_MAINS else False if battery.status in _ON_BATTERY else None


def _percent(battery: BatteryEntry) -> float | None:
    return None if battery.charge_percent is None else float(battery.charge_percent)


def _seconds(battery: BatteryEntry) -> float | None:
    known = battery.runtime_minutes is not None and battery.runtime_minutes != _NO_RUNTIME
    return float(battery.runtime_minutes or 0) * 60 if known else None


def _day(time: str | None) -> str:
    """The day of a time; empty for none."""
    return (time or "")[:10]
