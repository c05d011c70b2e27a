"""What an administrator would fill into a remedy's places, and what cannot be typed by rule, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

Values = dict[str, str | list[str]]
"""Place → what is filled in; a remedy with a list is typed once for each of its values."""
_PLACE = re.compile(r"<([^<>]+)>")


class Filled(Struct, forbid_unknown_fields=True, kw_only=True):
    """One device's values.

    ``values`` fill ``<…>`` in every remedy, ``checks`` in one. ``skips`` are beginnings of headings (``# …:``) under
    which nothing is typed on this device (``*``) or for a check. ``untyped`` says why the cases of a check, or of all
    (``*``), are not typed. ``check#2`` is a check's second failing case.
    """

    values: Values = {}
    checks: dict[str, Values] = {}
    skips: dict[str, list[str]] = {}
    untyped: dict[str, str] = {}


class Known(Struct, forbid_unknown_fields=True, kw_only=True):
    """What stands in ``mending.yml``: values for all devices, what is typed on none and why, and each device's own."""

    values: Values
    untyped: dict[str, str]
    hosts: dict[str, Filled]


def read(path: Path) -> Known:
    """Read the values."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), Loader=loader), Known)


KNOWN = read(Path(__file__).parent / "mending.yml")


def reason(host: str, check: str, case: int) -> str:
    """Why a case's remedy is not typed; empty where it is."""
    known = KNOWN.hosts[host].untyped
    return known.get(f"{check}#{case}") or known.get(check) or known.get("*") or KNOWN.untyped.get(check, "")


def commands(host: str, check: str, case: int, lines: Iterable[str]) -> list[str]:
    """The lines that are typed on a device for a case (from 1): those of its kind, no remarks, every place filled.

    Raises:
        KeyError: a place for which there is no value.
    """
    known = KNOWN.hosts[host]
    values = KNOWN.values | known.values | known.checks.get(check, {}) | known.checks.get(f"{check}#{case}", {})
    skips = [start for key in ("*", check, f"{check}#{case}") for start in known.skips.get(key, [])]
    mine = list(_of_kind(lines, skips))
    asked = {name: values[name] for line in mine for name in _PLACE.findall(line)}
    times = max((len(value) for value in asked.values() if isinstance(value, list)), default=1)
    return [_filled(line, asked, number) for number in range(times) for line in mine]


def _filled(line: str, values: Values, number: int) -> str:
    """A line with its places filled, of lists by the value of that number."""

    def value(match: re.Match[str]) -> str:
        one = values[match[1]]
        return one if isinstance(one, str) else one[number]

    return _PLACE.sub(value, line)


def _of_kind(lines: Iterable[str], skips: list[str]) -> Iterator[str]:
    skipped = False
    for line in lines:
        if line.startswith(("#", "(")):
            if line.endswith((":", ":")):
                skipped = line.startswith(tuple(skips)) if skips else False
        elif line in {"return", "end", "save"} or not skipped:
            skipped = False
            yield line
