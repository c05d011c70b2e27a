"""From files to verdicts: damaged evidence passes no check, whatever it asks; and what ``dengbao parse`` shows."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dengbao.check import Role
from dengbao.check import load as load_checks
from dengbao.cli import main
from dengbao.engine.evaluate import evaluate
from dengbao.engine.host import Subject, make_ready
from dengbao.engine.run import limits
from dengbao.inventory import load
from dengbao.mask import mask
from dengbao.snapshot import HostFiles, Output, open_folder
from tests.parsers.windows.documents import written
from tests.parsers.windows.support import LAB, changed
from tests.parsers.windows.test_exports import BACKUP, INF

INVENTORY = LAB.parent


@cache
def known() -> tuple[Any, dict[str, float]]:
    """What the lab's site declares, and its limits."""
    inventory = load(INVENTORY)
    return inventory.site, limits(inventory, 3)


def judged(subject: Subject) -> dict[str, str]:
    """Judge a host by every check for Windows servers: verdicts by check."""
    if subject.reader is None:
        assert subject.why
        return {}
    device = subject.reader.model
    device.name, device.role, device.as_of = "h", Role.SERVER, dt.date(2026, 11, 20)
    device.site, device.limits = known()
    wanted = [check for check in load_checks().values() if check.applies(Role.SERVER, "windows")]
    return {check.id: evaluate(check, subject.reader).status for check in wanted}


def verdicts(folder: Path) -> Counter[str]:
    """Judge ``h`` of a plain folder, and count the verdicts."""
    files = open_folder(folder, key=b"test").host("h", "windows")
    return Counter(judged(make_ready("windows", files, "没有文件")).values())


def of_document(data: dict[str, Any]) -> dict[str, str]:
    """Judge a document."""
    text = mask(written(data), "windows", key=b"test")
    files = HostFiles("h", "windows", "whole", files={"windows.json": Output("h/windows.json", text)})
    return judged(make_ready("windows", files, ""))


def test_a_whole_document_is_decided(tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "windows.json").write_text((LAB / "srv-win-2" / "windows.json").read_text("utf-8"), "utf-8")
    found = verdicts(tmp_path)
    assert found["pass"] > 30
    assert found["error"] == 0


@pytest.mark.parametrize("host", ["srv-win-1", "srv-win-2", "pc-win-1"])
def test_a_section_less_never_makes_a_verdict_better(host: str) -> None:
    """With any section null, or gone, what failed does not pass, and what passed does not fail."""
    data = json.loads((LAB / host / "windows.json").read_text("utf-8"))
    whole = of_document(data)
    assert Counter(whole.values())["pass"] > 5
    for section in data["sections"]:
        without: dict[str, Any] = {**data, "sections": {**data["sections"], section: None}}
        denied = {**without, "errors": {**data["errors"], section: {"hresult": None, "message": "", "type": "denied"}}}
        gone = {**data, "sections": {name: value for name, value in data["sections"].items() if name != section}}
        for poorer in (without, denied, gone):
            for check, verdict in of_document(poorer).items():
                assert verdict in {whole[check], "error"}, (section, check, whole[check], verdict)


ABSENT_IS_SAID = {
    "registry", "account_policy", "user_rights", "audit_policy", "tls", "user_hives", "setup", "server", "network",
    "vendor", "local", "policy", "local_rules", "policy_rules", "session", "usb_devices",
}  # fmt: skip
"""Parts where null says that something is not there, which is no lack of knowledge; and those that nobody judges."""


def holes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a value can be taken from a document: of arrays the first record."""
    inside = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, one in inside:
        if key in ABSENT_IS_SAID and (key != "server" or path == ("sql_server", 0)):
            continue
        if isinstance(value, dict) and path:
            yield (*path, key)
        yield from holes(one, (*path, key))


def test_a_value_less_never_makes_a_verdict_better() -> None:
    """With any single value null, what failed does not pass, and what passed does not fail."""
    data = json.loads((LAB / "srv-win-1" / "windows.json").read_text("utf-8"))
    whole = of_document(data)
    places = list(holes(data["sections"]))
    assert len(places) > 100
    for path in places:
        poorer = deepcopy(data)
        at = poorer["sections"]
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = None
        for check, verdict in of_document(poorer).items():
            assert verdict in {whole[check], "error"}, (path, check, whole[check], verdict)


def test_a_key_that_nobody_looked_at_never_makes_a_verdict_better() -> None:
    """With a registry key or a key of the account policy not in the document, nothing is taken for its default."""
    data = json.loads((LAB / "srv-win-1" / "windows.json").read_text("utf-8"))
    whole = of_document(data)
    for path in (("registry",), ("account_policy", "values")):
        keys = data["sections"][path[0]] if len(path) == 1 else data["sections"][path[0]][path[1]]
        for key in keys:
            poorer = deepcopy(data)
            at = poorer["sections"]
            for name in path:
                at = at[name]
            del at[key]
            for check, verdict in of_document(poorer).items():
                assert verdict in {whole[check], "error"}, (key, check, whole[check], verdict)


@pytest.mark.parametrize("part", range(0, 100, 7))
def test_a_document_that_is_cut_off_passes_nothing(tmp_path: Path, part: int) -> None:
    text = (LAB / "srv-win-2" / "windows.json").read_text("utf-8")
    (tmp_path / "h.json").write_text(text[: len(text) * part // 100], "utf-8")
    found = verdicts(tmp_path)
    assert found["pass"] == found["fail"] == 0


@pytest.mark.parametrize(
    "text",
    [
        "{}", "null", "sysname SW1\n#\n", '{"schema": "linux-facts/1", "sections": {}, "errors": {}}', INF, BACKUP,
        changed().replace("windows-facts/1", "windows-facts/2"), "<Objs></Objs>",
    ],
    ids=["empty", "null", "switch", "linux", "template", "audit", "later", "clixml"],
)  # fmt: skip
def test_another_text_passes_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "h.json").write_text(text, "utf-8")
    found = verdicts(tmp_path)
    assert found["error"] > 30
    assert found["pass"] == found["fail"] == 0


def test_native_exports_alone_decide_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "secedit.inf").write_bytes(INF.encode("utf-16"))
    (tmp_path / "h" / "auditpol.csv").write_bytes(BACKUP.encode("gbk"))
    found = verdicts(tmp_path)
    assert found["pass"] + found["fail"] > 0
    assert found["error"] > found["pass"]


def test_the_command_shows_every_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "windows.json"
    path.write_text(changed(), "utf-8")
    assert main(["parse", str(path), "--platform", "windows", "--lines", "unread"]) == 0
    shown = capsys.readouterr().out
    assert "passwords.min_length = 12  [第 " in shown
    assert "host.firewall.rules: 1 项" in shown
    assert ":未读懂 0," in shown
    assert "vlans" not in shown


def test_the_command_takes_native_exports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "export.inf"
    template.write_bytes(INF.encode("utf-16"))
    assert main(["parse", str(template), "--platform", "windows", "--lines", "none"]) == 0
    assert "passwords.min_length = 10  [第 6 行]" in capsys.readouterr().out
    audit = tmp_path / "audit.csv"
    audit.write_bytes(BACKUP.encode("gbk"))
    assert main(["parse", str(audit), "--platform", "windows", "--format", "json"]) == 0
    assert '"auditpol.csv"' in capsys.readouterr().out
