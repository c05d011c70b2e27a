"""Puts slices of one job together: each slice gathered its own hosts into a snapshot of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from dengbao.errors import UserError
from dengbao.snapshot.folder import read_manifest
from dengbao.snapshot.records import Manifest, sha256
from dengbao.snapshot.store import Store


def merge(slices: Sequence[Path], out: Path, *, expected: Iterable[str] | None = None) -> Manifest:
    """Merge slices into one snapshot.

    Args:
        slices: their folders.
        out: the new snapshot; it must not hold anything yet.
        expected: the hosts of the whole job, where they are known; those of the slices' own manifests else.

    Returns:
        The manifest of the merged snapshot.

    Raises:
        UserError: a host stands in two slices or in none, has no record, or its files were changed.
    """
    owner: dict[str, Path] = {}
    manifests: list[Manifest] = []
    for folder in slices:
        manifest = read_manifest(folder)
        if manifest is None:
            raise UserError("不是快照", file=folder, mend="核对分片路径")
        for host in manifest.expected:
            if host in owner:
                raise UserError(
                    f"主机 {host} 在两份分片里都有（{owner[host]} 和 {folder}）", mend="每台主机只能在一份分片里"
                )
            owner[host] = folder
        manifests.append(manifest)
        _verify(folder, manifest)
    if lost := sorted({*(expected or ())} - {*owner}):
        raise UserError(f"有主机不在任何分片里：{'、'.join(lost)}", mend="补齐分片后再合并")
    inventory = _common([manifest.inventory for manifest in manifests])
    store = Store(out)
    store.open([], inventory)
    for host, folder in owner.items():
        draft = out / f".{host}.{os.getpid()}"
        shutil.copytree(folder / host, draft)
        draft.rename(out / host)
    store.open(owner, inventory)
    return store.close(
        created=min(manifest.created for manifest in manifests), slices=[str(folder) for folder in slices]
    )


def _verify(folder: Path, manifest: Manifest) -> None:
    """Refuse a slice that is not complete or not as it was stored."""
    missing = sorted(
        host for host in manifest.expected if host not in manifest.hosts or manifest.hosts[host].status == "missing"
    )
    if missing:
        raise UserError(f"分片没有采完，缺：{'、'.join(missing)}", file=folder, mend="先对该分片续采")
    for host, entry in manifest.hosts.items():
        for file, digest in entry.sha256.items():
            path = folder / host / file
            if not path.is_file() or sha256(path.read_bytes()) != digest:
                raise UserError("文件缺失或已被改动，与清单的摘要不符", file=path, mend="重新采集该主机")


def _common(inventories: Sequence[dict[str, object]]) -> dict[str, object]:
    """Put the slices' facts together: one site, all hosts.

    Raises:
        UserError: the slices are of different sites.
    """
    sites = [inventory.get("site") for inventory in inventories]
    if any(site != sites[0] for site in sites):
        raise UserError("分片的 site 不一致，不是同一次任务", mend="用同一份清单重新采集")
    hosts: dict[str, object] = {}
    for inventory in inventories:
        known = inventory.get("hosts")
        hosts |= known if isinstance(known, dict) else {}
    return {"site": sites[0] if sites else None, "hosts": hosts}
