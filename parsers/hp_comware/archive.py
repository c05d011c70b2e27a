"""Whether the configuration survives: archives and scheduled copies (Comware 7 configuration management reference).

``archive configuration interval`` works only together with a location or a server. A scheduled job that copies a file
off the device counts as well.
"""

from __future__ import annotations

import re

from msgspec import Struct

from dengbao.model import Known, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.table import TOP, note, plain, rest, state_of, text_after

_COPY = re.compile(r"\b(?:tftp|ftp|scp|sftp)\b.*\bput\b|\b(?:copy|backup)\b.*\b(?:tftp|ftp|scp|to)\b", re.IGNORECASE)
_HOST = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")


class Job(Struct):
    """A scheduler job or schedule."""

    name: str
    reading: Reading
    copies: list[tuple[str, int]] = []
    jobs: list[str] = []
    timed: bool = False


JOB: Table[Job] = Table()

rest("archive configuration", "archive")
TOP.ignore(
    "归档份数与文件加密,不决定是否自动备份", "archive configuration max", "configuration encrypt", "scheduler logfile"
)
TOP.ignore(
    "归档服务器的登录名与口令,不决定是否自动备份",
    "archive configuration server user",
    "archive configuration server password",
)


@TOP.line("archive configuration location", "archive configuration server", topic="archive")
def location(reading: Reading, words: list[str], block: Block) -> bool:
    """``archive configuration location DIR filename-prefix P``, ``... server scp IP ...``."""
    return note(reading, "archive place", text_after(block, 3), block) and len(words) > 3  # noqa: PLR2004 - its own words


@TOP.line("archive configuration interval", topic="archive")
def interval(reading: Reading, words: list[str], block: Block) -> bool:
    """``archive configuration interval MINUTES``."""
    return note(reading, "archive interval", words[-1], block)


@TOP.line("scheduler job", "scheduler schedule", topic="archive")
def scheduler(reading: Reading, words: list[str], block: Block) -> bool:
    """A job with its commands, or a schedule with its jobs."""
    if len(words) != 3:  # noqa: PLR2004 - the line's own words
        return False
    made = Job(words[2], reading, [], [])
    reading.device.archive.unread.extend(reading.inside(block, JOB, made))
    key = f"scheduler {words[1]} {words[2]}"
    return note(reading, key, made, block)


@JOB.line("command")
def command(made: Job, _words: list[str], block: Block) -> bool:
    """``command ID TEXT``."""
    text = text_after(block, 2)
    if _COPY.search(text):
        made.copies.append((text, block.number))
    return True


@JOB.line("job")
def job(made: Job, words: list[str], _block: Block) -> bool:
    """``job NAME``."""
    made.jobs.append(words[-1])
    return len(words) > 1


@JOB.line("time")
def time(made: Job, words: list[str], _block: Block) -> bool:
    """``time repeating ...`` or ``time at ...``."""
    made.timed = words[1:2] == ["repeating"]
    return len(words) > 1


plain(JOB, "user-role", "undo user-role", "description")


def settle(reading: Reading) -> None:
    """After all lines."""
    state, archive = state_of(reading), reading.device.archive
    place, every = state.said.get("archive place"), state.said.get("archive interval")
    schedules = [said.value for name, said in state.said.items() if name.startswith("scheduler schedule ")]
    copies = [
        copy
        for schedule in schedules
        if schedule.timed
        for name in schedule.jobs
        if (said := state.said.get(f"scheduler job {name}")) is not None
        for copy in said.value.copies
    ]
    if place is not None and every is not None:
        archive.automatic = Known(value=True, lines=place.lines + every.lines)
    elif copies:
        archive.automatic = Known(value=True, lines=tuple(line for _, line in copies))
    else:
        archive.automatic = state.silent(default=False, why="缺省不自动归档配置(要有 location 或 server,并有 interval)")
    places = ([place.value] if place is not None else []) + [
        found[0] for text, _ in copies if (found := _HOST.search(text))
    ]
    lines = (place.lines if place is not None else ()) + tuple(line for _, line in copies)
    archive.destinations = Known(tuple(places), lines) if places else state.silent((), "没有配置归档位置")
    archive.saved = Unknown("没有采集启动配置,不知运行配置是否已保存")
