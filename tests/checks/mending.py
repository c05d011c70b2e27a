"""Mend a failing case: type the remedies of what was found into the device's files, by its platform's rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from msgspec.structs import replace

from dengbao.check import load as load_checks
from dengbao.engine.evaluate import Outcome, evaluate
from dengbao.engine.remedy import fill
from dengbao.engine.run import site_names
from tests.checks import (
    mending_fortinet,
    mending_junos,
    mending_lines,
    mending_linux,
    mending_panos,
    mending_windows,
)
from tests.checks.judging import edited, inventory, judge, lab_host, prepared
from tests.checks.mending_dialects import DIALECTS
from tests.checks.mending_values import commands
from tests.checks.test_cases import ALL

TYPERS: dict[str, tuple[str, Callable[[str, Iterable[str]], str]]] = {
    "windows": (r"windows\.json", mending_windows.typed),
    "linux": (r"linux\.json", mending_linux.typed),
    "fortinet": (r"running-config|show-full-configuration.*", mending_fortinet.typed),
    "juniper_junos": ("running-config", mending_junos.typed),
    "paloalto_panos": ("running-config", mending_panos.typed),
    **{platform: ("running-config", partial(mending_lines.typed, platform=platform)) for platform in DIALECTS},
}
"""Platform → the outputs that show its configuration, and how one is typed into."""


_RESTATES = re.compile(r"show-(service|ip-ssh|password-policy)")
"""Outputs that say again what is configured, and what the faulty device said does not hold any more."""


def in_configuration(host: str, check: str, number: int) -> bool:
    """Whether a failing case's fault stands in what the remedy is typed into, not in other outputs alone."""
    outputs, _ = TYPERS.get(lab_host(host).platform, ("", None))
    return any(not one.file or re.fullmatch(outputs, one.file) for one in ALL[host][check].fail[number - 1].edits)


def mend(host: str, check: str, number: int) -> tuple[Outcome, list[str]]:
    """Type the remedies of a failing case and judge again.

    Args:
        host: a compliant device that has cases.
        check: a check's id.
        number: which failing case, from 1.

    Returns:
        What is judged then, and the lines that were typed.

    Raises:
        ValueError, KeyError: a line that cannot be typed; a place that ``mending.yml`` does not fill.
    """
    cases, platform = ALL[host][check], lab_host(host).platform
    edits = cases.given + cases.fail[number - 1].edits
    outcome, _ = judge(host, check, edits, cases.role)
    names = site_names(inventory())
    lines = [
        line
        for one in outcome.found
        for line in commands(host, check, number, fill(platform, check, names | one.names))
    ]
    outputs, typed = TYPERS[platform]
    if in_configuration(host, check, number):
        edits = [replace(one, gone=True) if _RESTATES.fullmatch(one.file) else one for one in edits]
    given = edited(host, edits, lambda name, text: typed(text, lines) if re.fullmatch(outputs, name) else text)
    reader = prepared(host, given, role=cases.role).reader
    assert reader
    return evaluate(load_checks()[check], reader), lines
