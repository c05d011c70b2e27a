"""``dengbao init``: what it writes is an inventory that the other commands take."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from dengbao.cli import main
from dengbao.inventory import load
from dengbao.model import Role

LAB = Path(__file__).parents[2] / "inventories" / "lab"
DEVICES = LAB / "devices"


def init(*words: str) -> int:
    return main(["init", *words, "--name", "某局", "--level", "3"])


def test_a_folder_becomes_an_inventory_that_check_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "inv"
    assert init(str(out), "--from", str(DEVICES)) == 0
    said = capsys.readouterr().out
    known, drafted = {host.name: host for host in load(LAB).hosts}, load(out)
    assert f"认出 {len(known)} 台设备" in said
    assert f"dengbao check -i {out} --from {DEVICES}" in said
    assert {host.name: host.platform for host in drafted.hosts} == {name: one.platform for name, one in known.items()}
    wrong = [host.name for host in drafted.hosts if host.role != known[host.name].role]
    assert set(wrong) <= {"fw-gov", "fw-partner", "fw-partner-2"}  # what border it is, only a person knows
    site = drafted.site
    assert (site.name, site.level) == ("某局", 3)
    assert [str(network) for network in site.management] == ["10.10.99.0/24"]
    assert {"10.10.100.21", "10.10.100.22"} <= {str(one) for one in site.log_servers}
    assert {"internet", "trust", "dmz", "govnet"} <= set(site.zones)
    assert site.flows
    results = tmp_path / "out"
    assert main(["check", "-i", str(out), "--from", str(DEVICES), "--out", str(results), "--quiet"]) == 1
    run = json.loads((results / "run.json").read_text(encoding="utf-8"))
    assert {host["parse"] for host in run["hosts"]} == {"parsed"}


def test_single_files_and_strangers(tmp_path: Path) -> None:
    folder = tmp_path / "configs"
    folder.mkdir()
    shutil.copy(DEVICES / "acc-hw" / "running-config.txt", folder / "楼层 1.cfg")
    shutil.copy(DEVICES / "ups-a" / "upsc.txt", folder / "on.txt")
    (folder / "notes.txt").write_text("会议纪要\n", encoding="utf-8")
    (folder / "a: {b}\n#.txt").write_text("x\n", encoding="utf-8")
    assert init(str(tmp_path / "inv"), "--from", str(folder)) == 0
    hosts = {host.name: host for host in load(tmp_path / "inv").hosts}
    assert {name: (one.platform, one.role) for name, one in hosts.items()} == {
        "楼层 1": ("huawei", Role.ACCESS),
        "on": ("ups", Role.UPS),
    }
    text = (tmp_path / "inv" / "hosts.yml").read_text(encoding="utf-8")
    assert "# notes: {platform: }  # 认不出是哪种平台" in text
    assert "设备自称 acc-hw" in text
    assert "没有找到地址" in text


def test_questions_are_few_and_their_answers_are_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('县"局\n2\n10.1.0.0/24，10.2.0.0/24\n10.1.0.9\n\n'))
    assert main(["init", str(tmp_path / "inv")]) == 0
    assert capsys.readouterr().out.count(": ") == 5
    text = (tmp_path / "inv" / "group_vars" / "all" / "site.yml").read_text(encoding="utf-8")
    assert "management: [10.1.0.0/24, 10.2.0.0/24]" in text
    hosts = tmp_path / "inv" / "hosts.yml"
    hosts.write_text(hosts.read_text(encoding="utf-8").replace("hosts: {}", "hosts: {a: {platform: huawei}}"), "utf-8")
    inventory = load(tmp_path / "inv")
    assert (inventory.site.name, inventory.site.level) == ('县"局', 2)
    assert [str(one) for one in inventory.site.log_servers] == ["10.1.0.9"]
    assert not inventory.site.ntp_servers


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("局\n5\n", "等保级别不能是 5"),
        ("局\n3\n10.1.0.1/24\n", "10.1.0.1/24 不是网段"),
        ("局\n3\n\n日志服务器\n", "日志服务器 不是地址"),
    ],
)
def test_a_useless_answer_is_one_line_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, answers: str, said: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    assert main(["init", str(tmp_path / "inv")]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_nothing_is_ever_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "inv"
    out.mkdir()
    (out / "hosts.yml").write_text("mine")
    assert init(str(out), "--from", str(DEVICES)) == 2
    assert "已经存在,不覆盖" in capsys.readouterr().err
    assert (out / "hosts.yml").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["inv"]


def test_folders_that_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert init(str(tmp_path / "inv"), "--from", str(tmp_path / "empty")) == 2
    assert "文件夹里什么也没有" in capsys.readouterr().err
    assert init(str(tmp_path / "inv"), "--from", str(tmp_path / "none")) == 2
    assert "文件夹不存在" in capsys.readouterr().err
