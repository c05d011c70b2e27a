"""The pytest plugin: ``pytest checks --dengbao-inventory INV --dengbao-from FOLDER`` runs the checks natively.

*Expanded*: one item for each check and host (``-k``, ``--lf`` and ``-n`` work as ever). *Collapsed*: one item for each
module and host's checks at once, for runs in which a hundred thousand items would cost more than the checks do. Both
give the same results, which every worker ships back with its reports; the controller counts them against the plan.

Nothing is imported before an inventory is given: pytest loads this module for every test run of whoever installed us.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dengbao.errors import UserError

if TYPE_CHECKING:
    from dengbao.engine.pytest_run import PytestRun


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the options."""
    group = parser.getgroup("dengbao", "等级保护自查")
    group.addoption("--dengbao-inventory", metavar="INV", help="Ansible 清单,或 dengbao inventory export 的文件")
    group.addoption("--dengbao-from", metavar="FOLDER", help="快照或放有设备配置的文件夹")
    group.addoption("--dengbao-out", metavar="DIR", help="写出 results.jsonl 与 junit.xml 的文件夹")
    group.addoption("--dengbao-as-of", metavar="DATE", help="按这一天判定(YYYY-MM-DD)")
    group.addoption(
        "--dengbao-mode",
        choices=("auto", "expanded", "collapsed"),
        default="auto",
        help="每项判定一个用例(expanded)或合并(collapsed);auto 在超过 5000 项时合并",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Plan the run when an inventory is given, and let it take part in the session."""
    source, folder = config.getoption("--dengbao-inventory"), config.getoption("--dengbao-from")
    if not source and not folder:
        return
    if not source or not folder:
        raise pytest.UsageError("--dengbao-inventory 与 --dengbao-from 要一起给出")
    config.pluginmanager.register(_planned(config, Path(source), Path(folder)), "dengbao-run")


def _planned(config: pytest.Config, source: Path, folder: Path) -> PytestRun:
    from dengbao.engine.pytest_run import PytestRun  # noqa: PLC0415
    from dengbao.engine.run import begin  # noqa: PLC0415
    from dengbao.inventory import load  # noqa: PLC0415
    from dengbao.mask import key_of  # noqa: PLC0415
    from dengbao.snapshot import open_folder  # noqa: PLC0415

    try:
        date = config.getoption("--dengbao-as-of")
        as_of = dt.date.fromisoformat(date) if date else None
        return PytestRun(config, begin(load(source), open_folder(folder, key=key_of(source)), as_of=as_of))
    except UserError as error:
        raise pytest.UsageError(str(error)) from error
    except ValueError as error:
        raise pytest.UsageError(f"--dengbao-as-of 不是日期:{error}") from error
