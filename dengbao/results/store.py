"""The folder of one run: ``results.jsonl`` and ``run.json``, written whole or not at all, read as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dengbao.errors import UserError
from dengbao.results.atomic import atomic, why
from dengbao.results.record import Result
from dengbao.results.run import SCHEMA, Run, Totals
from dengbao.results.visible import encodable

RESULTS, RUN = "results.jsonl", "run.json"
SITE = "site"
"""The reserved host of site-wide checks."""

_ENCODE = msgspec.json.Encoder().encode
_AGAIN = "请重新运行 dengbao check"


def ordered(results: Iterable[Result], hosts: Sequence[str], checks: Sequence[str] = ()) -> list[Result]:
    """Sort results into the order of the file: hosts as in the inventory, ``site`` last, checks as registered.

    Hosts and checks that are not listed keep the order in which they come, behind those that are.
    """
    host_rank = {host: rank for rank, host in enumerate(hosts)}
    check_rank = {check: rank for rank, check in enumerate(checks)}
    strangers: dict[str, int] = {}

    def place(result: Result) -> tuple[bool, int, int, int]:
        known = host_rank.get(result.host, len(host_rank))
        stranger = 0 if result.host in host_rank else strangers.setdefault(result.host, len(strangers))
        return result.host == SITE, known, stranger, check_rank.get(result.check, len(check_rank))

    return sorted(results, key=place)


def write_results(folder: Path, results: Iterable[Result]) -> Totals:
    """Write ``results.jsonl`` from a stream in the order of `ordered`, one object a line.

    Returns:
        The counts of what was written.

    Raises:
        ValueError: a (host, check) comes twice, or a host's results are not together: a fault of ours.
        UserError: the file cannot be written.
    """
    totals = Totals()
    done: set[str] = set()
    host, checks = None, set[str]()
    with atomic(folder / RESULTS) as file:
        for result in results:
            if result.host != host:
                host, checks = result.host, set()
                if host in done:
                    raise ValueError(f"results of {host} are not together")
                done.add(host)
            if result.check in checks:
                raise ValueError(f"two results of {result.check} for {host}")
            checks.add(result.check)
            totals.add(result)
            file.write(encoded(result) + b"\n")
    return totals


def encoded(record: msgspec.Struct) -> bytes:
    """Encode a record as it stands in its file; UTF-8 cannot carry lone surrogates: they are spelled out."""
    try:
        return _ENCODE(record)
    except UnicodeEncodeError:
        return _ENCODE(_spelled(msgspec.to_builtins(record)))


def _spelled(value: object) -> object:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_spelled(item) for item in value]
    if isinstance(value, dict):
        return {key: _spelled(item) for key, item in value.items()}
    return value


def read_results(folder: Path) -> Iterator[Result]:
    """Read ``results.jsonl`` line by line.

    Raises:
        UserError: the file is missing, or a line is not a result; it names file and line.
    """
    path = folder / RESULTS
    decode = msgspec.json.Decoder(Result).decode
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise UserError(f"不是一条检查结果({error})", file=path, line=number, mend=_AGAIN) from error
    except OSError as error:
        raise UserError(f"读不到检查结果:{why(error)}", file=path, mend=_AGAIN) from error


def write_run(folder: Path, run: Run) -> None:
    """Write ``run.json``."""
    with atomic(folder / RUN) as file:
        file.write(msgspec.json.format(encoded(run), indent=2) + b"\n")


def read_run(folder: Path) -> Run:
    """Read ``run.json``.

    Raises:
        UserError: it is missing, broken, or of a newer tool.
    """
    path = folder / RUN
    try:
        run = msgspec.json.decode(path.read_bytes(), type=Run)
    except OSError as error:
        raise UserError(f"读不到运行记录:{why(error)}", file=path, mend=_AGAIN) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"运行记录已损坏({error})", file=path, mend=_AGAIN) from error
    if run.schema > SCHEMA:
        raise UserError(f"运行记录的格式({run.schema})比本工具新", file=path, key="schema", mend="请升级 dengbao")
    return run
