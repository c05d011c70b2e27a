"""What all tests share: the marks ``system`` and ``slow``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)  # the same examples each time: a red run repeats
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

MISSING = "缺少系统组件"
_FOLDERS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
_PROGRAMS = {
    "nut-server": ("/lib/nut/upsd", "/lib/nut/dummy-ups"),
    "frr": ("/usr/lib/frr/zebra",),
    "nftables": ("nft",),
    "iproute2": ("ip",),
    "openssh-server": ("sshd",),
    "openssh-client": ("ssh-keygen",),
    "npm": ("node", str(Path(__file__).parent / "report/npm/node_modules/.package-lock.json")),  # by tests/npm-packages
    "libreoffice-calc": ("localc",),
    "libreoffice-writer": ("lowriter",),
    "poppler-utils": ("pdftotext", "pdftoppm"),
}
"""What proves that a Debian package is there; the package's own name where it is not listed."""


def is_there(program: str) -> bool:
    """Say whether a system program is installed; ``root`` asks for the rights of root."""
    if program == "root":
        return os.geteuid() == 0
    return all(
        Path(name).is_file() if name.startswith("/") else shutil.which(name, path=_FOLDERS)
        for name in _PROGRAMS.get(program, (program,))
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--slow``."""
    parser.addoption("--slow", action="store_true", help="also run the tests over the whole corpus")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, loudly, what cannot run here; in CI that is a failure."""
    missing = [mark.args[0] for mark in item.iter_markers("system") if not is_there(mark.args[0])]
    if missing:
        reason = f"{MISSING}: {' '.join(missing)} (apt-get install)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    if item.get_closest_marker("slow") and not item.config.getoption("--slow"):
        pytest.skip("slow: run with --slow")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List at the very end what was skipped for want of a program."""
    reasons = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", ()) if report.longrepr]
    if lost := sorted({reason for reason in reasons if MISSING in reason}):
        terminalreporter.section("没有运行的测试", sep="!", yellow=True)
        for reason in lost:
            terminalreporter.write_line(f"{reason.removeprefix('Skipped: ')}: {reasons.count(reason)}")
