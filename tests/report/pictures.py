"""Draws the pictures of the README from the lab's own results: ``make pictures``.

Needs chromium, LibreOffice (Writer and Calc), poppler's pdftoppm and a Chinese font, as the tests do
(``tests/system-packages``). Every picture stays under `MOST` bytes.
"""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

from dengbao.cli import main as dengbao
from dengbao.report import terminal
from dengbao.report.source import Source
from tests.report.browser import Browser

ROOT = Path(__file__).parents[2]
LAB, PICTURES = ROOT / "inventories" / "lab", ROOT / "docs" / "pictures"
MOST = 200_000
LINES, COLUMNS = 58, 118
_SCREEN = """<!DOCTYPE html><meta charset="utf-8"><style>{stylesheet}
body {{ overflow: hidden; color: #d5d8de; background: #1b1d23; margin: 14px 18px; }}
pre {{ font: 13px/1.32 "Noto Sans Mono CJK SC", monospace; margin: 0; }}</style><pre>{code}</pre>"""
"""A font in which a Chinese character is as wide as two Latin ones keeps the columns."""


class _Terminal(io.StringIO):
    """A file that takes colours."""

    def isatty(self) -> bool:
        return True


def judged(folder: Path) -> Path:
    """Judge the lab twice, so that there is a run to compare with; give the folder of the second."""
    words = ["check", "-i", str(LAB), "--from", str(LAB / "devices"), "--previous", "auto", "--quiet"]
    for day in ("2026-11-20", "2026-11-24"):
        reports = ["--reports", "junit,html,xlsx,docx"]
        if dengbao([*words, "--as-of", day, "--out", str(folder / day), *reports]):
            sys.exit("the lab could not be judged")
    return folder / "2026-11-24"


def summary(source: Source) -> str:
    """Give the terminal's summary as a page, in its colours."""
    screen = _Terminal()
    with mock.patch.dict(os.environ, {"TERM": "xterm-256color", "COLORTERM": "truecolor"}):
        terminal.render(source, screen, COLUMNS)
    console = Console(record=True, file=io.StringIO(), width=COLUMNS)
    for line in screen.getvalue().splitlines()[1 : LINES + 1]:
        console.print(Text.from_ansi(line), soft_wrap=True)
    return console.export_html(theme=DIMMED_MONOKAI, code_format=_SCREEN)


def shot(browser: Browser, path: Path, width: int, height: int, scale: float) -> None:
    """Draw a part of the page that the browser shows, from its upper left corner."""
    browser.call("Emulation.setScrollbarsHidden", hidden=True)
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
    said = browser.call("Page.captureScreenshot", format="png", clip=clip, optimizeForSpeed=False)
    path.write_bytes(base64.b64decode(said["data"]))


def printed(folder: Path, office: Path, name: str, picture: str) -> None:
    """Draw the first page of a document as LibreOffice prints it."""
    words = ["soffice", f"-env:UserInstallation={office.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*words, str(office), str(folder / name)], check=True, capture_output=True, timeout=300)
    pdf = office / f"{Path(name).stem}.pdf"
    words = ["pdftoppm", "-png", "-singlefile", "-r", "60", "-f", "1", "-l", "1"]
    subprocess.run([*words, str(pdf), str(PICTURES / picture)], check=True)


def draw() -> Iterator[Path]:
    """Draw all of them."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = judged(Path(made))
        with Browser(Path(made) / "profile") as browser:
            screen = Path(made) / "terminal.html"
            screen.write_text(summary(Source.open(folder)), encoding="utf-8")
            browser.open(screen)
            shot(browser, PICTURES / "terminal.png", 900, 1010, 0.85)
            browser.open(folder / "report.html")
            shot(browser, PICTURES / "html-front.png", 1280, 1020, 0.75)
            browser.open(folder / "report.html", "#results?status=fail")
            browser.run("document.querySelector('#stage details').open = true")
            browser.until("document.querySelector('.problem')")
            shot(browser, PICTURES / "html-problem.png", 1280, 820, 0.75)
        office = Path(made) / "office"
        printed(folder, office, "report.docx", "docx-letter")
        printed(folder, office, "notices/整改通知-办公室.docx", "docx-notice")
        printed(folder, office, "report.xlsx", "xlsx-front")
    yield from sorted(PICTURES.glob("*.png"))


def main() -> None:
    """Draw them, and say how large each is."""
    for path in draw():
        size = path.stat().st_size
        sys.stdout.write(f"{path.relative_to(ROOT)} {size / 1000:.0f} kB\n")
        if size > MOST:
            sys.exit(f"{path.name} is larger than {MOST / 1000:.0f} kB")


if __name__ == "__main__":
    main()
