"""For which machine an archive is made: its Python, its processor and its C library, and what of the lock it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from packaging.requirements import Requirement

from dengbao.errors import UserError

_PYTHON = re.compile(r"3\.(\d+)")
_PLATFORM = re.compile(r"manylinux_2_(\d+)_(x86_64|aarch64)")
_OLDEST = 11
_LEGACY = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
"""Older names of the same floors (PEP 600); wheels still bear them."""


class Target(NamedTuple):
    """A machine: ``python`` such as 3.11, ``glibc`` the minor of 2.x, ``machine`` as ``uname -m`` says it."""

    python: str
    glibc: int
    machine: str

    @classmethod
    def named(cls, python: str, platform: str) -> Target:
        """Read what a person asked for.

        Raises:
            UserError: a Python that is too old, or another kind of platform.
        """
        version, place = _PYTHON.fullmatch(python), _PLATFORM.fullmatch(platform)
        if version is None or int(version[1]) < _OLDEST:
            raise UserError(f"不支持 Python {python}", key="PYTHON_VERSION", mend="写成 3.11、3.12 或更新")
        if place is None:
            raise UserError(
                f"不支持平台 {platform}",
                key="PLATFORM",
                mend="写成 manylinux_2_28_x86_64 或 manylinux_2_28_aarch64 这样",
            )
        return cls(python, int(place[1]), place[2])

    @property
    def name(self) -> str:
        """As it stands in file names."""
        return f"py{self.python}-manylinux_2_{self.glibc}_{self.machine}"

    def options(self) -> Iterator[str]:
        """What pip has to be told to choose wheels for this machine instead of its own."""
        tag = f"cp{self.python.replace('.', '')}"
        yield from ("--implementation", "cp", "--python-version", self.python)
        for abi in (tag, "abi3", "none"):
            yield from ("--abi", abi)
        for minor in range(self.glibc, 4, -1):
            for name in (f"manylinux_2_{minor}", _LEGACY.get(minor)):
                if name and (name not in ("manylinux1", "manylinux2010") or self.machine == "x86_64"):
                    yield from ("--platform", f"{name}_{self.machine}")

    def locked(self, lock: str) -> str:
        """Give the part of a universal lock that this machine needs, without markers.

        pip reads markers as of the machine that it runs on, which is another one here.
        """
        environment = {
            "implementation_name": "cpython",
            "os_name": "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_system": "Linux",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "linux",
        }
        kept = []
        for entry in re.split(r"\n(?=\S)", lock.strip()):
            head, *hashes = entry.split(" \\\n")
            if head.startswith("#"):
                continue
            wanted = Requirement(head)
            if wanted.marker is None or wanted.marker.evaluate(environment):
                pinned = " \\\n".join([f"{wanted.name}{wanted.specifier}", *hashes])
                kept.append("\n".join(line for line in pinned.splitlines() if not line.lstrip().startswith("#")))
        return "\n".join(kept) + "\n"
