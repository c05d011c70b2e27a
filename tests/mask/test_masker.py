from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dengbao.mask import mask, read_secret
from dengbao.mask.dialects import PLATFORMS
from dengbao.mask.token import TOKEN
from tests.mask.test_lines import KEY, fixture, short

FOLDERS = {
    "huawei_vrp": "huawei",
    "h3c_comware": "hp_comware",
    "cisco_ios": "cisco_ios",
    "cisco_nxos": "cisco_nxos",
    "cisco_asa": "cisco_asa",
    "fortios": "fortinet",
    "junos": "juniper_junos",
    "panos": "paloalto_panos",
    "ups": "ups",
    "windows": "windows",
    "zte": "zte_zxros",
}
WORDS = st.sampled_from(
    [
        *("password", "secret", "cipher", "simple", "7", "key", "snmp-server", "community", "public", '""', '"a b"'),
        *("$1$ab$cdefghijkl", "%^%#x%^%#", "ENC", "set", "username", "admin", "pre-shared-key", "://u:p@h", "token"),
        *("-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "\t", "\r", "\u2028", "\U000f0000", "密码:", "{"),
        *("*masked:plain:lt6:-:0123456789ab*", "*masked:", "description", "config system snmp community", "end"),
    ]
)
LINE = st.one_of(st.lists(WORDS, max_size=7).map(" ".join), st.text(max_size=30))
TEXT = st.lists(LINE, max_size=8).map("\n".join)


@settings(max_examples=600, deadline=None)
@given(text=TEXT, platform=st.sampled_from(PLATFORMS))
def test_any_text_keeps_its_lines_and_masks_once(text: str, platform: str) -> None:
    once = mask(text, platform, key=KEY)
    assert once.count("\n") == text.count("\n")
    assert len(once.splitlines(keepends=True)) == len(text.splitlines(keepends=True))
    assert [line[-1:] for line in once.splitlines(keepends=True) if line[-1:].isspace()] == [
        line[-1:] for line in text.splitlines(keepends=True) if line[-1:].isspace()
    ]
    assert mask(once, platform, key=KEY) == once


@settings(max_examples=200, deadline=None)
@given(
    secret=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\"'\\<>;{}*$%"), min_size=8),
    platform=st.sampled_from(PLATFORMS),
)
def test_an_unknown_line_with_a_password_is_covered(secret: str, platform: str) -> None:
    """The net's promise, for a value that no one would take for a word, a number or a path."""
    value = f"Q7{secret}x9"
    assert value not in mask(f"some-new-thing password = {value} tail", platform, key=KEY)


def test_known_settings_stay() -> None:
    for line in (
        "service password-encryption",
        "password-policy minimum-length 12",
        "ip ssh server algorithm encryption aes256-ctr aes192-ctr",
        "ssl cipher tlsv1.2 high",
        " description link to key customer, password by phone",
        "set community 65001:100 additive",
        "crypto key generate rsa modulus 2048",
        "show crypto key mypubkey rsa",
        "Password aging: Enabled (90 days)",
        "Password:",
        "authentication-mode password",
        "key chain K",
        " key 1",
    ):
        for platform in PLATFORMS:
            assert mask(line, platform, key=KEY) == line, (platform, line)


def test_windows_line_ends_and_no_final_line_end_stay() -> None:
    text = "enable secret 5 $1$abcd$0123456789abcdefghijk0\r\nhostname x\r\n password 7 0822455D0A16"
    lines = mask(text, "cisco_ios", key=KEY).split("\n")
    assert [line.endswith("\r") for line in lines] == [True, True, False]
    assert lines[1] == "hostname x\r"


def test_letters_that_change_their_length_in_lower_case_shift_nothing() -> None:
    assert short(mask("İİİ\nusername a password 0 Xk#12345 end", "cisco_ios", key=KEY)) == (
        "İİİ\nusername a password 0 <plain:lt12:classes4> end"
    )


