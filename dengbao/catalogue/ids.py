"""Clause numbers: the forms in which people write them, and the one in which the project does."""

from __future__ import annotations

import re
import unicodedata

LEVELS = (1, 2, 3, 4)

_FIRST_CHAPTER = 5  # level 1 is chapter 6 of GB/T 22239-2019, level 4 is chapter 9
_WRITTEN = re.compile(r"([6-9](?:[.-]\d{1,2}){3})(?:\s*[.-]?\s*\(?([a-z])\)?)?")


def clause_id(text: str) -> str | None:
    """Bring a clause to the project's form.

    Args:
        text: ``8.1.3.2.b``, ``8.1.3.2 b)``, ``8.1.3.2（b）``, ``8-1-3-2`` …

    Returns:
        ``8.1.3.2.b``; without a letter the control, ``8.1.3.2``; None when it is no clause number.
    """
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip().lower())
    if not found:
        return None
    control, letter = found[1].replace("-", "."), found[2]
    return f"{control}.{letter}" if letter else control


def level_of(clause: str) -> int:
    """The level whose chapter a clause stands in: 3 for ``8.1.3.2.b``."""
    return int(clause.partition(".")[0]) - _FIRST_CHAPTER


def sort_key(clause: str) -> tuple[list[int], str]:
    """The order of the standard: ``8.1.10.1.a`` comes after ``8.1.9.1.a``."""
    parts = clause.split(".")
    return [int(part) for part in parts if part.isdecimal()], parts[-1] if parts[-1].isalpha() else ""
