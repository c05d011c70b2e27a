"""Every way in which a hand-written inventory can be wrong, with the very line that a person reads."""

from __future__ import annotations

import pytest

from dengbao.errors import UserError
from dengbao.inventory import load
from tests.inventory.conftest import SITE, Make

PLATFORMS = (
    "huawei、hp_comware、ruijie_os、zte_zxros、cisco_ios、cisco_nxos、cisco_asa、fortinet、hillstone_stoneos、"
    "juniper_junos、paloalto_panos、ups、windows、linux"
)
SERVICES = "应写 tcp/443、tcp/8000-8010、udp/53、icmp 或 any"

SITE_CASES = {
    "duplicate key": (
        SITE + "  zones: {}\n  zones: {}\n",
        "site.yml:5 [site.zones]: 键 zones 写了两次(第 4 行和第 5 行)。后一个会盖掉前一个, 请删去一个",
    ),
    "truth-value key": (
        SITE + "  waivers:\n    - {on: 2026-01-01}\n",
        "site.yml:5 [site.waivers[0].on]: 键 on 会被 YAML 读成真假值。请改名或加引号",
    ),
    "yaml syntax": (
        "site:\n  name: [a\n  level: 3\n",
        "site.yml:3: YAML 写法有误(did not find expected ',' or ']')。请检查缩进、冒号和引号",
    ),
    "tab": (SITE + "  waivers:\n\t- {check: a}\n", "site.yml:5: 用了 Tab 缩进。YAML 只认空格, 请改成空格"),
    "control character": (
        SITE + "  waivers: []\n\0",
        "site.yml:5: 文件里有控制字符。请删去, 或另存为 UTF-8 纯文本",
    ),
    "date that no calendar has": (
        SITE + "  waivers:\n    - {check: mgmt_telnet_disabled, reason: 甲, approved_by: 乙, until: 2026-13-01}\n",
        "site.yml:5 [site.waivers[0].until]: 2026-13-01 不是日期。例如 2026-12-31",
    ),
    "external link on a host that is not there": (
        SITE + "  external_links:\n    - {device: fw-9, interface: g1, title: 专线}\n",
        "site.yml:5 [site.external_links[0].device]: 没有主机 fw-9。请核对清单里的名称",
    ),
    "account of nobody": (
        SITE + "  accounts:\n    - {name: zhang, people: []}\n",
        "site.yml:5 [site.accounts[0].people]: 不能为空。至少写一项",
    ),
    "bastion that is no network": (
        SITE + "  bastions: [10.10.99.300]\n",
        "site.yml:4 [site.bastions[0]]: 10.10.99.300 不是网段。例如 10.10.0.0/16",
    ),
    "system written twice": (
        SITE + "  systems:\n    - {name: 甲, level: 2}\n    - {name: 甲, level: 3}\n",
        "site.yml:6 [site.systems[1].name]: 系统 甲 写了两次。请合并或改名",
    ),
    "all that is wrong in the ledgers": (
        SITE
        + "  systems:\n    - {name: 1, level: 三, hosts: core-1, filed_date: 去年}\n"
        + "  waivers:\n    - {check: [a], hosts: 3, reason: , approved_by: true, until: 2026-02-30}\n",
        (
            "site.yml:5 [site.systems[0].name]: 1 应是文本。请加引号\n"
            "site.yml:5 [site.systems[0].level]: 三 应是整数。去掉引号和小数\n"
            "site.yml:5 [site.systems[0].filed_date]: 去年 不是日期。例如 2026-12-31\n"
            "site.yml:5 [site.systems[0].hosts]: 应是列表。写成 [甲, 乙], 或每行以“- ”开头\n"
            "site.yml:7 [site.waivers[0].check]: 没有检查 ['a']。dengbao coverage 列出全部检查\n"
            "site.yml:7 [site.waivers[0].hosts]: 应是列表。写成 [甲, 乙], 或每行以“- ”开头\n"
            "site.yml:7 [site.waivers[0].reason]: None 应是文本。请加引号\n"
            "site.yml:7 [site.waivers[0].approved_by]: True 应是文本。请加引号\n"
            "site.yml:7 [site.waivers[0].until]: 2026-02-30 不是日期。例如 2026-12-31"
        ),
    ),
    "site is no mapping": (
        "site: 3\n",
        "site.yml:1 [site]: site 应是“键: 值”。请参照 inventories/example/group_vars/all/site.yml",
    ),
    "name missing": ("site:\n  level: 3\n", "site.yml:1 [site.name]: 缺少 name。请补上"),
    "name empty": ('site:\n  name: " "\n  level: 3\n', "site.yml:2 [site.name]: 不能为空"),
    "level in quotes": ('site:\n  name: 甲\n  level: "3"\n', "site.yml:3 [site.level]: 3 应是整数。去掉引号和小数"),
    "level too high": ("site:\n  name: 甲\n  level: 5\n", "site.yml:3 [site.level]: 5 太大。最大 4"),
    "unknown key": (SITE + "  zone: {}\n", "site.yml:4 [site.zone]: 不认识的键 zone。是不是 zones"),
    "unknown key in a zone": (
        SITE + "  zones:\n    dmz: {title: 隔离区, network: [10.0.0.0/8]}\n",
        (
            "site.yml:5 [site.zones.dmz.networks]: 缺少 networks。请补上\n"
            "site.yml:5 [site.zones.dmz.network]: 不认识的键 network。是不是 networks"
        ),
    ),
    "computed key": (SITE + "  warnings: []\n", "site.yml:4 [site.warnings]: 不认识的键 warnings。这一项由程序算出"),
    "host bits": (
        SITE + "  zones:\n    dmz: {title: 隔离区, networks: [192.168.100.1/24]}\n",
        "site.yml:5 [site.zones.dmz.networks[0]]: 网段 192.168.100.1/24 的主机位不为零。应写 192.168.100.0/24",
    ),
    "no network": (
        SITE + "  management:\n    - 10.10.99.0/24\n    - 10.10.999.0/24\n",
        "site.yml:6 [site.management[1]]: 10.10.999.0/24 不是网段。例如 10.10.0.0/16",
    ),
    "network that YAML reads as a number": (
        SITE + "  management: [1]\n",
        "site.yml:4 [site.management[0]]: 网段 1 应是文本。例如 10.10.0.0/16",
    ),
    "no list": (
        SITE + "  management: 10.10.99.0/24\n",
        "site.yml:4 [site.management]: 应是列表。写成 [甲, 乙], 或每行以“- ”开头",
    ),
    "no address": (
        SITE + "  log_servers: [10.10.100.300]\n",
        "site.yml:4 [site.log_servers[0]]: 10.10.100.300 不是地址。例如 10.10.100.21",
    ),
    "flow to nowhere": (
        SITE
        + "  zones:\n    dmz: {title: 隔离区, networks: [10.0.0.0/8]}\n"
        + "  flows:\n    - {from: dmz, to: intra, services: [any], reason: 甲}\n",
        "site.yml:7 [site.flows[0].to]: 没有区域 intra。zones 里有:dmz",
    ),
    "isolated from nowhere": (
        SITE + "  isolated:\n    - [govnet, internet]\n",
        (
            "site.yml:5 [site.isolated[0][0]]: 没有区域 govnet。zones 里有:无\n"
            "site.yml:5 [site.isolated[0][1]]: 没有区域 internet。zones 里有:无"
        ),
    ),
    "critical with one zone": (
        SITE + "  critical:\n    - [govnet]\n",
        "site.yml:5 [site.critical[0]]: 应是一对区域名。例如 [govnet, internet]",
    ),
    "two zones of any": (
        SITE + "  zones:\n    a: {title: 甲, networks: [any]}\n    b: {title: 乙, networks: [any]}\n",
        "site.yml:6 [site.zones.b.networks]: a、b 都写了 any。只能有一个区域写 any",
    ),
    "bad service": (
        SITE
        + "  zones:\n    a: {title: 甲, networks: [any]}\n"
        + "  flows:\n    - {from: a, to: a, services: [443/tcp], reason: 甲}\n",
        f"site.yml:7 [site.flows[0].services[0]]: 服务 443/tcp 不认识。{SERVICES}",
    ),
    "port range backwards": (
        SITE
        + "  zones:\n    a: {title: 甲, networks: [any]}\n"
        + "  flows:\n    - {from: a, to: a, services: [tcp/90-80], reason: 甲}\n",
        f"site.yml:7 [site.flows[0].services[0]]: 服务 tcp/90-80 不认识。{SERVICES}",
    ),
    "unknown threshold": (
        SITE + "  thresholds: {password_length_min: 10}\n",
        "site.yml:4 [site.thresholds.password_length_min]: 没有阈值 password_length_min。是不是 password_min_length",
    ),
    "threshold with a unit": (
        SITE + "  thresholds: {log_retention_days: 180天}\n",
        "site.yml:4 [site.thresholds.log_retention_days]: 180天 应是数字。去掉引号和单位",
    ),
    "no date": (
        SITE + "  waivers:\n    - {check: mgmt_telnet_disabled, reason: 甲, approved_by: 乙, until: 明年}\n",
        "site.yml:5 [site.waivers[0].until]: 明年 不是日期。例如 2026-12-31",
    ),
    "unknown check": (
        SITE + "  waivers:\n    - {check: mgmt_telnet_disable, reason: 甲, approved_by: 乙, until: 2026-12-31}\n",
        "site.yml:5 [site.waivers[0].check]: 没有检查 mgmt_telnet_disable。是不是 mgmt_telnet_disabled",
    ),
    "unknown clause": (
        SITE + "  waivers:\n    - {clause: 8.9.9.9.z, reason: 甲, approved_by: 乙, until: 2026-12-31}\n",
        "site.yml:5 [site.waivers[0].clause]: 没有条款 8.9.9.9.z。应写如 8.1.3.2.b",
    ),
    "clause of an item without letters": (
        SITE + "  waivers:\n    - {clause: 8.1.1.2.a, reason: 甲, approved_by: 乙, until: 2026-12-31}\n",
        "site.yml:5 [site.waivers[0].clause]: 没有条款 8.1.1.2.a。应写如 8.1.1.2",
    ),
    "waiver of nothing": (
        SITE + "  waivers:\n    - {reason: 甲, approved_by: 乙, until: 2026-12-31}\n",
        "site.yml:5 [site.waivers[0]]: clause 和 check 要写且只写一个",
    ),
    "attestation that ends before it begins": (
        SITE
        + "  attestations:\n    - {clause: 8.1.1.1.a, statement: 甲, document: 乙, by: 丙, date: 2026-02-01,"
        + " valid_until: 2026-01-01}\n",
        "site.yml:5 [site.attestations[0]]: valid_until 早于 date",
    ),
    "filing number without quotes": (
        SITE + "  systems:\n    - {name: 甲, level: 2, filing_number: 12}\n",
        "site.yml:5 [site.systems[0].filing_number]: 12 应是文本。请加引号",
    ),
    "system on an unknown host": (
        SITE + "  systems:\n    - {name: 甲, level: 2, hosts: [core-9]}\n",
        "site.yml:5 [site.systems[0].hosts[0]]: 没有主机 core-9。请核对清单里的名称",
    ),
    "fail_on": (
        SITE + "  fail_on: always\n",
        "site.yml:4 [site.fail_on]: always 不认识。可选:finding、error、new、never",
    ),
}