def test_equal_secrets_have_equal_ids_across_forms_and_places() -> None:
    text = "username cisco password 7 0822455D0A16\nenable password cisco\nsnmp-server community other RO\n"
    first, second, third = (read_secret(match[0]) for match in TOKEN.finditer(mask(text, "cisco_ios", key=KEY)))
    assert first
    assert second
    assert third
    assert (first.form, second.form) == ("reversible", "plain")
    assert first.id == second.id != third.id
    assert first.flags == {"default", "weak", "user"}
    assert first.classes == 1


def test_another_key_gives_other_ids() -> None:
    line = "enable password Abcd#1234"
    one, other = mask(line, "cisco_ios", key=KEY), mask(line, "cisco_ios", key=b"x" * 32)
    assert one != other
    assert short(one) == short(other)


def test_empty_password_stays_visible() -> None:
    assert short(mask('    set password ""', "fortinet", key=KEY)) == '    set password "<plain:empty:->"'
    assert short(mask('    edit "admin"\n        set password ""', "fortinet", key=KEY)).endswith(
        '"<plain:empty:default>"'
    )


def test_user_of_a_block_counts_for_the_flags() -> None:
    text = "local-user zhangsan class manage\n password simple Zhangsan@99\n#\nlocal-user b\n password simple nasgnahz"
    masked = short(mask(text, "hp_comware", key=KEY)).split("\n")
    assert masked[1] == " password simple <plain:lt12:user+classes4>"
    assert masked[4] == " password simple <plain:lt12:classes1>"


def test_private_keys_lose_their_body_and_keep_their_lines() -> None:
    text = (
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEow\n  IBAAKCAQEA==\n"
        "-----END RSA PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nMIIDdz\n-----END CERTIFICATE-----"
    )
    lines = short(mask(text, "linux", key=KEY)).split("\n")
    token = "<key:hidden:->"
    assert lines == [
        *("-----BEGIN RSA PRIVATE KEY-----", token, "", token, f"  {token}", "-----END RSA PRIVATE KEY-----"),
        *("-----BEGIN CERTIFICATE-----", "MIIDdz", "-----END CERTIFICATE-----"),
    ]


def test_private_key_on_one_line_and_without_an_end() -> None:
    one = '{"pem": "-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\n-----END PRIVATE KEY-----"}'
    assert "MIIEvQ" not in mask(one, "linux", key=KEY)
    cut = "x\n-----BEGIN PRIVATE KEY-----\nMIIEvQ\nIBADAN"
    assert short(mask(cut, "linux", key=KEY)).split("\n")[2:] == ["<key:hidden:->"] * 2


def test_an_unknown_platform_still_has_the_net() -> None:
    assert short(mask("admin password: Abcd#1234", "no_such", key=KEY)) == "admin password: <unknown:hidden:->"


def test_time_grows_with_the_length_only() -> None:
    from time import process_time  # noqa: PLC0415 - only here

    def seconds(text: str) -> float:
        start = process_time()
        mask(text, "cisco_ios", key=KEY)
        return process_time() - start

    block = "\n".join(fixture("cisco_ios")[0]) + "\n"
    seconds(block)
    assert seconds(block * 60) < 60 * seconds(block * 4)
    assert seconds("password " * 4000) < 5
    assert seconds(" password" + " " * 50_000 + "x") < 5


@pytest.mark.slow
@pytest.mark.skipif("DENGBAO_CORPUS" not in os.environ, reason="DENGBAO_CORPUS names no corpus of configurations")
@pytest.mark.parametrize("folder", FOLDERS)
def test_whole_corpus(folder: str) -> None:
    for path in sorted(Path(os.environ["DENGBAO_CORPUS"], folder).rglob("*")):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        once = mask(text, FOLDERS[folder], key=KEY)
        assert len(once.splitlines()) == len(text.splitlines()), path
        assert mask(once, FOLDERS[folder], key=KEY) == once, path
