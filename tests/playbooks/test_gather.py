"""The playbook's shape: whatever a device does, the others are gathered, and all is written before it is raised."""

from __future__ import annotations

import re
from pathlib import Path

from tests.gather.lab import ENABLE, PASSWORD
from tests.playbooks.conftest import ROOT, Playbooks


def test_one_bad_host_never_stops_the_others(playbooks: Playbooks) -> None:
    ran = playbooks.run("gather.yml", playbooks.inventory())
    assert ran.statuses == {
        "cut": "cut_off", "gone": "unreachable", "r1": "whole", "secret": "excluded", "sw1": "whole",
    }  # fmt: skip
    assert ran.recap("gone")["unreachable"] == 1
    assert ran.recap("cut")["failed"] == 1
    assert [ran.recap(host)["failed"] + ran.recap(host)["unreachable"] for host in ("r1", "sw1", "secret")] == [0, 0, 0]
    assert ran.status != 0
    assert "采集结果：" in ran.output
    assert "gone（连不上）" in ran.output
    assert playbooks.lab.received("secret") == []


def test_no_secret_reaches_output_or_snapshot(playbooks: Playbooks) -> None:
    ran = playbooks.run("gather.yml", playbooks.inventory(), "-vvv", "--limit", "r1,sw1")
    stored = b"".join(path.read_bytes() for path in ran.out.rglob("*") if path.is_file())
    for secret in (PASSWORD, ENABLE):
        assert secret not in ran.output
        assert secret.encode() not in stored


def test_says_what_it_will_do_before_it_connects(playbooks: Playbooks) -> None:
    before = len(playbooks.lab.received("r1"))
    ran = playbooks.run("gather.yml", playbooks.inventory(), "--check")
    assert ran.status == 0
    assert "将以只读方式连接 4 台设备" in ran.output
    assert "标为涉密的 1 台不连接：secret" in ran.output
    assert len(playbooks.lab.received("r1")) == before
    assert not ran.out.exists()


def test_never_fails_where_the_site_says_so(playbooks: Playbooks) -> None:
    ran = playbooks.run("gather.yml", playbooks.inventory(), "-e", "fail_on=never", "--limit", "gone,r1")
    assert (ran.status, ran.statuses) == (0, {"gone": "unreachable", "r1": "whole"})


def test_goes_on_where_an_earlier_run_stopped(playbooks: Playbooks) -> None:
    before = len(playbooks.lab.received("r1"))
    first = playbooks.run("gather.yml", playbooks.inventory(), "--limit", "r1")
    asked = len(playbooks.lab.received("r1"))
    second = playbooks.run("gather.yml", playbooks.inventory(), "--limit", "r1,sw1", out=first.out)
    assert second.statuses == {"r1": "whole", "sw1": "whole"}
    assert len(playbooks.lab.received("r1")) == asked
    playbooks.run("gather.yml", playbooks.inventory(), "--limit", "r1", "-e", "dengbao_fresh=true", out=first.out)
    assert len(playbooks.lab.received("r1")) == asked + (asked - before)


def test_no_hosts_is_said(playbooks: Playbooks, tmp_path: Path) -> None:
    (tmp_path / "hosts.yml").write_text("all:\n  hosts: {}\n")
    ran = playbooks.run("gather.yml", tmp_path / "hosts.yml")
    assert ran.status != 0
    assert "清单里没有主机" in ran.output


def test_a_bad_inventory_is_said_before_anything_is_connected_to(playbooks: Playbooks) -> None:
    before = len(playbooks.lab.received("r1"))
    ran = playbooks.run("gather.yml", playbooks.inventory("bad", site={"name": "x", "level": 9}))
    assert ran.status != 0
    assert "level" in ran.output
    assert "group_vars/all.yml" in ran.output
    assert len(playbooks.lab.received("r1")) == before


def test_typed_by_hand_the_lab_starts_and_stops(playbooks: Playbooks) -> None:
    ran = playbooks.run("gather.yml", ROOT / "inventories/lab", "--limit", "ups-a", "-v")
    assert (ran.status, ran.statuses) == (0, {"ups-a": "whole"})
    pid = re.search(r"^\s+pid: (\d+)$", ran.output, re.MULTILINE)
    assert pid
    left = Path("/proc", pid[1], "cmdline")
    assert not left.exists() or not left.read_bytes()  # gone, or dead and not yet collected by init
