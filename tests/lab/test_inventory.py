"""The lab's own inventory, and bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dengbao.errors import UserError
from dengbao.lab import Faults, read_devices
from dengbao.lab.dialects import DIALECTS
from tests.lab.conftest import PASSWORD, SECRET, USER

LAB = Path(__file__).parents[2] / "inventories/lab"
SITE_KEYS = {
    "name", "level", "fail_on", "zones", "flows", "isolated", "internet_quota", "external_links", "thresholds",
    "management", "log_servers", "ntp_servers", "critical", "rooms", "systems", "attestations", "waivers",
}  # fmt: skip
GOOD = "all: {children: {cores: {vars: {platform: huawei}, hosts: {core-1: {ansible_host: 127.1.1.1}}}}}\n"


def test_the_lab_is_the_planned_one() -> None:
    devices = {device.host: device for device in read_devices(LAB)}
    assert len(devices) == 25
    assert len({device.address for device in devices.values()}) == len(devices)
    assert {device.platform for device in devices.values()} <= {*DIALECTS, "ups", "windows", "linux"}
    core = devices["core-1"]
    assert (core.platform, core.address, core.folder) == ("huawei", "127.10.99.11", LAB / "devices/core-1")
    assert (core.user, core.password, core.enable_password, core.faults) == (USER, PASSWORD, SECRET, Faults())


def test_the_site_names_only_what_is_there() -> None:
    hosts = {device.host for device in read_devices(LAB)}
    site = yaml.safe_load((LAB / "group_vars/all/site.yml").read_text(encoding="utf-8"))["site"]
    assert set(site) == SITE_KEYS
    zones = set(site["zones"])
    assert {zone for flow in site["flows"] for zone in (flow["from"], flow["to"])} <= zones
    assert {zone for pair in [*site["isolated"], *site["critical"]] for zone in pair} <= zones
    assert {link["device"] for link in site["external_links"]} <= hosts
    assert {host for entry in [*site["systems"], *site["waivers"]] for host in entry["hosts"]} <= hosts
    rooms = {room["name"] for room in site["rooms"]}
    placed = yaml.safe_load((LAB / "hosts.yml").read_text(encoding="utf-8"))["all"]["children"]["ups"]["hosts"]
    assert {ups["room"] for ups in placed.values()} == rooms


def _write(folder: Path, hosts: str, login: str = "ansible_user: audit\n") -> Path:
    (folder / "group_vars/all").mkdir(parents=True)
    (folder / "group_vars/all/login.yml").write_text(login, encoding="utf-8")
    (folder / "hosts.yml").write_text(hosts, encoding="utf-8")
    return folder


def test_variables_come_down_from_groups(tmp_path: Path) -> None:
    (device,) = read_devices(
        _write(tmp_path, GOOD.replace("127.1.1.1", "127.1.1.1, dengbao_lab_faults: {latency: 0.5}"))
    )
    assert (device.platform, device.user, device.faults) == ("huawei", "audit", Faults(latency=0.5))


@pytest.mark.parametrize(
    ("hosts", "line"),
    [
        (GOOD.replace("127.1.1.1", "10.1.1.1"), "ansible_host 不是本机回环地址:10.1.1.1。"),
        (GOOD.replace("127.1.1.1", "core"), "ansible_host 不是本机回环地址:core。"),
        (GOOD.replace("platform: huawei", "role: core"), "实验环境不会扮演 platform: None。"),
        (GOOD.replace("huawei", "vms"), "实验环境不会扮演 platform: vms。"),
        (GOOD.replace("127.1.1.1", "127.1.1.1, dengbao_lab_faults: {late: 1}"), "dengbao_lab_faults 不可识别:"),
        (GOOD.replace("127.1.1.1", "'{{ address }}'"), "实验环境的清单"),
        ("- all", "清单顶层应是分组"),
    ],
)
def test_a_bad_inventory_is_one_line(tmp_path: Path, hosts: str, line: str) -> None:
    with pytest.raises(UserError) as caught:
        read_devices(_write(tmp_path, hosts))
    assert str(caught.value).startswith(f"{tmp_path / 'hosts.yml'}:1")
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_inventory_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"目录里没有清单文件"):
        read_devices(tmp_path)
