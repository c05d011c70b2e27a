"""How good a plain password is: length class, character classes, listed or patterned weakness."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dengbao.model.secret import Length

_LENGTHS: tuple[tuple[int, Length], ...] = ((1, "empty"), (6, "lt6"), (8, "lt8"), (12, "lt12"))
_CLASSES = (str.islower, str.isupper, str.isdigit)
_RUN = 3
_NAME = 3
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "!@#$%^&*()",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/"),
    *("!qaz", "@wsx", "#edc", "$rfv", "%tgb", "^yhn", "&ujm"),
)
_SIGNS = "!@#$%&*_.-+?~ "
_DIGITS = "0123456789"
_TAIL = 6


def length_class(plain: str) -> Length:
    """``empty``, ``lt6``, ``lt8``, ``lt12`` or ``ge12``, in characters."""
    return next((name for limit, name in _LENGTHS if len(plain) < limit), "ge12")


def class_count(plain: str) -> int:
    """How many of lower case, upper case, digits and others the text uses (1 to 4; 0 when empty)."""
    used = {next((at for at, test in enumerate(_CLASSES) if test(char)), len(_CLASSES)) for char in plain}
    return len(used)


def is_weak(plain: str) -> bool:
    """Listed, a listed word with a habitual ending, one repeated sign or pair, or keyboard and number runs only."""
    text = plain.casefold()
    if not text:
        return False
    repeated = any(len(text) > size and text == (text[:size] * len(text))[: len(text)] for size in (1, 2))
    return repeated or not _listed().isdisjoint(_stems(text)) or _only_runs(text)


def matches_user(plain: str, user: str) -> bool:
    """Whether the password equals, contains or reverses the user name (names under 3 characters: equality alone)."""
    text, name = plain.casefold(), user.casefold()
    if not text or not name:
        return False
    return text in {name, name[::-1]} or (len(name) >= _NAME and (name in text or name[::-1] in text))


@cache
def _listed() -> frozenset[str]:
    lines = (Path(__file__).parent / "weak.txt").read_text("utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if line and not line.startswith("# "))


@cache
def _runs() -> frozenset[str]:
    both = [*_ROWS, *(row[::-1] for row in _ROWS)]
    return frozenset(row[at : at + _RUN] for row in both for at in range(len(row) - _RUN + 1))


def _stems(text: str) -> set[str]:
    """The text without its habitual ending: signs, up to six digits, signs (``admin@123``, ``Huawei#2024!``)."""
    bare = text.rstrip(_SIGNS)
    word = bare.rstrip(_DIGITS)
    return {text, bare} if len(bare) - len(word) > _TAIL else {text, bare, word, word.rstrip(_SIGNS)}


def _only_runs(text: str) -> bool:
    """True when runs of three or more neighbours cover the whole text (``qwerty123``, ``1qaz2wsx``)."""
    covered = 0
    for at in range(len(text) - _RUN + 1):
        if text[at : at + _RUN] in _runs():
            if at > covered:
                return False
            covered = at + _RUN
    return 0 < covered == len(text)
