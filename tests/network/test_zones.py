"""The zone matrix and the first draft of zones and flows: on small networks, and on the lab by the command line."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
import yaml

from dengbao.cli import main
from dengbao.inventory.terms import service as known_service
from dengbao.model import Device, Role
from dengbao.network.draft import as_zones, draft_flows, draft_zones
from dengbao.network.matrix import Cell, matrix, words
from dengbao.network.network import Network
from dengbao.packets.space import PLACE
from tests.checks.judging import LAB
from tests.network.made import permit, port, router, rule, tcp
from tests.network.test_checks import WEB, flow
from tests.network.test_reach import DAY, ZONES, border, core


def cells(devices: list[Device], *flows: SimpleNamespace, isolated: tuple = (), **missing: str) -> dict[str, Cell]:
    found = matrix(Network(devices, ZONES, DAY, missing), list(flows), isolated)
    return {f"{cell.source}-{cell.target}": cell for cell in found}


def test_what_is_declared_and_passes_is_told_from_what_does_neither():
    got = cells([core(), border(WEB)], flow("inside", "internet", "tcp/443"), flow("inside", "dmz", "tcp/22"))
    assert [(got[pair].state, got[pair].actual) for pair in ("inside-internet", "inside-dmz", "dmz-internet")] == [
        ("declared", ("tcp/443",)), ("idle", ()), ("closed", ()),
    ]  # fmt: skip
    assert got["inside-dmz"].idle == ("tcp/22 上网",)


def test_what_is_not_declared_is_a_leak_with_its_rule():
    got = cells([core(), border(WEB)], isolated=(("inside", "internet"),))["inside-internet"]
    assert (got.state, got.isolated, [leak.cited.rule for leak in got.leaks]) == ("leak", True, ["policy:web"])


def test_what_a_rule_not_understood_may_let_through_is_unknown():
    got = cells([core(), border(rule("half", "permit", unread=(12,)))])["inside-dmz"]
    assert (got.state, got.actual, got.possible) == ("unknown", (), ("any",))


def test_a_device_without_data_makes_what_seems_closed_unknown_and_a_leak_stays_one():
    got = cells([core(), border(WEB)], other="没有采集")
    assert (got["dmz-internet"].state, got["dmz-internet"].unknown) == ("unknown", "没有数据的设备:other")
    assert got["inside-internet"].state == "leak"


def test_only_the_devices_own_addresses_behind_a_rule_are_no_service_between_zones():
    own = permit("ping", destinations=["192.168.1.1/32"])
    got = cells([core(), border(own)])["inside-dmz"]
    assert (got.state, got.actual) == ("closed", ())


@pytest.mark.parametrize(
    ("protocol", "ports", "said"),
    [
        (6, (443, 443), ("tcp/443",)),
        (6, (0, 65535), ("tcp",)),
        (132, (0, 65535), ("sctp/0-65535",)),
        (17, (100, 200), ("udp/100-200",)),
        (1, (0, 255), ("icmp",)),
        (47, (0, 0), ("gre",)),
        (2, (0, 0), ("ip/2",)),
    ],
)
def test_services_are_said_in_the_grammar_of_the_site(protocol: int, ports: tuple[int, int], said: tuple[str, ...]):
    place = PLACE[protocol]
    assert words([((place, place), ports)]) == said
    assert all(known_service(word) == word for word in said if not word.startswith("ip/"))


def test_everything_is_any_whatever_the_pieces():
    assert words(((0, 255), part) for part in ((0, 99), (100, 65535))) == ("any",)


def test_zones_are_guessed_from_the_firewall():
    wall = border(WEB)
    wall.role = Role.BORDER_FIREWALL
    got = {zone.name: zone for zone in draft_zones(Network([core(), wall], {}, DAY).topology)}
    assert {name: zone.networks for name, zone in got.items()} == {
        "internet": ["any"],
        "trust": ["10.0.10.0/24", "10.0.254.0/30"],
        "dmz": ["192.168.1.0/24"],
    }
    assert got["trust"].title == "内网"
    assert got["trust"].why == "接在 fw 的 trust,内有 core"


def test_drafted_flows_are_what_passes_and_a_check_with_them_finds_nothing():
    zones = as_zones(draft_zones(Network([core(), border(WEB)], {}, DAY).topology))
    network = Network([core(), border(WEB)], zones, DAY)
    got = draft_flows(network)
    assert [(one.source, one.target, one.services, one.hosts) for one in got] == [
        ("trust", "internet", ("tcp/443",), ())
    ]
    assert not network.leaks([flow(one.source, one.target, *one.services) for one in got])


def test_few_destinations_are_named_one_by_one():
    one = permit("one", source_zones=("trust",), destinations=["192.168.1.10/32"], services=(tcp(22),))
    zones = as_zones(draft_zones(Network([core(), border(one)], {}, DAY).topology))
    assert [flow.hosts for flow in draft_flows(Network([core(), border(one)], zones, DAY))] == [("192.168.1.10",)]


def test_a_site_without_a_way_out_has_no_internet_zone():
    got = draft_zones(Network([router("lone", [port("v", "10.0.1.1/24")])], {}, DAY).topology)
    assert [(zone.networks) for zone in got] == [["10.0.1.0/24"]]


def command(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["zones", "-i", str(LAB), "--from", str(LAB / "devices"), *words])
    return status, capsys.readouterr().out


def test_the_lab_matrix_as_json_names_the_planted_leak_and_its_line(capsys: pytest.CaptureFixture[str]):
    status, out = command(capsys, "--format", "json")
    by_pair = {(cell["from"], cell["to"]): cell for cell in json.loads(out)["cells"]}
    assert (status, len(by_pair)) == (3, 42)
    leak = next(one for one in by_pair["internet", "dmz"]["leaks"] if one["rule"] == "policy:临时放通")
    assert {line["text"].strip() for line in leak["evidence"]} >= {"rule name 临时放通"}
    assert (by_pair["intranet", "govnet"]["state"], by_pair["intranet", "govnet"]["actual"]) == (
        "declared", ["tcp/80", "tcp/443"],
    )  # fmt: skip
    assert (by_pair["govnet", "internet"]["state"], by_pair["govnet", "internet"]["isolated"]) == ("closed", True)


def test_the_lab_matrix_as_text(capsys: pytest.CaptureFixture[str]):
    _, out = command(capsys)
    assert "政务专网 → 内网:通\n  声明 tcp/443;实际 tcp/443" in out
    assert "fw-border/running-config.txt:413  rule name 临时放通" in out


def test_the_draft_is_yaml_that_the_inventory_takes(capsys: pytest.CaptureFixture[str]):
    from dengbao.inventory.site import Site  # noqa: PLC0415

    status, out = command(capsys, "--draft")
    site = Site.model_validate({"name": "x", "level": 3, **yaml.safe_load(out)["site"]})
    assert status == 0
    assert [str(net) for net in site.zones["govnet"].networks] == ["172.20.0.0/16"]
    assert ("govnet", "servers", ["tcp/443"]) in [(one.from_, one.to, one.services) for one in site.flows]
    assert "# 外网 → 隔离区 现状为全部放行" in out
