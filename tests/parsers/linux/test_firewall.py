"""Packet filters: lowered rules say what the kernel does; what has no numbers is never read as closed or as open."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from msgspec.structs import replace

from dengbao.model import Device
from dengbao.packets import Packet, Ruleset
from tests.parsers.linux.made import host

ROOT = Path(__file__).parents[3]
ADDRESS = "10.9.0.1"
SCRIPT = """
table inet edge {
  set admins { type ipv4_addr; flags interval; elements = { 10.9.1.0/24, 10.9.2.7 } }
  chain public {
    udp dport { 20, 30-35 } accept
    ip saddr != 10.9.3.8 udp sport 7 accept
    reject
  }
  chain zone {
    ip saddr 10.9.3.0-10.9.3.99 goto public
    ip saddr 10.9.4.0/24 udp dport 40 accept
    counter drop
  }
  chain early {
    type filter hook input priority -10; policy accept;
    ip saddr 10.9.9.9 drop
  }
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    iifname "lo" accept
    ct state invalid drop
    ip saddr @admins udp dport 22 counter accept
    udp dport vmap { 50 : accept, 51 : drop, 52 : jump public }
    ip saddr 10.9.5.0/24 udp dport != 33 accept
    meta l4proto { tcp, udp } th dport 60 accept
    ip daddr 10.9.0.2 accept
    jump zone
  }
}
"""
FIREWALLD = """
table inet firewalld {
  chain filter_IN_public_allow {
    tcp dport 22 ct state { new, untracked } accept
    udp dport 20 accept
  }
  chain filter_IN_public_deny {
    ip saddr 10.9.2.0/24 reject
  }
  chain filter_IN_public {
    jump filter_IN_public_deny
    jump filter_IN_public_allow
    meta l4proto { icmp, ipv6-icmp } accept
    reject with icmpx admin-prohibited
  }
  chain filter_IN_trusted {
    accept
  }
  chain filter_INPUT_ZONES {
    ip saddr 10.9.5.0/24 goto filter_IN_trusted
    iifname "in1" goto filter_IN_public
    iifname "other" goto filter_IN_trusted
    goto filter_IN_public
  }
  chain filter_INPUT {
    type filter hook input priority filter + 10; policy accept;
    ct state { established, related } accept
    ct status dnat accept
    iifname "lo" accept
    ct state invalid drop
    jump filter_INPUT_ZONES
    reject with icmpx admin-prohibited
  }
}
"""
PORTS = (7, 20, 22, 31, 33, 36, 40, 50, 51, 52, 60)
SOURCES = (
    "10.9.1.5",
    "10.9.2.7",
    "10.9.2.8",
    "10.9.3.8",
    "10.9.3.50",
    "10.9.3.200",
    "10.9.4.1",
    "10.9.5.5",
    "10.9.9.9",
)


def lines_of(shown: str) -> list[str]:
    """Lay nft's output out as the collector does."""
    text = shown.strip()
    for kind in ("table", "chain", "rule", "set", "map"):
        text = text.replace(f', {{"{kind}": {{"family"', f'\n, {{"{kind}": {{"family"')
    return text.split("\n")


def acl(device: Device, name: str) -> Ruleset:
    return Ruleset.of_acl(next(one for one in device.acls if one.name == name))


def packet(source: str, port: int, *, sport: int = 1024, protocol: int = 17, zone: str = "in1") -> Packet:
    return Packet(
        source=int(IPv4Address(source)),
        destination=int(IPv4Address(ADDRESS)),
        protocol=protocol,
        source_port=sport,
        destination_port=port,
        from_zone=zone,
    )


