"""What goes into a bundle, what comes out of it, and what is never packed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dengbao.bundle.manifest import code_digest
from dengbao.cli import main
from dengbao.inventory import load
from dengbao.mask import key_of, mask
from dengbao.snapshot.records import CommandRecord, Gathered
from dengbao.snapshot.store import Store
from tests.bundle.made import DEVICES, LAB, bundle, check, read


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return check(DEVICES, tmp_path_factory.mktemp("run") / "r", "--reports", "junit,csv,sarif")


@pytest.fixture
def packed(results: Path, tmp_path: Path) -> Path:
    assert bundle(results, DEVICES, tmp_path / "b.tar.gz") == 0
    return tmp_path / "b.tar.gz"


def snapshot(root: Path) -> Path:
    """The same two devices as a gathered snapshot."""
    inventory = load(LAB)
    store = Store(root)
    store.open(["acc-hw", "ups-a"], inventory.export())
    for host in (one for one in inventory.hosts if one.name in {"acc-hw", "ups-a"}):
        files = {path.name: path.read_text(encoding="utf-8") for path in sorted((DEVICES / host.name).iterdir())}
        texts = {name: mask(text, host.platform, key=key_of(LAB)) for name, text in files.items()}
        commands = [CommandRecord(command=Path(name).stem, file=name) for name in texts]
        store.put(Gathered(host=host.name, platform=host.platform, status="whole", commands=commands), texts)
    store.close(created="2026-11-20T08:00:00+08:00")
    return root


def test_a_bundle_is_verified_and_says_how(packed: Path, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["verify", str(packed)]) == 0
    files = read(packed)
    assert capsys.readouterr().out.splitlines() == [
        "签名:没有签名",
        f"文件:{len(files) - 1} 个,摘要全部相符",
        "判定:按 2026-11-20 重算,与包内结果逐字节相同",
        f"核验通过:{packed}",
    ]
    for name in ("results.jsonl", "run.json", "junit.xml", "junit/part-001.xml", "results.csv", "results.sarif"):
        assert files[f"results/{name}"] == (results / name).read_bytes()
    manifest = json.loads(files["manifest.json"])
    run = json.loads(files["results/run.json"])
    assert (manifest["tool"], manifest["catalogue"], manifest["as_of"]) == (run["tool"], run["catalogue"], "2026-11-20")
    assert manifest["code"] == code_digest()
    assert packed.stat().st_mode & 0o777 == 0o600


def test_equal_evidence_makes_equal_bytes(packed: Path, results: Path, tmp_path: Path) -> None:
    assert bundle(results, DEVICES, tmp_path / "again.tar.gz") == 0
    assert (tmp_path / "again.tar.gz").read_bytes() == packed.read_bytes()


def test_no_line_with_a_secret_and_no_other_host_is_packed(packed: Path) -> None:
    files = read(packed)
    hosts = {name.split("/")[2] for name in files if name.startswith("snapshot/")}
    assert hosts == {"acc-hw", "ups-a"}
    everything = b"".join(files.values()).decode()
    raw = (DEVICES / "acc-hw" / "running-config.txt").read_text(encoding="utf-8").splitlines()
    covered = mask("\n".join(raw), "huawei", key=bytes(32)).split("\n")
    secret = [line.strip() for line, shown in zip(raw, covered, strict=True) if line != shown]
    assert len(secret) > 3
    assert not [line for line in secret if line in everything]
    (inventory,) = (json.loads(data) for name, data in files.items() if name == "inventory.json")
    assert set(inventory["hosts"]) == hosts
    assert "fw-border" in inventory["left_out"]


def test_a_snapshot_goes_in_as_it_was_stored(tmp_path: Path) -> None:
    root = snapshot(tmp_path / "20261120")
    (root / "acc-hw" / "note.txt").write_text("不属于快照", encoding="utf-8")
    out = check(root, tmp_path / "r", "--level", "2")
    assert bundle(out, root, tmp_path / "b.tar.gz") == 0
    files = read(tmp_path / "b.tar.gz")
    name = "acc-hw/running-config.txt"
    assert files[f"snapshot/20261120/{name}"] == (root / name).read_bytes()
    assert "snapshot/20261120/acc-hw/note.txt" not in files
    assert main(["verify", str(tmp_path / "b.tar.gz")]) == 0


def test_odd_folders_are_judged_alike_inside(tmp_path: Path) -> None:
    folder = tmp_path / "收集 1"
    shutil.copytree(DEVICES / "ups-a", folder / "ups-a")
    (folder / "acc-hw").mkdir()
    (folder / "fw-gov.txt").write_text("hostname other", encoding="utf-8")
    out = check(folder, tmp_path / "r", "--reports", "csv")
    assert bundle(out, folder, tmp_path / "b.tar.gz") == 0
    assert not [name for name in read(tmp_path / "b.tar.gz") if "fw-gov" in name]
    log = (DEVICES / "acc-hw" / "running-config.txt").read_bytes()
    shutil.rmtree(folder / "acc-hw")
    (folder / "acc-hw.log").write_bytes("<acc-hw>display current-configuration\n".encode("utf-16") + log[:0])
    again = check(folder, tmp_path / "r2", "--reports", "csv")
    assert bundle(again, folder, tmp_path / "b2.tar.gz") == 0
    assert main(["verify", str(tmp_path / "b2.tar.gz")]) == 0


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert bundle(*words) == 2  # type: ignore[arg-type]
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_what_does_not_belong_together_is_refused(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "b.tar.gz"
    assert "结果是由文件夹“devices”判定的" in refused(capsys, results, LAB, out)
    mine = tmp_path / "r"
    shutil.copytree(results, mine)
    other = tmp_path / "devices"
    shutil.copytree(DEVICES, other)
    config = other / "acc-hw" / "running-config.txt"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("telnet server-source -i Vlanif99\n", "telnet server enable\n"), encoding="utf-8")
    assert "按所给的清单和文件夹重算,与结果不同:acc-hw " in refused(capsys, mine, other, out)
    run = mine / "run.json"
    run.write_text(run.read_text(encoding="utf-8").replace('"tool": "', '"tool": "9.'), encoding="utf-8")
    assert "结果由 dengbao 9." in refused(capsys, mine, DEVICES, out)
    run.write_text(run.read_text(encoding="utf-8").replace('"host": "acc-hw"', '"host": "gone"'), encoding="utf-8")
    run.write_text(run.read_text(encoding="utf-8").replace('"tool": "9.', '"tool": "'), encoding="utf-8")
    assert "清单里没有结果中的主机:gone" in refused(capsys, mine, DEVICES, out)
    assert not out.exists()


def test_a_snapshot_with_a_changed_file_or_a_secret_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = snapshot(tmp_path / "s")
    config = root / "acc-hw" / "running-config.txt"
    sound = config.read_text(encoding="utf-8")
    config.write_text(f"{sound}#\n", encoding="utf-8")
    out = check(root, tmp_path / "r", "--reports", "csv")
    assert "running-config.txt: 与采集时的摘要不符,已被改动" in refused(capsys, out, root, tmp_path / "b.tar.gz")
    store = Store(root)
    record = store.record("acc-hw")
    assert record
    leak = f"{sound.rstrip()}\nsnmp-agent community read cipher Zx81spectrum!\n"
    texts = {one.file: (root / "acc-hw" / one.file).read_text(encoding="utf-8") for one in record.commands}
    store.put(record, texts | {"running-config.txt": leak})
    store.close()
    out = check(root, tmp_path / "r2", "--reports", "csv")
    said = refused(capsys, out, root, tmp_path / "b.tar.gz")
    assert "acc-hw/running-config.txt: 还有没有遮盖的口令或密钥" in said
    assert "Zx81" not in said
