"""Writing: whole or not at all, for the owner only, and resumable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dengbao.errors import UserError
from dengbao.snapshot import open_folder
from dengbao.snapshot.records import CommandRecord, Gathered, sha256
from dengbao.snapshot.store import Store

TEXT = "#\nsysname 交换机\nreturn\n"


def record(host: str) -> Gathered:
    return Gathered(
        host=host,
        platform="huawei",
        address="10.0.0.1",
        status="whole",
        started="2026-03-02T01:00:00+00:00",
        privilege_proven=True,
        commands=[CommandRecord(command="display current-configuration", file="running-config.txt")],
    )


def filled(root: Path, *hosts: str) -> Store:
    store = Store(root)
    store.open(hosts, {"site": {"name": "示例"}, "hosts": {host: {"platform": "huawei"} for host in hosts}})
    for host in hosts:
        store.put(record(host), {"running-config.txt": TEXT})
    return store


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    filled(tmp_path / "s", "sw1").close()
    folder = open_folder(tmp_path / "s")
    assert folder.is_snapshot
    assert folder.hosts() == ["sw1"]
    files = folder.host("sw1", "huawei")
    assert files
    assert files.config
    assert (files.status, files.config.path, files.config.text) == ("whole", "sw1/running-config.txt", TEXT)
    assert files.gathered_at
    assert files.gathered_at.isoformat() == "2026-03-02T01:00:00+00:00"
    assert folder.host("sw2", "huawei") is None


def test_manifest_holds_digests_of_the_stored_bytes(tmp_path: Path) -> None:
    manifest = filled(tmp_path / "s", "sw1").close()
    for file, digest in manifest.hosts["sw1"].sha256.items():
        assert sha256((tmp_path / "s/sw1" / file).read_bytes()) == digest
    assert {*manifest.hosts["sw1"].sha256} == {"gathered.json", "running-config.txt"}
    raw = json.loads((tmp_path / "s/manifest.json").read_text(encoding="utf-8"))
    assert (raw["schema"], raw["expected"], raw["inventory"]["site"]) == (
        "dengbao-snapshot/1",
        ["sw1"],
        {"name": "示例"},
    )


def test_all_is_for_the_owner_only(tmp_path: Path) -> None:
    filled(tmp_path / "s", "sw1").close()
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "s").rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert {(tmp_path / "s").stat().st_mode & 0o777, (tmp_path / "s/sw1").stat().st_mode & 0o777} == {0o700}


def test_a_killed_run_leaves_a_snapshot_that_says_what_is_missing(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    store.open(["sw1", "sw2"], {})
    store.put(record("sw1"), {"running-config.txt": TEXT})  # killed here: close() never came
    folder = open_folder(tmp_path / "s")
    assert folder.hosts() == ["sw1", "sw2"]
    files = folder.host("sw2", "huawei")
    assert files
    assert (files.status, files.reason) == ("missing", "未采集")


def test_a_half_written_host_does_not_show(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    store.open(["sw1"], {})
    with pytest.raises(KeyError):
        store.put(record("sw1"), {})  # falls over in the middle
    assert store.record("sw1") is None
    assert store.close().hosts["sw1"].status == "missing"
    assert [path.name for path in (tmp_path / "s").iterdir()] == ["manifest.json"]


def test_resuming_keeps_what_was_expected_and_when_it_began(tmp_path: Path) -> None:
    first = filled(tmp_path / "s", "sw1", "sw2").close()
    store = Store(tmp_path / "s")
    store.open(["sw2", "sw3"], {})
    manifest = store.close()
    assert manifest.expected == ["sw1", "sw2", "sw3"]
    assert (manifest.created, manifest.inventory) == (first.created, first.inventory)
    assert [entry.status for entry in manifest.hosts.values()] == ["whole", "whole", "missing"]
    assert store.finished("sw1", "huawei", "10.0.0.1")
    assert store.finished("sw1", "huawei", "10.0.0.2") is None
    assert store.finished("sw1", "hp_comware", "10.0.0.1") is None


def test_fresh_starts_over(tmp_path: Path) -> None:
    filled(tmp_path / "s", "sw1").close()
    store = Store(tmp_path / "s")
    store.open(["sw2"], {}, fresh=True)
    assert store.record("sw1") is None
    assert store.close().expected == ["sw2"]


@pytest.mark.parametrize("host", ["../x", "a/b", "..", ".hidden", "a\\b", "a\nb", ""])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(UserError, match="主机名"):
        Store(tmp_path / "s").open([host], {})
    assert not (tmp_path / "s").exists()


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x")
    with pytest.raises(UserError, match="不是快照"):
        Store(tmp_path).open(["sw1"], {}, fresh=True)
    assert (tmp_path / "thesis.txt").read_text() == "x"


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_file_that_was_changed_is_an_error_of_that_host_alone(tmp_path: Path, how: str) -> None:
    filled(tmp_path / "s", "sw1", "sw2").close()
    path = tmp_path / "s/sw1/running-config.txt"
    path.unlink() if how == "gone" else path.write_text(TEXT + "undo everything\n", encoding="utf-8")
    folder = open_folder(tmp_path / "s")
    bad, good = folder.host("sw1", "huawei"), folder.host("sw2", "huawei")
    assert bad
    assert good
    assert (bad.config, bad.status, good.status) == (None, "partial", "whole")
    assert ("已被改动" if how == "changed" else "无法读取") in bad.reason
    assert "running-config" in bad.problems


def test_a_host_of_another_platform_than_gathered_is_not_judged(tmp_path: Path) -> None:
    filled(tmp_path / "s", "sw1").close()
    files = open_folder(tmp_path / "s").host("sw1", "hp_comware")
    assert files
    assert (files.status, files.files) == ("partial", {})
    assert "须重新采集" in files.reason


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "dengbao-snapshot/1"}'])
def test_a_damaged_manifest_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(UserError, match="快照清单无法读取"):
        open_folder(tmp_path)


def test_a_later_form_is_said(tmp_path: Path) -> None:
    manifest = filled(tmp_path / "s", "sw1").close()
    path = tmp_path / "s/manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace(manifest.schema, "dengbao-snapshot/9"), encoding="utf-8")
    with pytest.raises(UserError, match="dengbao-snapshot/9"):
        open_folder(tmp_path / "s")


def test_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不存在"):
        open_folder(tmp_path / "none")
