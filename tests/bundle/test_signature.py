"""Who signed: OpenSSH's and minisign's own programs make and check the signatures."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dengbao.cli import main
from tests.bundle.made import DEVICES, bundle, check, read, spoiled, write
from tests.bundle.test_verify import verified

SSH = pytest.mark.system("openssh-client")
MINISIGN = pytest.mark.system("minisign")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return check(DEVICES, tmp_path_factory.mktemp("run") / "r", "--reports", "csv")


def ssh_key(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
    return path


def signers(path: Path, **keys: Path) -> str:
    lines = [f"{who} {key.with_suffix('.pub').read_text(encoding='ascii')}" for who, key in keys.items()]
    path.write_text("".join(lines), encoding="utf-8")
    return str(path)


@pytest.fixture
def signed(results: Path, tmp_path: Path) -> Path:
    assert bundle(results, DEVICES, tmp_path / "b.tar.gz", "--key", str(ssh_key(tmp_path / "key"))) == 0
    return tmp_path / "b.tar.gz"


@SSH
def test_the_right_signer(signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = signers(tmp_path / "signers", 王局=tmp_path / "key", 李工=ssh_key(tmp_path / "other"))
    status, lines = verified(signed, capsys, "--signers", listed)
    assert (status, lines[0]) == (0, "签名:有效,签名人 王局")
    status, lines = verified(signed, capsys)
    assert status == 0
    assert lines[0].startswith("签名:与内容相符(SHA256:")


@SSH
def test_the_wrong_signer_and_none(
    signed: Path, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = signers(tmp_path / "signers", 李工=ssh_key(tmp_path / "other"))
    status, lines = verified(signed, capsys, "--signers", listed)
    assert (status, lines[0]) == (1, "签名:签名人不在 --signers 之列")
    assert "逐字节相同" in lines[2]
    plain = tmp_path / "plain.tar.gz"
    assert bundle(results, DEVICES, plain) == 0
    status, lines = verified(plain, capsys, "--signers", listed)
    assert (status, lines[0]) == (1, "签名:没有签名,不能证明出自所列签名人")


@SSH
def test_a_manifest_changed_after_signing(signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = signers(tmp_path / "signers", 王局=tmp_path / "key")
    bad = spoiled(signed, tmp_path / "bad.tar.gz", lambda _: None, site="别处")
    for more in ([], ["--signers", listed]):
        status, lines = verified(bad, capsys, *more)
        assert (status, lines[0]) == (1, "签名:无效:内容与签名不符")


@SSH
def test_a_signature_made_for_something_else_is_none(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = read(signed)
    (tmp_path / "m").write_bytes(files["manifest.json"])
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", tmp_path / "key", "-n", "git", tmp_path / "m"], check=True)
    bad = write(tmp_path / "bad.tar.gz", files | {"manifest.json.sig": (tmp_path / "m.sig").read_bytes()})
    status, lines = verified(bad, capsys, "--signers", signers(tmp_path / "signers", 王局=tmp_path / "key"))
    assert (status, lines[0]) == (1, "签名:无效:内容与签名不符")


@MINISIGN
def test_minisign(results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        words = ["minisign", "-G", "-W", "-p", tmp_path / f"{name}.pub", "-s", tmp_path / f"{name}.key"]
        subprocess.run(words, check=True, capture_output=True)
    out = tmp_path / "b.tar.gz"
    assert bundle(results, DEVICES, out, "--key", str(tmp_path / "one.key")) == 0
    assert verified(out, capsys, "--signers", str(tmp_path / "one.pub"))[1][0] == "签名:有效"
    status, lines = verified(out, capsys, "--signers", str(tmp_path / "two.pub"))
    assert (status, lines[0]) == (1, "签名:无效,或不是该公钥所签")
    assert verified(out, capsys)[1][0] == "签名:有签名,没有核对(要核对请加 --signers)"


@SSH
def test_signers_of_the_other_kind(signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public = tmp_path / "mini.pub"
    public.write_text("untrusted comment: minisign public key 1\nRWQ\n", encoding="ascii")
    status, lines = verified(signed, capsys, "--signers", str(public))
    assert status == 1
    assert lines[0].endswith("要用 OpenSSH 的 allowed_signers 文件")


@SSH
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path, "读不到:文件不存在。核对 --key 或 --signers 后的路径"),
        (lambda path: path.write_text("no key", encoding="ascii") and path, "没有签成:"),
    ],
)
def test_a_key_that_is_none_is_one_line(
    results: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], Path],
    said: str,
) -> None:
    assert bundle(results, DEVICES, tmp_path / "b.tar.gz", "--key", str(make(tmp_path / "key"))) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert main(["verify", str(tmp_path / "b.tar.gz")]) == 2
