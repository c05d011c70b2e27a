"""One judging as a pytest session: items, what they show, and the results that come back from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dengbao.engine.plan import Evaluation
from dengbao.engine.run import Judging
from dengbao.engine.write import publish, write
from dengbao.results import Result

EXPANDED_MOST = 5000
"""More evaluations than this are collapsed in mode ``auto``."""

_SHIPPED = "dengbao.results"
_SELECTED = "dengbao.selected"
Pair = tuple[str, str]


class PytestRun:
    """Takes part in the session of a controller, and of each xdist worker, with a plan of its own."""

    def __init__(self, config: pytest.Config, judging: Judging) -> None:
        """Index the plan by the module that defines the check."""
        self.config, self.judging = config, judging
        self.collapsed = _wants_collapsed(config, judging)
        self.by_file: dict[str, list[Evaluation]] = {}
        for evaluation in judging.plan:
            self.by_file.setdefault(evaluation.check.file, []).append(evaluation)
        self.results: dict[Pair, Result] = {}
        self.selected: set[Pair] = set()
        self._places: dict[Pair, int] = {}

    def pytest_report_header(self) -> str:
        """Say what is judged."""
        judging = self.judging
        site = judging.inventory.site.name
        return f"dengbao: {site},{len(judging.inventory.hosts)} 台,{len(judging.plan)} 项判定,截至 {judging.as_of}"

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect a module of checks."""
        wanted = self.by_file.get(str(file_path))
        if not wanted:
            return None
        file: _CheckFile = _CheckFile.from_parent(parent, path=file_path)
        file.run, file.wanted = self, wanted
        return file

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Collapse: after ``-k`` has chosen among modules, give each host one item, so that it is parsed once."""
        mine = [item for item in items if isinstance(item, _Item)]
        if not self.collapsed or not mine:
            return
        by_host: dict[str, list[Evaluation]] = {}
        for one in sorted((one for item in mine for one in item.wanted), key=self._place):
            by_host.setdefault(one.host, []).append(one)
        items[:] = [item for item in items if not isinstance(item, _Item)]
        items += [_item(mine[0].parent, host, self, wanted) for host, wanted in by_host.items()]

    def _place(self, evaluation: Evaluation) -> int:
        """Where an evaluation stands in the plan."""
        if not self._places:
            self._places.update({(one.host, one.check.id): place for place, one in enumerate(self.judging.plan)})
        return self._places[evaluation.host, evaluation.check.id]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note what was selected, after ``-k`` and the like."""
        self.selected = {
            (one.host, one.check.id) for item in session.items if isinstance(item, _Item) for one in item.wanted
        }

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take results out of the reports, of this process or of a worker."""
        if report.when != "teardown" or hasattr(self.config, "workerinput"):
            return
        for name, value in report.user_properties:
            if name == _SHIPPED:
                for text in value:  # type: ignore[attr-defined]
                    result = msgspec.json.decode(text, type=Result)
                    self.results[result.host, result.check] = result

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:  # noqa: ANN401, ARG002 - xdist's own
        """Learn from a worker what was selected; all workers collect the same."""
        self.selected |= {(host, check) for host, check in getattr(node, "workeroutput", {}).get(_SELECTED, ())}

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hold the results against what was selected, and write them when asked."""
        if hasattr(self.config, "workerinput"):
            self.config.workeroutput[_SELECTED] = [list(pair) for pair in self.selected]  # type: ignore[attr-defined]
            return
        missing = self.selected - self.results.keys()
        stopped = session.shouldstop or session.shouldfail or self.config.getoption("collectonly")
        if missing and not stopped:
            session.exitstatus = pytest.ExitCode.INTERNAL_ERROR
            self.config.get_terminal_writer().line(
                f"dengbao: 有 {len(missing)} 项判定没有结果,本次运行不可信", red=True
            )
            return
        out = self.config.getoption("--dengbao-out")
        if out and self.results:
            kept = [one for one in self.judging.plan if (one.host, one.check.id) in self.results]
            write(self.judging, kept, (self.results[one.host, one.check.id] for one in kept), Path(out))
            publish(Path(out))


def _wants_collapsed(config: pytest.Config, judging: Judging) -> bool:
    mode = config.getoption("--dengbao-mode")
    return mode == "collapsed" or (mode == "auto" and len(judging.plan) > EXPANDED_MOST)


class _CheckFile(pytest.File):
    """One module of checks."""

    run: PytestRun
    wanted: list[Evaluation]

    def collect(self) -> Iterator[pytest.Item]:
        if self.run.collapsed:
            groups = [(self.wanted[0].check.id, self.wanted)]
        else:
            groups = [(f"{one.check.id}[{one.host}]", [one]) for one in self.wanted]
        for name, wanted in groups:
            yield _item(self, name, self.run, wanted)


class _Told(Exception):  # noqa: N818 - shown in place of a traceback
    """Verdicts in words."""


class _Item(pytest.Item):
    """One evaluation (expanded), or all of one host (collapsed)."""

    run: PytestRun
    wanted: list[Evaluation]
    results: list[Result]

    def setup(self) -> None:
        """Judge. What could not be decided is an error of the set-up, so that pytest shows E and not F."""
        self.results = [self.run.judging.judge(evaluation) for evaluation in self.wanted]
        self.user_properties.append((_SHIPPED, [msgspec.json.encode(result).decode() for result in self.results]))
        statuses = {result.status for result in self.results}
        if "error" in statuses and "fail" not in statuses:
            raise _Told(_told(result for result in self.results if result.status == "error"))

    def runtest(self) -> None:
        """Fail or skip as the verdicts say."""
        failing = [result for result in self.results if result.status in {"fail", "error"}]
        if failing:
            raise _Told(_told(failing))
        if all(result.status == "skip" for result in self.results):
            pytest.skip(self.results[0].actual)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Show the verdict, not our own stack."""
        return str(excinfo.value) if isinstance(excinfo.value, _Told) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the item."""
        return self.path, None, self.name


def _item(parent: Any, name: str, run: PytestRun, wanted: list[Evaluation]) -> _Item:  # noqa: ANN401 - a node
    item: _Item = _Item.from_parent(parent, name=name)
    item.run, item.wanted = run, wanted
    return item


def _told(results: Iterable[Result]) -> str:
    """Tell verdicts in lines: host, title, what is, evidence, remedy."""
    lines: list[str] = []
    for result in results:
        lines.append(f"{result.host} {result.title}({result.check}):{result.actual}")
        lines += [f"  {line.file}:{line.line}: {line.text}" for line in result.evidence]
        lines += [f"  整改: {command}" for finding in result.findings for command in finding.remedy]
    return "\n".join(lines)
