"""``dengbao zones``: the zone matrix that the network really allows beside the declared one, or a first draft of it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dengbao.engine.site import OpenSite
    from dengbao.network.matrix import Cell

HELP = "列出区域之间实际能通的与声明的;--draft 为没有声明的单位起草 zones 和 flows"
_UNDECIDED = 3
_MARKS = {"closed": "·", "declared": "通", "idle": "未通", "leak": "越界", "unknown": "不明"}
_STYLES = {"closed": "dim", "declared": "green", "idle": "cyan", "leak": "bold red", "unknown": "magenta"}
_LEGEND = "· 不通  通 与声明一致  未通 声明了但不通  越界 放行了没有声明的访问  不明 无法判定"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to read and in which form to print."""
    parser.add_argument("-i", "--inventory", type=Path, required=True, metavar="INV", help="清单,或导出的清单文件")
    parser.add_argument("--from", dest="folder", type=Path, required=True, metavar="FOLDER", help="快照或配置文件夹")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text 为可读形式")
    parser.add_argument("--draft", action="store_true", help="由现有配置起草 site 的 zones 和 flows(YAML),供人核对")


def run(args: argparse.Namespace) -> int:
    """Print the matrix or the draft.

    Returns:
        0 all is known, 3 some direction is not.
    """
    from dengbao.engine.site import open_site  # noqa: PLC0415 - `--help` need not wait for the engine

    site = open_site(args.inventory, args.folder)
    if args.draft:
        from dengbao.draft.zones import draft  # noqa: PLC0415

        sys.stdout.write("# 逐条核对后并入清单 group_vars/all/ 的 site。\n")
        sys.stdout.writelines(f"{line}\n" for line in draft(site))
        return 0
    if not site.inventory.site.zones:
        from dengbao.errors import UserError  # noqa: PLC0415

        raise UserError(
            "清单没有声明区域", file=args.inventory, key="site.zones", mend="先用 --draft 起草,核对后写入清单"
        )
    from dengbao.network.matrix import matrix  # noqa: PLC0415

    cells = matrix(site.network, site.inventory.site.flows, site.inventory.site.isolated)
    if args.format == "json":
        sys.stdout.write(json.dumps(_document(site, cells), ensure_ascii=False, indent=1) + "\n")
    else:
        _print(site, cells)
    return _UNDECIDED if any(cell.state == "unknown" for cell in cells) else 0


def _document(site: OpenSite, cells: Iterable[Cell]) -> dict[str, Any]:
    return {
        "zones": {
            name: {"title": zone.title, "networks": [str(net) for net in zone.networks]}
            for name, zone in site.inventory.site.zones.items()
        },
        "cells": [
            {
                "from": cell.source,
                "to": cell.target,
                "state": cell.state,
                "isolated": cell.isolated,
                "declared": cell.declared,
                "actual": cell.actual,
                "possible": cell.possible,
                "idle": cell.idle,
                "unknown": cell.unknown,
                "leaks": [
                    {
                        "device": leak.cited.device,
                        "rule": leak.cited.rule,
                        "packet": str(leak.packet),
                        "path": leak.path,
                        "sure": not leak.doubt,
                        "why": leak.doubt,
                        "evidence": [
                            {"file": line.file, "line": line.line, "text": line.text}
                            for line in site.quote(leak.cited.device, leak.cited.lines)
                        ],
                    }
                    for leak in cell.leaks
                ],
            }
            for cell in cells
        ],
    }


def _print(site: OpenSite, cells: Sequence[Cell]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from dengbao.report.terminal import PLAIN_WIDTH, said  # noqa: PLC0415

    console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    titles = {name: said(f"{zone.title}({name})") for name, zone in site.inventory.site.zones.items()}
    by_pair = {(cell.source, cell.target): cell for cell in cells}
    grid = Table("从 \\ 到")
    for zone in site.inventory.site.zones.values():
        grid.add_column(said(zone.title))
    for source, title in titles.items():
        grid.add_row(title, *(_mark(by_pair.get((source, target))) for target in titles))
    console.print(grid, said(_LEGEND, "dim"), "")
    for cell in cells:
        if cell.state != "closed":
            for line, style in _lines(site, cell):
                console.print(said(line, style), soft_wrap=True)


def _mark(cell: Cell | None) -> Any:  # noqa: ANN401 - what rich draws
    from rich.text import Text  # noqa: PLC0415

    if cell is None:
        return Text("")
    return Text(_MARKS[cell.state] + ("(应隔离)" if cell.isolated else ""), _STYLES[cell.state])


def _lines(site: OpenSite, cell: Cell) -> Iterator[tuple[str, str]]:
    zones = site.inventory.site.zones
    yield f"{zones[cell.source].title} → {zones[cell.target].title}:{_MARKS[cell.state]}", _STYLES[cell.state]
    yield f"  声明 {'、'.join(cell.declared) or '无'};实际 {'、'.join(cell.actual) or '无'}", ""
    if cell.possible:
        yield f"  另有不能排除的 {'、'.join(cell.possible)}", "magenta"
    for flow in cell.idle:
        yield f"  声明而不通:{flow}", "cyan"
    for leak in cell.leaks:
        doubt = f"(不能断定:{leak.doubt})" if leak.doubt else ""
        yield f"  {leak.packet},路径 {' → '.join(leak.path)},放行者 {leak.cited.device} 的 {leak.cited.rule}{doubt}", ""
        for line in site.quote(leak.cited.device, leak.cited.lines[:1]):
            yield f"    {line.file}:{line.line}  {line.text.strip()}", "dim"
    if cell.unknown:
        yield f"  {cell.unknown}", "magenta"
