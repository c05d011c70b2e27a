"""No text makes the parser raise or lose a line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dengbao.mask import mask
from parsers.paloalto_panos import looks_like, parse
from tests.parsers.spoiling import holds, spoiled

HERE = Path(__file__).parent
FILES = sorted(
    [*(HERE / "corpus").glob("*.[tx]*"), *(HERE / "fixtures").glob("*/running-config.*")],
    key=lambda path: path.stat().st_size,
)
SMALL = [path for path in FILES if path.stat().st_size < 30_000]
WORDS = st.sampled_from(
    [
        *(
            "set ",
            "deactivate ",
            "system",
            "deviceconfig",
            "rulebase security rules",
            "security",
            "policy",
            "any",
            "user",
        ),
        *("{", "}", ";", "[", "]", '"', "<", ">", "</", "/*", "*/", "##", "\n", " ", "entry", "inactive: ", "groups"),
        *("apply-groups", "<*>", "interfaces", "unit", "0", "term", "9" * 24, "::", "-", "\\", "\x00", "\U0001f600"),
        "10.0.0.0/8",
    ]
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_line_of_real_files_is_known(path):
    text = mask(path.read_text(encoding="utf-8"), "paloalto_panos", key=b"test")
    assert looks_like(text)
    coverage = holds(parse, text).coverage["running-config"]
    assert coverage.count(0) <= max(1, len(coverage) * 0.02)


@pytest.mark.parametrize("path", SMALL, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_spoiled_texts(path):
    text = path.read_text(encoding="utf-8")
    for worse in spoiled(text):
        holds(parse, worse)
    for end in range(0, len(text), max(100, len(text) // 40)):
        holds(parse, text[:end])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60).map("".join))
def test_made_up_texts(text):
    holds(parse, text)
    holds(parse, "set system host-name x\nset deviceconfig system hostname x\n" + text)
    holds(parse, "system {\n a;\n}\ndeviceconfig {\n system;\n}\n" + text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text):
    holds(parse, text)
    holds(parse, "<config>" + text)


@pytest.mark.slow
def test_the_whole_corpus():
    root = os.environ.get("DENGBAO_CORPUS")
    if not root:
        pytest.skip("DENGBAO_CORPUS names no folder")
    lines = unread = 0
    for path in sorted(Path(root, "panos").rglob("*")):
        if path.is_file() and path.suffix not in {".json", ".yml", ".yaml", ".raw", ".pol", ".MD"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            if looks_like(text):
                coverage = holds(parse, mask(text, "paloalto_panos", key=b"test")).coverage["running-config"]
                lines, unread = lines + len(coverage), unread + coverage.count(0)
    assert lines > 2000
    assert unread / lines <= 0.02
