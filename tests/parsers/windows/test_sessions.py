"""Sessions, media, programs, time, power and databases."""

from __future__ import annotations

from typing import Any

import pytest

from dengbao.model import Unknown, Unsupported
from tests.parsers.windows.documents import CCS, MACHINE, POL
from tests.parsers.windows.support import host, registry, sections

DESKTOP = "Control Panel\\Desktop"


def hives(*desktops: dict[str, Any]) -> dict[str, Any]:
    """Users who are logged on, with their desktops."""
    loaded = [
        {"sid": f"{MACHINE}-{1000 + at}", "user": None, "values": {DESKTOP: desk}} for at, desk in enumerate(desktops)
    ]
    return {"loaded": loaded, "not_loaded": []}


SAVER = {"ScreenSaveActive": "1", "ScreenSaverIsSecure": "1", "ScreenSaveTimeOut": "600", "SCRNSAVE.EXE": "x.scr"}


def test_the_machine_locks() -> None:
    lock = host().host.screen_lock
    assert (lock.minutes.value, lock.password.value) == (10.0, True)


@pytest.mark.parametrize(
    ("desktops", "minutes", "password"),
    [
        ([SAVER], 10.0, True),
        ([SAVER, SAVER | {"ScreenSaveTimeOut": "1800"}], 30.0, True),
        ([SAVER, SAVER | {"ScreenSaveActive": "0"}], 0.0, True),
        ([SAVER | {"ScreenSaverIsSecure": "0"}, SAVER], 10.0, False),
        ([SAVER | {"ScreenSaveTimeOut": None}], 0.0, True),
    ],
)
def test_else_the_weakest_user_counts(desktops: list[dict[str, Any]], minutes: float, password: bool) -> None:  # noqa: FBT001 - a case
    device = host(registry=registry(InactivityTimeoutSecs=None), user_hives=hives(*desktops))
    assert device.host.screen_lock.minutes.value == minutes
    assert device.host.screen_lock.password.value is password


def test_a_lock_that_nobody_can_see_is_undecided() -> None:
    device = host(registry=registry(InactivityTimeoutSecs=None))
    assert isinstance(device.host.screen_lock.minutes, Unknown)
    open_one = host(registry=registry(InactivityTimeoutSecs=0), user_hives=hives(SAVER | {"SCRNSAVE.EXE": None}))
    assert isinstance(open_one.host.screen_lock.minutes, Unknown)
    old = host(
        "7", registry=registry("7", InactivityTimeoutSecs=600), user_hives=hives(SAVER | {"ScreenSaveActive": "0"})
    )
    assert old.host.screen_lock.minutes.value == 0.0  # the limit came with Windows 8


@pytest.mark.parametrize(
    ("values", "works"),
    [
        ({"Deny_All": 1}, False),
        ({"Deny_All": None}, True),
        ({"Deny_All": 0, "Deny_Read": 1}, False),
        ({"Deny_All": None, "Start": 4}, False),
    ],
)
def test_usb_storage(values: dict[str, Any], works: bool) -> None:  # noqa: FBT001 - a case
    assert host(registry=registry(**values)).host.removable.usb_storage.value is works


def test_usb_storage_needs_both_drivers_off() -> None:
    keys = registry(Deny_All=None)
    keys[CCS + "Services\\USBSTOR"]["Start"] = 4
    assert host(registry=keys).host.removable.usb_storage.value is True
    keys[CCS + "Services\\UASPStor"]["Start"] = None
    assert host(registry=keys).host.removable.usb_storage.value is False
    keys[CCS + "Services\\USBSTOR"]["Start"] = None
    assert isinstance(host(registry=keys).host.removable.usb_storage, Unknown)
    keys[POL + "Windows\\DeviceInstall\\Restrictions"] = {"DenyRemovableDevices": 1}
    keys[CCS + "Services\\USBSTOR"]["Start"] = 3
    assert isinstance(host(registry=keys).host.removable.usb_storage, Unknown)


