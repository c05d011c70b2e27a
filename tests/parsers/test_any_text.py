"""No text makes a parser raise or lose a line, whatever happened to it on its way from the device."""

from __future__ import annotations

import functools
import importlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.coverage import FOLDERS, FULL_LEAST, measure, texts
from dengbao.inventory import load
from dengbao.lab.dialects import DIALECTS
from dengbao.model import Device
from dengbao.platforms import platform as commands
from dengbao.snapshot.plain import read_file
from parsers.registry import PLATFORMS, parse
from parsers.text import clean_lines
from tests.parsers.spoiling import damaged, encoded, mangled

HERE = Path(__file__).parent
LAB = HERE.parents[1] / "inventories" / "lab"
HEADS = {
    "huawei": "!Software Version V200R020C10SPC500\n#\nsysname x\n#\nsecurity-policy\n",
    "hp_comware": "#\n version 7.1.070, Release 6312\n#\n sysname x\n#\n",
    "ruijie_os": "version 11.4(1)B12P29\nhostname x\n",
    "zte_zxros": "!<system-config>\nhostname x\n!</system-config>\n",
    "cisco_ios": "version 15.2\nhostname x\n",
    "cisco_nxos": "version 9.3(3) Bios:version\nhostname x\n",
    "cisco_asa": ": Saved\n:\nASA Version 9.8(1)\n!\nhostname x\n",
    "fortinet": "#config-version=FG100F-7.2.8-FW-build1639-240313:opmode=0:vdom=0\nconfig system global\nend\n",
    "hillstone_stoneos": 'Version 5.5R9\nip vrouter "trust-vr"\nexit\n',
    "juniper_junos": "system {\n host-name x;\n}\n",
    "paloalto_panos": '<config version="10.1.0"><devices>\n',
}
"""What makes a text look like the platform's: without it most parsers read no further."""
NOT_UNDERSTOOD = {"cisco_nxos": 0.05, "paloalto_panos": 0.05}
"""The share of lines that may stay not understood in full configurations of others; 2 % elsewhere."""
CUTS = 200
"""At how many places at the most a text is cut (a cut at every hundredth byte in texts of up to 20 kB)."""

Laid = Callable[[str, bytes], str]
platforms = pytest.mark.parametrize("platform", HEADS)


def whole(platform: str, text: str) -> Device:
    """Read a text; exactly its lines are accounted for."""
    device = parse(platform, {"running-config": text})
    assert device is not None
    coverage = device.coverage["running-config"]
    assert len(coverage) == len(clean_lines(text))
    assert set(coverage) <= {0, 1, 2}
    return device


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    """Lay a text down as a user does, and take what is then parsed."""

    def lay(platform: str, raw: bytes) -> str:
        path = tmp_path / "x.txt"
        path.write_bytes(raw)
        return read_file(path, platform, b"test").files["running-config"].text

    return lay


@functools.cache
def folders(platform: str) -> list[Path]:
    """The lab's devices of a platform."""
    return [LAB / "devices" / host.name for host in load(LAB).hosts if host.platform == platform]


@functools.cache
def configurations(platform: str) -> list[str]:
    """All whole texts that the tests have of a platform, the shortest first."""
    paths = [folder / "running-config.txt" for folder in folders(platform)]
    for room in ("corpus", "fixtures"):
        paths += [
            path
            for path in sorted((HERE / platform / room).rglob("*"))
            if path.suffix in {".txt", ".cfg", ".xml"} and "outputs" not in path.parts
        ]
    looks_like = importlib.import_module(f"parsers.{platform}").looks_like
    found = [text for path in paths if looks_like(text := path.read_text("utf-8"))]
    return sorted(found, key=len)


@functools.cache
def lines(platform: str) -> st.SearchStrategy[str]:
    """Lines of a platform's own words."""
    words = sorted({word for text in configurations(platform) for word in text.split() if len(word) < 40})
    return st.builds(
        lambda indent, parts: " " * indent + " ".join(parts),
        st.integers(0, 3),
        st.lists(st.sampled_from(words) | st.text(max_size=4), max_size=7),
    )


