"""``report.docx``: the 自查工作汇报 that is sent upward; and ``notices/``: a 整改通知 for each department."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from dengbao.report.aside import set_aside
from dengbao.report.docx_letter import write_letter
from dengbao.report.docx_notice import write_notice
from dengbao.report.docx_paper import Paper
from dengbao.report.source import Source
from dengbao.report.tally import Department, Tally
from dengbao.results.atomic import atomic
from dengbao.results.visible import one_line

HELP = "公文:report.docx(自查工作汇报)、notices/(各部门的整改通知)"
FILE = "report.docx"
NOTICES = "notices"
NOBODY = "未写部门"
_UNFIT = re.compile(r'[\\/:*?"<>|\s]')
_LONG = 40  # characters of a department's name in a file name
_DATES = (
    "{http://purl.org/dc/terms/}created",
    "{http://purl.org/dc/terms/}modified",
)


def render(source: Source) -> list[Path]:
    """Write the letter and the notices; what a person has changed in an earlier one is set aside first.

    Returns:
        The letter, the notices, then what was set aside.

    Raises:
        UserError: results and run record do not agree, or the catalogue lacks a clause that they name.
    """
    tally = Tally(source)
    for result in source.results():
        tally.add(result)
    source.agree(tally.summary.totals)
    departments = {source.folder / NOTICES / name: one for name, one in _files(tally.departments())}
    stale = set((source.folder / NOTICES).glob("整改通知-*.docx")) - departments.keys()
    targets = [source.folder / FILE, *departments]
    aside = [set_aside(path) for path in targets if path.exists() and _touched(path)]
    for path in stale:
        if not _touched(path):
            path.unlink()
    letter = Paper(f"{source.run.site}网络安全自查工作汇报", source.run.finished)
    write_letter(letter, source, tally, [path.name for path in departments])
    _save(letter, targets[0])
    for path, department in departments.items():
        notice = Paper("网络安全整改通知", source.run.finished)
        write_notice(notice, source, department)
        _save(notice, path)
    return [*targets, *aside]


def _save(paper: Paper, path: Path) -> None:
    with atomic(path) as file:
        paper.save(file)


def _files(departments: Iterable[Department]) -> Iterator[tuple[str, Department]]:
    """Name each department's notice; what no file system wants is left out of the name, and a number tells doubles."""
    met = Counter[str]()
    for one in departments:
        name = _UNFIT.sub("_", one_line(one.name or NOBODY))[:_LONG]
        met[name] += 1
        yield f"整改通知-{name}{f'-{met[name]}' if met[name] > 1 else ''}.docx", one


def _touched(path: Path) -> bool:
    """Say whether anybody saved the document since: we write the same date twice, every editor changes the second."""
    try:
        with zipfile.ZipFile(path) as archive:
            root = ET.fromstring(archive.read("docProps/core.xml"))  # noqa: S314 - a file that lies in our own folder
    except (OSError, KeyError, zipfile.BadZipFile, ET.ParseError):
        return True
    created, modified = (root.findtext(name) for name in _DATES)
    return created is None or created != modified
