"""The stacks of PAM: which modules a service runs, in order, with their options. Rests on pam.d(5)."""

from __future__ import annotations

import re

from msgspec import Struct

from dengbao.model import Undecided
from parsers.linux.document import Document, FileLine
from parsers.linux.facts import settings

_RULE = re.compile(r"-?(auth|account|password|session)\s+(\[[^\]]*\]|\S+)\s+(\S+)\s*(.*)")
_DEEPEST = 10
_FOLDER = "/etc/pam.d/"


class Module(Struct):
    """One module of a stack: its name without ``.so``, control, options, line."""

    name: str
    control: str
    options: dict[str, str]
    line: FileLine

    @property
    def binding(self) -> bool:
        """Whether its failure counts: not ``optional``, not skipped over."""
        return self.control in {"required", "requisite", "sufficient"} or (
            self.control.startswith("[") and "default=ignore" not in self.control
        )


class Pam(Struct):
    """The files of ``/etc/pam.d`` by service."""

    files: dict[str, list[FileLine]]

    def stack(self, kind: str, *services: str) -> list[Module]:
        """Give the modules of the first of some services that is there.

        Args:
            kind: auth, account, password or session.
            services: file names.

        Raises:
            Undecided: none of them is there.
        """
        for service in services:
            if service in self.files:
                return self._of(kind, service, 0)
        raise Undecided(f"/etc/pam.d 里没有 {'、'.join(services)}")

    def _of(self, kind: str, service: str, depth: int) -> list[Module]:
        found: list[Module] = []
        if depth > _DEEPEST:
            raise Undecided("/etc/pam.d 的包含关系成环")
        for line in self.files.get(service, ()):
            text = line.text.strip()
            if text.startswith("@include"):
                found += self._of(kind, text.split()[-1].removeprefix(_FOLDER), depth + 1)
                continue
            match = _RULE.match(text)
            if not match or match[1] != kind:
                continue
            if match[2] in {"include", "substack"}:
                found += self._of(kind, match[3].removeprefix(_FOLDER), depth + 1)
                continue
            pairs = [option.partition("=") for option in match[4].split("#")[0].split()]
            options = {name: value for name, _, value in pairs}
            found.append(Module(match[3].rpartition("/")[2].removesuffix(".so"), match[2].lower(), options, line))
        return found


def read_pam(document: Document) -> Pam:
    """Take the files apart.

    Raises:
        Undecided: they were not read.
    """
    files = {path.removeprefix(_FOLDER): lines for path, lines in document.need("pam").files().items()}
    for lines in files.values():
        for line in lines:
            text = line.text.strip()
            if not text or text.startswith(("#", "@include")) or _RULE.match(text):
                document.skip(line.number)
    if not files:
        raise Undecided("/etc/pam.d 是空的或不存在")
    return Pam(files)


def options_of(document: Document, module: Module, name: str) -> dict[str, tuple[str, FileLine]]:
    """Give a module's settings: of its file in ``/etc/security``, overridden by those on its line.

    Args:
        document: where the files stand.
        module: of a stack.
        name: of the file, with ``.d`` beside it.

    Raises:
        Undecided: the file could not be read.
    """
    found: dict[str, tuple[str, FileLine]] = {}
    for path, lines in document.need("security").files().items():
        if path.startswith((f"/etc/security/{name}.d/", f"/etc/security/{name}")):
            for line in lines:
                if re.fullmatch(r"\s*[a-z_]+\s*", line.text):  # a switch without a value
                    document.use(line.number)
                    found[line.text.strip()] = ("", line)
            found |= {key: (value, line) for key, value, line in settings(document, lines)}
    return found | {key: (value, module.line) for key, value in module.options.items()}