def test_every_platform_is_here() -> None:
    assert set(HEADS) == {name for name, platform in PLATFORMS.items() if platform.network}
    for platform, head in HEADS.items():
        assert importlib.import_module(f"parsers.{platform}").looks_like(head), platform


@platforms
def test_whole_texts_are_understood(platform: str, laid: Laid) -> None:
    for text in configurations(platform):
        account = whole(platform, laid(platform, text.encode("utf-8"))).coverage["running-config"]
        if len(account) >= FULL_LEAST:
            assert account.count(0) <= len(account) * NOT_UNDERSTOOD.get(platform, 0.02)


@platforms
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_any_text(platform: str, text: str) -> None:
    whole(platform, text)
    whole(platform, HEADS[platform] + text)


@platforms
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_mixture_of_words(platform: str, data: st.DataObject) -> None:
    whole(platform, HEADS[platform] + "\n".join(data.draw(st.lists(lines(platform), max_size=40))))


@platforms
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_mangled_configurations(platform: str, seed: int) -> None:
    for piece in mangled(configurations(platform), seed=seed, rounds=4):
        whole(platform, HEADS[platform] + piece)


@platforms
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_mangled_outputs(platform: str, seed: int) -> None:
    raw = [path.read_text("utf-8") for path in (HERE / platform / "corpus" / "outputs").glob("*.raw")]
    for folder in folders(platform):
        outputs = {path.stem: path.read_text("utf-8") for path in folder.glob("*.txt")}
        running = outputs.pop("running-config")
        pieces = mangled([*raw, *outputs.values()], seed=seed, rounds=len(outputs))
        device = parse(platform, {"running-config": running} | dict(zip(outputs, pieces, strict=True)))
        assert device is not None
        assert {"running-config", *outputs} >= device.coverage.keys()


@platforms
def test_a_text_cut_off_anywhere(platform: str, laid: Laid) -> None:
    for text in [text for text in configurations(platform) if len(text) < 40_000][-2:]:
        raw = text.encode("utf-8")
        for end in range(100, len(raw), max(100, len(raw) // CUTS)):
            whole(platform, laid(platform, raw[:end]))


@platforms
def test_ways_that_lose_nothing(platform: str, laid: Laid) -> None:
    for text in configurations(platform):
        device = whole(platform, laid(platform, text.encode("utf-8")))
        for way, raw in encoded(text).items():
            assert whole(platform, laid(platform, raw)) == device, way


@platforms
def test_a_terminal_log(platform: str, laid: Laid) -> None:
    dialect, shown = DIALECTS[platform], commands(platform).config
    assert shown
    prompt = (dialect.privileged_prompt or dialect.prompt).format(host="x", user="admin")
    for text in configurations(platform):
        log = f"{prompt}{shown.command}\n{text}\n{prompt}exit\n"
        account = whole(platform, laid(platform, log.encode("utf-8"))).coverage["running-config"]
        alone = whole(platform, laid(platform, text.encode("utf-8"))).coverage["running-config"]
        assert account.count(0) == alone.count(0)


@platforms
def test_ways_that_lose_something(platform: str) -> None:
    for text in configurations(platform):
        for worse in damaged(text):
            whole(platform, worse)


@pytest.mark.slow
@pytest.mark.skipif("DENGBAO_CORPUS" not in os.environ, reason="DENGBAO_CORPUS names no folder")
@pytest.mark.parametrize("folder", FOLDERS)
def test_all_of_the_corpus(folder: str) -> None:
    platform = FOLDERS[folder]
    files = list(texts(Path(os.environ["DENGBAO_CORPUS"], folder)))
    assert files
    for text in files:
        whole(platform, text)
        whole(platform, HEADS[platform] + text)


@pytest.mark.slow
@pytest.mark.skipif("DENGBAO_CORPUS" not in os.environ, reason="DENGBAO_CORPUS names no folder")
def test_full_configurations_of_others_are_understood() -> None:
    for platform, full, _, _ in measure(Path(os.environ["DENGBAO_CORPUS"])):
        assert full.unread <= full.lines * NOT_UNDERSTOOD.get(platform, 0.02), platform
