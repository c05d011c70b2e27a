"""Loads an inventory: read directly when it is plain YAML, through Ansible when it is not, or from an exported file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from msgspec import Struct

from dengbao.errors import UserError, raise_all
from dengbao.inventory.ansible import program, read_ansible
from dengbao.inventory.document import NotPlainError
from dengbao.inventory.exported import MANIFEST, export, read_exported
from dengbao.inventory.host import Host, HostReader
from dengbao.inventory.limit import limited
from dengbao.inventory.plain import read_plain
from dengbao.inventory.site import Site
from dengbao.inventory.site_reader import read_site
from dengbao.inventory.variables import Origin, Raw

_SITE = "site"
_DEFAULT_LEVEL = 3


class Inventory(Struct, frozen=True, kw_only=True):
    """The hosts to judge, and what the site says of itself.

    Attributes:
        source: the file or folder that it came from.
        hosts: those that ``--limit`` leaves, sorted by name (numbers in names by their value).
        site: the site's facts.
        left_out: names of the hosts that ``--limit`` leaves out.
        notes: what a reader should know: guessed roles, Ansible's warnings, the site's warnings.
    """

    source: str
    hosts: tuple[Host, ...]
    site: Site
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def export(self) -> dict[str, Any]:
        """The inventory as plain, secret-free data (schema ``dengbao-inventory/1``)."""
        return export(self.site, self.hosts, self.left_out)


def load(source: Path, *, limit: str | None = None) -> Inventory:
    """Load an inventory.

    Args:
        source: an inventory file or folder, an exported inventory, a snapshot's ``manifest.json`` or its folder.
        limit: a pattern as Ansible's ``--limit`` takes it.

    Raises:
        UserError: what is wrong, one line for each error, with file, line and key where there is one.
    """
    source = Path(source)
    if not source.exists():
        raise UserError("没有这个清单文件或目录", file=source, mend="请检查 -i 后的路径")
    raw = _read(source)
    if not raw.hosts:
        raise UserError("清单里没有主机", file=source, mend="请在 hosts.yml 里写上主机")
    origin = _site_origin(raw, source)
    chosen = limited(limit, raw.groups)
    errors: list[UserError] = []
    site: Site | None = None
    try:
        named = raw.groups | dict.fromkeys(raw.left_out, ())  # site may name hosts that an export left out
        site = read_site(next(iter(raw.hosts.values()))[_SITE], origin, named)
    except UserError as error:
        errors += getattr(error, "errors", (error,))
    hosts: dict[str, Host] = {}
    for name in sorted(raw.hosts, key=_natural):
        reader = HostReader(raw, name)
        host = reader.read(site.level if site else _DEFAULT_LEVEL)
        errors += reader.errors
        if host:
            hosts[name] = host
    raise_all(errors)
    assert site is not None, "read_site gives a site or raises"
    kept = tuple(host for name, host in hosts.items() if name in chosen)
    return Inventory(
        source=str(source),
        hosts=kept,
        site=site,
        left_out=(*raw.left_out, *(name for name in hosts if name not in chosen)),
        notes=(*raw.notes, *(note for host in kept for note in host.notes), *site.warnings),
    )


def _read(source: Path) -> Raw:
    if source.is_dir() and (source / MANIFEST).is_file() and not (source / "group_vars").exists():
        source = source / MANIFEST
    if source.suffix == ".json":
        return read_exported(source)
    try:
        return read_plain(source)
    except NotPlainError as reason:
        executable = program()
        if executable is None:
            raise UserError(
                f"{reason.what}, 需要 Ansible 才能读",
                file=reason.file,
                line=reason.line,
                mend="请在装有 Ansible 的机器上用 dengbao inventory export 导出后再用",
            ) from None
        return read_ansible(source, executable)


def _site_origin(raw: Raw, source: Path) -> Origin:
    """Where ``site`` stands; it must be one and the same for all hosts."""
    values = [(host, variables.get(_SITE)) for host, variables in raw.hosts.items()]
    first_host, first = values[0]
    folder = source if source.is_dir() else source.parent
    if all(value is None for _, value in values):
        raise UserError(
            "没有站点说明(site)",
            file=folder / "group_vars" / "all",
            key=_SITE,
            mend="请从 inventories/example/group_vars/all/site.yml 复制一份",
        )
    different = next((host for host, value in values if value != first), None)
    if different:
        raise UserError(
            f"主机 {first_host} 与 {different} 的 site 不同",
            file=folder,
            key=_SITE,
            mend="site 只写在 group_vars/all 里",
        )
    origin = raw.origins.get(first_host, {}).get(_SITE)
    return origin or Origin(_no_document(folder, first), (_SITE,))


def _no_document(folder: Path, value: object) -> Any:  # noqa: ANN401 - a document made up, without lines
    from dengbao.inventory.document import Document  # noqa: PLC0415 - rare: Ansible found site where we did not

    return Document(folder, {_SITE: value}, None)


def _natural(name: str) -> list[tuple[bool, int, str]]:
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)]
