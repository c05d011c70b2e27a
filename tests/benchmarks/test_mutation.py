"""Mutation of configurations: what is done to a line, how survivors are explained, and that none is left over."""

from __future__ import annotations

import functools
from collections import Counter

import pytest
from msgspec.structs import replace

from benchmarks.mutation.__main__ import device
from benchmarks.mutation.explain import Fate, Mutant, tried
from benchmarks.mutation.lines import changed, mutants, removal
from benchmarks.mutation.page import page
from benchmarks.mutation.reasons import excused, reasons
from benchmarks.mutation.trial import compliant, trials

HOST = "fw-partner-2"
"""A device that takes seconds."""


@functools.cache
def tried_device() -> list[Mutant]:
    return [mutant for trial in trials(HOST) for mutant in tried(trial)]


@pytest.mark.parametrize(
    ("platform", "line", "texts"),
    [
        ("huawei", " idle-timeout 5 0", [None, " undo idle-timeout 5 0", " idle-timeout 5 xyzzy"]),
        ("huawei", "undo telnet enable", [None, "telnet enable", "undo telnet xyzzy"]),
        ("fortinet", " set status enable", [None, " set status disable", " unset status", " set status xyzzy"]),
        ("juniper_junos", " deny;", [None, " permit;", " inactive: deny;", " xyzzy;"]),
        ("paloalto_panos", "<action>deny</action>", [None, "<action>allow</action>", "<action>xyzzy</action>"]),
        ("ups", "ups.status: OL", [None, "ups.status: OB", "ups.status: 0", "ups.status: xyzzy"]),
        ("windows", '  "on": true,', ['  "on": null,', '  "on": false,', '  "on": "xyzzy",']),
    ],
)
def test_a_line_is_removed_negated_and_garbled(platform: str, line: str, texts: list[str | None]):
    output = "upsc" if platform == "ups" else "running-config"
    assert [change.text for _, change in mutants([line], 1, platform, output)] == texts


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\ninterface 1\n ip 1\n shutdown\nb", "a\nb"),
        ("config x\n    edit 1\n        set a b\n    next\nend\nend", "end"),
        ('zone "a"\nexit\nb', "b"),
        ("x {\n    y;\n}\nb", "b"),
        ("<a>\n  <b/>\n</a>\nc", "c"),
    ],
)
def test_what_a_line_opens_goes_with_it(text: str, left: str):
    lines = text.split("\n")
    number = 2 if lines[0] == "a" else 1
    assert changed(lines, [removal(lines, number)]) == left


def test_the_last_item_of_a_list_leaves_no_comma():
    lines = ["[", ' "a",', ' "b"', "]"]
    assert changed(lines, [removal(lines, 3)]) == '[\n "a"\n]'


def test_survivors_are_explained():
    fates = {(one.check, one.line, one.kind): one.fate for one in tried_device()}
    assert fates["audit_timezone_set", "clock timezone CST 8", "removed"] is Fate.TURNED
    assert fates["audit_log_sent_to_collector", "logging host inside 10.10.100.21", "removed"] is Fate.OTHERS
    assert fates["boundary_any_any_absent", "access-group partner_in in interface partner", "removed"] is Fate.FEWER
    assert {Fate.DEFAULT, Fate.UNSEEN, Fate.ELSEWHERE, Fate.INAPPLICABLE, Fate.OPEN} <= set(fates.values())


def test_what_nobody_has_read_stays_open():
    one = next(one for one in tried_device() if one.fate is Fate.OPEN)
    assert excused(one, []) is None
    assert one.fate is Fate.OPEN


def test_nothing_is_left_unexplained():
    found = [replace(one) for one in tried_device()]
    for one in found:
        excused(one, reasons())
    assert [(one.check, one.kind, one.line) for one in found if one.fate is Fate.OPEN] == []
    table = "\n".join(page(found, minutes=1))
    assert "| audit_timezone_set | 1 | 1/0/0/0/0/0/0 | 1/0/0/0/0/0/0 | 1/0/0/0/0/0/0 | 0 |" in table


@pytest.mark.slow
def test_nothing_is_left_unexplained_on_any_device_and_every_reason_is_used():
    found = [one for host in compliant() for one in device(host)]
    assert [(one.host, one.check, one.kind, one.line) for one in found if one.fate is Fate.OPEN] == []
    used = Counter(one.why for one in found if one.fate is Fate.HARMLESS)
    assert {reason.why for reason in reasons()} == used.keys()
