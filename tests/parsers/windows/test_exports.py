"""Native exports: ``secedit.inf`` in every encoding, ``auditpol.csv`` in both forms and two languages, real ones."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dengbao.model import Absent, AuditSetting, Device, Known, Unknown
from dengbao.snapshot.decode import decode
from parsers.windows import parse
from parsers.windows.auditpol import AuditExport
from parsers.windows.export import Export
from tests.parsers.spoiling import damaged
from tests.parsers.windows.documents import RELEASES, document, written
from tests.parsers.windows.support import CORPUS, changed, export, facts, host

INF = """[Unicode]
Unicode=yes
[System Access]
MinimumPasswordAge = 1
MaximumPasswordAge = -1
MinimumPasswordLength = 10
PasswordComplexity = 1
PasswordHistorySize = 5
LockoutBadCount = 5
ResetLockoutCount = 30
LockoutDuration = -1
NewAdministratorName = "管理员甲"
ClearTextPassword = 0
[Event Audit]
AuditLogonEvents = 0
[Registry Values]
MACHINE\\System\\CurrentControlSet\\Control\\Lsa\\LimitBlankPasswordUse=4,1
MACHINE\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\CachedLogonsCount=1,"4"
MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\LegalNoticeText=7,仅限授权人员","违者必究
[Privilege Rights]
SeNetworkLogonRight = *S-1-5-11,*S-1-5-32-544
SeDebugPrivilege = *S-1-5-32-544,运维甲
SeTimeZonePrivilege = *S-1-5-19,*S-1-5-32-544
SeCreateSymbolicLinkPrivilege = *S-1-5-32-544
[Version]
signature="$CHICAGO$"
Revision=1
"""
BACKUP = """Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value
HOST,System,登录,{0CCE9215-69AE-11D9-BED3-505054503030},成功和失败,,3
HOST,System,注销,{0cce9216-69ae-11d9-bed3-505054503030},成功,,1
HOST,System,帐户锁定,{0CCE9217-69AE-11D9-BED3-505054503030},失败,,2
HOST,System,文件系统,{0CCE921D-69AE-11D9-BED3-505054503030},无审核,,0
HOST,,Option:CrashOnAuditFail,,已禁用,,0
HOST,,Option:AuditBaseDirectories,,已禁用,,0
HOST,,FileGlobalSacl,,,,
HOST,,RegistryGlobalSacl,,,,
"""
ENCODINGS = {
    "utf-16-le with mark": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be with mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "gbk": lambda text: text.encode("gbk"),
}


def secedit(text: str = INF) -> Device:
    """A host of which only a security template is there."""
    return parse({"secedit.inf": text})


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_export_reads_the_same_in_every_encoding(encoding: str, ends: str) -> None:
    found = decode(ENCODINGS[encoding](INF.replace("\n", ends)))
    assert found.text == INF
    assert found.problem == ""
    assert parse({"secedit.inf": found.text}) == secedit()


def test_nul_bytes_of_simulators_are_still_dropped() -> None:
    found = decode(b"sysname SW1\0\0\0\r\nvlan 10\0\n")
    assert (found.text, found.problem) == ("sysname SW1\nvlan 10\n", "含 4 个空字节,已略去")


def test_what_a_security_template_says() -> None:
    device = secedit()
    assert device.passwords.min_length == Known(10, (6,), "secedit.inf")
    assert device.passwords.min_classes == Known(3, (7,), "secedit.inf")
    assert device.passwords.max_age_days == Known(0, (5,), "secedit.inf")
    assert device.lockout.attempts == Known(5, (9,), "secedit.inf")
    assert device.lockout.minutes == Known(0.0, (11,), "secedit.inf")
    assert device.host.logon.reversible_passwords == Known(False, (13,), "secedit.inf")
    assert device.host.logon.blank_passwords_local_only == Known(True, (17,), "secedit.inf")
    assert device.host.logon.cached_logons == Known(4, (18,), "secedit.inf")
    assert device.system.banner == Known("仅限授权人员,违者必究", (19,), "secedit.inf")
    rights = {right.name: [str(holder) for holder in right.holders] for right in device.host.rights}
    assert rights["SeDebugPrivilege"] == ["S-1-5-32-544", "运维甲"]
    assert device.coverage["secedit.inf"].count(0) == 0


def test_what_an_export_does_not_list_is_not_known() -> None:
    device = secedit()
    unlisted = device.host.logon.anonymous_shares_listed
    assert isinstance(unlisted, Unknown)
    assert unlisted.why.startswith("导出文件没有列出 HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\RestrictAnonymous")
    assert device.lockout.administrators == Unknown("secedit.inf 没有列出 AllowAdministratorLockout")
    assert device.host.services.missing == "没有 windows.json(采集脚本的结果),须用采集脚本取得"


def test_without_lockout_its_times_do_not_apply() -> None:
    text = INF.replace("LockoutBadCount = 5", "LockoutBadCount = 0")
    device = secedit(text.replace("ResetLockoutCount = 30\nLockoutDuration = -1\n", ""))
    assert device.lockout.attempts == Known(0, (9,), "secedit.inf")
    assert getattr(device.lockout.minutes, "why", "") == "没有启用登录失败锁定"


@pytest.mark.parametrize("value", ["", "abc", "99999999999999999999", "0x10", '"'])
def test_a_value_that_is_no_number_stays_unread(value: str) -> None:
    device = secedit(INF.replace("MinimumPasswordLength = 10", f"MinimumPasswordLength = {value}"))
    assert device.passwords.min_length == Unknown("secedit.inf 没有列出 MinimumPasswordLength")
    assert device.coverage["secedit.inf"][5] == 0


def test_a_template_cut_off_anywhere_lists_no_rights_and_passes_nothing_more() -> None:
    whole = dict(facts(secedit()))
    for at in range(1, 100):
        device = secedit(INF[: len(INF) * at // 100])
        if at < 90:  # the mark of the end is not there yet
            assert device.host.rights.missing, at
        for path, fact in facts(device):
            if isinstance(fact, (Known, Absent)) and "min_length" not in path and path in whole:
                assert fact == whole[path] or fact.lines[0] * 100 // INF.count("\n") >= at - 5, path


@pytest.mark.parametrize("text", ["", "hello\n", "[Unicode]\nUnicode=yes\n", BACKUP, changed()])
def test_another_file_is_no_security_template(text: str) -> None:
    assert Export(text).trouble == "secedit.inf 不是 secedit /export 的导出(没有 [System Access] 等节)"
    device = secedit(text)
    assert isinstance(device.passwords.min_length, Unknown)


# --- audit policy ------------------------------------------------------------------------------------------------


def by_topic(device: Device) -> dict[str, AuditSetting]:
    """Settings by topic."""
    return {setting.topic: setting for setting in device.host.audit.settings}


def test_a_backup_goes_by_guid_and_number() -> None:
    device = parse({"auditpol.csv": BACKUP})
    found = by_topic(device)
    assert (found["logon"].success, found["logon"].failure) == (
        Known(True, (2,), "auditpol.csv"),
        Known(True, (2,), "auditpol.csv"),
    )
    assert (found["logoff"].success.value, found["logoff"].failure.value) == (True, False)
    assert (found["lockout"].success.value, found["lockout"].failure.value) == (False, True)
    assert found["other"].name == "{0CCE921D-69AE-11D9-BED3-505054503030}"
    assert 0 not in device.coverage["auditpol.csv"]
    assert AuditExport(BACKUP).options["CrashOnAuditFail"] == ("0", 6)


def report(words: tuple[str, str, str, str]) -> str:
    """What ``auditpol /get /category:* /r`` prints, in the words of a language: neither, success, failure, both."""
    guids = [f"{{0CCE92{number:02X}-69AE-11D9-BED3-505054503030}}" for number in range(0x10, 0x45)]
    rows = [f"HOST,System,子类别,{guid},{words[at % 4]}," for at, guid in enumerate(guids)]
    return (
        "\nMachine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting\n"
        + "\n".join(rows)
        + "\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("No Auditing", "Success", "Failure", "Success and Failure"),
        ("无审核", "成功", "失败", "成功和失败"),
        ("沒有稽核", "成功", "失敗", "成功與失敗"),
    ],
)
def test_a_report_is_read_in_known_languages(words: tuple[str, str, str, str]) -> None:
    text = report(words)
    for raw in (text.encode("gb18030"), text.encode("utf-16"), text.encode()):
        found = by_topic(parse({"auditpol.csv": decode(raw).text}))
        assert (found["logon"].success.value, found["logon"].failure.value) == (True, False)
        assert (found["logoff"].success.value, found["logoff"].failure.value) == (False, True)


def test_a_report_in_another_language_is_undecided() -> None:
    device = parse({"auditpol.csv": report(("Keine Überwachung", "Erfolg", "Fehler", "Erfolg und Fehler"))})
    logon = by_topic(device)["logon"]
    assert isinstance(logon.success, Unknown)
    assert logon.success.why == "审核设置的文字不是已知语言,或数值无法识别:请用 auditpol /backup 导出"
    assert device.coverage["auditpol.csv"].count(0) == 0x45 - 0x10


def test_a_part_of_a_policy_is_none() -> None:
    for text in (BACKUP[: BACKUP.index("HOST,,FileGlobalSacl")], "\n".join(report(("",) * 4).split("\n")[:40])):
        device = parse({"auditpol.csv": text})
        assert "不完整(或是组策略模板)" in device.host.audit.settings.missing
    assert (
        parse({"auditpol.csv": "a,b\n"}).host.audit.settings.missing
        == "auditpol.csv 中没有审核子类别,不是 auditpol 的 CSV 输出"
    )


def test_the_collector_goes_before_exports() -> None:
    text = written(document(RELEASES[4]))
    device = parse({"windows.json": text, "secedit.inf": INF, "auditpol.csv": BACKUP})
    assert device.passwords.min_length.value == 12
    assert device.passwords.min_length.file == "windows.json"
    assert {setting.file for setting in device.host.audit.settings} == {"windows.json"}
    missing = changed(account_policy=PermissionError("x"), user_rights=PermissionError("x"))
    device = parse({"windows.json": missing, "secedit.inf": INF})
    assert device.passwords.min_length == Known(10, (6,), "secedit.inf")
    assert device.host.rights.file == "secedit.inf"
    assert host().host.rights.file == "windows.json"


# --- real ones ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", sorted(path for path in CORPUS.iterdir() if path.suffix != ".md"), ids=lambda path: path.name
)
def test_real_exports_are_understood(path: Path) -> None:
    name, device = export(path)
    ended = path.read_bytes().rstrip(b"\0").endswith(b"\n")
    assert device.coverage[name]
    assert 0 not in device.coverage[name][: None if ended else -1]  # a line without its end may be cut off


def test_what_real_exports_say() -> None:
    _, device = export(CORPUS / "local_security_policy-secedit.inf")
    assert device.passwords.min_length.value == 14
    assert {right.name for right in device.host.rights} >= {"SeNetworkLogonRight", "SeDebugPrivilege"}
    _, audit = export(CORPUS / "AuditPolicyDsc-audit.csv")
    assert len(audit.host.audit.settings) == 59
    assert by_topic(audit)["credentials"].success.value is True
    _, template = export(CORPUS / "nsacyber-audit.csv")
    assert template.host.audit.settings.missing


@pytest.mark.slow
def test_all_of_the_corpus() -> None:
    folder = os.environ.get("DENGBAO_CORPUS")
    if not folder:
        pytest.skip("DENGBAO_CORPUS is not set")
    files = [path for path in Path(folder, "windows").rglob("*") if path.is_file()]
    assert files
    for path in files:
        text = decode(path.read_bytes()).text
        for name in ("secedit.inf", "auditpol.csv", "windows.json"):
            parse({name: text})


@given(st.text(alphabet='[]=,"\\\n;*S-159 MACHINEaé中{}', max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_export_raises(text: str) -> None:
    parse({"secedit.inf": "[System Access]\n" + text, "auditpol.csv": text})
    parse({"secedit.inf": "[Registry Values]\n" + text})
    parse({"secedit.inf": "[Privilege Rights]\n" + text})


def test_spoiled_exports_keep_their_account() -> None:
    for text in (INF, BACKUP):
        for bad in damaged(text):
            device = parse({"secedit.inf": bad, "auditpol.csv": bad})
            assert set(device.coverage["secedit.inf"]) <= {0, 1, 2}