@pytest.mark.parametrize(
    ("mask", "no", "runs"),
    [(255, None, False), (0x91, None, True), (None, None, True), (None, 1, False), (4, 0, False)],
)
def test_autorun(mask: int | None, no: int | None, runs: bool) -> None:  # noqa: FBT001 - a case
    fact = host(registry=registry(NoDriveTypeAutoRun=mask, NoAutorun=no)).host.removable.autorun
    assert fact.value is runs


def test_remote_desktop_times_are_minutes() -> None:
    desktop = host().host.remote_desktop
    assert (desktop.enabled.value, desktop.network_authentication.value, desktop.layer.value) == (True, True, "tls")
    assert (desktop.encryption.value, desktop.idle_minutes.value, desktop.disconnected_minutes.value) == (
        "high",
        10.0,
        10.0,
    )
    assert desktop.drives_redirected.value is False
    keys = registry()
    keys[POL + "Windows NT\\Terminal Services"]["MaxIdleTime"] = None
    assert host(registry=keys).host.remote_desktop.idle_minutes.value == 0.0
    keys[CCS + "Control\\Terminal Server\\WinStations\\RDP-Tcp"] |= {"MaxIdleTime": 300000, "fInheritMaxIdleTime": 0}
    assert host(registry=keys).host.remote_desktop.idle_minutes.value == 5.0
    asked = host(rdp=OSError("x"), registry=keys).host.remote_desktop
    assert (asked.enabled.value, asked.layer.value) == (False, "tls")


def test_scanners() -> None:
    server = {one.name: one for one in host().host.antivirus}
    assert server["Microsoft Defender"].signatures.value == "2026-11-23"
    assert server["Microsoft Defender"].real_time.value is True
    client = {one.name: one for one in host("10").host.antivirus}
    assert client["火绒安全软件"].running.value is True
    assert client["火绒安全软件"].current.value is True
    assert isinstance(client["火绒安全软件"].signatures, Unknown)


def test_no_scanner_is_a_fact_and_an_unasked_one_is_none() -> None:
    assert len(host("2012r2").host.antivirus) == 0
    broken = host("2019", antivirus=OSError("x"))
    assert broken.host.antivirus.missing == "采集 antivirus 时出错(OSError:x)"


@pytest.mark.parametrize(
    ("state", "running", "current"),
    [(266240, True, True), (266256, True, False), (262144, False, True), (270336, False, True)],
)
def test_what_the_security_centre_says(state: int, running: bool, current: bool) -> None:  # noqa: FBT001 - a case
    product = {"name": "360杀毒", "program": None, "state": state, "time": None}
    found = host(
        "10", antivirus={"defender": None, "exclusions": [], "products": [product], "vendor": {}}
    ).host.antivirus.items
    assert [(one.name, one.running.value, one.current.value) for one in found] == [("360杀毒", running, current)]


def test_signatures_that_never_came() -> None:
    found = sections()["antivirus"]
    found["defender"] |= {"signature_age_days": 65535, "signature_updated": None}
    assert host(antivirus=found).host.antivirus.items[0].signatures.value == ""
    found["defender"] |= {"running_mode": "Passive Mode"}
    assert host(antivirus=found).host.antivirus.items[0].running.value is False


@pytest.mark.parametrize(
    ("process", "tool"),
    [
        ("SunloginClient.exe", "向日葵"), ("ToDesk.exe", "ToDesk"), ("TeamViewer_Service.exe", "TeamViewer"),
        ("AnyDesk.exe", "AnyDesk"), ("winvnc4.exe", "VNC"), ("rserver3.exe", "Radmin"), ("svchost.exe", ""),
    ],
)  # fmt: skip
def test_remote_control_by_its_process(process: str, tool: str) -> None:
    found = host(processes=[{"name": process, "path": None}]).host.remote_tools.items
    assert [agent.name for agent in found] == ([tool] if tool else [])
    assert all(agent.running.value for agent in found)


