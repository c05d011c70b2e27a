"""``dengbao lab``."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.lab.test_inventory import GOOD


def test_it_serves_until_interrupted(tmp_path: Path) -> None:
    (tmp_path / "group_vars/all").mkdir(parents=True)
    (tmp_path / "hosts.yml").write_text(GOOD, encoding="utf-8")
    command = [sys.executable, "-m", "dengbao", "lab", "-i", str(tmp_path), "--log", str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as lab:
        assert lab.stdout is not None
        first = lab.stdout.readline().split()
        assert first[:2] == ["core-1", "huawei"]
        assert first[2].startswith("127.1.1.1:")
        known_hosts = Path(lab.stdout.readline().split()[1])
        assert known_hosts.is_file()
        assert "Ctrl+C" in lab.stdout.readline() + lab.stdout.readline()
        lab.send_signal(signal.SIGINT)
        assert "实验环境已结束" in lab.stdout.read()
    assert lab.returncode == 0
    assert not known_hosts.exists()


def test_a_bad_inventory_ends_with_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dengbao", "lab", "-i", str(tmp_path)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dengbao: {tmp_path}: 目录里没有清单文件。")
    assert done.stderr.count("\n") == 1
