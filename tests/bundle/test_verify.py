"""A bundle that is not as it was made is told from one that is, and nothing gets out of the folder it is read into."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dengbao.cli import main
from tests.bundle.made import DEVICES, ROOT, Files, bundle, check, read, replaced, spoiled, write

CONFIG = "snapshot/devices/acc-hw/running-config.txt"
RESULTS = "results/results.jsonl"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    results = check(DEVICES, folder / "r", "--reports", "csv")
    assert bundle(results, DEVICES, folder / "b.tar.gz") == 0
    return folder / "b.tar.gz"


def verified(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str]]:
    capsys.readouterr()
    status = main(["verify", str(path), *more])
    return status, capsys.readouterr().out.splitlines()


def without(name: str) -> Callable[[Files], None]:
    return lambda files: files.__delitem__(name)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (replaced(CONFIG, "http server enable", "undo http server "), f"文件被改动:{CONFIG}"),
        (replaced(CONFIG, "http server enable", ""), f"文件被改动:{CONFIG}"),
        (without("results/results.csv"), "缺少文件:results/results.csv"),
        (lambda files: files.update({"snapshot/devices/new.txt": b"x"}), "多出文件:snapshot/devices/new.txt"),
    ],
    ids=["changed", "cut", "missing", "extra"],
)  # fmt: skip
def test_a_file_that_does_not_fit_its_hash(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Files], None], said: str
) -> None:
    files = read(sound)
    spoil(files)
    status, lines = verified(write(tmp_path / "b.tar.gz", files), capsys)
    assert status == 1
    assert lines[1:3] == ["文件:1 处与清单不符,没有重算判定", f"  {said}"]
    assert lines[-1].startswith("核验不通过:")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (replaced(RESULTS, '"status":"fail"', '"status":"pass"'), "包里是 pass,重算是 fail"),
        (replaced(RESULTS, '"risk":"high"', '"risk":"low"'), ":risk 不同"),
        (replaced(CONFIG, "http server enable\n", ""), "acc-hw mgmt_http_disabled:findings、evidence 不同"),
        (replaced("results/run.json", '"unread": ', '"unread": 9'), "run.json 的 hosts 与重算不同"),
        (replaced("inventory.json", '"acc-hw"', '"acc-xx"'), "acc-xx"),
        (
            lambda files: files.update({RESULTS: b"".join(files[RESULTS].splitlines(keepends=True)[:-1])}),
            "包里没有,重算有",
        ),
        (lambda files: files.update({RESULTS: files[RESULTS] + b"{}\n"}), "包里的一行不是检查结果:{}"),
        (without("inventory.json"), "inventory.json: 没有这个清单文件或目录"),
    ],
    ids=["verdict", "risk", "evidence", "frame", "inventory", "row gone", "row made up", "no inventory"],
)
def test_a_forger_who_mends_the_hashes_is_found_by_judging_again(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Files], None], said: str
) -> None:
    status, lines = verified(spoiled(sound, tmp_path / "b.tar.gz", spoil), capsys)
    assert status == 1
    assert "摘要全部相符" in lines[1]
    assert "重算与包内结果有" in lines[2]
    assert said in "\n".join(lines[3:])


def test_another_version_is_not_called_forgery(sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "b.tar.gz"
    status, lines = verified(spoiled(sound, out, lambda _: None, tool="9.9", code="0" * 12), capsys)
    assert (status, lines[-1]) == (0, f"核验通过:{out}")
    assert "打包的是 dengbao 9.9、条款目录 " in lines[2]
    assert "程序不同,结果仍然一样" in lines[2]
    worse = replaced(RESULTS, '"status":"fail"', '"status":"pass"')
    status, lines = verified(spoiled(sound, out, worse, catalogue="GB/T 22239-2019+0"), capsys)
    assert (status, lines[-1]) == (3, f"无法核验:{out}")
    assert "请换用打包时的程序核验" in lines[2]
    status, lines = verified(spoiled(sound, out, worse, code="0" * 12), capsys)
    assert status == 3
    assert lines[2].startswith("判定:同一版本号但程序有改动,重算与包内结果有 ")


def test_nothing_is_written_outside_and_only_plain_files_are_taken(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"{ROOT}../../escape", "/tmp/escape", f"{ROOT}a/../../../escape", f"{ROOT}a\\b", "escape", f"{ROOT}./x"]
    extra = [tarfile.TarInfo(name) for name in names]
    for info in extra:
        info.size = 3
    status, lines = verified(write(tmp_path / "b.tar.gz", read(sound), *extra), capsys)
    assert status == 1
    assert sum("路径越出证据包" in line for line in lines) == len(names)
    assert not [*tmp_path.parent.rglob("escape*")]

    files = read(sound)
    files.pop(CONFIG)
    link = tarfile.TarInfo(ROOT + CONFIG)
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    twice = tarfile.TarInfo(ROOT + "inventory.json")
    status, lines = verified(write(tmp_path / "c.tar.gz", files, link, twice), capsys)
    assert status == 1
    assert lines[2:4] == [f"  不是普通文件:{CONFIG}", "  文件重复:inventory.json"]


@pytest.mark.parametrize("listed", ["../escape", "/etc/escape", "a/../../escape"])
def test_a_manifest_cannot_name_a_way_out(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], listed: str
) -> None:
    bad = spoiled(sound, tmp_path / "b.tar.gz", lambda files: files.update({listed: b"x"}))
    status, lines = verified(bad, capsys)
    assert status == 1
    assert f"  路径越出证据包:{ROOT}{listed}" in lines


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _, out: out, "读不到:文件不存在"),
        (lambda _, out: out.write_bytes(b"\x1f\x8bnot") and out, "不是证据包,或已损坏、不完整"),
        (lambda sound, out: out.write_bytes(sound.read_bytes()[:-200]) and out, "不是证据包,或已损坏、不完整"),
        (lambda sound, out: write(out, {"x": b"y"} | read(sound)), "不是证据包:第一个文件不是清单"),
        (lambda _, out: write(out, {"manifest.json": b"[]"}), "证据包的清单读不懂"),
        (lambda sound, out: spoiled(sound, out, lambda _: None, schema="other/9"), "证据包格式是 other/9"),
    ],
    ids=["absent", "noise", "cut", "order", "manifest", "schema"],
)  # fmt: skip
def test_what_is_no_bundle_is_one_line(
    sound: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path, Path], Path],
    said: str,
) -> None:
    assert main(["verify", str(make(sound, tmp_path / "b.tar.gz"))]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
