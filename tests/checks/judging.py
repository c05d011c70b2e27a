"""Judge an edited copy of a compliant device: fixtures of the checks are whole files, and what was changed there."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dengbao.check import Check
from dengbao.check import load as load_checks
from dengbao.engine.evaluate import Outcome, evaluate
from dengbao.engine.host import Subject, make_ready
from dengbao.engine.run import limits
from dengbao.inventory import Host, Inventory, load
from dengbao.mask import mask
from dengbao.model import Role
from dengbao.snapshot import HostFiles, open_folder
from dengbao.snapshot.records import Gathered, HostKey
from tests.checks.documents import changed

LAB = Path(__file__).parents[2] / "inventories" / "lab"
DAY = dt.date(2026, 11, 20)
"""The day by which the lab's texts are judged: their dates do not move."""
KEY = b"the key of the tests"
PARSED = Path(__file__).parents[1] / "parsers"
OUTSIDE = {
    "srx-good": (PARSED / "juniper_junos" / "fixtures", "juniper_junos", Role.BORDER_FIREWALL),
    "pa-good": (PARSED / "paloalto_panos" / "fixtures", "paloalto_panos", Role.BORDER_FIREWALL),
    "n9k": (Path(__file__).parent / "devices", "cisco_nxos", Role.CORE),
}
"""Compliant devices of dialects that the lab does not speak: the folder that holds them, platform, role."""


class Edit(Struct, forbid_unknown_fields=True, kw_only=True):
    """A change of one output, before it is masked; the text must be there exactly as often as ``times`` says.

    ``replace`` maps old text to new. ``drop`` takes away every line that holds one of these texts. ``append`` puts
    lines at the end (before the end mark ``before``, when given). ``set`` changes values of a collector's document.
    ``session`` is what the record of a gathering says of its SSH session; without one the outputs came from files.
    """

    file: str = ""  # the configuration, or the document
    replace: dict[str, str] = {}
    set: dict[str, Any] = {}
    drop: list[str] = []
    append: str = ""
    before: str = ""
    times: int = 1
    gone: bool = False
    session: dict[str, Any] = {}


@functools.cache
def inventory() -> Inventory:
    """The lab's inventory."""
    return load(LAB)


@functools.cache
def files(host: str) -> HostFiles:
    """A device's outputs, masked as any that enter."""
    found = open_folder(folder(host), key=KEY).host(host, lab_host(host).platform)
    assert found, host
    return found


@functools.cache
def written(host: str, output: str) -> str:
    """A device's output as it lies there, secrets and all: what edits are made on."""
    return (folder(host) / files(host).files[output].path).read_text(encoding="utf-8")


def folder(host: str) -> Path:
    """Where a device's folder lies."""
    return OUTSIDE[host][0] if host in OUTSIDE else LAB / "devices"


def lab_host(name: str) -> Host:
    """A host of the lab, or one that the lab's site might have besides."""
    if name in OUTSIDE:
        _, platform, role = OUTSIDE[name]
        return Host(name=name, platform=platform, role=role, level=inventory().site.level)
    return next(host for host in inventory().hosts if host.name == name)


def edited(host: str, edits: list[Edit], then: Callable[[str, str], str] | None = None) -> HostFiles:
    """A copy of a device's outputs with the edits made; ``then`` changes each output (name, text) afterwards.

    Raises:
        AssertionError: what is to be changed is not there, or not once.
    """
    given = files(host)
    main = "running-config" if "running-config" in given.files else next(iter(given.files))
    edits = [edit if edit.file else replace(edit, file=main) for edit in edits]
    texts: dict[str, str] = {}
    for edit in edits:
        if edit.gone or edit.session:
            continue
        text = texts.get(edit.file) or written(host, edit.file)
        for old, new in edit.replace.items():
            assert text.count(old) == edit.times, f"{host}/{edit.file}: {old!r} is there {text.count(old)} times"
            text = text.replace(old, new)
        if edit.set:
            text = changed(text, edit.set)
        if edit.append:
            head, mark, tail = text.rpartition(edit.before) if edit.before else (text, "", "")
            text = f"{head}{edit.append.rstrip()}\n{mark}{tail}"
        for part in edit.drop:
            kept = [line for line in text.split("\n") if part not in line]
            assert len(kept) < text.count("\n") + 1, f"{host}/{edit.file}: no line holds {part!r}"
            text = "\n".join(kept)
        texts[edit.file] = text
    gone = {edit.file for edit in edits if edit.gone}
    if then:
        texts = {name: then(name, texts.get(name) or written(host, name)) for name in given.files.keys() - gone}
    masked = {
        name: given.files[name]._replace(text=mask(text, given.platform, key=KEY)) for name, text in texts.items()
    }
    kept = {name: given.files[name] for name in given.files.keys() - gone}
    found = HostFiles(given.name, given.platform, given.status, files=kept | masked, problems=given.problems)
    for edit in edits:
        if edit.session:
            ssh = msgspec.convert(edit.session, HostKey)
            record = Gathered(host=host, platform=given.platform, status="whole", ssh=ssh, privilege_proven=True)
            found = dataclasses.replace(found, record=record)
    return found


def judge(host: str, check: str, edits: list[Edit], role: Role | None = None) -> tuple[Outcome, Subject]:
    """Judge one check on an edited device, in the role given or its own."""
    subject = prepared(host, edited(host, edits), role=role)
    if subject.reader is None:
        return Outcome("error", why=subject.why), subject
    return evaluate(load_checks()[check], subject.reader), subject


def prepared(host: str, given: HostFiles, subject: Subject | None = None, role: Role | None = None) -> Subject:
    """Parse a device's files (unless ``subject`` is given) and tell it what the engine tells it."""
    known = lab_host(host)
    subject = subject or make_ready(known.platform, given, "missing")
    if subject.reader:
        device = subject.reader.model
        device.name, device.role, device.level, device.room = host, role or known.role, known.level, known.room
        device.limits, device.site, device.as_of = limits(inventory(), known.level), inventory().site, DAY
    return subject


def said(outcome: Outcome) -> str:
    """What the outcome says, for exact comparison: findings as ``key: actual``, else the reason."""
    if outcome.status == "fail":
        return "; ".join(f"{one.key}: {one.actual}" for one in outcome.found)
    return outcome.why


def applicable(host: str) -> Mapping[str, Check]:
    """The checks that the inventory calls for on a device."""
    known = lab_host(host)
    return {name: one for name, one in load_checks().items() if one.applies(known.role, known.platform)}
