"""The marks that all tests share do what they promise: no silent green."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

TESTS = """
    import pytest

    @pytest.mark.system("no-such-program")
    def test_absent(): pass

    @pytest.mark.system("sh")
    def test_present(): pass

    @pytest.mark.slow
    def test_slow(): pass
"""


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("CI", raising=False)
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = [\n  system(program): x\n  slow: x\n")
    pytester.makepyfile(TESTS)
    return pytester


def test_a_missing_program_is_listed_at_the_end(inner: pytest.Pytester) -> None:
    result = inner.runpytest_subprocess()
    result.assert_outcomes(passed=1, skipped=2)
    result.stdout.fnmatch_lines(["!*没有运行的测试*!", "缺少系统组件: no-such-program (apt-get install): 1"])


def test_in_ci_it_is_a_failure(inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = inner.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*缺少系统组件: no-such-program*"])


def test_slow_tests_run_when_asked(inner: pytest.Pytester) -> None:
    inner.runpytest_subprocess("--slow").assert_outcomes(passed=2, skipped=1)
