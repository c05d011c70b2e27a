"""Mutation testing of configurations: ``python -m benchmarks.mutation [--write docs/mutation.md] [HOST ...]``.

Every compliant device of the lab is judged again and again with one line changed on which a check relies: the line is
removed, negated (``undo``/``no``, enable/disable), or made illegible; a value of a collector's document is emptied,
turned round, or made a word. A compliant line that can vanish unnoticed would
be a hole: whoever removes it must see the verdict turn, unless the platform's default says the same, or other lines do.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml
from msgspec import Struct, field

from dengbao.check import Check
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import Outcome, evaluate
from dengbao.engine.host import Subject, make_ready
from dengbao.model import Absent, Known, Section
from dengbao.snapshot import HostFiles
from tests.checks.judging import LAB, applicable, files, lab_host, prepared

WORDS = {"removed": "删去", "negated": "取反", "garbled": "打乱"}
_MEMBER = re.compile(r'(\s*(?:"(?:[^"\\\\]|\\\\.)*": )?)(true|false|null|-?\d+|"(?:[^"\\\\]|\\\\.)*")(,?)')
TURNED = {"true": "false", "false": "true", "0": "1", "null": "1", '"Block"': '"Allow"', '"Running"': '"Stopped"'}
NEGATIONS = (("undo ", ""), ("no ", ""), ("unset ", "set "), ("enable", "disable"), ("disable", "enable"))


class Tally(Struct):
    """What became of the mutants of one check."""

    relied: int = 0
    noticed: Counter[str] = field(default_factory=Counter)
    default: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    survivors: list[str] = field(default_factory=list)


def compliant() -> list[str]:
    """The lab's devices in which nothing is planted."""
    truth = {path.stem for path in (LAB / "truth").glob("*.yml") if yaml.safe_load(path.read_text("utf-8"))["planted"]}
    return [path.name for path in sorted((LAB / "devices").iterdir()) if path.name not in truth]


def mutants(line: str) -> Iterator[tuple[str, str | None]]:
    """The mutations of one line: kind, and the new text (None: removed)."""
    if member := _MEMBER.fullmatch(line):
        before, value, after = member.groups()
        yield "removed", f"{before}null{after}"
        yield "negated", before + TURNED.get(value, '""' if value.startswith('"') else "0") + after
        yield "garbled", f'{before}"xyzzy"{after}'
        return
    yield "removed", None
    indent, text = re.match(r"(\s*)(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
    for old, new in NEGATIONS:
        if text.startswith(old):
            yield "negated", indent + new + text[len(old) :]
            break
    else:
        flipped = re.sub(r"\b(enable|disable)$", lambda m: {"enable": "disable", "disable": "enable"}[m[1]], text)
        yield "negated", indent + (flipped if flipped != text else f"undo {text}")
    yield "garbled", f"{indent}{text} xyzzy"


def relied_on(outcome: Outcome) -> Iterator[tuple[str, int]]:
    """The lines that a pass rests on: of facts, and of the records of sections."""
    for part in outcome.read:
        if isinstance(part, Known):
            yield from ((part.file or "running-config", number) for number in part.lines)
        elif isinstance(part, Section) and not part.missing:
            for item in part.items:
                yield from ((part.file or "running-config", number) for number in getattr(item, "lines", ()))


def changed(host: str, output: str, number: int, text: str | None) -> Subject:
    """Judge-ready copy of a device with one line changed."""
    given = files(host)
    lines = given.files[output].text.split("\n")
    lines[number - 1 : number] = [] if text is None else [text]
    outputs = given.files | {output: given.files[output]._replace(text="\n".join(lines))}
    return make_ready(given.platform, HostFiles(given.name, given.platform, given.status, files=outputs), "missing")


def mutate(host: str, tallies: dict[str, Tally]) -> None:
    """Try every mutant of one device."""
    subject = prepared(host, files(host))
    assert subject.reader, host
    passing: dict[str, tuple[Check, Outcome]] = {}
    lines: dict[tuple[str, int], list[str]] = {}
    for name, check in applicable(host).items():
        outcome = evaluate(check, subject.reader)
        if outcome.status == "pass":
            passing[name] = check, outcome
            for place in dict.fromkeys(relied_on(outcome)):
                lines.setdefault(place, []).append(name)
                tallies.setdefault(name, Tally()).relied += 1
    for (output, number), names in lines.items():
        text = files(host).files[output].text.split("\n")[number - 1]
        for kind, new in mutants(text):
            reader = prepared(host, files(host), changed(host, output, number, new)).reader
            for name in names:
                _note(
                    tallies[name], kind, passing[name], reader, f"{host}/{output}:{number} {WORDS[kind]} {text.strip()}"
                )


def _note(tally: Tally, kind: str, before: tuple[Check, Outcome], reader: Reader | None, where: str) -> None:
    check, was = before
    after = evaluate(check, reader) if reader else Outcome("error")
    if after.status != "pass":
        tally.noticed[kind] += 1
    elif _defaults(after) - _defaults(was):
        tally.default[kind] += 1
    else:
        tally.other[kind] += 1
        tally.survivors.append(where)


def _defaults(outcome: Outcome) -> set[str]:
    return {part.why for part in outcome.read if isinstance(part, Absent)}


def page(tallies: dict[str, Tally]) -> Iterator[str]:
    """Write the page."""
    yield "# 改动一行,结论会不会变\n"
    yield (
        "由 `python -m benchmarks.mutation --write docs/mutation.md` 生成。对实验环境中每台合规设备,把检查所依据的每一"
        "行依次删去、取反、打乱(主机采集文档中的一个值:置空、取反、换成无意义的词),再判一次。变:结论不再是符合;缺省:没有这一行时平台的缺省值同样合规;"
        "余:结论仍是符合,因为还有别的行支持它(如两台日志服务器删去一台),或这一行只是同一条目中与该检查无关的内容。\n"
    )
    yield "| 检查 | 依据行 | 删去:变/缺省/余 | 取反:变/缺省/余 | 打乱:变/缺省/余 |"
    yield "|---|---|---|---|---|"
    for name, tally in sorted(tallies.items()):
        cells = (f"{tally.noticed[kind]}/{tally.default[kind]}/{tally.other[kind]}" for kind in WORDS)
        yield f"| {name} | {tally.relied} | {' | '.join(cells)} |"


def main() -> None:
    """Mutate, print, and write when asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("hosts", nargs="*")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--survivors", metavar="CHECK", help="show the lines of one check that changed nothing")
    args = parser.parse_args()
    tallies: dict[str, Tally] = {}
    for host in args.hosts or compliant():
        sys.stderr.write(f"{host} ({lab_host(host).platform}) …\n")
        mutate(host, tallies)
    if args.survivors:
        sys.stdout.writelines(f"{line}\n" for line in tallies[args.survivors].survivors)
        return
    text = "\n".join(page(tallies)) + "\n"
    sys.stdout.write(text)
    if args.write:
        args.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
