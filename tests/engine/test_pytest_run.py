"""The same results from the command line and from pytest: expanded, collapsed, on two workers, and with ``-k``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dengbao.cli import main

ROOT = Path(__file__).parents[2]
LAB = ROOT / "inventories" / "lab"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small inventory with two UPSes and a host of which nothing is known, and their folder."""
    folder = tmp_path_factory.mktemp("site")
    inventory = folder / "hosts.yml"
    inventory.write_text(
        "all:\n  vars:\n    site: {name: 测试县, level: 3, log_servers: [10.1.1.1]}\n  hosts:\n"
        "    ups-a: {platform: ups}\n    ups-b: {platform: ups}\n    sw-1: {platform: huawei, role: access}\n",
        encoding="utf-8",
    )
    given = folder / "given"
    for host in ("ups-a", "ups-b"):
        shutil.copytree(LAB / "devices" / host, given / host)
    return inventory, given


def judged(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def by_pytest(site: tuple[Path, Path], out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    inventory, given = site
    command = [sys.executable, "-m", "pytest", "checks", "-q", "-p", "no:cacheprovider", "-o", "addopts="]
    options = ["--dengbao-inventory", inventory, "--dengbao-from", given, "--dengbao-out", out]
    return subprocess.run(
        [*command, *map(str, options), "--dengbao-as-of", "2026-11-24", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def expected(site: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    out = tmp_path_factory.mktemp("cli")
    words = ["check", "-i", str(site[0]), "--from", str(site[1]), "--out", str(out), "--as-of", "2026-11-24"]
    assert main([*words, "--quiet"]) == 1
    return judged(out)


@pytest.mark.parametrize("words", [["--dengbao-mode=expanded"], ["--dengbao-mode=collapsed"], ["-n2"]], ids=" ".join)
def test_every_mode_gives_the_same_results(
    site: tuple[Path, Path], expected: list[dict[str, object]], tmp_path: Path, words: list[str]
):
    done = by_pytest(site, tmp_path, *words)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr
    assert judged(tmp_path) == expected


def test_an_error_is_shown_as_one_and_a_failure_with_its_line(site: tuple[Path, Path], tmp_path: Path):
    done = by_pytest(site, tmp_path, "--dengbao-mode=expanded")
    assert "ERROR checks/audit/audit_logging_enabled.py::audit_logging_enabled[sw-1]" in done.stdout
    assert "FAILED checks/power/power_ups_load_within.py::power_ups_load_within[ups-b]" in done.stdout
    assert "ups-b/upsc.txt:54: ups.load: 86.00" in done.stdout


def test_k_selects_and_only_what_is_selected_is_written(
    site: tuple[Path, Path], expected: list[dict[str, object]], tmp_path: Path
):
    by_pytest(site, tmp_path, "-k", "load_within and ups-b")
    wanted = [row for row in expected if (row["host"], row["check"]) == ("ups-b", "power_ups_load_within")]
    assert judged(tmp_path) == wanted


def test_a_file_named_by_hand_is_judged_the_same(
    site: tuple[Path, Path], expected: list[dict[str, object]], tmp_path: Path
):
    by_pytest(site, tmp_path, "--deselect", "checks/identity", "checks/power/power_ups_load_within.py")
    rows = {(row["host"], row["check"]): row for row in judged(tmp_path)}
    known = {(row["host"], row["check"]): row for row in expected}
    assert rows[("ups-b", "power_ups_load_within")] == known[("ups-b", "power_ups_load_within")]


def test_both_options_are_needed():
    command = [sys.executable, "-m", "pytest", "checks", "--dengbao-from", "x"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--dengbao-inventory 与 --dengbao-from 要一起给出" in done.stderr
