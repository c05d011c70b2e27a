"""What a verdict quotes: the line at fault with the masked lines around it."""

from __future__ import annotations

from pathlib import Path

from dengbao.cli import main
from dengbao.results.store import read_results, read_run

LAB = Path(__file__).parents[2] / "inventories" / "lab"


def test_findings_carry_the_lines_around_and_the_run_its_ledger(tmp_path: Path) -> None:
    words = ["check", "-i", str(LAB), "--from", str(LAB / "devices"), "--out", str(tmp_path), "--as-of", "2026-11-24"]
    assert main([*words, "--quiet", "-k", "mgmt_http_disabled", "--reports", "junit"]) == 0
    config = (LAB / "devices" / "acc-hw" / "running-config.txt").read_text(encoding="utf-8").splitlines()
    (failed,) = (one for one in read_results(tmp_path) if one.host == "acc-hw" and one.status == "fail")
    quoted = failed.findings[0].evidence[0]
    assert quoted.text in config[quoted.line - 1]
    assert len(quoted.before) == len(quoted.after) == 2
    assert list(quoted.after) == [text.rstrip() for text in config[quoted.line : quoted.line + 2]]
    assert failed.evidence == [line.alone for line in failed.findings[0].evidence]
    assert all(not (line.before or line.after) for one in read_results(tmp_path) for line in one.evidence)
    run = read_run(tmp_path)
    assert [system.name for system in run.ledger.systems] == ["政务数据共享平台", "门户网站", "内部办公系统"]
    assert run.ledger.attestations[0].by == "张工"
    assert run.ledger.zones[0] == "内网"
    assert (run.bounds.compliant, run.bounds.basic) == (90, 60)