HOST_CASES = {
    "unknown platform": (
        "all:\n  hosts:\n    sw-1: {platform: huawie}\n",
        f"hosts.yml:3 [all.hosts.sw-1.platform]: 主机 sw-1 的平台 huawie 不认识。是不是 huawei?可选:{PLATFORMS}",
    ),
    "no platform": (
        "all:\n  hosts:\n    sw-1: {role: core}\n",
        f"hosts.yml:3 [all.hosts.sw-1]: 主机 sw-1 没有写 platform。可选:{PLATFORMS}",
    ),
    "unknown role": (
        "all:\n  hosts:\n    sw-1:\n      platform: huawei\n      role: spine\n",
        (
            "hosts.yml:5 [all.hosts.sw-1.role]: 主机 sw-1 的 role spine 不认识。"
            "可选:border_firewall、firewall、core、access、router、server、workstation、ups"
        ),
    ),
    "reserved name": (
        "all:\n  hosts:\n    site: {platform: huawei}\n",
        "hosts.yml:3 [all.hosts.site]: 主机不能叫 site, 这是全网检查的保留名。请换一个名称",
    ),
    "level": (
        "all:\n  hosts:\n    sw-1: {platform: huawei, dengbao_level: 三}\n",
        "hosts.yml:3 [all.hosts.sw-1.dengbao_level]: 主机 sw-1 的 dengbao_level 三 不对。应是 1、2、3、4 之一",
    ),
    "classified": (
        "all:\n  hosts:\n    sw-1: {platform: huawei, classified: 是}\n",
        "hosts.yml:3 [all.hosts.sw-1.classified]: classified 应是 true 或 false。涉密主机写 classified: true",
    ),
    "port": (
        "all:\n  hosts:\n    sw-1: {platform: huawei, ansible_port: ssh}\n",
        "hosts.yml:3 [all.hosts.sw-1.ansible_port]: ansible_port 应是端口号。例如 22",
    ),
    "host twice in one group": (
        "all:\n  hosts:\n    sw-1: {platform: huawei}\n    sw-1: {platform: ups}\n",
        "hosts.yml:4 [all.hosts.sw-1]: 键 sw-1 写了两次(第 3 行和第 4 行)。后一个会盖掉前一个, 请删去一个",
    ),
    "unknown key in a group": (
        "all:\n  host:\n    sw-1: {platform: huawei}\n",
        "hosts.yml:2 [all.host]: 分组 all 里不认识的键 host。只能写 hosts、vars、children",
    ),
    "hosts as a list": (
        "all:\n  hosts:\n    - sw-1\n",
        "hosts.yml:2 [all.hosts]: hosts 下应是“名称: 值”。每行一个名称, 以冒号结尾",
    ),
    "host is no mapping": (
        "all:\n  hosts:\n    sw-1: huawei\n",
        "hosts.yml:3 [all.hosts.sw-1]: 主机 sw-1 的内容应是键值。例如 {platform: huawei, role: core}",
    ),
    "group in a circle": (
        "a:\n  children:\n    b:\n      children:\n        a:\n",
        "hosts.yml:1: 分组互相包含。请去掉 children 里的循环",
    ),
    "nobody": ("all:\n  hosts:\n", "清单里没有主机。请在 hosts.yml 里写上主机"),
    "empty file": ("---\n", "hosts.yml:1: 清单顶层应是分组。请参照 inventories/example/hosts.yml"),
}


