"""What the parser makes of the collector's sections: releases, and the defaults of each."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Unknown
from tests.parsers.windows.support import host, registry, release, sections


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
