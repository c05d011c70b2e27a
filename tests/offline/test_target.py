"""Which wheels a machine needs: read from the lock as that machine would, not as this one."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.requirements import Requirement

from dengbao.errors import UserError
from dengbao.offline.__main__ import main
from dengbao.offline.target import Target

LOCK = Path(__file__).parents[2] / "requirements.lock"
SMALL = """\
alpha==1.0 ; python_full_version < '3.12' \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via other
alpha==2.0 ; python_full_version >= '3.12' \\
    --hash=sha256:ac
beta==3 ; sys_platform == 'win32' \\
    --hash=sha256:ba
gamma[extra]==4 \\
    --hash=sha256:ca
"""


@pytest.mark.parametrize(("python", "alpha"), [("3.11", "alpha==1.0"), ("3.12", "alpha==2.0"), ("3.13", "alpha==2.0")])
def test_markers_are_those_of_the_target(python: str, alpha: str) -> None:
    lock = Target.named(python, "manylinux_2_28_x86_64").locked(SMALL)
    heads = [line.removesuffix(" \\") for line in lock.splitlines() if not line.startswith(" ")]
    assert heads == [alpha, "gamma==4"]
    assert ("--hash=sha256:ab" in lock) is (alpha == "alpha==1.0")
    assert ";" not in lock
    assert "#" not in lock


def test_the_whole_lock_is_kept_but_for_other_systems() -> None:
    text = LOCK.read_text(encoding="utf-8")
    lock = Target.named("3.11", "manylinux_2_28_x86_64").locked(text)
    every = {Requirement(line.removesuffix(" \\").strip()).name for line in text.splitlines() if "==" in line[:60]}
    kept = {Requirement(line.removesuffix(" \\")).name for line in lock.splitlines() if not line.startswith(" ")}
    assert every - kept == {"colorama", "sspilib"} & every
    assert "setuptools" in kept  # builds the project itself


def test_pip_is_told_all_older_floors_that_run_there() -> None:
    words = [*Target.named("3.12", "manylinux_2_28_x86_64").options()]
    platforms = [words[at + 1] for at, word in enumerate(words) if word == "--platform"]
    assert platforms[0] == "manylinux_2_28_x86_64"
    assert {"manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux1_x86_64"} <= {*platforms}
    assert not [name for name in platforms if name.startswith(("manylinux_2_29", "manylinux_2_4_"))]
    assert "cp312" in words
    other = [*Target.named("3.11", "manylinux_2_28_aarch64").options()]
    assert "manylinux2014_aarch64" in other
    assert "manylinux1_aarch64" not in other


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["3.10", "manylinux_2_28_x86_64"], "[PYTHON_VERSION]: 不支持 Python 3.10。写成 3.11、3.12 或更新"),
        (["3.11.2", "manylinux_2_28_x86_64"], "[PYTHON_VERSION]: 不支持 Python 3.11.2。"),
        (["3.11", "win_amd64"], "[PLATFORM]: 不支持平台 win_amd64。写成 manylinux_2_28_x86_64"),
    ],
)
def test_what_cannot_be_made_is_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    with pytest.raises(UserError):
        Target.named(*words)