def said(error: UserError, root: object) -> str:
    """The message with the paths cut to the file's name."""
    lines = [line.replace(f"{root}/group_vars/all/", "").replace(f"{root}/", "") for line in str(error).split("\n")]
    return "\n".join(line.removeprefix(f"{root}: ").removeprefix(f"{root} ") for line in lines)


@pytest.mark.parametrize(("text", "message"), SITE_CASES.values(), ids=SITE_CASES)
def test_site_errors_name_file_line_key_and_mend(make: Make, text: str, message: str) -> None:
    root = make(group_vars__all__site=text)
    with pytest.raises(UserError) as error:
        load(root)
    assert said(error.value, root) == message


@pytest.mark.parametrize(("text", "message"), HOST_CASES.values(), ids=HOST_CASES)
def test_host_errors_name_file_line_key_and_mend(make: Make, text: str, message: str) -> None:
    root = make(hosts=text)
    with pytest.raises(UserError) as error:
        load(root)
    assert said(error.value, root) == message


def test_all_errors_come_at_once_in_the_order_of_the_file(make: Make) -> None:
    root = make(
        hosts="all:\n  hosts:\n    a: {platform: x1}\n    b: {platform: huawei, role: y}\n",
        group_vars__all__site="site:\n  level: 9\n  thresholds: {no_such: 1}\n  management: [10.1.1.1/8]\n",
    )
    with pytest.raises(UserError) as error:
        load(root)
    keys = [line.split("[", 1)[1].split("]: ")[0] for line in said(error.value, root).split("\n")]
    assert keys == [
        "site.name",
        "site.level",
        "site.thresholds.no_such",
        "site.management[0]",
        "all.hosts.a.platform",
        "all.hosts.b.role",
    ]


