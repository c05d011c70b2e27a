"""ACL entries: each form of the grammar, and the quick way against the thorough one."""

from __future__ import annotations

import pytest

from dengbao.model import ANY_IPV4, ANY_SERVICE, Address, Rule, Service
from parsers.ioslike.entries import extended_entry, standard_entry
from parsers.ioslike.plain import plain_entry

A = 0x0A000000
HOST = Address(A + 1, A + 1, 4)
NET = Address(A, A + 255, 4)


def entry(text: str, family: int = 4) -> Rule | None:
    return extended_entry(text.split(), 0, "10", 7, family)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "sources", "destinations", "services"),
    [
        ("permit ip any any", (ANY_IPV4,), (ANY_IPV4,), (ANY_SERVICE,)),
        ("permit ip 0.0.0.0 255.255.255.255 any", (Address(0, 2**32 - 1, 4),), (ANY_IPV4,), (ANY_SERVICE,)),
        ("deny tcp host 10.0.0.1 any eq www", (HOST,), (ANY_IPV4,), (Service(6, (0, 65535), (80, 80)),)),
        ("permit udp any eq 53 10.0.0.0 0.0.0.255", (ANY_IPV4,), (NET,), (Service(17, (53, 53)),)),
        ("permit tcp any any range 1024 2000", (ANY_IPV4,), (ANY_IPV4,), (Service(6, (0, 65535), (1024, 2000)),)),
        ("permit tcp any any gt 1023", (ANY_IPV4,), (ANY_IPV4,), (Service(6, (0, 65535), (1024, 65535)),)),
        ("permit tcp any any lt 10", (ANY_IPV4,), (ANY_IPV4,), (Service(6, (0, 65535), (0, 9)),)),
        ("permit tcp any any established", (ANY_IPV4,), (ANY_IPV4,), (Service(6, established=True),)),
        ("permit icmp any any echo", (ANY_IPV4,), (ANY_IPV4,), (Service(1, icmp=(8, None)),)),
        ("permit icmp any any 3 4", (ANY_IPV4,), (ANY_IPV4,), (Service(1, icmp=(3, 4)),)),
        ("permit 47 any any", (ANY_IPV4,), (ANY_IPV4,), (Service(47),)),
        ("permit ip any any dscp ef", (ANY_IPV4,), (ANY_IPV4,), (Service(other="dscp ef"),)),
        ("deny ip any any fragments", (ANY_IPV4,), (ANY_IPV4,), (Service(other="fragments"),)),
        ("permit ip 10.0.0.0 0.255.0.255 any", (Address(A, A, 4, 0x00FF00FF),), (ANY_IPV4,), (ANY_SERVICE,)),
    ],
)
def test_forms(
    text: str, sources: tuple[Address, ...], destinations: tuple[Address, ...], services: tuple[Service, ...]
) -> None:
    rule = entry(text)
    assert rule is not None
    assert (rule.sources, rule.destinations, rule.services, rule.lines) == (sources, destinations, services, (7,))
    assert rule.is_any_to_any == (text in {"permit ip any any", "permit ip 0.0.0.0 255.255.255.255 any"})


def test_kerberos_is_cisco_s_own_number_and_neq_leaves_a_gap() -> None:
    kerberos, gap = entry("permit tcp any any eq kerberos"), entry("permit tcp any any neq 22")
    assert kerberos is not None
    assert gap is not None
    assert kerberos.services[0].destination == (750, 750)
    assert [service.destination for service in gap.services] == [(0, 21), (23, 65535)]


def test_several_ports_of_one_eq() -> None:
    rule = entry("permit tcp any any eq 22 443 www")
    assert rule is not None
    assert [service.destination for service in rule.services] == [(22, 22), (443, 443), (80, 80)]


def test_log_time_range_and_groups() -> None:
    rule = entry("permit object-group WEB object-group IN host 10.0.0.1 log time-range WORK")
    assert rule is not None
    assert (rule.logged, rule.schedule) == (True, "WORK")
    assert rule.services == (Service(ref="WEB", resolved=False),)
    assert rule.sources == (Address(ref="IN", resolved=False),)


def test_ipv6() -> None:
    rule = entry("permit tcp 2001:db8::/32 any eq 443 sequence 30", 6)
    assert rule is not None
    assert (rule.name, rule.sources[0].family, rule.destinations[0].is_any) == ("30", 6, True)


@pytest.mark.parametrize(
    "text",
    [
        "permit",
        "permit tcp",
        "permit tcp any",
        "permit tcp any any eq nothing",
        "permit tcp any any eq 70000",
        "permit tcp any any range 5",
        "permit ip 10.0.0.300 0.0.0.255 any",
        "permit ip any any surprise",
        "permit tcp host any any",
        "allow ip any any",
    ],
)
def test_what_is_not_understood_is_no_rule(text: str) -> None:
    assert entry(text) is None


@pytest.mark.parametrize("text", ["permit 10.0.0.1", "permit host 10.0.0.1", "permit 10.0.0.1 0.0.0.0 log"])
def test_standard(text: str) -> None:
    rule = standard_entry(text.split(), 0, "10", 1)
    assert rule is not None
    assert (rule.sources, rule.logged) == ((HOST,), "log" in text)


@pytest.mark.parametrize(
    "text",
    [
        "permit tcp host 10.0.0.1 10.0.0.0 0.0.0.255 eq 443",
        "deny   ip any any",
        "deny   ip any any log",
        "permit udp 10.0.0.0 0.0.0.255 range 1 5 any eq snmp",
        "permit tcp any gt 1023 any neq 22",
        "permit 6 any any eq ssh",
        "permit 50 any host 10.0.0.1",
    ],
)
def test_the_quick_way_agrees(text: str) -> None:
    assert plain_entry(text, 0, 7, 0) == entry(text)
