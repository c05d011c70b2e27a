"""A misread word inside what a check reads is never passed over as irrelevant, nor taken for the right one."""

from __future__ import annotations

import pytest

from dengbao.model import Device
from tests.parsers.ioslike.support import read

HEADS = {
    "cisco_ios": "version 15.2\nhostname r1\n{}line con 0\nline vty 0 4\nend\n",
    "ruijie_os": "version RGOS 12.6(2)B0702P1\nhostname r1\n{}line console 0\nline vty 0 4\nend\n",
    "cisco_nxos": "version 9.3(12) Bios:version\nhostname n1\n{}line console\nline vty\n",
    "hp_comware": "#\n version 7.1.070, Release 6357P08\n#\n sysname x\n#\n{}#\nreturn\n",
    "huawei": "!Software Version V200R021C10SPC600\n#\nsysname x\n#\n{}#\nreturn\n",
}
PORT = "interface GigabitEthernet0/1\n{}"


def device(platform: str, lines: str) -> Device:
    return read(platform, HEADS[platform].format(lines))


@pytest.mark.parametrize(
    ("platform", "line", "topic"),
    [
        ("cisco_ios", "crypto ikev2 proposals P\n", "proposals"),
        ("cisco_ios", "crypto ipsec transform-sets T esp-des\n", "proposals"),
        ("cisco_ios", "crypto ipsec profile P\n set transform-sets T\n", "proposals"),
        ("ruijie_os", "crypto isakmp policies 1\n", "proposals"),
        ("cisco_ios", "aaa common-criteria policies P\n", "passwords"),
        ("cisco_ios", "ip dhcp snoop\n", "layer2"),
        ("ruijie_os", "ip dhcp snoop\n", "layer2"),
        ("cisco_nxos", "ip dhcp snoop\n", "layer2"),
        ("ruijie_os", "ip arp inspect vlan 30\n", "layer2"),
        ("cisco_ios", "line vtys 0 4\n no login\n", "terminals"),
        ("cisco_nxos", "line vtys\n", "terminals"),
        ("ruijie_os", "logging userinfo command-logs\n", "logging"),
        ("cisco_nxos", "router ospfs 1\n", "routing"),
        ("cisco_nxos", "system logins block-for 600 attempts 5 within 120\n", "lockout"),
    ],
)
def test_a_misread_line_is_put_down_to_its_topic(platform: str, line: str, topic: str) -> None:
    assert getattr(device(platform, line), topic).unread


@pytest.mark.parametrize(
    ("platform", "line"),
    [
        ("cisco_ios", " ip ospf authenticate message-digest\n"),
        ("cisco_ios", " dot1x port-controls auto\n"),
        ("ruijie_os", " dot1x port-controls auto\n"),
        ("cisco_nxos", "  ip ospf authenticate message-digest\n"),
    ],
)
def test_a_misread_line_of_an_interface_is_unread(platform: str, line: str) -> None:
    (interface,) = device(platform, PORT.format(line)).interfaces
    assert interface.unread


@pytest.mark.parametrize(
    ("platform", "lines"),
    [
        ("cisco_ios", PORT.format(" standby 1 ip 10.1.1.1\n standby 1 authenticate md5 key-string K\n")),
        ("ruijie_os", PORT.format(" vrrp 1 ip 10.1.1.1\n vrrp 1 authenticate K\n")),
        ("cisco_nxos", "interface Vlan10\n  hsrp 1\n    ip 10.1.1.1\n    authentication md5 key-chains K\n"),
        ("cisco_nxos", "vpc domain 1\n  peer-keepalives destination 10.1.1.2\n"),
        ("huawei", "interface Vlanif10\n vrrp vrid 1 virtual-ip 10.1.1.1\n vrrp vrid 1 authenticate md5 K\n"),
    ],
)
def test_a_misread_line_of_a_group_makes_it_doubtful_or_open(platform: str, lines: str) -> None:
    (group,) = device(platform, lines).redundancy
    assert group.unread or group.authenticated is False


@pytest.mark.parametrize("platform", ["cisco_ios", "ruijie_os", "cisco_nxos"])
def test_what_stands_beside_is_irrelevant(platform: str) -> None:
    found = device(platform, "ip dhcp pool P\n network 10.1.1.0 255.255.255.0\nip dhcp relay information option\n")
    assert not found.layer2.unread
    assert 0 not in found.coverage["running-config"]
