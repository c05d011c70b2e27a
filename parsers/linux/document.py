"""The collector's document ``linux-facts/1``: what each read gave, with the line of the file that every word stands on.

Everything stays as the host printed it, one line of output a line of the file, so that a finding can show it.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

from msgspec import Struct, field

from dengbao.model import Known, Undecided
from parsers.grammar import IRRELEVANT, UNREAD, USED

FILE = "linux.json"
SCHEMA = "linux-facts/1"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BAD_ESCAPE = re.compile(r'\\(\\|["/bfnrt]|u[0-9a-fA-F]{4})|\\')
_ABSENT = re.compile(r"No such file or directory|cannot (?:stat|access)|not found|does not exist", re.IGNORECASE)
_NOT_FOUND = 127
_CONTROLS = dict.fromkeys((*range(9), *range(10, 32), 127))
T = TypeVar("T")


class Line(Struct, frozen=True):
    """One line that the host printed: its number in the document, and its text."""

    number: int
    text: str


class FileLine(Struct, frozen=True):
    """One line of a file of the host: its number in the document, the file's path, its text."""

    number: int
    path: str
    text: str


class Read(Struct, kw_only=True):
    """What one read gave. ``number`` is the line that says how it ended; ``status`` None: not run, and rightly so.

    ``errors`` is what the program complained of. ``as_root`` tells whether it ran as root.
    """

    name: str
    command: str = ""
    lines: list[Line] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    status: int | None = _NOT_FOUND
    as_root: bool = False
    number: int = 0
    there: bool = True

    @property
    def why_not(self) -> str:
        """Why nothing may be concluded from it, as one Chinese clause; empty when it may.

        A read of files that partly do not exist is whole; one that was refused any of them is not.
        """
        if not self.there:
            return f"文档里没有“{self.name}”一段"
        denied = [error for error in self.errors if "denied" in error or "not permitted" in error]
        if denied:
            return f"采集账号无权读取({denied[0][:100]}),见 docs/linux.md 的授权办法"
        if self.status == _NOT_FOUND:
            return f"主机上没有这个命令({self.command.split()[0] if self.command else self.name})"
        if self.status in {None, 0} or self.lines:
            return ""
        absent = [error for error in self.errors if not _ABSENT.search(error)]
        if not absent and self.command.startswith(("grep ", "ls ", "stat ", "readlink ", "od ", "cat ")):
            return ""  # the files are not there, or nothing in them was asked for: an answer
        return f"{self.command} 没有成功({(absent or ['没有输出'])[-1][:100]})"

    @property
    def program_missing(self) -> bool:
        """Whether the host has no such program."""
        return self.there and self.status == _NOT_FOUND

    def files(self) -> dict[str, list[FileLine]]:
        """Part what ``grep -H`` printed by the host's files, in the order of their paths."""
        found: dict[str, list[FileLine]] = {}
        for line in self.lines:
            path, colon, text = line.text.partition(":")
            if colon and path.startswith("/"):
                found.setdefault(path, []).append(FileLine(line.number, path, text))
        return dict(sorted(found.items()))


class Document(Struct, kw_only=True):
    """A whole document; ``problem`` says why it is none. ``status`` accounts each of its lines."""

    problem: str = ""
    reads: dict[str, Read] = field(default_factory=dict)
    user: str = ""
    finished: str = ""
    status: bytearray = field(default_factory=bytearray)

    def get(self, name: str) -> Read:
        """Give a read; one that is not there says so when it is asked."""
        return self.reads.get(name) or Read(name=name, there=False)

    def need(self, name: str) -> Read:
        """Give a read from which something may be concluded.

        Raises:
            Undecided: it is missing, was refused, or failed.
        """
        read = self.get(name)
        if self.problem:
            raise Undecided(self.problem)
        if why := read.why_not:
            raise Undecided(why, (read.number,) if read.number else (), FILE)
        return read

    def use(self, *numbers: int) -> None:
        """Account lines as used."""
        for number in numbers:
            self.status[number - 1] = USED

    def skip(self, *numbers: int) -> None:
        """Account lines as irrelevant."""
        for number in numbers:
            self.status[number - 1] = IRRELEVANT

    def doubt(self, *numbers: int) -> None:
        """Account lines as not understood."""
        for number in numbers:
            self.status[number - 1] = UNREAD


