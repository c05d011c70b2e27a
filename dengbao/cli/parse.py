"""``dengbao parse``: show what a parser makes of one file: the model, and every line as used, irrelevant or unread."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dengbao.errors import UserError
from dengbao.model import UNREAD, Absent, Known, Section, Topic, Unknown, Unsupported

HELP = "显示一份配置读成了什么,以及每一行的去向"
KINDS = {0: "未读懂", 1: "采用", 2: "无关"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the file and how to show it."""
    parser.add_argument("file", type=Path, metavar="FILE", help="设备打印的配置、终端记录,或主机的采集结果")
    parser.add_argument("--platform", required=True, metavar="P", help="平台,如 huawei、hp_comware、cisco_ios")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text 为可读形式")
    parser.add_argument("--lines", choices=("all", "unread", "none"), default="all", help="显示哪些行")


def run(args: argparse.Namespace) -> int:
    """Parse and print; 0 when every line was understood, else 3."""
    from dengbao.snapshot.plain import read_file, single_output  # noqa: PLC0415 - not needed for `--help`
    from parsers.registry import PLATFORMS, parse  # noqa: PLC0415

    if args.platform not in PLATFORMS:
        raise UserError(f"没有平台 {args.platform}", key="--platform", mend=f"可用:{'、'.join(PLATFORMS)}")
    found, output = read_file(args.file, args.platform, b"dengbao parse"), single_output(args.platform, args.file)
    if output not in found.files:
        raise UserError(found.reason, file=args.file)
    text = found.files[output].text
    device = parse(args.platform, {name: one.text for name, one in found.files.items()})
    if device is None:
        raise UserError(f"还不能解析 {PLATFORMS[args.platform].title} 平台", key="--platform")
    account = device.coverage.get(output, b"")
    if args.format == "json":
        shown = {"model": msgspec.to_builtins(device, enc_hook=str), "lines": [KINDS[kind] for kind in account]}
        shown["model"].pop("coverage")
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(shown), indent=1).decode() + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _model(device, ""))
        sys.stdout.writelines(_lines(text, account, args.lines))
        counts = ",".join(f"{word} {account.count(kind)}" for kind, word in KINDS.items())
        sys.stdout.write(f"共 {len(account)} 行:{counts}\n")
    return 3 if account.count(0) else 0


def _lines(text: str, account: bytes, which: str) -> Iterator[str]:
    for number, (kind, line) in enumerate(zip(account, text.split("\n"), strict=False), 1):
        if which == "all" or (which == "unread" and kind == 0):
            yield f"{number:6} {KINDS[kind]} {line}\n"


def _model(part: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - whatever the model holds
    """Say the model in lines, what was never read left out."""
    for name in part.__struct_fields__:
        value, at = getattr(part, name), f"{path}{name}"
        if name in {"coverage", "unread", "file", "name", "platform", "missing", "unsupported", "none"}:
            continue
        if isinstance(value, Known):
            yield f"{at} = {_said(value.value)}  [{_places(value.lines)}]"
        elif isinstance(value, Absent):
            yield f"{at} = {_said(value.value)}  [缺省:{value.why}]"
        elif isinstance(value, (Unknown, Unsupported)) and value != UNREAD:
            yield f"{at} = {'?' if isinstance(value, Unknown) else '-'}  [{value.why}]"
        elif isinstance(value, Section) and value != Section():
            yield f"{at}: {value.unsupported or value.missing or f'{len(value.items)} 项'}"
            for item in value.items:
                yield f"  {item!r}"
            yield from _model(value, f"{at}.") if type(value) is not Section else ()
        elif isinstance(value, Topic) and type(value) is not Section:
            yield from _model(value, f"{at}.")


def _said(value: object) -> str:
    return "、".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)


def _places(lines: tuple[int, ...]) -> str:
    return f"第 {'、'.join(map(str, lines))} 行" if lines else ""
