"""The file that a UPS of the lab speaks from: the output of ``upsc NAME``, one ``key: value`` a line."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

CLOCK = "ups.date"
_WORD = re.compile(r'"((?:[^"\\#]|\\.)*)"|((?:[^\s"\\#]|\\.)+)')
_DATE_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%m/%d/%y")


def speak(path: Path, today: date | None = None) -> dict[str, str]:
    """Give what a UPS says today.

    The file was taken on the day that the UPS's own clock shows there (``ups.date``). A UPS that is in good order goes
    on testing itself, so every date in the file moves on with the clock: a lab that is served years later shows the
    same ages of battery and self-test.

    Args:
        path: the file.
        today: what the clock shall show; the present day when None.

    Returns:
        Values by name, in the file's order; empty when there is no file, as with a driver that is not connected.
    """
    if not path.is_file():
        return {}
    pairs = (line.partition(":") for line in path.read_text(encoding="utf-8").splitlines())
    values = {key.strip(): value.strip() for key, colon, value in pairs if colon}
    taken = _read_date(values.get(CLOCK, ""))
    if taken is None:
        return values
    later = (today or datetime.now(UTC).astimezone().date()) - taken[0]
    return {key: _moved(value, later) if key.endswith("date") else value for key, value in values.items()}


def _moved(text: str, later: timedelta) -> str:
    """Move a date, in the form it has; what is no date stays."""
    found = _read_date(text)
    return (found[0] + later).strftime(found[1]) if found else text


def _read_date(text: str) -> tuple[date, str] | None:
    """Read a date in one of the forms that UPSes print."""
    for form in _DATE_FORMS:
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, form).replace(tzinfo=UTC).date(), form
    return None


def quoted(text: str) -> str:
    r"""Put text between quotes as NUT reads and writes it: ``#``, ``\`` and ``"`` get a backslash (``parseconf.h``)."""
    return '"' + "".join("\\" + sign if sign in '#\\"' else sign for sign in text) + '"'


def words(line: str) -> list[str]:
    """Take a line of the protocol apart, as ``parseconf`` does.

    Returns:
        The words; none where a quote is not closed or a bare ``#`` makes the rest a comment or a mistake: upsd does not
        answer such a line (seen with 2.8.0).
    """
    found = _WORD.findall(line)
    if _WORD.sub("", line).strip():
        return []
    return [re.sub(r"\\(.)", r"\1", inner or bare) for inner, bare in found]
