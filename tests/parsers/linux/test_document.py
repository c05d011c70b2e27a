"""The document: whole or nothing; the line of every word, however it is laid out; any text at all."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers.linux
from dengbao.mask import mask
from dengbao.model import Section, Unknown
from parsers.linux import parse
from parsers.linux.document import read_document
from tests.parsers.linux.made import HOSTS, document

SCHEMA = json.loads((Path(parsers.linux.__file__).with_name("facts.schema.json")).read_text(encoding="utf-8"))
TEXT = document((HOSTS / "openeuler-2203.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(path.stem for path in HOSTS.glob("*.txt")))
def test_made_documents_are_of_the_schema(name: str) -> None:
    jsonschema.validate(json.loads(document((HOSTS / f"{name}.txt").read_text(encoding="utf-8"))), SCHEMA)


def nothing_known(text: str) -> None:
    """No fact and no section of a host may be read out of a text."""
    device = parse({"linux.json": text})
    host = device.host
    facts = (
        *(host.os.name, host.os.version, host.logon.root_remote, host.logon.umask, device.passwords.min_length),
        *(device.ssh.ciphers, device.lockout.attempts, host.firewall.running, host.audit.enabled),
        *(host.removable.usb_storage, device.clock.synchronised, host.updates.last),
    )
    for fact in facts:
        assert isinstance(fact, Unknown), fact
    sections = (
        *(device.users, host.accounts, host.sockets, host.services, host.antivirus, device.logging.servers),
        *(host.firewall.rules, device.channels, host.shutdown_clients),
    )
    for part in sections:
        assert isinstance(part, Section)
        assert part.missing


def test_a_document_that_was_cut_off_tells_nothing() -> None:
    for end in range(0, len(TEXT.rstrip()) - 1, 100):
        nothing_known(TEXT[:end])
    nothing_known(TEXT.rstrip()[:-1])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "不是完整的采集文档"),
        ("[]", "不是完整的采集文档"),
        (TEXT.replace("linux-facts/1", "linux-facts/2"), "本版本只读 linux-facts/1"),
        (TEXT.replace('"complete": true', '"complete": false'), "没有写完"),
        (TEXT.replace('"status": 0', '"status": "0"', 1), "不合格式"),
        (TEXT.replace('"lines": [', '"lines": [1, ', 1), "不合格式"),
        ('{"schema": "windows-facts/1", "sections": {}}', "本版本只读"),
    ],
)
def test_another_document_is_refused_in_one_clear_line(text: str, why: str) -> None:
    assert why in read_document(text).problem
    nothing_known(text)


@pytest.mark.parametrize("indent", [None, 0, 4])
def test_every_word_keeps_its_line_however_the_document_is_laid_out(indent: int | None) -> None:
    text = json.dumps(json.loads(TEXT), ensure_ascii=indent == 4, indent=indent)
    lines = text.splitlines()
    read = read_document(text)
    assert not read.problem
    for section in read.reads.values():
        for line in section.lines:
            assert json.dumps(line.text, ensure_ascii=indent == 4)[1:-1] in lines[line.number - 1]


def test_bytes_that_no_encoding_knows_do_not_break_the_rest() -> None:
    text = TEXT.replace("srv-linux-1", "srv\\xd6\\xd0", 1)  # what decoding leaves of a stray byte
    device = parse({"linux.json": text})
    assert device.system.hostname.value == "srv\\xd6\\xd0"
    assert device.ssh.retries.value == 3


def test_masking_leaves_the_document_as_it_is() -> None:
    masked = mask(TEXT, "linux", key=bytes(16))
    changed = [(one, two) for one, two in zip(TEXT.splitlines(), masked.splitlines(), strict=True) if one != two]
    assert changed == []


def test_masking_covers_what_a_host_says_of_secrets() -> None:
    lines = [
        "/etc/pam.d/x:auth required pam_mysql.so user=root passwd=Hx92kk_a db=x",
        "root:$6$saltsalt$abcdefghijklmnop:20000:0:90:7:::",
        "/etc/environment:https_proxy=http://user:S3cr3t_pw@10.0.0.1:8080",
    ]
    text = document("## pam\n" + "\n".join(lines))
    masked = mask(text, "linux", key=bytes(16))
    assert not read_document(masked).problem
    for secret in ("Hx92kk_a", "abcdefghijklmnop", "S3cr3t_pw"):
        assert secret in text
        assert secret not in masked


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    nothing_known(text)


@given(st.dictionaries(st.sampled_from(sorted(read_document(TEXT).reads)), st.lists(st.text(max_size=60), max_size=6)))
def test_no_output_raises(changes: dict[str, list[str]]) -> None:
    """Whatever a host prints, every line of it is accounted for, and the model comes out whole."""
    text = document("## kernel\nLinux 1 x\n", **changes)
    device = parse({"linux.json": text})
    assert len(device.coverage["linux.json"]) == len(text.rstrip("\n").split("\n"))


LINES = [line for path in HOSTS.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines() if line]


@given(
    st.dictionaries(
        st.sampled_from(sorted(read_document(TEXT).reads)), st.lists(st.sampled_from(LINES), max_size=8), max_size=8
    )
)
def test_no_output_of_another_command_raises(changes: dict[str, list[str]]) -> None:
    parse({"linux.json": document((HOSTS / "centos-7.txt").read_text(encoding="utf-8"), **changes)})
