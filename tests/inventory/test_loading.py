from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest

from dengbao.cli import main
from dengbao.inventory import load
from dengbao.inventory.ansible import program, read_ansible
from dengbao.inventory.limit import limited
from dengbao.inventory.loading import Inventory
from dengbao.inventory.plain import expand_range, read_plain
from dengbao.model import Role
from tests.inventory.conftest import SITE, Make

INVENTORIES = Path(__file__).parents[2] / "inventories"
PRECEDENCE = {
    "hosts": """\
all:
  vars: {a: all, b: all, c: all, d: all, e: all, f: all, g: all}
  hosts:
    loose: {platform: linux}
  children:
    east:
      vars: {b: east, c: east, d: east, e: east, f: east}
      children:
        deep:
          vars: {c: deep, p: deep}
          hosts:
            sw[01:03]: {platform: huawei, f: host}
    west:
      vars: {c: west, d: west, p: west, ansible_group_priority: 5}
      hosts:
        sw02: {d: host}
        r-[a:c]-[8:10:2]: {platform: cisco_ios}
    zeta:
      vars: {b: zeta, d: zeta}
      children: {east: , west: }
""",
    "group_vars__east": "e: east file\nh: [1, 2]\n",
    "group_vars__deep__10": "g: deep one\n",
    "group_vars__deep__20": "g: deep two\nfacts: {x: 1}\n",
    "group_vars__all__more": "a: all file\ng: all file\n",
    "host_vars__sw01": "f: host file\nfacts: {y: 2}\n",
}

needs_ansible = pytest.mark.skipif(program() is None, reason="ansible is not installed")


def as_json(value: object) -> object:
    return json.loads(json.dumps(value, default=str))


@needs_ansible
@pytest.mark.parametrize("name", ["lab", "example", "precedence"])
def test_own_reader_agrees_with_ansible(make: Make, name: str) -> None:
    source = make(**PRECEDENCE) if name == "precedence" else INVENTORIES / name
    own, theirs = read_plain(source), read_ansible(source, str(program()))
    assert as_json(own.hosts) == as_json(theirs.hosts)
    assert {host: set(groups) for host, groups in own.groups.items()} == {
        host: set(groups) for host, groups in theirs.groups.items()
    }
    assert theirs.notes == []


def test_precedence_by_hand(make: Make) -> None:
    hosts = read_plain(make(**PRECEDENCE)).hosts
    assert sorted(hosts) == ["loose", *(f"r-{a}-{n}" for a in "abc" for n in ("10", "8")), "sw01", "sw02", "sw03"]
    sw01 = hosts["sw01"]
    assert [sw01[key] for key in "abcdefgh"] == [
        *("all file", "east", "deep", "east", "east file", "host file", "deep two", [1, 2])
    ]
    assert sw01["facts"] == {"y": 2}
    assert [hosts["sw02"][key] for key in "cdp"] == ["deep", "host", "deep"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("plain", ["plain"]),
        ("sw[08:10]", ["sw08", "sw09", "sw10"]),
        ("sw[8:10]x", ["sw8x", "sw9x", "sw10x"]),
        ("[a:e:2]", ["a", "c", "e"]),
        ("[1:2]-[a:b]", ["1-a", "1-b", "2-a", "2-b"]),
    ],
)
def test_ranges(pattern: str, names: list[str]) -> None:
    assert expand_range(pattern) == names


def test_lab_loads() -> None:
    lab = load(INVENTORIES / "lab")
    assert len(lab.hosts) == 25
    by_name = {host.name: host for host in lab.hosts}
    assert by_name["fw-border"].role is Role.BORDER_FIREWALL
    assert by_name["ups-a"].platform == "ups"
    assert by_name["core-1"].address == "127.10.99.11"
    assert lab.site.fail_on == "never"
    assert lab.site.isolated == [("govnet", "internet")]
    assert lab.site.rooms[0].runtime_minutes == 30


def test_example_loads_without_notes() -> None:
    example = load(INVENTORIES / "example")
    names = ["acc-01", "acc-02", "acc-03", "core-1", "fw-border", "srv-db", "ups-1"]
    assert [host.name for host in example.hosts] == names
    assert example.notes == ()


def test_hosts_have_no_secret_and_levels_fall_back_to_the_site(make: Make) -> None:
    root = make(
        hosts="all:\n  hosts:\n    a: {platform: linux, dengbao_level: 2, model: X1, ansible_password: S3cret!x}\n"
        "    b: {platform: huawei, ansible_port: 2222}\n",
        group_vars__all__more="dengbao_enable_password: S3cret!x\n",
    )
    a, b = load(root).hosts
    assert (a.level, a.facts, a.port) == (2, {"model": "X1"}, None)
    assert (b.level, b.port) == (3, 2222)
    assert "S3cret" not in repr((a, b))
    assert "S3cret" not in json.dumps(load(root).export())


