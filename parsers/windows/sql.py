r"""SQL Server: what its registry keys say, and its own answers where a login was possible.

Keys below ``HKLM\SOFTWARE\Microsoft\Microsoft SQL Server\<id>``: LoginMode 1 Windows only, 2 mixed; AuditLevel 0
none, 1 success, 2 failure, 3 both (Microsoft Learn, "Configure login auditing", "Change server authentication mode").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from dengbao.model import Database, Device, Fact, Known, Section, Unknown
from parsers.windows.document import FILE, Spot, listed, said
from parsers.windows.evidence import Evidence
from parsers.windows.exposure import running
from parsers.windows.facts_exposure import SqlAnswers, SqlInstance
from parsers.windows.registry import number, on, text

T = TypeVar("T")
_AUDIT: dict[int | None, Literal["none", "success", "failure", "all"]] = {
    0: "none",
    1: "success",
    2: "failure",
    3: "all",
}
_MIXED: dict[int | None, bool] = {1: False, 2: True}


def read_databases(evidence: Evidence, device: Device) -> None:
    """Fill the database instances."""
    part = evidence.document.part("sql_server", list[SqlInstance])
    section: Section[Database] = listed(part, lambda found, spot: _instance(found, spot, device))
    section.none = "没有安装 SQL Server"
    device.host.databases = section


def _instance(found: SqlInstance, spot: Spot, device: Device) -> Database:
    service = "MSSQLSERVER" if found.instance.upper() == "MSSQLSERVER" else f"MSSQL${found.instance}"
    network = spot.into("network")
    server, setup = spot.into("server"), spot.into("setup")
    ports = network.into("Tcp\\IPAll") if network else None
    release = "PatchLevel" if found.setup.get("PatchLevel") else "Version"
    made = Database(
        name=found.instance,
        lines=spot.at("instance"),
        product="sqlserver",
        version=_kept(text(found.setup.get(release)), setup, release),
        edition=_kept(text(found.setup.get("Edition")), setup, "Edition"),
        running=running(device.host.services, service),
        mixed=_mixed(found, spot),
        administrator_enabled=_answered(found, spot, "sa_disabled", lambda query: _denied(query.sa_disabled)),
        administrator_name=_answered(found, spot, "sa_name", lambda query: query.sa_name),
        shell=_shell(found, spot),
        login_audit=_kept(_AUDIT.get(number(found.server.get("AuditLevel"))), server, "AuditLevel"),
        encrypted=_kept(
            on(found.network.get("", {}).get("ForceEncryption")), network and network.into(""), "ForceEncryption"
        ),
        port=_kept(number(found.network.get("Tcp\\IPAll", {}).get("TcpPort")), ports, "TcpPort"),
        account=_account(device, service),
        file=FILE,
    )
    state = (made.mixed, made.administrator_enabled, made.shell, made.login_audit, made.encrypted)
    made.lines += tuple(line for fact in state if isinstance(fact, Known) for line in fact.lines)
    return made


def _denied(value: int | bool | None) -> bool | None:  # noqa: FBT001 - a value, not a switch
    return None if value is None else not value


def _kept(value: T | None, spot: Spot | None, name: str) -> Fact[T]:
    """A value of the registry."""
    return said(value, spot.at(name) if spot else (), name)


def _answered(found: SqlInstance, spot: Spot, name: str, read: Callable[[SqlAnswers], T | None]) -> Fact[T]:
    """A value of the instance's own answers."""
    query = spot.into("query")
    if found.query is None or query is None:
        return Unknown("没有查询到(采集帐户不能登录 SQL Server),注册表里没有该项", spot.at("query"), FILE)
    return said(read(found.query), query.at(name), name)


def _shell(found: SqlInstance, spot: Spot) -> Fact[bool]:
    """Whether SQL may start programs."""
    query = spot.into("query")
    settings = query.into("settings") if query else None
    if found.query is None or settings is None:
        return _answered(found, spot, "settings", lambda _: None)
    value = found.query.settings.get("xp_cmdshell")
    return said(None if value is None else value != 0, settings.at("xp_cmdshell"), "xp_cmdshell")


def _mixed(found: SqlInstance, spot: Spot) -> Fact[bool]:
    """Whether logins of its own are allowed: as it answers, else as it will be after its next start."""
    if found.query and found.query.windows_only is not None:
        return _answered(found, spot, "windows_only", lambda query: _denied(query.windows_only))
    return _kept(_MIXED.get(number(found.server.get("LoginMode"))), spot.into("server"), "LoginMode")


def _account(device: Device, service: str) -> Fact[str]:
    """The account that it runs as."""
    services = device.host.services
    if services.missing:
        return Unknown(services.missing)
    found = next((one for one in services.items if one.name.casefold() == service.casefold()), None)
    return Known(found.account, found.lines, FILE) if found else Unknown(f"服务列表中没有 {service}")
