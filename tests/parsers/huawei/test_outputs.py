"""Real captures, held against what somebody else read in them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.parsers.huawei.reading import SWITCH, read

FOLDER = Path(__file__).parent / "corpus" / "ntc-templates"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*display_version*.raw")), ids=lambda path: path.stem)
def test_versions(path: Path) -> None:
    device = read("sysname a\nuser-interface con 0\n", display_version=path.read_text("utf-8"))
    (truth,) = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"]
    assert device.system.model.value == truth["model"]
    assert device.system.version.value in truth["product_version"]
    assert device.system.version.file == "display-version"


def test_link_states() -> None:
    path = FOLDER / "huawei_vrp_display_interface_brief2.raw"
    truth = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"]
    names = [row["interface"].partition("(")[0] for row in truth]
    text = SWITCH + "".join(f"interface {name}\n" for name in names)
    states = {port.name: port for port in read(text, display_interface_brief=path.read_text("utf-8")).interfaces}
    for name, row in zip(names, truth, strict=True):
        assert states[name].up is row["phy"].startswith("up"), name
        assert states[name].errors == int(row["inerrors"]) + int(row["outerrors"])


def test_web_server() -> None:
    text = (FOLDER / "huawei_vrp_display_http_server.raw").read_text("utf-8")
    device = read("!Software Version V200R003C00\nsysname a\n", display_http_server=text)
    assert device.listening.http.value is False
    assert device.listening.http.file == "display-http-server"
