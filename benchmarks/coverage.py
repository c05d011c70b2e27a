"""How much of real configurations the parsers understand: ``python -m benchmarks.coverage CORPUS [--write PAGE]``.

CORPUS holds a folder a platform. A *full* configuration looks like its platform's, has the platform's end mark where it
has one, and at least 80 lines that are not blank; fragments (unit tests of other parsers) are counted apart.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from dengbao.mask import mask
from dengbao.snapshot.decode import decode
from parsers.registry import PLATFORMS, parse
from parsers.text import clean_lines

FOLDERS = {
    "huawei_vrp": "huawei",
    "h3c_comware": "hp_comware",
    "zte": "zte_zxros",
    "cisco_ios": "cisco_ios",
    "cisco_nxos": "cisco_nxos",
    "cisco_asa": "cisco_asa",
    "fortios": "fortinet",
    "junos": "juniper_junos",
    "panos": "paloalto_panos",
}
"""Folder of the corpus → platform; Ruijie and Hillstone have none there."""

FULL_LEAST = 80
KEY = b"coverage"


class Tally(Struct):
    """What became of the lines of some files."""

    files: int = 0
    lines: int = 0
    used: int = 0
    irrelevant: int = 0
    unread: int = 0
    seconds: float = 0.0
    commonest: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, platform: str) -> None:
        """Parse one text and count; blank lines count as nothing."""
        started = time.process_time()
        device = parse(platform, {"running-config": text})
        self.seconds += time.process_time() - started
        if device is None:
            return
        lines = clean_lines(text)
        account = device.coverage.get("running-config", bytes(len(lines)))
        assert len(account) == len(lines), f"{len(account)} accounts for {len(lines)} lines"
        self.files += 1
        for kind, line in zip(account, lines, strict=True):
            if line.strip():
                self.lines += 1
                self.used += kind == 1
                self.irrelevant += kind == 2  # noqa: PLR2004 - see Device.coverage
                if kind == 0:
                    self.unread += 1
                    self.commonest[" ".join(line.split()[:4])] += 1

    def share(self, part: int) -> str:
        """A share of the lines in percent."""
        return f"{part / self.lines:.1%}" if self.lines else "–"


def texts(folder: Path) -> Iterator[str]:
    """The texts of a platform's folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".yml", ".yaml", ".json", ".py", ".md", ".j2"}:
            yield decode(path.read_bytes()).text


def is_full(platform: str, text: str) -> bool | None:
    """Whether a text is a full configuration; None when it is none of this platform."""
    module = importlib.import_module(f"parsers.{platform}")
    if not module.looks_like(text):
        return None
    end = getattr(module, "END", None)
    return sum(1 for line in text.split("\n") if line.strip()) >= FULL_LEAST and (end is None or bool(end.search(text)))


def measure(corpus: Path) -> Iterator[tuple[str, Tally, Tally, int]]:
    """Full configurations and fragments of each platform, and how many texts are none of its configurations."""
    for folder, platform in FOLDERS.items():
        full, rest, others = Tally(), Tally(), 0
        if not hasattr(importlib.import_module(f"parsers.{platform}"), "looks_like"):
            continue  # a platform that is not read yet has commands only
        for text in texts(corpus / folder):
            kind = is_full(platform, text)
            if kind is None:
                others += 1
            else:
                (full if kind else rest).add(mask(text, platform, key=KEY), platform)
        yield platform, full, rest, others


def page(measured: list[tuple[str, Tally, Tally, int]]) -> Iterator[str]:
    """Write the page."""
    yield "# 解析器读懂了多少\n"
    yield (
        "由 `python -m benchmarks.coverage 语料 --write docs/coverage.md` 生成。采用:读入模型;无关:已知与任何检查无关,"
        "每个模式都注明理由;未读懂:两者都不是。完整配置:像该平台的配置、有结束标志(平台有的话)、非空行不少于 80。"
        "我们自己写的样本不计入。锐捷、山石没有可自由使用的完整配置,不在表中;中兴的语料只有命令输出。\n\n"
        "“除外”是不像该平台配置的文本:命令输出、别的解析器的单元测试片段(没有主机名、接口等标志行)、"
        "别的系统的配置;它们不计入任何一列,程序遇到这样的文本判为“待核查”,不会判为符合。\n"
    )
    yield "| 平台 | 文件 | 行 | 采用 | 无关 | 未读懂 | 万行/CPU 秒 | 片段文件 | 片段未读懂 | 除外 |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for platform, full, rest, others in measured:
        speed = f"{full.lines / full.seconds / 1e4:.0f}" if full.seconds else "–"
        yield (
            f"| {PLATFORMS[platform].title} | {full.files} | {full.lines} | {full.share(full.used)} | "
            f"{full.share(full.irrelevant)} | {full.share(full.unread)} | {speed} | {rest.files} | "
            f"{rest.share(rest.unread)} | {others} |"
        )
    for platform, full, *_ in measured:
        if full.commonest:
            yield f"\n## {PLATFORMS[platform].title}:最常见的未读懂的行\n"
            yield from (f"- {count} × `{words}`" for words, count in full.commonest.most_common(20))


def main() -> None:
    """Measure, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    text = "\n".join(page(list(measure(args.corpus)))) + "\n"
    sys.stdout.write(text)
    if args.write:
        args.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
