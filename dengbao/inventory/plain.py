"""A plain YAML inventory read without Ansible, to the same variables that ``ansible-inventory`` would give.

Plain is: YAML files of groups, children, hosts, vars, with ``group_vars`` and ``host_vars`` beside them. What needs
Ansible (Jinja, vault, plugins, scripts, INI, several sources) raises `NotPlainError`. Precedence as in Ansible's
"Using variables", for an inventory alone: vars of ``all``, group_vars/all, then of the other groups by depth,
``ansible_group_priority`` and name, group_vars of these, vars of the host, host_vars; a later value replaces the whole.
"""

from __future__ import annotations

import os
import re
import string
from pathlib import Path
from typing import Any

from dengbao.errors import UserError
from dengbao.inventory.document import Document, NotPlainError, dotted, read_document
from dengbao.inventory.variables import Origin, Raw

_YAML = (".yml", ".yaml")
_VARS = ("", *_YAML, ".json")
_VARS_FOLDERS = ("group_vars", "host_vars", "vars_plugins")
_DATA_FOLDERS = {"devices", "truth"}  # of a lab: ansible.cfg ignores them as well (ignore_patterns)
# What ansible-core 2.19 passes over in an inventory folder (INVENTORY_IGNORE_EXTS).
_IGNORED = (".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini", ".cfg", ".retry")
_RANGE = re.compile(r"\[([0-9]+|[a-zA-Z]):([0-9]+|[a-zA-Z])(?::([0-9]+))?\]")
_GROUP_KEYS = {"hosts", "vars", "children"}
_PRIORITY = "ansible_group_priority"


