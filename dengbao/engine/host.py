"""One host made ready to be judged: its texts parsed, or the reason why nothing can be said of it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from msgspec import Struct

from dengbao.check.reading import Reader
from dengbao.model import Known
from dengbao.results import Evidence
from dengbao.results.run import Parse
from dengbao.snapshot import HostFiles, Output
from parsers.registry import PLATFORMS, parse

_MAIN = ("running-config", "windows.json", "linux.json")
_UNTRUSTED = {"whole", "partial"}  # any other status of gathering leaves nothing to judge
_TEXT_MOST = 300  # characters of an evidence line


class Subject(Struct, kw_only=True):
    """A host before its checks: ``reader`` is None when nothing can be judged, and ``why`` says it."""

    reader: Reader | None = None
    why: str = ""
    parsed: Parse = "none"
    files: Mapping[str, Output] = {}
    _lines: dict[str, list[str]] = {}

    def evidence(self, lines: tuple[int, ...], file: str = "", *, around: int = 0) -> list[Evidence]:
        """Quote lines of an output (the configuration when ``file`` is empty), with ``around`` lines on either side."""
        output = self.files.get(file) or self._main()
        if output is None:
            return []
        texts = self._lines.get(output.path)
        if texts is None:
            texts = self._lines[output.path] = output.text.split("\n")

        return [
            Evidence(
                output.path,
                number,
                _clipped(texts[number - 1]),
                before=tuple(map(_clipped, texts[max(number - 1 - around, 0) : number - 1])),
                after=tuple(map(_clipped, texts[number : number + around])),
            )
            for number in lines
            if 0 < number <= len(texts)
        ]

    def _main(self) -> Output | None:
        """The output that lines are of where none is named."""
        return next((self.files[name] for name in (*_MAIN, *self.files) if name in self.files), None)

    def last_line(self) -> list[Evidence]:
        """Quote the end of the configuration: a verdict on what is not there rests on having read all of it."""
        output = self._main()
        if output is None:
            return []
        texts = output.text.rstrip().split("\n")
        return [Evidence(output.path, len(texts), _clipped(texts[-1]))] if texts else []

    def counts(self) -> tuple[int, int, int]:
        """Count lines used, irrelevant and not understood, over all outputs that were parsed."""
        if self.reader is None:
            return 0, 0, 0
        account = b"".join(self.reader.device.coverage.values())
        return account.count(1), account.count(2), account.count(0)


def _clipped(text: str) -> str:
    return text.rstrip()[:_TEXT_MOST]


def make_ready(platform: str, files: HostFiles | None, missing: str) -> Subject:
    """Parse a host's files.

    Args:
        platform: of the inventory.
        files: what lies there; None when nothing does.
        missing: why it does not, for the report.

    Returns:
        The subject; an output that is not whole is left out, so that what it would say stays unknown.
    """
    if files is None:
        return Subject(why=missing)
    if files.status not in _UNTRUSTED:
        return Subject(why=files.reason or files.status)
    whole = {name: output for name, output in files.files.items() if name not in files.problems}
    if PLATFORMS[platform].network:
        unproven = files.record is not None and not files.record.privilege_proven
        if unproven or "running-config" not in whole:
            why = files.problems.get("running-config") or files.reason or "没有运行配置"
            return Subject(why=why, files=files.files)
        if strange := _another_platform(platform, whole["running-config"].text):
            return Subject(why=strange, files=files.files)
    elif not whole:
        return Subject(why=files.reason or "没有可用的文件", files=files.files)
    try:
        device = parse(platform, {name: output.text for name, output in whole.items()})
    except Exception as error:  # noqa: BLE001 - a parser's mistake must not take the other hosts with it
        return Subject(why=f"解析器出错:{type(error).__name__}: {error}", parsed="failed", files=files.files)
    if device is None:
        return Subject(why=f"还不能解析 {PLATFORMS[platform].title} 平台", parsed="unsupported", files=files.files)
    if files.record is not None and files.record.ssh is not None:
        device.legacy_ssh = Known(files.record.ssh.legacy)
    return Subject(reader=Reader(device), parsed="parsed", files=files.files)


def _another_platform(platform: str, text: str) -> str:
    """Say so when a configuration is plainly of another platform than the inventory says."""
    if _looks_like(platform, text) is not False:
        return ""
    others = [known.title for name, known in PLATFORMS.items() if name != platform and _looks_like(name, text)]
    is_of = f",更像是{'或'.join(others)}" if others else ""
    return f"内容不像 {PLATFORMS[platform].title} 的配置{is_of}:请核对清单中的 platform 或重新导出"


def _looks_like(platform: str, text: str) -> bool | None:
    """Ask a parser whether a text is of its platform; None where it cannot tell."""
    try:
        module = importlib.import_module(f"parsers.{platform}")
    except ModuleNotFoundError:
        return None
    tell = getattr(module, "looks_like", None)
    return bool(tell(text)) if tell else None
