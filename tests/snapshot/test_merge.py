"""Slices of one job come together, or it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.errors import UserError
from dengbao.snapshot import open_folder
from dengbao.snapshot.merge import merge
from tests.snapshot.test_store import filled


def test_merges(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "1", "sw1").close(), filled(tmp_path / "2", "sw2", "sw3").close()
    manifest = merge([tmp_path / "1", tmp_path / "2"], tmp_path / "all", expected=["sw1", "sw2", "sw3"])
    assert manifest.expected == ["sw1", "sw2", "sw3"]
    assert manifest.hosts == one.hosts | two.hosts
    assert {*manifest.inventory["hosts"]} == {"sw1", "sw2", "sw3"}
    assert len(manifest.slices) == 2
    folder = open_folder(tmp_path / "all")
    assert all((files := folder.host(host, "huawei")) and files.status == "whole" for host in folder.hosts())


def test_refuses_a_doubled_host(tmp_path: Path) -> None:
    filled(tmp_path / "1", "sw1").close()
    filled(tmp_path / "2", "sw1").close()
    with pytest.raises(UserError, match="sw1 在两份分片里都有"):
        merge([tmp_path / "1", tmp_path / "2"], tmp_path / "all")
    assert not (tmp_path / "all").exists()


def test_refuses_a_host_in_no_slice(tmp_path: Path) -> None:
    filled(tmp_path / "1", "sw1").close()
    with pytest.raises(UserError, match="不在任何分片里：sw2"):
        merge([tmp_path / "1"], tmp_path / "all", expected=["sw1", "sw2"])


def test_refuses_an_unfinished_slice(tmp_path: Path) -> None:
    store = filled(tmp_path / "1", "sw1")
    store.open(["sw2"], {})
    store.close()
    with pytest.raises(UserError, match="缺：sw2"):
        merge([tmp_path / "1"], tmp_path / "all")


def test_refuses_changed_files_and_what_is_no_snapshot(tmp_path: Path) -> None:
    filled(tmp_path / "1", "sw1").close()
    (tmp_path / "1/sw1/running-config.txt").write_text("x")
    with pytest.raises(UserError, match="已被改动"):
        merge([tmp_path / "1"], tmp_path / "all")
    (tmp_path / "2").mkdir()
    with pytest.raises(UserError, match="不是快照"):
        merge([tmp_path / "2"], tmp_path / "all")
