"""Accounts and how they log on."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Known, Unknown
from parsers.windows import parse
from tests.parsers.windows.documents import CV, NT, RELEASES, document, written
from tests.parsers.windows.support import host, registry


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
