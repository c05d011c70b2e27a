"""Plain folders: one file or one folder a host, terminal logs, and files that tell nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.snapshot import HostFiles, open_folder

KEY = bytes(32)
CONFIG = "#\nsysname sw1\n#\nreturn\n"


def read(folder: Path, host: str = "sw1", platform: str = "huawei") -> HostFiles:
    files = open_folder(folder, key=KEY).host(host, platform)
    assert files
    return files


def text(files: HostFiles, slug: str = "running-config") -> str:
    return files.files[slug].text


def test_a_single_file_is_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "sw1.cfg").write_text(CONFIG)
    files = read(tmp_path)
    assert (files.status, text(files), files.config and files.config.path) == ("whole", CONFIG, "sw1.cfg")


def test_a_folder_holds_outputs_by_name(tmp_path: Path) -> None:
    (tmp_path / "sw1").mkdir()
    (tmp_path / "sw1/running-config.CFG").write_text(CONFIG)
    (tmp_path / "sw1/display-version.txt").write_text("VRP\n")
    (tmp_path / "sw1/Display Interface Brief.log").write_text("x\n")
    files = read(tmp_path)
    assert {*files.files} == {"running-config", "display-version", "display-interface-brief"}
    assert files.files["display-version"].path == "sw1/display-version.txt"


def test_dots_in_names_are_names(tmp_path: Path) -> None:
    (tmp_path / "sw1.gov.cn.cfg").write_text(CONFIG)
    assert open_folder(tmp_path).hosts() == ["sw1.gov.cn"]
    assert read(tmp_path, "sw1.gov.cn").status == "whole"
    assert open_folder(tmp_path, key=KEY).host("sw1", "huawei") is None


@pytest.mark.parametrize(
    ("platform", "name", "slug"),
    [
        ("ups", "h.txt", "upsc"),
        ("ups", "h.snmprec", "ups.snmprec"),
        ("ups", "h.snmpwalk", "ups.snmpwalk"),
        ("windows", "h.json", "windows.json"),
        ("windows", "h.inf", "secedit.inf"),
        ("windows", "h.csv", "auditpol.csv"),
        ("linux", "h.json", "linux.json"),
    ],
)
def test_single_files_of_other_platforms(tmp_path: Path, platform: str, name: str, slug: str) -> None:
    (tmp_path / name).write_text("{}\n")
    assert {*read(tmp_path, "h", platform).files} == {slug}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "是空文件"),
        (b" \r\n\n", "是空文件"),
        (b"\0" * 100, "全是空字节"),
        (CONFIG.encode()[:-8], "没有结束标记"),
        (b"#\nsysname x\n  ---- More ----\n#\nreturn\n", "第 3 行残留分页符"),
    ],
    ids=["empty", "blank", "nul", "cut", "paged"],
)
def test_what_tells_nothing_is_told_apart(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "sw1.cfg").write_bytes(data)
    files = read(tmp_path)
    assert files.status == "partial"
    assert reason in files.reason
    assert "running-config" in files.problems


def test_missing_is_none_and_empty_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "sw1").mkdir()
    assert open_folder(tmp_path, key=KEY).host("sw2", "huawei") is None
    assert "空文件夹" in read(tmp_path).reason


def test_two_files_of_one_host_are_not_guessed_between(tmp_path: Path) -> None:
    (tmp_path / "sw1.cfg").write_text(CONFIG)
    (tmp_path / "sw1.txt").write_text(CONFIG)
    assert "多份文件" in read(tmp_path).reason
    assert read(tmp_path).files == {}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "sw1.cfg").write_bytes("#\r\nsysname 交换机\r\nreturn\r\n".encode(encoding))
    assert text(read(tmp_path)) == "#\nsysname 交换机\nreturn\n"


def test_secrets_are_covered_on_entry(tmp_path: Path) -> None:
    (tmp_path / "r1.cfg").write_text("hostname r1\nenable secret 5 $1$abcd$ABCDEFGHIJKLMNOPQRSTU.\nend\n")
    shown = text(read(tmp_path, "r1", "cisco_ios"))
    assert "ABCDEFGHIJKLMNOPQRSTU" not in shown
    assert shown.count("\n") == 3


def test_a_name_that_leads_out_of_the_folder_is_nobody(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "sw1.cfg").write_text(CONFIG)
    assert open_folder(tmp_path / "in", key=KEY).host("../sw1", "huawei") is None
