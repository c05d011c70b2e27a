"""The Windows collector, without a Windows: its syntax, what it may call, and that it writes what the schema says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

import parsers
from dengbao.lab.windows import document
from dengbao.platforms import platform
from tests.gather.collector import SOURCE, commands, functions, of, sections, text, tree, written

SCHEMA: dict[str, Any] = json.loads((Path(parsers.__path__[0]) / "windows/facts.schema.json").read_text("utf-8"))
SECTIONS: dict[str, Any] = SCHEMA["properties"]["sections"]["properties"]
LAB = Path(__file__).parents[2] / "inventories/lab/devices"
READS = {
    "ForEach-Object", "Where-Object", "Sort-Object", "New-Object", "Join-Path", "Test-Path", "Get-Command",
    "Get-ChildItem", "Get-CimInstance", "Get-WmiObject", "Get-MpComputerStatus", "Get-NetConnectionProfile",
    "Get-NetFirewallProfile", "Get-NetTCPConnection", "Get-NetUDPEndpoint", "Get-SmbClientConfiguration",
    "Get-SmbServerConfiguration", "Get-SmbShareAccess", "Get-WinEvent",
}  # fmt: skip
PROGRAMS = {"secedit.exe": "/export", "auditpol.exe": "/backup", "netstat.exe": "-ano"}
# .NET methods that change something outside of the script.
WRITES = (
    r"SetValue|DeleteValue|DeleteSubKey\w*|CreateSubKey|SetInfo|Put|Delete|Create|Change|Terminate|Kill|Move|Copy"
    r"|CommitChanges|SetAccessControl|InvokeSet|ExecuteNonQuery|WriteAll\w+|AppendAll\w+|OpenWrite|Stop|Start"
)
LATER = {
    "-in, -notin, -shl, -shr (3.0)": r"\s-(not)?in\s|\s-sh[lr]\s",
    "[ordered], [pscustomobject] (3.0)": r"\[(ordered|pscustomobject)\]",
    "::new (5.0)": r"::new\(",
    "ConvertTo-Json (3.0)": r"ConvertTo-Json\s+-",
    "simplified Where and ForEach (3.0)": r"(Where|ForEach)-Object\s+[A-Za-z]",
    "$PSItem, $PSScriptRoot, using (3.0, 5.0)": r"\$PSItem|\$PSScriptRoot|^using\s|\$using:",
    "class, enum (5.0)": r"(?m)^\s*(class|enum)\s+\w+\s*\{",
    "operators of 7": r"\?\?|\?\.|&&|\|\|",
}


def test_the_syntax_is_whole_and_ascii() -> None:
    assert not tree().has_error
    assert SOURCE.isascii()
    assert SOURCE.startswith(b"#!powershell\n")


def test_calls_nothing_that_could_change_the_host() -> None:
    """``Remove-Item`` deletes the two files that secedit and auditpol cannot do without, and nothing else."""
    called = {name for name in commands() if not name.startswith("$")} - functions()
    assert called - READS == {"Remove-Item"}
    removed = [text(one) for one in of("command") if text(one).startswith("Remove-Item")]
    assert removed == ['Remove-Item -LiteralPath $file, "$file.log" -Force -ErrorAction SilentlyContinue']


def test_blocks_are_the_only_things_called_by_value() -> None:
    assert {name for name in commands() if name.startswith("$")} == {"$ReadBody", "$plausible[$name]"}


def test_writes_one_file_by_hand_and_starts_the_listed_programs() -> None:
    assert sorted(re.findall(rf"(?:\.|::)({WRITES})\(", SOURCE.decode())) == ["Start", "WriteAllText"]
    started = re.findall(r"Get-Program(?:Output|File) '(\S+?)' '([^ ']+)", SOURCE.decode())
    assert dict(started) == PROGRAMS


def test_asks_databases_with_selects_only() -> None:
    statements = re.findall(r"Get-Rows \$connection (['\"])(.+?)\1(?= |\)|$|\n)", SOURCE.decode())
    assert len(statements) >= 6
    assert all(statement.startswith("SELECT ") and ";" not in statement for _, statement in statements)


@pytest.mark.parametrize("what", LATER)
def test_uses_nothing_that_came_after_2_0(what: str) -> None:
    code = re.sub(r"(?m)^\s*#.*$|<#.*?#>", "", SOURCE.decode())
    assert re.findall(LATER[what], code) == []


def test_names_of_the_readers_shadow_nothing_that_a_block_reads() -> None:
    """A block runs in the scope of the function that calls it."""
    for function in of("function_statement"):
        name = text(of("function_name", function)[0])
        if name in {"Read-Map", "Read-List", "Read-Part"}:
            own = {text(one).casefold() for one in of("variable", function)} - {"$_", "$null", "$sections"}
            assert own <= {"$readname", "$readbody", "$list"}
    used = {text(one).casefold() for node in sections().values() for one in of("variable", node)}
    assert not used & {"$readname", "$readbody", "$list"}


def test_sections_are_those_of_the_schema_and_of_the_allow_list() -> None:
    known = platform("windows")
    assert known
    assert set(sections()) == set(SECTIONS) == {command.file for command in known.commands}


def _properties(node: Any) -> Iterator[str]:
    """The fixed keys below a part of the schema."""
    if isinstance(node, dict):
        if node.get("$ref") == "#/$defs/product":
            node = SCHEMA["$defs"]["product"]
        for key, inner in node.get("properties", {}).items():
            yield key
            yield from _properties(inner)
        for inner in (node.get("items"), node.get("additionalProperties"), *node.get("anyOf", ())):
            yield from _properties(inner)


@pytest.mark.parametrize("name", SECTIONS)
def test_keys_are_those_of_the_schema(name: str) -> None:
    assert written(sections()[name], ("Get-Product", "Get-Database")) == set(_properties(SECTIONS[name]))


@pytest.mark.parametrize("host", sorted(path.parent.name for path in LAB.glob("*/windows.json")))
def test_the_labs_documents_are_what_the_schema_says(host: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(document(LAB / host / "windows.json"))


def _baseline() -> dict[str, set[str]]:
    """The registry keys of the collector, with the values that it looks for."""
    code = SOURCE.decode()
    roots = dict(re.findall(r"(?m)^\$(Services|Control|Policies|Current|Nt) = '([^']+)'", code))
    block = code.partition("$Baseline = @{")[2].partition("\n}\n")[0]
    found = {}
    for _, path, names in re.findall(r"(?m)^\s+([\"'])(.+?)\1 = '([^']*)'$", block):
        for variable, root in roots.items():
            path = path.replace(f"${variable}", root)  # noqa: PLW2901 - one root after the other
        found[f"HKLM\\{path}"] = set() if names == "*" else {name.lstrip("?") for name in names.split(" ")}
    return found


@pytest.mark.parametrize("host", sorted(path.parent.name for path in LAB.glob("*/windows.json")))
def test_the_labs_documents_answer_every_registry_value_that_is_asked(host: str) -> None:
    asked = _baseline()
    assert len(asked) > 60
    facts: Any = document(LAB / host / "windows.json")
    answered = facts["sections"]["registry"]
    assert set(answered) == set(asked)
    assert [key for key, names in asked.items() if names and set(answered[key]) != names] == []
