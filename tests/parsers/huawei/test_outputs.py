"""Real captures, held against what somebody else read in them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dengbao.model import Unknown
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


@pytest.mark.parametrize(
    ("shown", "enabled"),
    [
        (" TELNET IPv4 server :Disable\n TELNET IPv6 server :Disable\n", False),
        (" TELNET IPv4 server :Disable\n TELNET IPv6 server :Enable\n", True),
        (" TELNET server :Enabled\n", True),
        (" TELNET IPv4 server :Disabl\x1b\n", None),
        (" TELNET IPv4 server :Disable Enable\n", None),
    ],
)
def test_a_garbled_switch_is_unknown(shown: str, enabled: bool | None) -> None:  # noqa: FBT001
    fact = read(SWITCH, display_telnet_server_status=shown).listening.telnet
    assert isinstance(fact, Unknown) if enabled is None else fact.value is enabled


@pytest.mark.parametrize(
    ("shown", "saved"),
    [
        (" The current configuration is the same as the next startup configuration file.\n", True),
        ("Info: The running configuration is the same as the next startup configuration.\n", True),
        ("Warning: The current configuration is not the same as the next startup configuration file.\n", False),
        ("I doubt that the current configuration is the same as the next startup configuration file\n", None),
    ],
)
def test_only_the_devices_own_sentence_says_that_it_is_saved(shown: str, saved: bool | None) -> None:  # noqa: FBT001
    fact = read(SWITCH, compare_configuration=shown).archive.saved
    assert isinstance(fact, Unknown) if saved is None else fact.value is saved


def test_only_a_whole_line_says_that_the_clock_is_in_step() -> None:
    assert read(SWITCH, display_ntp_service_status=" clock status: synchronized\n").clock.synchronised.value
    doubtful = read(SWITCH, display_ntp_service_status=" clock status: synchronized?\n").clock.synchronised
    assert isinstance(doubtful, Unknown)
