"""Makes a bundle; it is verified before it is written, so that none exists which could not be."""

from __future__ import annotations

import json
import shutil
import tempfile
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from dengbao import __version__
from dengbao.bundle import archive, evidence
from dengbao.bundle.manifest import INVENTORY, MANIFEST, RESULTS, SNAPSHOT, Manifest, code_digest, entry
from dengbao.bundle.rejudge import rejudge
from dengbao.bundle.signature import sign
from dengbao.catalogue.version import catalogue_version
from dengbao.errors import UserError
from dengbao.inventory import Inventory
from dengbao.results.history import HISTORY
from dengbao.results.run import Run
from dengbao.results.store import RESULTS as LINES
from dengbao.results.store import RUN, read_run
from dengbao.snapshot import Folder
from dengbao.snapshot.names import is_safe

_REPORTS = {".json", ".jsonl", ".xml", ".html", ".csv", ".sarif", ".xlsx", ".docx"}
"""Endings of what renderers write into a run's folder; anything else that lies there stays there."""

_FOLDERS = ("junit", "notices")
"""Where renderers write several files."""

_AGAIN = "用本版本重新运行 dengbao check,再打包"


class Packed(NamedTuple):
    """What a bundle came to."""

    manifest: Manifest
    reports: list[str]


def pack(results: Path, folder: Folder, inventory: Inventory, out: Path, key: Path | None = None) -> Packed:
    """Make a bundle.

    Args:
        results: the folder of a run.
        folder: what it judged, opened under the same masking key.
        inventory: by which it judged.
        out: the archive to write.
        key: a private key of OpenSSH or minisign to sign with; None for none.

    Raises:
        UserError: the run is another version's, another inventory's or another folder's, or something is not masked.
    """
    run = read_run(results)
    if (run.tool, run.catalogue) != (__version__, catalogue_version()):
        raise UserError(
            f"结果由 dengbao {run.tool}、条款目录 {run.catalogue} 判定,本机是 {__version__}、{catalogue_version()}",
            file=results,
            mend=_AGAIN,
        )
    if not is_safe(run.snapshot) or run.snapshot != folder.root.resolve().name:
        raise UserError(f"结果是由文件夹“{run.snapshot}”判定的", file=folder.root, key="--from", mend="写当时的文件夹")
    with tempfile.TemporaryDirectory(prefix="dengbao-") as name:
        root = Path(name)
        judged = _judged(inventory, run)
        (root / INVENTORY).write_text(
            json.dumps(judged.export(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        platforms = {host.name: host.platform for host in judged.hosts if not host.classified}
        evidence.copy(folder, platforms, root / SNAPSHOT / run.snapshot)
        reports = _reports(results, root / RESULTS)
        if differences := [*islice(rejudge(root), 1)]:
            raise UserError(f"按所给的清单和文件夹重算,与结果不同:{differences[0]}", file=results, mend=_AGAIN)
        files = {path.relative_to(root).as_posix(): entry(path) for path in sorted(root.rglob("*")) if path.is_file()}
        manifest = Manifest(
            tool=run.tool,
            catalogue=run.catalogue,
            code=code_digest(),
            site=run.site,
            as_of=run.as_of,
            files=files,
        )
        (root / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        signature = [sign(root / MANIFEST, key).name] if key else []
        archive.pack(root, [MANIFEST, *signature, *files], out)
    return Packed(manifest, reports)


def _judged(inventory: Inventory, run: Run) -> Inventory:
    """Leave of the inventory what the run judged; what ``--limit`` left out then is left out again."""
    judged = {host.host for host in run.hosts}
    if strange := sorted(judged - {host.name for host in inventory.hosts}):
        raise UserError(f"清单里没有结果中的主机:{'、'.join(strange)}", key="-i", mend="写判定时所用的清单")
    kept = tuple(host for host in inventory.hosts if host.name in judged)
    others = (host.name for host in inventory.hosts if host.name not in judged)
    return replace(inventory, hosts=kept, left_out=(*inventory.left_out, *others))


def _reports(results: Path, into: Path) -> list[str]:
    """Copy a run's record, results and reports; give the names of those reports that are one file."""
    found = [*results.iterdir(), *(path for folder in _FOLDERS for path in (results / folder).glob("*"))]
    names = sorted(
        path.relative_to(results).as_posix()
        for path in found
        if path.suffix in _REPORTS
        and path.is_file()
        and not path.is_symlink()
        and not path.name.startswith((".", "~$"))
    )
    for name in names:
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(results / name, into / name)
    return [name for name in names if "/" not in name and name not in {RUN, LINES, HISTORY}]
