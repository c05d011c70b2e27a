"""What whoever wrote the inventory should know stands in the run's record, on the terminal and on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.cli import main
from dengbao.results.store import read_run

SITE = """\
all:
  vars:
    site:
      name: 测试县
      level: 3
      thresholds: {log_retention_days: 90}
      waivers:
        - {check: mgmt_telnet_disabled, hosts: [nobody], reason: 甲, approved_by: 乙, until: 2026-12-31}
        - {check: power_ups_load_within, hosts: [sw-1], reason: 甲, approved_by: 乙, until: 2026-12-31}
  hosts:
    sw-1: {platform: huawei, role: access}
"""


def judged(folder: Path, *more: str) -> Path:
    inventory, texts, out = folder / "hosts.yml", folder / "texts", folder / "out"
    inventory.write_text(SITE, encoding="utf-8")
    texts.mkdir(exist_ok=True)
    (texts / "sw-1.cfg").write_text("#\nsysname sw-1\n#\nreturn\n", encoding="utf-8")
    main(["check", "-i", str(inventory), "--from", str(texts), "--out", str(out), "--reports", "html", *more])
    return out


def test_limits_looser_than_the_law_and_idle_waivers_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = judged(tmp_path)
    loose, unknown, idle = read_run(out).notes
    assert loose.startswith("阈值 log_retention_days 写成 90 天, 比法定的 180 天宽松(")
    assert unknown == "site.waivers[0](mgmt_telnet_disabled)的主机 nobody 不在清单里, 这条豁免没有用上"
    assert idle == "site.waivers[1](power_ups_load_within)没有用上:本次没有主机要判它"
    shown, page = capsys.readouterr().out, next(out.glob("*.html")).read_text(encoding="utf-8")
    for note in (loose, unknown, idle):
        assert f"清单:{note}" in shown
        assert f"清单:{note}" in page


def test_a_part_of_the_checks_leaves_no_waiver_idle(tmp_path: Path) -> None:
    assert len(read_run(judged(tmp_path, "-k", "telnet")).notes) == 2
