"""The collector's document: where each value stands, a damaged one, and that every value is accounted for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parsers.windows.facts as host_facts
from dengbao.model import Absent, Known, Unknown
from parsers.windows import parse
from parsers.windows.document import Document
from parsers.windows.idle import IDLE, IDLE_KEYS, IDLE_VALUES
from parsers.windows.lines import Place, Tree, places
from tests.parsers.windows.documents import RELEASES, Release, document, written
from tests.parsers.windows.support import LAB, changed, facts, host, sections

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "parsers/windows/facts.schema.json").read_text("utf-8"))
COLLECTOR = ROOT / "playbooks/library/dengbao_windows.ps1"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=4), inside, max_size=4),
    max_leaves=20,
)


def flat(tree: Tree) -> Any:
    """A tree as plain lists, to compare."""
    return (tree.line, tree.last, [flat(inside) for inside in tree.inside]) if isinstance(tree, Place) else tree


@given(JSON, st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_lines_follow_from_the_shape_as_from_the_tokens(data: Any, indent: int) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    loose = text.replace("\n", "\n\n", 1) if "\n" in text else text + "\n"
    tree = flat(places(text, data))
    scanned = flat(places(" " + text, data))  # a blank before: laid out otherwise, so read token by token
    assert tree == scanned
    if "\n\n" in loose:
        assert flat(places(loose, data))[1] == tree[1] + 1


def test_a_value_is_found_on_its_line() -> None:
    text = changed()
    lines = text.split("\n")
    device = parse({"windows.json": text})
    for path, fact in facts(device):
        if isinstance(fact, Known):
            assert all(0 < line <= len(lines) for line in fact.lines), path
    assert '"EnableSMB1Protocol": false' in lines[device.host.smb.version1_server.lines[0] - 1]
    assert '"LockoutBadCount": 5' in lines[device.lockout.attempts.lines[0] - 1]
    service = next(service for service in device.host.services if service.name == "RemoteRegistry")
    assert '"name": "RemoteRegistry"' in lines[service.lines[0] - 1]
    assert '"start": "Disabled"' in lines[service.lines[1] - 1]


def test_a_document_on_one_line_reads_the_same() -> None:
    data = document(RELEASES[4])
    folded = parse({"windows.json": json.dumps(data)})
    assert folded.coverage["windows.json"] in {b"\x01", b"\x02"}
    assert {type(fact) for _, fact in facts(folded)} == {type(fact) for _, fact in facts(host())}


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_documents_fit_the_schema_and_every_value_is_accounted_for(release: Release) -> None:
    data = document(release)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    text = written(data)
    coverage = parse({"windows.json": text}).coverage["windows.json"]
    assert len(coverage) == text.count("\n")
    unread = [text.split("\n")[at] for at, kind in enumerate(coverage) if kind == 0]
    assert unread == []


@pytest.mark.parametrize("name", ["srv-win-1", "srv-win-2", "pc-win-1"])
def test_the_lab_is_understood(name: str) -> None:
    text = (LAB / name / "windows.json").read_text("utf-8")
    device = parse({"windows.json": text})
    unread = [text.split("\n")[at] for at, kind in enumerate(device.coverage["windows.json"]) if kind == 0]
    assert unread == []


def fields(schema: dict[str, Any]) -> set[str]:
    """The properties of an object that may be null."""
    whole = next((one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"), schema)
    whole = whole.get("items", whole) if whole.get("type") == "array" else whole
    return set(whole.get("properties", {}))


def test_records_are_those_of_the_schema() -> None:
    pairs = {
        "session": host_facts.Session, "os": host_facts.Os, "patches": host_facts.Patches, "ports": host_facts.Port,
        "services": host_facts.Service, "users": host_facts.LocalUser, "groups": host_facts.LocalGroup,
        "shares": host_facts.SharedFolder, "user_hives": host_facts.UserHives, "usb_devices": host_facts.UsbDevice,
        "event_logs": host_facts.LogFile, "account_policy": host_facts.AccountPolicy,
    }  # fmt: skip
    known = SCHEMA["properties"]["sections"]["properties"]
    for name, record in pairs.items():
        assert set(record.__struct_fields__) == fields(known[name]), name
    source = "".join(path.read_text("utf-8") for path in (ROOT / "parsers/windows").glob("*.py"))
    for name in known:
        assert f'part("{name}"' in source, f"nobody reads {name}"


def test_what_is_said_to_be_idle_exists() -> None:
    known = SCHEMA["properties"]["sections"]["properties"]
    assert IDLE.keys() <= known.keys()
    for section, rule in IDLE.items():
        assert rule.keys() <= fields(known[section]), section


def test_every_registry_value_that_is_collected_is_read_or_idle() -> None:
    script = COLLECTOR.read_text("utf-8")
    table = script[script.index("$Baseline = @{") : script.index("# --- the sections")]
    words = dict(re.findall(r"^\$(\w+) = '([^']+)'$", script, re.MULTILINE))
    source = "".join(path.read_text("utf-8") for path in (ROOT / "parsers/windows").glob("*.py"))
    rows = re.findall(r"""^    ["']([^"']+)["'] = '([^']+)'$""", table, re.MULTILINE)
    assert len(rows) > 50
    for path, names in rows:
        full = "\\" + re.sub(r"\$(\w+)", lambda found: words[found[1]], path).lower()
        idle = any(full.endswith(end) for end in IDLE_KEYS)
        for name in names.split():
            plain = name.lstrip("?")
            assert plain == "*" or idle or plain.lower() in IDLE_VALUES or plain in source, (path, name)


