"""known_hosts as OpenSSH writes it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import paramiko
import pytest

from dengbao.gather.host_keys import fingerprint, known_keys, name_of, preferred
from dengbao.gather.outcome import Ended


@pytest.fixture(scope="module")
def key() -> paramiko.PKey:
    return paramiko.ECDSAKey.generate()


def line(names: str, key: paramiko.PKey) -> str:
    return f"{names} {key.get_name()} {key.get_base64()} comment\n"


@pytest.mark.parametrize(
    ("names", "asked", "found"),
    [
        ("10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.10", False),
        ("sw1,10.0.0.1", "10.0.0.1", True),
        ("[10.0.0.1]:2222", "[10.0.0.1]:2222", True),
        ("10.0.0.1", "[10.0.0.1]:2222", False),
        ("10.0.0.*", "10.0.0.7", True),
        ("10.0.0.*,!10.0.0.7", "10.0.0.7", False),
        ("[10.0.0.*]:2222", "[10.0.0.7]:2222", True),
        ("#10.0.0.1", "10.0.0.1", False),
    ],
)
def test_names(tmp_path: Path, key: paramiko.PKey, names: str, asked: str, found: bool) -> None:  # noqa: FBT001
    (tmp_path / "known").write_text(line(names, key))
    assert (known_keys(tmp_path / "known", asked) == {key.get_name(): key}) is found


def test_hashed_names(tmp_path: Path, key: paramiko.PKey) -> None:
    hashed = paramiko.HostKeys.hash_host("[10.0.0.1]:2222")
    (tmp_path / "known").write_text(line(hashed, key))
    assert known_keys(tmp_path / "known", "[10.0.0.1]:2222")
    assert not known_keys(tmp_path / "known", "10.0.0.1")


def test_a_revoked_key_ends_it(tmp_path: Path, key: paramiko.PKey) -> None:
    (tmp_path / "known").write_text("@revoked " + line("10.0.0.1", key))
    with pytest.raises(Ended) as caught:
        known_keys(tmp_path / "known", "10.0.0.1")
    assert caught.value.status == "host_key"


def test_rubbish_and_missing_files_know_nothing(tmp_path: Path) -> None:
    (tmp_path / "known").write_bytes(b"10.0.0.1 ssh-ed25519 !!!\n10.0.0.1\n\xff\xfe\n10.0.0.1 ssh-new AAAA\n")
    assert known_keys(tmp_path / "known", "10.0.0.1") == {}
    assert known_keys(tmp_path / "none", "10.0.0.1") == {}


def test_a_known_kind_of_key_is_asked_for_first(key: paramiko.PKey) -> None:
    types = ["ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"]
    assert preferred(types, {"ssh-rsa": key}) == [*types[2:], *types[:2]]
    assert preferred(types, {}) == types


def test_ports() -> None:
    assert name_of("10.0.0.1", 22) == "10.0.0.1"
    assert name_of("10.0.0.1", 2222) == "[10.0.0.1]:2222"


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="an independent reader, where there is one")
def test_fingerprint_is_what_openssh_prints(tmp_path: Path, key: paramiko.PKey) -> None:
    (tmp_path / "key.pub").write_text(f"{key.get_name()} {key.get_base64()}\n")
    shown = subprocess.run(["ssh-keygen", "-lf", tmp_path / "key.pub"], capture_output=True, text=True, check=True)
    assert fingerprint(key) in shown.stdout