def test_missing_inventory(make: Make) -> None:
    root = make()
    with pytest.raises(UserError) as error:
        load(root / "no.yml")
    assert said(error.value, root) == "no.yml: 没有这个清单文件或目录。请检查 -i 后的路径"


def test_missing_site(make: Make) -> None:
    root = make(group_vars__all__site="other: 1\n")
    with pytest.raises(UserError) as error:
        load(root)
    assert said(error.value, root) == (
        "group_vars/all [site]: 没有站点说明(site)。请从 inventories/example/group_vars/all/site.yml 复制一份"
    )


def test_site_differs_between_hosts(make: Make) -> None:
    root = make(group_vars__power="site: {name: 乙, level: 2}\n")
    with pytest.raises(UserError) as error:
        load(root)
    assert said(error.value, root) == "[site]: 主机 core-1 与 ups-1 的 site 不同。site 只写在 group_vars/all 里"


def test_empty_folder(make: Make) -> None:
    root = make()
    (root / "hosts.yml").unlink()
    with pytest.raises(UserError) as error:
        load(root)
    assert said(error.value, root) == "目录里没有清单文件。请放入 hosts.yml, 可从 inventories/example 复制"


def test_file_that_is_not_utf8(make: Make) -> None:
    root = make()
    (root / "hosts.yml").write_bytes("all: {hosts: {核心: }}".encode("gb18030"))
    with pytest.raises(UserError) as error:
        load(root)
    assert said(error.value, root) == "hosts.yml: 文件不是 UTF-8 编码。请另存为 UTF-8"


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("core-9", "--limit 里的 core-9 不对应清单里的任何主机或分组。请核对名称"),
        ("cores,!core-*", "--limit cores,!core-* 没有留下任何主机。请放宽范围"),
    ],
)
def test_limit_that_means_nothing(make: Make, limit: str, message: str) -> None:
    with pytest.raises(UserError) as error:
        load(make(), limit=limit)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"group_vars__all__vars": "a: '{{ b }}'\n"}, "group_vars/all/vars.yml:1: a 用了 Jinja 模板"),
        ({"group_vars__all__vars": "a: 1\nb: !vault x\n"}, "group_vars/all/vars.yml:2: b 用了 !vault"),
        (
            {"group_vars__all__vars": "$ANSIBLE_VAULT;1.1;AES256\n6162\n"},
            "group_vars/all/vars.yml:1: 整个文件用 vault 加密",
        ),
        ({"more": "all:\n"}, ": 目录里有多个清单文件(hosts.yml、more.yml)"),
        ({"hosts": "plugin: constructed\n"}, "hosts.yml:1: 用了清单插件"),
        ({"sub__hosts": "all: {hosts: {x: }}\n"}, "sub/hosts.yml:1: 子目录里可能还有清单"),
    ],
)
def test_without_ansible_what_needs_it_is_said(
    make: Make, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], message: str
) -> None:
    monkeypatch.setattr("dengbao.inventory.loading.program", lambda: None)
    root = make(**files)
    with pytest.raises(UserError) as error:
        load(root)
    mend = "请在装有 Ansible 的机器上用 dengbao inventory export 导出后再用"
    assert str(error.value).replace(f"{root}/", "").removeprefix(str(root)) == f"{message}, 需要 Ansible 才能读。{mend}"


def test_json_that_is_no_export(make: Make) -> None:
    root = make()
    (root / "x.json").write_text('{"schema": "other/1"}')
    with pytest.raises(UserError) as error:
        load(root / "x.json")
    assert said(error.value, root) == (
        "x.json: 不是 dengbao-inventory/1 格式的清单。请用 dengbao inventory export 导出, 或给快照的 manifest.json"
    )