# --- damaged documents -------------------------------------------------------------------------------------------


def undecided(text: str) -> str:
    """No fact of a host is known; gives the reason of one."""
    device = parse({"windows.json": text})
    known = [path for path, fact in facts(device) if isinstance(fact, (Known, Absent)) and path != "host.os.family"]
    assert known == []
    version = device.host.os.version
    assert isinstance(version, Unknown)
    return version.why


def test_a_document_cut_off_anywhere_says_nothing() -> None:
    text = changed()
    for at in range(1, 100):
        assert undecided(text[: len(text) * at // 100]) == "windows.json 不完整或已损坏,不是一份完整的 JSON:请重新采集"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "windows.json 不完整或已损坏,不是一份完整的 JSON:请重新采集"),
        ("[]", "windows.json 不是采集脚本的结果(没有 schema):请重新采集"),
        ('{"hostname": "x"}', "windows.json 不是采集脚本的结果(没有 schema):请重新采集"),
        (
            '{"schema": "linux-facts/1", "sections": {}, "errors": {}}',
            "windows.json 的格式是 linux-facts/1,本版本只读 windows-facts/1:请用配套的采集脚本重新采集",
        ),
        (
            '{"schema": "windows-facts/2", "sections": {}, "errors": {}}',
            "windows.json 的格式是 windows-facts/2,本版本只读 windows-facts/1:请用配套的采集脚本重新采集",
        ),
        ('{"schema": "windows-facts/1"}', "windows.json 缺少 sections 或 errors,不完整:请重新采集"),
        (
            '{"schema": "windows-facts/1", "sections": {}, "errors": {}}',
            "windows.json 没有 os 部分,不完整",
        ),
        ("sysname SW1\n#\nvlan 10\n", "windows.json 不完整或已损坏,不是一份完整的 JSON:请重新采集"),
    ],
)
def test_another_document_says_why_it_says_nothing(text: str, why: str) -> None:
    assert undecided(text) == why