class _Group:
    """A group as its file has it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.vars: dict[str, tuple[Any, Origin]] = {}
        self.hosts: list[str] = []
        self.parents: list[_Group] = []
        self.depth = 0
        self.priority = 1

    def ancestors(self) -> set[str]:
        names = {self.name}
        for parent in self.parents:
            names |= parent.ancestors()
        return names

    def sort_key(self) -> tuple[int, int, str]:
        return self.depth, self.priority, self.name


def read_plain(source: Path) -> Raw:
    """Read an inventory file or folder.

    Raises:
        NotPlainError: it needs Ansible.
        UserError: it is wrong for Ansible, too.
    """
    file = source if source.is_file() else _only_file(source)
    if file.suffix not in _YAML:
        raise NotPlainError("不是 YAML 清单", file)
    if os.access(file, os.X_OK) and file.read_bytes()[:2] == b"#!":
        raise NotPlainError("是动态清单脚本", file)
    document = read_document(file, plain=True)
    reader = _Reader(document)
    folder = source if source.is_dir() else source.parent
    return reader.resolve(folder)


def _only_file(folder: Path) -> Path:
    """The one inventory file of a folder.

    Ansible searches sub-folders, too. Data may lie there (the lab's devices do), but no second inventory: its hosts
    would be missed without a word.
    """
    files: list[Path] = []
    deeper: list[Path] = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts) or parts[0] in {*_VARS_FOLDERS, *_DATA_FOLDERS}
        if hidden or path.is_dir() or path.name.endswith(_IGNORED):
            continue
        (files if len(parts) == 1 else deeper).append(path)
    if not files:
        raise UserError("目录里没有清单文件", file=folder, mend="请放入 hosts.yml, 可从 inventories/example 复制")
    if len(files) > 1:
        raise NotPlainError(f"目录里有多个清单文件({'、'.join(path.name for path in files)})", folder, None)
    for path in deeper:
        if path.suffix not in _YAML or _is_inventory(read_document(path)):
            raise NotPlainError("子目录里可能还有清单", path)
    return files[0]


def _is_inventory(document: Document) -> bool:
    data = document.data
    return isinstance(data, dict) and (
        "plugin" in data or any(isinstance(value, dict) and _GROUP_KEYS & value.keys() for value in data.values())
    )


class _Reader:
    """Collects the groups and hosts of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._groups: dict[str, _Group] = {"all": _Group("all"), "ungrouped": _Group("ungrouped")}
        self._hosts: dict[str, dict[str, tuple[Any, Origin]]] = {}
        data = document.data
        if not isinstance(data, dict):
            raise self._error((), "清单顶层应是分组", "请参照 inventories/example/hosts.yml")
        if "plugin" in data:
            raise NotPlainError("用了清单插件", document.file, document.line(("plugin",)))
        for name, content in data.items():
            self._group((str(name),), content)
        self._link()

    def _error(self, path: tuple[str | int, ...], message: str, mend: str) -> UserError:
        return UserError(message, file=self._document.file, line=self._document.line(path), key=dotted(path), mend=mend)

    def _group(self, path: tuple[str, ...], content: object) -> _Group:
        name = path[-1]
        group = self._groups.setdefault(name, _Group(name))
        if content is None:
            return group
        if not isinstance(content, dict):
            raise self._error(path, f"分组 {name} 的内容应是 hosts、vars、children", "请改成缩进的键值")
        for key in content:
            if key not in _GROUP_KEYS:
                raise self._error((*path, str(key)), f"分组 {name} 里不认识的键 {key}", "只能写 hosts、vars、children")
        for key, value in self._mapping(path, content, "vars"):
            if key == _PRIORITY:
                group.priority = int(value)
            else:
                group.vars[key] = value, self._origin((*path, "vars", key))
        for key, value in self._mapping(path, content, "hosts"):
            self._host((*path, "hosts", key), value, group)
        for key, value in self._mapping(path, content, "children"):
            child = self._group((*path, "children", key), value)
            if group not in child.parents and group is not child:
                child.parents.append(group)
        return group

    def _mapping(self, path: tuple[str, ...], content: dict[Any, Any], key: str) -> list[tuple[str, Any]]:
        inner = content.get(key)
        if inner is None:
            return []
        if not isinstance(inner, dict):
            raise self._error((*path, key), f"{key} 下应是“名称: 值”", "每行一个名称, 以冒号结尾")
        return [(str(name), value) for name, value in inner.items()]

    def _host(self, path: tuple[str, ...], content: object, group: _Group) -> None:
        if content is not None and not isinstance(content, dict):
            raise self._error(path, f"主机 {path[-1]} 的内容应是键值", "例如 {platform: huawei, role: core}")
        if ":" in _RANGE.sub("", path[-1]):
            raise NotPlainError(f"主机名 {path[-1]} 带端口", self._document.file, self._document.line(path))
        for name in expand_range(path[-1]):
            known = self._hosts.setdefault(name, {})
            for key, value in (content or {}).items():
                known[str(key)] = value, self._origin((*path, str(key)))
            known.setdefault("", (None, self._origin(path)))
            if name not in group.hosts:
                group.hosts.append(name)

    def _origin(self, path: tuple[str, ...]) -> Origin:
        return Origin(self._document, path)

    def _link(self) -> None:
        """Hang loose groups under ``all``, find depths, collect the hosts that are in no group."""
        everything = self._groups["all"]
        for group in self._groups.values():
            if group is not everything and not group.parents:
                group.parents.append(everything)
        for _ in self._groups:  # as deep as there are groups, at most
            for group in self._groups.values():
                group.depth = max((parent.depth + 1 for parent in group.parents), default=0)
        if any(group.depth >= len(self._groups) for group in self._groups.values()):
            raise self._error((), "分组互相包含", "请去掉 children 里的循环")
        grouped = {name for group in self._groups.values() if group is not everything for name in group.hosts}
        self._groups["ungrouped"].hosts += [name for name in self._hosts if name not in grouped]

    def resolve(self, folder: Path) -> Raw:
        """Add group_vars and host_vars, and lay the variables over one another."""
        files = {name: _variables(folder / "group_vars", name) for name in self._groups}
        raw = Raw()
        for host, own in self._hosts.items():
            names = {"all"}
            for group in self._groups.values():
                if host in group.hosts:
                    names |= group.ancestors()
            groups = sorted((self._groups[name] for name in names if name != "all"), key=_Group.sort_key)
            layers = [
                self._groups["all"].vars,
                *files["all"],
                *(group.vars for group in groups),
                *(layer for group in groups for layer in files[group.name]),
                own,
                *_variables(folder / "host_vars", host),
            ]
            merged: dict[str, tuple[Any, Origin]] = {}
            for layer in layers:
                merged |= layer
            _, raw.places[host] = merged.pop("")
            raw.hosts[host] = {key: value for key, (value, _) in merged.items()}
            raw.origins[host] = {key: origin for key, (_, origin) in merged.items()}
            raw.groups[host] = tuple(group.name for group in groups if group.name != "ungrouped")
        return raw


def _variables(folder: Path, name: str) -> list[dict[str, tuple[Any, Origin]]]:
    """What the files of group_vars or host_vars say for one name, in Ansible's order."""
    return [
        {str(key): (value, Origin(document, (str(key),))) for key, value in document.data.items()}
        for file in variable_files(folder, name)
        if isinstance((document := _mapping_document(file)).data, dict)
    ]


def _mapping_document(file: Path) -> Document:
    document = read_document(file, plain=True)
    if document.data is not None and not isinstance(document.data, dict):
        raise UserError("变量文件的顶层应是“键: 值”", file=file, line=1, mend="请检查缩进")
    return document


def variable_files(folder: Path, name: str) -> list[Path]:
    """The variable files that Ansible would read for one group or host: a folder, else the first of the suffixes."""
    for suffix in _VARS:
        path = folder / f"{name}{suffix}"
        if path.is_dir() and not suffix:
            return _within(path)
        if path.is_file():
            return [path]
    return []


def _within(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name.endswith("~"):
            continue
        if path.is_dir() and not path.suffix:
            found += _within(path)
        elif path.is_file() and path.suffix in _VARS:
            found.append(path)
    return found


def expand_range(name: str) -> list[str]:
    """``sw[01:03]`` to ``sw01``, ``sw02``, ``sw03``; letters and a step (``[a:g:2]``) as Ansible has them."""
    match = _RANGE.search(name)
    if match is None:
        return [name]
    first, last, step = match[1], match[2], int(match[3] or 1)
    if first.isdecimal() and last.isdecimal():
        width = len(first) if first.startswith("0") or len(first) == len(last) else 0
        middle = [str(number).zfill(width) for number in range(int(first), int(last) + 1, step)]
    else:
        letters = string.ascii_letters
        middle = list(letters[letters.index(first) : letters.index(last) + 1 : step])
    return [f"{name[: match.start()]}{part}{rest}" for part in middle for rest in expand_range(name[match.end() :])]
