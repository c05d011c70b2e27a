"""Per platform, lines of the shapes that devices print, and what becomes of each.

In ``lines/<platform>.txt`` a line that starts with ``=> `` is what the masker makes of the line before it, its tokens
written ``<form:length:flags>``; every other line stays to the letter.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dengbao.mask import mask, residue
from dengbao.mask.dialects import PLATFORMS, dialect_of
from dengbao.mask.token import TOKEN

LINES = Path(__file__).parent / "lines"
KEY = b"a key of a test, 32 bytes long .."
SHORT = re.compile(r"<((?:plain|reversible|hashed|key|unknown):[a-z0-9]+:[a-z0-9+-]+)>")


def fixture(platform: str) -> tuple[list[str], list[str]]:
    """The lines, and the lines as they are expected to come out."""
    raw: list[str] = []
    expected: list[str] = []
    for line in (LINES / f"{platform}.txt").read_text("utf-8").split("\n"):
        if line.startswith("=> "):
            expected[-1] = line.removeprefix("=> ")
        else:
            raw.append(line)
            expected.append(line)
    return raw, expected


def short(text: str) -> str:
    return TOKEN.sub(lambda match: f"<{match[1]}:{match[2]}:{match[3]}>", text)


def secrets(raw: list[str], expected: list[str]) -> set[str]:
    """What stood where the expected lines have a token."""
    found = set()
    for line, wanted in zip(raw, expected, strict=True):
        pieces = SHORT.split(wanted)[::2]
        if len(pieces) > 1:
            match = re.fullmatch("(.*?)".join(map(re.escape, pieces)), line)
            assert match, wanted
            found |= {secret for secret in match.groups() if secret}
    return found


def test_every_platform_has_lines() -> None:
    assert sorted(PLATFORMS) == sorted(path.stem for path in LINES.glob("*.txt"))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_lines_are_masked_as_written(platform: str) -> None:
    raw, expected = fixture(platform)
    assert short(mask("\n".join(raw), platform, key=KEY)).split("\n") == expected


@pytest.mark.parametrize("platform", PLATFORMS)
def test_masking_again_changes_nothing(platform: str) -> None:
    once = mask("\n".join(fixture(platform)[0]), platform, key=KEY)
    assert mask(once, platform, key=KEY) == once


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_secret_of_a_fixture_survives(platform: str) -> None:
    raw, expected = fixture(platform)
    known = secrets(raw, expected)
    assert known
    masked = mask("\n".join(raw), platform, key=KEY)
    words = set(re.split(r"[\s\"'<>;,:/@]+", TOKEN.sub(" ", masked)))
    # A word that is both a secret and a name (user admin with password admin) stays as the name.
    assert {secret for secret in known if secret in words} <= {"admin", "who", "cisco", "manager", "ruijie", "apc"}
    long = {secret for secret in known if len(secret) >= 8}
    assert not {secret for secret in long if secret in TOKEN.sub(" ", masked)}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_residue_finds_secrets_before_masking_and_none_after(platform: str) -> None:
    text = "\n".join(fixture(platform)[0])
    assert residue(mask(text, platform, key=KEY), platform) == []
    if platform not in {"ups", "windows", "cisco_asa", "zte_zxros"}:
        assert residue(text, platform)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_rule_can_reach_the_lines_that_it_matches(platform: str) -> None:
    """Hints are short cuts only: looking at every line with every rule finds nothing else."""
    text = "\n".join(fixture(platform)[0])
    dialect = dialect_of(platform)
    hintless = replace(dialect, rules=tuple(replace(rule, hint="") for rule in dialect.rules))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dengbao.mask.masker.HINTS", tuple(set(text.lower()) - {"\n"}))
        patch.setattr("dengbao.mask.masker.dialect_of", lambda _: hintless)
        everything = mask(text, platform, key=KEY)
    assert everything == mask(text, platform, key=KEY)