def known(value: T, *lines: Line | FileLine) -> Known[T]:
    """A fact that rests on lines of the document."""
    return Known(value, tuple(line.number for line in lines), FILE)


def yes(*lines: Line | FileLine) -> Known[bool]:
    """It is so, as these lines say."""
    return known(True, *lines)  # noqa: FBT003 - the value itself


def no(*lines: Line | FileLine) -> Known[bool]:
    """It is not so, as these lines say."""
    return known(False, *lines)  # noqa: FBT003 - the value itself


def read_document(text: str) -> Document:
    """Read the document.

    Args:
        text: as stored; also one that another program laid out anew.

    Returns:
        The document. One that was cut off, is of another schema, or no JSON at all has a ``problem`` and no reads:
        nothing may be concluded from it.
    """
    document = Document(status=bytearray([IRRELEVANT]) * (text.rstrip("\n").count("\n") + 1))
    try:
        data = json.loads(_BAD_ESCAPE.sub(lambda found: found[0] if found[1] else r"\\", text))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not isinstance(data.get("sections"), dict):
        document.problem = "linux.json 不是完整的采集文档(可能中途断开),请重新采集"
    elif data.get("schema") != SCHEMA:
        document.problem = f"linux.json 的格式是 {str(data.get('schema'))[:40]},本版本只读 {SCHEMA}"
    elif data.get("complete") is not True:
        document.problem = "linux.json 没有写完(缺少 complete),请重新采集"
    else:
        _fill(document, data, text)
    return document


def _fill(document: Document, data: dict[str, Any], text: str) -> None:
    """Take the reads, and find the line of each."""
    numbers = _Numbers(text)
    try:
        for name, value in data.items():
            numbers.next()
            if name == "sections":
                for section, body in value.items():
                    document.reads[section] = _read(section, body, numbers, document.status)
            elif isinstance(value, str):
                numbers.next()
    except (TypeError, ValueError, AttributeError, KeyError, StopIteration):
        document.reads.clear()
        document.problem = "linux.json 的内容不合格式(见 parsers/linux/facts.schema.json),请重新采集"
        return
    document.user, document.finished = str(data.get("user", "")), str(data.get("finished", ""))


def _read(name: str, body: dict[str, Any], numbers: _Numbers, status: bytearray) -> Read:
    """Take one read; its members come in any order."""
    numbers.next()
    read = Read(name=name, there=True, status=body["status"], command=body["read"], as_root=body["as"] == "root")
    if not (read.status is None or type(read.status) is int):
        raise TypeError(name)
    for key, value in body.items():
        number = numbers.next()
        if key == "status":
            read.number = number
        elif key == "lines":
            read.lines = [Line(numbers.next(), _text(item)) for item in value]
            for line in read.lines:
                status[line.number - 1] = UNREAD if line.text.strip() else IRRELEVANT
        elif key == "errors":
            read.errors = [_text(item) for item in value if numbers.next()]
        elif _text(value) is not None:
            numbers.next()
    return read


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.translate(_CONTROLS)


class _Numbers:
    """Where the strings of a JSON text stand, in order."""

    def __init__(self, text: str) -> None:
        self._text, self._tokens = text, _STRING.finditer(text)
        self._line, self._at = 1, 0

    def next(self) -> int:
        """Give the line of the next string, from 1."""
        start = next(self._tokens).start()
        self._line += self._text.count("\n", self._at, start)
        self._at = start
        return self._line
