"""Whole files: every line accounted for, nothing raises, the lab's devices judged as planted."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dengbao.mask import mask
from parsers.huawei import END, looks_like, parse
from tests.parsers.huawei.reading import FIXTURES, LAB

HOSTS = ("fw-border", "fw-gov", "core-1", "acc-hw")
CORPUS = Path(__file__).parent / "corpus"
WHOLE = [
    *sorted(FIXTURES.glob("*.cfg")),
    *sorted(CORPUS.rglob("*.cfg")),
    *(LAB / host / "running-config.txt" for host in HOSTS),
]
SECTIONS = (
    *("interfaces", "vlans", "vrfs", "routes", "routing", "redundancy", "acls", "zones", "policies", "address_objects"),
    *("service_objects", "schedules", "nat", "proposals", "users", "device_passwords", "terminals", "channels"),
)


def account(text: str) -> bytes:
    return parse({"running-config": mask(text, "huawei", key=b"test")}).coverage["running-config"]


def lines_of(text: str) -> int:
    return text.count("\n") + (not text.endswith("\n") and bool(text))


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_line_of_our_own_files_is_understood(path: Path) -> None:
    text = path.read_text("utf-8")
    coverage = account(text)
    assert len(coverage) == lines_of(text)
    assert [number for number, status in enumerate(coverage, 1) if not status] == []
    assert END.search(text)
    assert looks_like(text)


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_section_is_read(path: Path) -> None:
    device = parse({"running-config": mask(path.read_text("utf-8"), "huawei", key=b"test")})
    assert [name for name in SECTIONS if getattr(device, name).missing] == []


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_secret_comes_through(path: Path) -> None:
    text = path.read_text("utf-8")
    shown = repr(parse({"running-config": mask(text, "huawei", key=b"test")}).users.items)
    for secret in re.findall(r"(?:cipher|irreversible-cipher|simple) (\S{6,})", text):
        assert secret not in shown


@pytest.mark.parametrize("host", HOSTS)
def test_outputs_of_the_lab_are_understood(host: str) -> None:
    outputs = {path.stem: mask(path.read_text("utf-8"), "huawei", key=b"test") for path in (LAB / host).glob("*.txt")}
    coverage = parse(outputs).coverage
    assert {"display-version", "display-interface-brief", "compare-configuration"} <= set(coverage)
    assert [name for name, status in coverage.items() if 0 in status] == []


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_cut_file_loses_no_line_and_raises_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    for end in range(0, len(text), 997):
        piece = text[:end]
        assert len(account(piece)) == lines_of(piece)


def damage(text: str) -> list[str]:
    wrapped = "\n".join(line[:80] + ("\n" + line[80:] if len(line) > 80 else "") for line in text.split("\n"))
    return [
        text.replace("\n", "\r\n"),
        text.replace("#", "\0#"),
        text.replace("\n ", "\n\x1a "),
        text.replace("\n", "\n  ---- More ----\x1b[42D                                          \x1b[42D", 40),
        text.encode("gbk", "replace").decode("utf-8", "replace"),
        text.encode("utf-8").decode("latin-1"),
        text.encode("utf-16").decode("latin-1"),
        wrapped,
        "<sw>display current-configuration\n" + text + "<sw>display version\nHuawei Versatile Routing Platform\n<sw>",
        re.sub(r"(?m)^ +", "", text),
        re.sub(r"(?m)^", " ", text),
        re.sub(r" \d+", " 99999999999999999999", text),
        re.sub(r"(\d+\.){3}\d+", "999.1.1", text),
        re.sub(r"(?m)(\S+)$", "", text),
        re.sub(r"(?m)^( *\S+).*$", r"\1", text),
    ]


@pytest.mark.parametrize("path", WHOLE[::3], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_damaged_file_loses_no_line_and_raises_nothing(path: Path) -> None:
    for text in damage(path.read_text("utf-8")):
        assert len(account(text)) == lines_of(text)


VOCABULARY = sorted({word for path in WHOLE for word in path.read_text("utf-8").split()})
LINE = st.builds(
    lambda indent, words: " " * indent + " ".join(words),
    st.integers(0, 3),
    st.lists(st.sampled_from(VOCABULARY) | st.text(max_size=4), max_size=7),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(LINE, max_size=40))
def test_no_mixture_of_words_raises(lines: list[str]) -> None:
    text = "sysname x\nsecurity-policy\n" + "\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines)
    assert len(account(text)) == lines_of(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    assert len(account(text)) == lines_of(text)


@pytest.mark.slow
@pytest.mark.skipif("DENGBAO_CORPUS" not in os.environ, reason="DENGBAO_CORPUS names no folder")
def test_the_whole_corpus_is_read() -> None:
    files = sorted(Path(os.environ["DENGBAO_CORPUS"], "huawei_vrp").rglob("*.cfg"))
    total = b"".join(account(path.read_text("utf-8", "replace")) for path in files)
    assert files
    assert total.count(0) / len(total) <= 0.02
