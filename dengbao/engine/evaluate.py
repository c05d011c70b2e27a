"""One evaluation: call a check on what was read, and decide what its answer is worth."""

from __future__ import annotations

import sys
from typing import Any, Literal

from msgspec import Struct

from dengbao.check.findings import Findings, Found
from dengbao.check.reading import Cited, Reader, Site
from dengbao.check.registry import Check
from dengbao.model import Absent, Known, Manual, NotApplicable, Section, Topic, Undecided

if not __debug__:  # asserts are the checks' verdicts: without them everything would pass
    sys.exit("dengbao: 不能在 python -O 下运行:检查所用的 assert 会被去掉")

Lines = tuple[int, ...]
_DECIDED = frozenset({Known, Absent, Cited})


class Outcome(Struct, frozen=True):
    """What came of an evaluation, still in line numbers.

    ``why`` says why an ``error`` could not be decided or a ``skip`` does not apply. ``lines`` of ``file`` are those
    that were not understood. ``read`` is what a pass rests on. ``manual``: skipped because a person must decide.
    """

    status: Literal["pass", "fail", "error", "skip"]
    found: tuple[Found, ...] = ()
    why: str = ""
    lines: Lines = ()
    file: str = ""
    read: tuple[Any, ...] = ()
    manual: bool = False


def evaluate(check: Check, reader: Reader) -> Outcome:
    """Judge one host by one check.

    Returns:
        ``fail`` only for an assert that carries findings; ``pass`` only when the check read at least one known fact
        and every line of what it read was understood; ``error`` for all that is not decided, a crash included.
    """
    log = reader.log
    log.clear()
    try:
        check.function(reader.device)
    except BaseException as raised:  # noqa: BLE001 - whatever a check raises is an outcome
        return _doubted(_raised(raised, log))
    return _returned(log)


def _doubted(outcome: Outcome) -> Outcome:
    """A failure that no line proves, because nothing is configured, is none while lines were not understood."""
    if outcome.status != "fail" or not outcome.lines or any(one.lines for one in outcome.found):
        return outcome
    return Outcome("error", why=_unread_words(outcome.lines), lines=outcome.lines, file=outcome.file)


def evaluate_site(check: Check, site: Site) -> Outcome:
    """Judge all hosts together by a site-wide check.

    Returns:
        As ``evaluate``; besides, a clean verdict on the devices needs every host of the inventory.
    """
    site.begin()
    try:
        check.function(site)
        site.require_all()
    except BaseException as raised:  # noqa: BLE001 - whatever a check raises is an outcome
        return _raised(raised, site.read())
    return _returned(site.read())


def _raised(raised: BaseException, log: list[Any]) -> Outcome:
    if isinstance(raised, (KeyboardInterrupt, SystemExit)):
        raise raised
    if isinstance(raised, AssertionError):
        if found := Findings.of(raised):
            lines, file = _unread(log)
            return Outcome("fail", tuple(found), lines=lines, file=file, read=tuple(log))
        return Outcome("error", why=f"检查自身的断言不成立,没有给出发现:{raised}")
    if isinstance(raised, Undecided):
        return Outcome("error", why=raised.why, lines=raised.lines, file=raised.file)
    if isinstance(raised, NotApplicable):
        lines, file = _unread(log)
        if lines and not raised.never:  # what was not understood might be what the check asks about
            return Outcome("error", why=_unread_words(lines), lines=lines, file=file)
        return Outcome("skip", why=raised.why)
    if isinstance(raised, Manual):
        return Outcome("skip", why=raised.why, manual=True)
    where = raised.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    at = f"({where.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{where.tb_lineno})" if where else ""
    return Outcome("error", why=f"检查出错:{type(raised).__name__}: {raised}{at}")


def _returned(log: list[Any]) -> Outcome:
    decided = False
    for part in log:
        kind = type(part)
        if kind in _DECIDED:
            decided = True
        elif isinstance(part, Topic):
            if part.unread:
                lines, file = _unread(log)
                return Outcome("error", why=_unread_words(lines), lines=lines, file=file)
            decided = decided or (isinstance(part, Section) and not (part.missing or part.unsupported))
    if not decided:
        return Outcome("error", why="检查没有读到任何事实")
    return Outcome("pass", read=tuple(log))


def _unread_words(lines: Lines) -> str:
    return f"所依据的配置中有 {len(lines)} 行没有读懂"


def _unread(log: list[Any]) -> tuple[Lines, str]:
    """Collect the lines not understood in the topics read, and the output that holds them."""
    topics = [part for part in log if isinstance(part, Topic) and part.unread]
    file = topics[0].file if topics else ""
    return tuple(sorted({line for topic in topics if topic.file == file for line in topic.unread})), file