@pytest.mark.parametrize("text", [changed(), json.dumps(document(RELEASES[4]))], ids=["lines", "one line"])
def test_a_key_that_is_there_twice_is_damage(text: str) -> None:
    why = "windows.json 有重复的键或层次过深,已损坏或被改动:请重新采集"
    assert undecided(text.replace('"LockoutBadCount": 5,', '"LockoutBadCount": 0, "LockoutBadCount": 5,')) == why
    indented = '"LockoutBadCount": 0,\n          "LockoutBadCount": 5,'
    assert undecided(text.replace('"LockoutBadCount": 5,', indented)) == why
    spelled = text.replace('"LockoutBadCount": 5,', '"LockoutBadCount": 0, "Lockout\\u0042adCount": 5,')
    assert undecided(spelled) == why


@pytest.mark.parametrize("depth", [10, 100, 300, 480, 700, 900, 990, 5000])
def test_any_depth_is_taken(depth: int) -> None:
    nested = "[" * depth + "]" * depth
    undecided(f'{{"schema": "windows-facts/1", "sections": {{"os": {nested}}}, "errors": {{}}}}')


def test_lone_surrogates_are_damage() -> None:
    assert undecided('{"schema": "windows-facts/1", "sections": {"os": "\ud800"}, "errors": {}}').endswith("请重新采集")


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("denied", "采集帐户没有管理员权限,读不到 account_policy"),
        ("missing", "这台主机没有读取 account_policy 所需的命令或组件(secedit.exe)"),
        ("System.TimeoutException", "采集 account_policy 时出错(System.TimeoutException:secedit.exe)"),
    ],
)
def test_a_section_that_is_null_says_why(kind: str, why: str) -> None:
    data = document(RELEASES[4])
    data["sections"]["account_policy"] = None
    data["errors"]["account_policy"] = {"hresult": None, "message": "secedit.exe", "type": kind}
    device = parse({"windows.json": written(data)})
    assert device.passwords.min_length == Unknown(why)
    assert device.lockout.attempts == Unknown(why)


def test_a_section_of_another_form_is_undecided_and_stays_unread() -> None:
    found = sections()
    found["services"][2]["colour"] = "red"
    text = changed(services=found["services"], users=[{"name": "x"}])
    device = parse({"windows.json": text})
    assert device.host.services.missing == "windows.json 的 services 部分与格式不符($[2])"
    assert device.host.accounts.missing == "windows.json 的 users 部分与格式不符($[0])"
    unread = [text.split("\n")[at] for at, kind in enumerate(device.coverage["windows.json"]) if kind == 0]
    assert any('"colour": "red"' in line for line in unread)


def test_a_domain_controller_has_no_local_accounts() -> None:
    data = document(RELEASES[4])
    data["sections"]["os"]["product_type"] = 2
    data["sections"]["users"] = None
    data["errors"]["users"] = {"hresult": None, "message": "a domain controller has none", "type": "not_applicable"}
    device = parse({"windows.json": written(data)})
    assert device.host.accounts.unsupported == "这类主机没有该项(users)"
    assert device.host.os.kind.value == "domain_controller"


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_no_text_raises(text: str) -> None:
    device = parse({"windows.json": text, "secedit.inf": text, "auditpol.csv": text})
    assert device.host.os.version == Unknown(Document(text).trouble)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_change_of_a_value_raises(data: st.DataObject) -> None:
    """Any value of the document replaced by any other is read, or makes its section undecided."""
    found = document(RELEASES[data.draw(st.integers(0, len(RELEASES) - 1))])
    at: Any = found["sections"]
    for _ in range(8):
        key = data.draw(st.sampled_from(sorted(at))) if isinstance(at, dict) else data.draw(st.integers(0, len(at) - 1))
        inside = at[key]
        if not isinstance(inside, (dict, list)) or not inside or data.draw(st.integers(0, 3)) == 0:
            at[key] = data.draw(JSON)
            break
        at = inside
    text = json.dumps(found, ensure_ascii=False, indent=2)
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    device = parse({"windows.json": text})
    assert len(device.coverage["windows.json"]) == text.count("\n") + 1
