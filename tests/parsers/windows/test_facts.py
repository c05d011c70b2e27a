"""What the parser makes of the collector's sections: facts with the defaults of each release, records, combinations."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dengbao.model import Absent, Address, FirewallRule, Known, Service, Unknown, Unsupported
from parsers.windows import parse
from tests.parsers.windows.documents import CCS, CV, MACHINE, NT, POL, RELEASES, document, written
from tests.parsers.windows.support import host, release, sections


def registry(name: str = "2019", **values: Any) -> dict[str, Any]:
    """The registry of a release with some values changed, by their names; what is not there yet is added to its key."""
    keys: dict[str, Any] = sections(name)["registry"]
    for value_name, value in values.items():
        for key in keys.values():
            if value_name in key:
                key[value_name] = value
    return keys


@pytest.mark.parametrize(
    ("name", "called", "line"),
    [
        ("2008r2", "Windows Server 2008 R2 ServerEnterprise", "windows_server"),
        ("7", "Windows 7 Professional", "windows_pro"),
        ("2012r2", "Windows Server 2012 R2 ServerStandard", "windows_server"),
        ("2016", "Windows Server 2016 ServerStandard", "windows_server"),
        ("2019", "Windows Server 2019 ServerDatacenter", "windows_server"),
        ("2022", "Windows Server 2022 ServerStandard", "windows_server"),
        ("2025", "Windows Server 2025 ServerStandard", "windows_server"),
        ("10", "Windows 10 Professional", "windows_pro"),
        ("10-ltsc", "Windows 10 EnterpriseS", "windows_ltsc"),
        ("11", "Windows 11 Enterprise", "windows_enterprise"),
    ],
)
def test_a_release_is_known_by_its_numbers(name: str, called: str, line: str) -> None:
    device = host(name)
    assert (device.host.os.name.value, device.host.os.line.value) == (called, line)
    assert device.host.os.version.value == release(name).version
    assert device.host.os.kind.value == ("workstation" if name in {"7", "10", "10-ltsc", "11"} else "server")
    assert device.host.os.domain.value == ""
    exact = release(name).version + (f".{release(name).ubr}" if release(name).ubr else "")
    assert device.system.version.value == exact


def test_an_edition_without_a_known_life_cycle_stays_open() -> None:
    found = sections("10")["os"] | {"edition": "EnterpriseG"}
    line = host("10", os=found).host.os.line
    assert isinstance(line, Unknown)
    assert line.why == "不清楚 EnterpriseG 版本适用哪一份生命周期"


@pytest.mark.parametrize(
    ("name", "kept"),
    [("2008r2", True), ("7", True), ("2012r2", False), ("2016", False), ("2022", False), ("11", False)],
)
def test_the_default_of_wdigest_goes_by_release(name: str, kept: bool) -> None:  # noqa: FBT001 - a case
    fact = host(name, registry=registry(name, UseLogonCredential=None)).host.logon.credentials_in_memory
    assert fact == Absent(kept, "缺省值(微软安全公告 2871997)")


@pytest.mark.parametrize(
    ("name", "versions"),
    [
        ("2008r2", {"ssl2", "ssl3", "tls1.0"}),
        ("2012r2", {"ssl3", "tls1.0", "tls1.1", "tls1.2"}),
        ("2016", {"tls1.0", "tls1.1", "tls1.2"}),
        ("10", {"tls1.0", "tls1.1", "tls1.2"}),
        ("2022", {"tls1.0", "tls1.1", "tls1.2", "tls1.3"}),
        ("11", {"tls1.0", "tls1.1", "tls1.2", "tls1.3"}),
    ],
)
def test_the_default_of_tls_goes_by_release(name: str, versions: set[str]) -> None:
    found = sections(name)["tls"] | {"protocols": {}}
    assert host(name, tls=found).host.tls.server_versions.value == versions


def test_tls_of_releases_that_no_page_describes_stays_open() -> None:
    found = sections("2025")["tls"]
    assert host("2025", tls=found).host.tls.server_versions.value == {"tls1.2", "tls1.3"}
    fact = host("2025", tls=found | {"protocols": {}}).host.tls.server_versions
    assert isinstance(fact, Unknown)
    assert fact.why == "没有设置 TLS 1.0、TLS 1.1,而这一版本的缺省值没有公开文档可据"


def test_weak_ciphers() -> None:
    found = sections()["tls"]
    assert host().host.tls.weak_ciphers.value == frozenset()
    on = found | {"ciphers": {"RC4 128/128": {"Enabled": 4294967295}}}
    assert host(tls=on).host.tls.weak_ciphers.value == {"RC4 128/128"}
    assert isinstance(host(tls=found | {"ciphers": {}}).host.tls.weak_ciphers, Unknown)


def test_smb_1_without_a_value_is_on_where_only_the_registry_says_it() -> None:
    assert host("2008r2").host.smb.version1_server.value is False
    fact = host("2008r2", registry=registry("2008r2", SMB1=None)).host.smb.version1_server
    assert fact == Absent(True, "没有设置时启用(Microsoft Learn,SMBv1 的检测、启用与禁用)")
    newer = host("2019", smb={"client": None, "server": None}, registry=registry(SMB1=0)).host.smb.version1_server
    assert isinstance(newer, Unknown)  # the value in force could not be asked


def test_lockout_of_the_built_in_administrator_is_known_where_the_key_exists() -> None:
    assert host("2019").lockout.administrators.value is True
    assert isinstance(host("2016").lockout.administrators, Unknown)


# --- accounts ----------------------------------------------------------------------------------------------------


def test_accounts_by_sid() -> None:
    accounts = {account.id.rpartition("-")[2]: account for account in host().host.accounts}
    assert (accounts["500"].builtin, accounts["500"].administrator, accounts["500"].enabled) == (
        "administrator",
        True,
        True,
    )
    assert (accounts["501"].builtin, accounts["501"].enabled) == ("guest", False)
    assert accounts["1001"].administrator is False
    assert accounts["1001"].never_expires.value is True
    assert accounts["1001"].last_login.value == "2026-11-20"
    assert isinstance(accounts["501"].last_login, Unknown)
    assert host().users is not None
    assert [user.name for user in host().users] == ["gk-admin", "Guest", "ops-zhang"]


def test_administrators_that_could_not_be_read_leave_accounts_undecided() -> None:
    device = host(groups=PermissionError("denied"))
    by_name = {account.name: account for account in device.host.accounts}
    assert by_name["gk-admin"].unread == ()  # RID 500 is one whatever the group says
    assert by_name["ops-zhang"].unread


def test_a_group_whose_members_failed_is_not_understood() -> None:
    assert len(host(groups=[]).host.groups) == 0
    data = document(RELEASES[4])
    data["sections"]["groups"] = []
    data["errors"]["groups:S-1-5-32-544"] = {"hresult": None, "message": "x", "type": "System.Exception"}
    group = parse({"windows.json": written(data)}).host.groups.items[0]
    assert (group.id, group.administrators, bool(group.unread)) == ("S-1-5-32-544", True, True)


def test_automatic_logon() -> None:
    assert host().host.logon.automatic.value is False
    assert host(registry=registry(AutoAdminLogon="1")).host.logon.automatic.value is True
    assert host(registry=registry(DefaultPassword={"present": True})).host.logon.automatic.value is True


@pytest.mark.parametrize(
    ("name", "value", "hidden"), [("2019", None, False), ("2019", 0, False), ("2019", 1, True), ("10", None, False)]
)
def test_a_security_option_without_a_value_has_its_documented_default(
    name: str,
    value: int | None,
    hidden: bool,  # noqa: FBT001 - a case
) -> None:
    fact = host(name, registry=registry(name, DontDisplayLastUserName=value)).host.logon.last_user_hidden
    assert fact.value is hidden
    assert isinstance(fact, Absent if value is None else Known)


def test_a_registry_value_of_another_kind_is_not_understood() -> None:
    fact = host(registry=registry(EnableLUA="yes")).host.logon.user_account_control
    assert isinstance(fact, Unknown)
    assert fact.why == f"注册表值 {CV}Policies\\System\\EnableLUA 无法识别"
    keys = registry()
    del keys[CV + "Policies\\System"]["EnableLUA"]
    assert host(registry=keys).host.logon.user_account_control == Unknown(
        f"采集结果没有查看注册表值 {CV}Policies\\System\\EnableLUA"
    )
    del keys[NT + "Winlogon"]
    assert host(registry=keys).host.logon.cached_logons == Unknown(f"采集结果没有注册表项 {NT}Winlogon")


# --- exposure ----------------------------------------------------------------------------------------------------


def test_sockets_and_services() -> None:
    device = host()
    sockets = {socket.key: socket for socket in device.host.sockets}
    assert sockets["port:tcp/8005"].local
    assert not sockets["port:tcp/445"].local
    assert sockets["port:udp/123"].services == ("W32Time",)
    services = {service.name: service for service in device.host.services}
    assert (services["RemoteRegistry"].running.value, services["RemoteRegistry"].start.value) == (False, "disabled")
    assert device.host.winrm.https.value is True
    assert device.host.winrm.http.value is False
    assert {channel.name: channel.enabled.value for channel in device.channels}["telnet"] is False


def test_share_grants() -> None:
    share = next(share for share in host().host.shares if not share.administrative)
    assert [(grant.who, grant.level) for grant in share.grants.value] == [
        ("S-1-5-32-544", "full"),
        ("S-1-5-11", "read"),
        ("S-1-5-32-546", "deny"),
    ]


@pytest.mark.parametrize(
    ("mask", "level"),
    [(0x1F01FF, "full"), (0x1301BF, "change"), (0x1200A9, "read"), (0x10000000, "full"), (0x40000000, "change")],
)
def test_access_masks(mask: int, level: str) -> None:
    entry = {
        "access": [{"allow": True, "mask": mask, "sid": "S-1-1-0"}],
        "administrative": False,
        "name": "x",
        "path": "C:\\x",
        "type": 0,
    }
    assert host(shares=[entry]).host.shares.items[0].grants.value[0].level == level


def test_adapters_and_routes() -> None:
    device = host("10")
    adapter = device.host.network.adapters.items[0]
    assert (adapter.name, adapter.kind, adapter.up.value, adapter.gateways) == (
        "以太网",
        "wired",
        True,
        ("10.10.20.1",),
    )
    assert [(address.family, address.prefix) for address in adapter.addresses] == [(4, 24), (6, 64)]
    assert [(route.prefix, route.next_hop is None) for route in device.routes] == [(0, False), (24, True)]
    assert device.host.network.forwarding.value is False
    routed = host(registry=registry(IPEnableRouter=1))
    assert routed.host.network.forwarding.value is True


# --- firewall ----------------------------------------------------------------------------------------------------


def rule(text: str) -> FirewallRule:
    """One rule."""
    found = sections()["firewall"] | {"local_rules": {"r": text}}
    return host(firewall=found).host.firewall.rules.items[0]


def test_profiles() -> None:
    device = host()
    assert [(one.name, one.enabled.value, one.inbound.value) for one in device.host.firewall.profiles] == [
        ("domain", True, "deny"),
        ("private", True, "deny"),
        ("public", True, "deny"),
    ]
    assert device.host.firewall.running.value is True
    assert device.host.firewall.replaced_by.value == ""


def test_a_rule_in_numbers() -> None:
    found = rule(
        "v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|LPort2_10=5000-5010|RA4=10.1.0.0/255.255.0.0|RA4=192.168.1.1-192.168.1.9|RA6=fe80::/64|Profile=Private|App=x.exe|Name=n|"
    )
    assert found.inbound
    assert found.enabled
    assert found.unread == ()
    assert found.services == (
        Service(protocol=6, destination=(3389, 3389)),
        Service(protocol=6, destination=(5000, 5010)),
    )
    assert found.sources[0] == Address(0x0A010000, 0x0A01FFFF, 4)
    assert found.sources[1] == Address(0xC0A80101, 0xC0A80109, 4)
    assert found.sources[2].family == 6
    assert found.scopes == {"private"}
    assert not found.from_any


@pytest.mark.parametrize(
    ("text", "any_to_any"),
    [
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|", True),
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=256|", True),
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|", False),
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|RA4=LocalSubnet|", False),
        ("v2.10|Action=Allow|Active=TRUE|Dir=In|RA42=IntErnet|", False),
    ],
)
def test_missing_fields_mean_any(text: str, any_to_any: bool) -> None:  # noqa: FBT001 - a case
    found = rule(text)
    assert found.is_any_to_any is any_to_any
    assert found.unread == ()


def test_a_rule_that_is_not_said_to_be_active_is_not() -> None:
    assert not rule("v2.10|Action=Allow|Dir=In|").enabled
    assert rule("v2.10|Action=Block|Active=TRUE|Dir=Out|").inbound is False


@pytest.mark.parametrize(
    "text",
    [
        "", "hello", "v2.10", "v2.10|Action=Maybe|Active=TRUE|Dir=In|", "v2.10|Action=Allow|Active=TRUE|Dir=Up|",
        "v2.10|Action=Allow|Active=TRUE|Dir=In|Colour=red|", "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=tcp|",
        "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=99999|",
        "v2.10|Action=Allow|Active=TRUE|Dir=In|RA4=10.0.0.300|",
        "v2.10|Action=Allow|Active=TRUE|Dir=In|RA4=10.0.0.9-10.0.0.1|",
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_not_understood(text: str) -> None:
    assert rule(text).unread


@given(st.text(alphabet="v2.10|=AllowActionTRUEDirInRA4LPort-/:6, ", max_size=80))
@settings(max_examples=100, deadline=None)
def test_no_rule_raises(text: str) -> None:
    rule("v2.10|" + text)


# --- sessions, media, programs -----------------------------------------------------------------------------------

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