@pytest.mark.system("nftables")
@pytest.mark.system("iproute2")
@pytest.mark.system("root")
@pytest.mark.parametrize("rules_of", [SCRIPT, FIREWALLD], ids=["sets-and-maps", "firewalld"])
def test_says_what_the_kernel_does(rules_of: str) -> None:
    draw = random.Random(7)
    packets = [
        (source, sport, port) for source in SOURCES for port in PORTS for sport in (7, 1024 + draw.randrange(9000))
    ]
    asked = {
        "script": rules_of,
        "address": ADDRESS,
        "packets": [(int(IPv4Address(source)), sport, port) for source, sport, port in packets],
    }
    done = subprocess.run(
        ["unshare", "-n", sys.executable, str(Path(__file__).with_name("kernel.py"))],
        input=json.dumps(asked), text=True, capture_output=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    rules = acl(host("openeuler-2203", nftables=lines_of(answer["ruleset"])), "input-ipv4")
    told = [rules.decide(packet(source, port, sport=sport))[0] for source, sport, port in packets]
    wrong = [one for one, said, came in zip(packets, told, answer["arrived"], strict=True) if said != came]
    assert not wrong
    assert any(told)
    assert not all(told)


SAVED = """
*nat
:PREROUTING ACCEPT [0:0]
COMMIT
*filter
:INPUT DROP [3:180]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [9:900]
:RH-INPUT - [0:0]
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -j RH-INPUT
-A RH-INPUT -s 10.10.99.0/24 -p tcp -m tcp --dport 22 -m comment --comment "运维 网段" -j ACCEPT
-A RH-INPUT -p tcp -m multiport --dports 80,443,8000:8010 -j ACCEPT
-A RH-INPUT ! -s 10.10.0.0/16 -p udp -m udp --dport 53 -j ACCEPT
-A RH-INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT
-A RH-INPUT -p tcp -m tcp --dport 9999 -m recent --update --seconds 60 --name knock -j ACCEPT
-A RH-INPUT -j LOG --log-prefix "drop: "
-A RH-INPUT -j REJECT --reject-with icmp-host-prohibited
COMMIT
""".splitlines()
NO_NFT = (127, "nft: not found")


def test_reads_iptables_with_called_chains() -> None:
    device = host(
        "openeuler-2203", nftables=NO_NFT, iptables=SAVED, ip6tables=["*filter", ":INPUT ACCEPT [0:0]", "COMMIT"]
    )
    rules = acl(device, "input-ipv4")
    for source, protocol, port, passes in (
        ("10.10.99.7", 6, 22, True),
        ("10.10.98.7", 6, 22, False),
        ("1.2.3.4", 6, 8005, True),
        ("1.2.3.4", 6, 8011, False),
        ("10.10.1.1", 17, 53, False),
        ("10.11.1.1", 17, 53, True),
        ("1.2.3.4", 6, 9999, True),
        ("1.2.3.4", 17, 9999, False),
    ):
        assert rules.decide(packet(source, port, protocol=protocol))[0] is passes, (source, port)
    profiles = {one.name: one for one in device.host.firewall.profiles}
    assert (profiles["ipv4"].enabled.value, profiles["ipv4"].inbound.value) == (True, "deny")
    assert (profiles["ipv6"].enabled.value, profiles["ipv6"].inbound.value) == (False, "permit")
    named = next(rule for rule in device.host.firewall.rules if "运维" in rule.name)
    assert [service.destination for service in named.services] == [(22, 22)]
    # A permit with a match that has no numbers lets in whoever its other terms name.
    assert any(rule.permits and rule.services[0].destination == (9999, 9999) for rule in device.host.firewall.rules)


def test_a_host_that_forwards_is_part_of_the_border() -> None:
    """Its forward chain stands between its interfaces, and takes part in the proofs as a firewall's policies do."""
    saved = [
        "*filter",
        ":FORWARD DROP [0:0]",
        "-A FORWARD -i eth0 -o eth1 -p tcp -m tcp --dport 443 -j ACCEPT",
        "COMMIT",
    ]
    on = ["/proc/sys/net/ipv4/ip_forward:1"]
    device = host("openeuler-2203", nftables=NO_NFT, iptables=saved, ip6tables=[], kernel_settings=on)
    assert {one.zone for one in device.interfaces} == {"lo", "ens3"}
    rules = Ruleset(device.policies.items, device.policies.default_action)
    allowed = packet("1.2.3.4", 443, protocol=6, zone="eth0")
    for way, passes in (("eth1", True), ("eth2", False)):
        assert rules.decide(replace(allowed, to_zone=way))[0] is passes
    six = replace(allowed, family=6, to_zone="eth2")
    assert rules.decide(six)[0] is True  # nothing filters IPv6


def test_no_rules_at_all_is_open_and_refused_reads_are_unknown() -> None:
    not_loaded = (None, "not loaded: nf_tables")
    device = host("openeuler-2203", nftables=not_loaded, iptables=not_loaded, ip6tables=not_loaded)
    assert device.host.firewall.running.value is False
    assert [one.inbound.value for one in device.host.firewall.profiles] == ["permit", "permit"]
    for denied in (
        host("openeuler-2203", nftables=(1, "Operation not permitted (you must be root)")),
        host("openeuler-2203", nftables=(127, "not found"), iptables=(127, "not found"), ip6tables=(127, "not found")),
        host("openeuler-2203", nftables=['{"nftables": [{"metainfo": {}}', ', {"rule": {"family": "inet"']),
        host("openeuler-2203", nftables=["flush ruleset"]),
        host(
            "openeuler-2203",
            iptables=["# Warning: iptables-legacy tables present, use iptables-legacy-save to see them"],
        ),
    ):
        assert denied.host.firewall.profiles.missing
        assert denied.host.firewall.rules.missing


def test_a_return_before_the_end_is_left_open() -> None:
    own = {"family": "ip", "table": "t"}
    ssh = {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 22}}
    objects = [
        {"chain": own | {"name": "in", "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}},
        {"chain": own | {"name": "sub"}},
        {"rule": own | {"chain": "in", "handle": 1, "expr": [{"jump": {"target": "sub"}}]}},
        {"rule": own | {"chain": "sub", "handle": 2, "expr": [ssh, {"return": None}]}},
        {"rule": own | {"chain": "sub", "handle": 3, "expr": [{"accept": None}]}},
    ]
    shown = [json.dumps({"nftables": objects})]
    device = host("openeuler-2203", nftables=shown)
    assert any(rule.unread for rule in device.host.firewall.rules)
    assert next(iter(device.host.firewall.profiles)).unread
