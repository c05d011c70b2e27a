from __future__ import annotations

import stat
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from dengbao.errors import UserError
from dengbao.mask import Secret, read_secret, site_key
from dengbao.mask.reveal import cisco_type7, junos_9
from dengbao.mask.strength import class_count, is_weak, length_class, matches_user
from dengbao.mask.token import make_token

JUNOS_ALPHABET = "QzF3n6/9CAtpu0OB1IREhcSyrleKvMW8LXx7N-dVbwsY2g4oaJZGUDjiHkq.mPf5T"
JUNOS_WEIGHTS = ((1, 4, 32), (1, 16, 32), (1, 8, 32), (1, 64), (1, 32), (1, 4, 16, 128), (1, 32, 64))


def encode_junos(plain: str, salt: str, noise: str) -> str:
    """The other direction, from the description of the encoding, to hold the decoder against."""
    out, previous = salt + noise, salt
    for at, byte in enumerate(plain.encode()):
        rest = byte
        gaps: list[int] = []
        for weight in reversed(JUNOS_WEIGHTS[at % 7]):
            gaps.insert(0, rest // weight)
            rest %= weight
        for gap in gaps:
            previous = JUNOS_ALPHABET[(JUNOS_ALPHABET.index(previous) + gap + 1) % len(JUNOS_ALPHABET)]
            out += previous
    return f"$9${out}"


@pytest.mark.parametrize(
    ("cipher", "plain"),
    [
        ("0822455D0A16", "cisco"),
        ("13061E010803", "cisco"),
        ("104D000A0618", "cisco"),
        ("104306170e120b", "monkey"),
        ("0822455D0A1", None),
        ("9922455D0A16", None),
        ("zz22455D0A16", None),
        ("F1whg.123", None),
        ("", None),
        ("08", None),
    ],
)
def test_cisco_type7(cipher: str, plain: str | None) -> None:
    assert cisco_type7(cipher) == plain


@pytest.mark.parametrize("plain", ["lab", "Juniper-1", "a long secret of 27 letters", "密钥"])
@pytest.mark.parametrize(("salt", "noise"), [("Q", "abT"), ("B", "zz"), ("7", "-"), ("i", "")])
def test_junos_9_undoes_the_encoding(plain: str, salt: str, noise: str) -> None:
    assert junos_9(encode_junos(plain, salt, noise)) == plain


def test_junos_9_on_published_examples() -> None:
    assert junos_9("$9$LbHX-wg4Z") == "lc"
    assert junos_9("$9$2GgZjHkPQ39.PhrvLVb.P5Tz6") == "password"


@pytest.mark.parametrize("cipher", ["$9$", "$9$Q", "$9$QabTz", "$9$ü", "plain", "$8$abc"])
def test_junos_9_refuses_what_is_none(cipher: str) -> None:
    assert junos_9(cipher) is None


@pytest.mark.parametrize(
    "plain",
    [
        *("admin", "Admin@123", "Huawei@123", "huawei@2024", "root!1234", "P@ssw0rd", "P@ssw0rd!", "12345678"),
        *("88888888", "aaaaaa", "qwerty123", "1qaz2wsx", "1qaz@WSX", "abcdef", "987654", "121212", "woaini1314"),
        *("h3c@123", "PUBLIC", "zaq12wsx"),
    ],
)
def test_weak(plain: str) -> None:
    assert is_weak(plain)


@pytest.mark.parametrize(
    "plain", ["", "Lab-Audit#2026", "Cfg-Xq7!z", "Zx9#kk2P", "correct horse battery", "Wj8&mL0p", "ab"]
)
def test_not_weak(plain: str) -> None:
    assert not is_weak(plain)


@pytest.mark.parametrize(
    ("plain", "length", "classes"),
    [
        *(("", "empty", 0), ("12345", "lt6", 1), ("abc12", "lt6", 2), ("Abc123", "lt8", 3), ("Abc#12345", "lt12", 4)),
        *(("a" * 11, "lt12", 1), ("a" * 12, "ge12", 1), ("密码密码密码", "lt8", 1)),
    ],
)
def test_length_and_classes(plain: str, length: str, classes: int) -> None:
    assert (length_class(plain), class_count(plain)) == (length, classes)


@pytest.mark.parametrize(
    ("plain", "user", "matches"),
    [
        *(("Admin", "admin", True), ("nimda", "admin", True), ("xxAdmin9", "admin", True), ("9nimda9", "admin", True)),
        *(("ab", "ab", True), ("xabx", "ab", False), ("other", "admin", False), ("", "admin", False), ("x", "", False)),
    ],
)
def test_user(plain: str, user: str, *, matches: bool) -> None:
    assert matches_user(plain, user) is matches


def test_token_there_and_back() -> None:
    token = make_token("plain", "lt8", ["weak", "user", "classes2"], "abc", key=b"k")
    assert token.startswith("*masked:plain:lt8:weak+user+classes2:")
    secret = read_secret(token)
    assert secret == Secret("plain", "lt8", frozenset({"weak", "user"}), secret.id if secret else "", 2)
    assert read_secret(f'"{token}"') == secret
    assert read_secret("cisco") is None
    assert read_secret(make_token("hashed", "hidden", [], "x", key=b"k")) == Secret(
        "hashed", "hidden", frozenset(), read_id("x"), None
    )


def read_id(secret: str) -> str:
    found = read_secret(make_token("hashed", "hidden", [], secret, key=b"k"))
    assert found
    return found.id


def test_token_is_one_word_without_quotes_and_safe_in_xml() -> None:
    token = make_token("reversible", "ge12", ["default", "weak", "classes4"], "x", key=b"k")
    assert not set(token) & set(" \t\"'<>&")


def test_site_key_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "state" / "site.key"
    key = site_key(path)
    assert len(key) == 32
    assert site_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["site.key"]


def test_two_processes_end_with_one_key(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        keys = list(pool.map(site_key, [tmp_path / "site.key"] * 16))
    assert len(set(keys)) == 1


def test_site_key_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DENGBAO_SITE_KEY", "ab" * 16)
    assert site_key(tmp_path / "site.key") == b"\xab" * 16
    assert not (tmp_path / "site.key").exists()
    monkeypatch.setenv("DENGBAO_SITE_KEY", "abc")
    with pytest.raises(UserError, match="环境变量 DENGBAO_SITE_KEY: 站点密钥不是 16 字节以上的十六进制文本"):
        site_key(tmp_path / "site.key")


def test_site_key_that_was_cut_off(tmp_path: Path) -> None:
    (tmp_path / "site.key").write_text("ab")
    with pytest.raises(UserError, match=r"site\.key: 站点密钥不是"):
        site_key(tmp_path / "site.key")
