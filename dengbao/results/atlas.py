"""The map of a site as one run saw it: ``site.json``, beside the results, so that reports can draw it offline."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from dengbao.errors import UserError
from dengbao.results.atomic import atomic, why
from dengbao.results.store import encoded

SITE_MAP = "site.json"
SCHEMA = 1
State = Literal["closed", "declared", "idle", "leak", "unknown"]
_AGAIN = "请重新运行 dengbao check"


class MapZone(Struct, frozen=True, kw_only=True):
    """A declared zone; ``networks`` as text."""

    name: str
    title: str
    networks: list[str]


class MapDevice(Struct, frozen=True, kw_only=True):
    """A device that forwards; ``missing`` says why nothing is known of it."""

    name: str
    role: str = ""
    missing: str = ""


class MapLeak(Struct, frozen=True, kw_only=True):
    """Packets that pass undeclared: the device and rule that let them through, one packet, its devices in order."""

    device: str
    rule: str
    packet: str
    path: list[str]
    doubt: str = ""


class MapCell(Struct, frozen=True, kw_only=True):
    """One direction between two zones; see ``dengbao.network.matrix.Cell``."""

    source: str
    target: str
    state: State
    declared: list[str]
    actual: list[str]
    possible: list[str] = []
    idle: list[str] = []
    unknown: str = ""
    isolated: bool = False
    leaks: list[MapLeak] = []


class Atlas(Struct, kw_only=True):
    """Zones, devices, what is joined (two devices, or a device and a zone: ``zone:`` and its name), and the matrix.

    ``why`` says why there is no matrix.
    """

    schema: int = SCHEMA
    zones: list[MapZone]
    devices: list[MapDevice]
    links: list[tuple[str, str]]
    cells: list[MapCell] = []
    why: str = ""


def write_atlas(folder: Path, atlas: Atlas | None) -> None:
    """Write ``site.json``; with None take away that of an earlier run."""
    path = folder / SITE_MAP
    if atlas is None:
        path.unlink(missing_ok=True)
        return
    with atomic(path) as file:
        file.write(msgspec.json.format(encoded(atlas), indent=1) + b"\n")


def read_atlas(folder: Path) -> Atlas | None:
    """Read ``site.json``; None when the run left none.

    Raises:
        UserError: it is broken, or of a newer tool.
    """
    path = folder / SITE_MAP
    try:
        atlas = msgspec.json.decode(path.read_bytes(), type=Atlas)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError(f"读不到全网示意:{why(error)}", file=path, mend=_AGAIN) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"全网示意已损坏({error})", file=path, mend=_AGAIN) from error
    if atlas.schema > SCHEMA:
        raise UserError(f"全网示意的格式({atlas.schema})比本工具新", file=path, key="schema", mend="请升级 dengbao")
    return atlas
