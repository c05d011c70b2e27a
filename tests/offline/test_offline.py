"""The archive: what is in it, what its script refuses, and that it runs where there is no network at all."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from dengbao.errors import UserError
from dengbao.offline import pack as module
from dengbao.offline.pack import pack
from dengbao.offline.target import Target

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "dengbao" / "offline" / "install.sh"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
TOP = "dengbao-0.1.0/"


def committed(root: Path) -> Path:
    """A small project in a repository of its own."""
    for name, text in {
        "requirements.lock": "alpha==1\n",
        "dengbao/offline/install.sh": "#!/bin/sh\n",
        "inventories/lab/hosts.yml": "all:\n",
        "tests/test_x.py": "",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "dengbao/offline/install.sh").chmod(0o755)
    git = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@x.example"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x", "--date", "2026-11-24T00:00:00Z"]):
        subprocess.run([*git, *words], check=True)
    (root / "secret.yml").write_text("vault", encoding="utf-8")
    return root


@pytest.mark.system("git")
def test_it_holds_the_commit_the_wheels_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        module, "_download", lambda _lock, _target, into: (into / "alpha-1-py3-none-any.whl").write_bytes(b"wheel")
    )
    root, target = committed(tmp_path / "p"), Target.named("3.12", "manylinux_2_28_aarch64")
    archive, digest = pack(root, target)
    assert archive.name == "dengbao-0.1.0-offline-py3.12-manylinux_2_28_aarch64.tar.gz"
    with tarfile.open(archive) as tar:
        names = [one.name.removeprefix(TOP) for one in tar]
        assert names == [
            "install.sh", "dengbao/offline/install.sh", "inventories/lab/hosts.yml", "requirements.lock",
            "wheels/target", "wheels/alpha-1-py3-none-any.whl",
        ]  # fmt: skip
        assert tar.extractfile(f"{TOP}wheels/target").read() == b"3.12 28 aarch64\n"  # type: ignore[union-attr]
        assert tar.getmember(f"{TOP}install.sh").mode == 0o755
    assert module.is_changed(root)
    assert pack(root, target)[1] == digest


def test_without_a_checkout_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不是 git 检出"):
        pack(tmp_path, Target.named("3.11", "manylinux_2_28_x86_64"))


def refused(folder: Path, target: str | None, **environment: str) -> str:
    shutil.copy(SCRIPT, folder)
    (folder / "wheels").mkdir()
    if target:
        (folder / "wheels" / "target").write_text(f"{target}\n", encoding="ascii")
    path = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    done = subprocess.run([folder / "install.sh"], env=path | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert not (folder / ".venv").exists()
    return done.stderr


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (None, "缺少 wheels/target,安装包不完整"),
        ("3.11 28 pdp11", "安装包是给 pdp11 的,本机是"),
        ("3.99 28 {machine}", "没有找到 Python 3.99"),
        ("{python} 99 {machine}", "安装包要求 glibc 2.99 以上"),
    ],
)
def test_the_script_refuses_machines_that_it_is_not_for(tmp_path: Path, target: str | None, said: str) -> None:
    filled = target and target.format(python=PYTHON, machine=platform.machine())
    error = refused(tmp_path, filled, PYTHON=sys.executable)
    assert said in error
    assert error.count("\n") == 1


RUN = """
set -eu
ip link set lo up
[ -z "$(ip route)" ] || exit 9
./install.sh
make inspect >inspect.log
"""


@pytest.mark.slow
@pytest.mark.system("root")
@pytest.mark.system("unshare")
@pytest.mark.system("iproute2")
@pytest.mark.system("make")
@pytest.mark.system("git")
def test_it_installs_and_inspects_the_lab_without_any_network(tmp_path: Path) -> None:
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", ROOT, root], check=True)
    archive, _ = pack(root, Target.named(PYTHON, f"manylinux_2_28_{platform.machine()}"))
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    home = tmp_path / "home"
    home.mkdir()
    python = Path(sys.executable).resolve().parent
    environment = {"HOME": str(home), "PATH": f"{python}:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    words = ["unshare", "-n", "sh", "-c", RUN]
    done = subprocess.run(
        words, cwd=tmp_path / TOP, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (reports,) = (tmp_path / TOP / "reports").iterdir()
    assert {"results.jsonl", "junit.xml", "report.html"} <= {path.name for path in reports.iterdir()}