def test_programs_that_nobody_could_list_are_not_known() -> None:
    device = host(services=OSError("x"))
    assert device.host.remote_tools.missing == "采集 services 时出错(OSError:x)"
    assert host().host.remote_tools.missing == ""
    assert [agent.name for agent in host().host.shutdown_clients] == ["NUT upsmon"]


def test_time_and_logs() -> None:
    device = host()
    assert [server.address for server in device.clock.servers] == ["10.10.99.10", "10.10.99.11"]
    assert device.clock.synchronised.value is True
    assert device.clock.zone_minutes.value == 480
    assert [server.address for server in device.logging.servers] == ["log.example.gov.cn"]
    logs = {log.name: log for log in device.host.event_logs}
    assert (logs["security"].max_bytes.value, logs["security"].when_full.value) == (134217728, "overwrite")
    idle = host(registry=registry(Type="NoSync")).clock.servers
    assert len(idle) == 0
    domain = host(
        registry=registry(Type="NT5DS"), os=sections()["os"] | {"part_of_domain": True, "domain": "gov.local"}
    )
    assert [server.address for server in domain.clock.servers] == ["gov.local"]


def test_the_last_patch_is_the_newest_of_all_sources() -> None:
    assert host().host.updates.last.value == "2026-11-12"
    none: dict[str, Any] = {"hotfixes": [], "last_success": None, "newest_package": None, "reboot_pending": None}
    assert isinstance(host(patches=none).host.updates.last, Unknown)
    assert host().host.updates.source.value == "http://10.10.99.20:8530"


def test_batteries() -> None:
    entry = {"charge_percent": 88, "device": "UPS", "name": "UPS", "runtime_minutes": 71582788, "status": 2}
    battery = host(power={"batteries": [entry], "critical_action": 3}).host.battery
    assert (battery.present.value, battery.on_mains.value, battery.charge_percent.value) == (True, True, 88.0)
    assert isinstance(battery.runtime_seconds, Unknown)
    assert host().host.battery.present.value is False
    assert isinstance(host().host.battery.on_mains, Unsupported)


def instance(**query: Any) -> dict[str, Any]:
    """An instance of SQL Server."""
    answers = {
        "audits": 0, "engine": "15.0.4382.1", "sa_disabled": False, "sa_name": "sa", "settings": {"xp_cmdshell": 1},
        "sql_logins": [], "sysadmins": ["sa"], "windows_only": 0,
    } | query  # fmt: skip
    return {
        "id": "MSSQL15.MSSQLSERVER", "instance": "MSSQLSERVER",
        "network": {"": {"ForceEncryption": 0}, "Tcp\\IPAll": {"TcpPort": "1433"}},
        "query": answers if query is not None else None, "server": {"AuditLevel": 2, "LoginMode": 2},
        "setup": {"Edition": "Standard Edition", "PatchLevel": "15.0.4382.1", "Version": "15.0.2000.5"},
    }  # fmt: skip


def test_sql_server() -> None:
    database = host(sql_server=[instance()]).host.databases.items[0]
    assert (database.mixed.value, database.administrator_enabled.value, database.shell.value) == (True, True, True)
    assert (database.login_audit.value, database.encrypted.value, database.port.value) == ("failure", False, 1433)
    assert database.version.value == "15.0.4382.1"
    silent = host(sql_server=[instance() | {"query": None}]).host.databases.items[0]
    assert silent.mixed.value is True
    assert isinstance(silent.shell, Unknown)
    assert host().host.databases.none == "没有安装 SQL Server"


def test_a_switch_in_force_beats_the_registry() -> None:
    device = host(registry=registry(fDenyTSConnections=1))
    assert device.host.remote_desktop.enabled.value is True


def test_communities_are_judged_by_their_masks() -> None:
    keys = registry()
    keys[CCS + "Services\\SNMP\\Parameters\\ValidCommunities"] = {"public": 8, "notify": 2}
    keys[CCS + "Services\\SNMP\\Parameters\\PermittedManagers"] = {}
    found = host(registry=keys).snmp.communities.items
    assert [(community.access, community.sources.value) for community in found] == [("write", ())]