@pytest.mark.parametrize(
    ("name", "platform", "role"),
    [
        ("fw-a", "huawei", "firewall"),
        ("border-fw", "huawei", "border_firewall"),
        ("出口墙", "fortinet", "border_firewall"),
        ("dmz", "fortinet", "firewall"),
        ("core-1", "hp_comware", "core"),
        ("sw-3", "ruijie_os", "access"),
        ("rt-1", "cisco_ios", "router"),
        ("x", "windows", "server"),
        ("x", "ups", "ups"),
    ],
)
def test_role_is_guessed_with_a_note(make: Make, name: str, platform: str, role: str) -> None:
    inventory = load(make(hosts=f"all:\n  hosts:\n    {name}: {{platform: {platform}}}\n"))
    assert inventory.hosts[0].role == role
    assert inventory.notes == (f"{name} 没有写 role, 按 {role} 处理",)


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        (None, "abc"),
        ("", "abc"),
        ("a", "a"),
        ("one", "ab"),
        ("all:!a", "bc"),
        ("one,&two", "b"),
        ("!one", "c"),
        ("[bc]", "bc"),
        ("~[ac]$", "ac"),
    ],
)
def test_limit(pattern: str | None, names: str) -> None:
    groups: dict[str, tuple[str, ...]] = {"a": ("one",), "b": ("one", "two"), "c": ("two",)}
    assert limited(pattern, groups) == set(names)


def test_limit_names_who_is_left_out(make: Make) -> None:
    inventory = load(make(), limit="cores")
    assert [host.name for host in inventory.hosts] == ["core-1", "core-2"]
    assert inventory.left_out == ("ups-1",)


def test_warnings_are_kept_and_do_not_stop(make: Make) -> None:
    root = make(
        group_vars__all__site=SITE
        + """\
  zones:
    a: {title: 甲, networks: [10.0.0.0/8]}
    b: {title: 乙, networks: [10.1.0.0/16, 2001:db8::/32]}
  thresholds: {log_retention_days: 90}
  waivers:
    - {check: mgmt_telnet_disabled, hosts: [core-*], reason: 甲, approved_by: 乙, until: 2026-12-31}
    - {check: mgmt_telnet_disabled, hosts: [acc-9, "sw*"], reason: 甲, approved_by: 乙, until: 2026-12-31}
    - {clause: 8.1.3.2, hosts: [site, power], reason: 甲, approved_by: 乙, until: 2026-12-31}
"""
    )
    site = load(root).site
    overlap, looser, unused = site.warnings
    assert overlap == "区域 a 与 b 的网段重叠:10.0.0.0/8 与 10.1.0.0/16"
    assert looser.startswith("阈值 log_retention_days 写成 90 天, 比法定的 180 天宽松(")
    assert unused == "site.waivers[1](mgmt_telnet_disabled)的主机 acc-9、sw* 不在清单里, 这条豁免没有用上"
    assert site.unused_waivers == (1,)
    assert load(root).notes[-3:] == site.warnings


@pytest.mark.parametrize("name", ["lab", "example"])
def test_export_reads_back_the_same(tmp_path: Path, name: str) -> None:
    first = load(INVENTORIES / name)
    out = tmp_path / "inventory.json"
    assert main(["inventory", "export", "-i", str(INVENTORIES / name), "--out", str(out)]) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["inventory.json"]
    assert same(load(out), first)
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"schema": "snapshot", "inventory": first.export()}), encoding="utf-8")
    assert same(load(manifest), first)
    assert same(load(tmp_path), first)


def same(one: Inventory, other: Inventory) -> bool:
    return (one.hosts, one.site, one.left_out) == (other.hosts, other.site, other.left_out)


def test_a_limited_export_remembers_who_is_missing(make: Make, tmp_path: Path) -> None:
    out = tmp_path / "part.json"
    out.write_text(json.dumps(load(make(), limit="cores").export()), encoding="utf-8")
    again = load(out)
    assert again.left_out == ("ups-1",)
    assert [host.name for host in again.hosts] == ["core-1", "core-2"]


def test_a_limited_export_of_the_lab_can_be_read_though_its_ledger_names_all_hosts(tmp_path: Path) -> None:
    out = tmp_path / "part.json"
    part = load(INVENTORIES / "lab", limit="acc-hw,ups-a")
    out.write_text(json.dumps(part.export()), encoding="utf-8")
    assert same(load(out), part)


def test_export_to_a_place_that_is_not_there(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    root = make()
    assert main(["inventory", "export", "-i", str(root), "--out", str(root / "no" / "x.json")]) == 2
    assert f"{root}/no/x.json: 文件写不了(No such file or directory)。请检查目录和权限" in capsys.readouterr().err


@needs_ansible
def test_what_is_not_plain_goes_through_ansible(make: Make) -> None:
    root = make(group_vars__all__more="greeting: 'hello {{ inventory_hostname }}'\n")
    plain = make(group_vars__all__more="greeting: hello\n")
    assert same(load(root), load(plain))


@needs_ansible
def test_errors_in_site_have_lines_through_ansible_too(make: Make) -> None:
    root = make(group_vars__all__more="x: '{{ y }}'\n", group_vars__all__site=SITE + "  zone: {}\n")
    with pytest.raises(Exception, match=r"site\.yml:4 \[site\.zone\]: 不认识的键 zone"):
        load(root)


@needs_ansible
def test_vault_without_password_is_one_line(make: Make) -> None:
    text = "$ANSIBLE_VAULT;1.1;AES256\n6162\n"
    with pytest.raises(Exception, match=r"^[^\n]*Ansible 读不了清单\([^\n]*请设置 ANSIBLE_VAULT_PASSWORD_FILE$"):
        load(make(group_vars__all__vault=text))


def test_data_in_subfolders_is_no_second_inventory(make: Make) -> None:
    root = make(truth__core="host: core-1\nplanted: {}\n")
    shutil.copytree(root / "group_vars", root / "devices" / "x")
    assert len(load(root).hosts) == 3
