"""The small words of the site's facts: networks, services, addresses, clauses; each refused with how to mend it."""

from __future__ import annotations

import difflib
import ipaddress
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_NAME = re.compile(r"(?=.*[a-z])[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_SERVICE = re.compile(r"(tcp|udp|sctp)/(\d{1,5})(?:-(\d{1,5}))?")
_BARE = ("any", "icmp", "icmpv6", "tcp", "udp", "esp", "ah", "gre", "ospf", "vrrp")
_PORT_MAX = 65535


def network(value: object) -> Network:
    """A network; a bare address is one of its own."""
    if isinstance(value, ipaddress.IPv4Network | ipaddress.IPv6Network):
        return value
    if not isinstance(value, str):
        raise ValueError(f"网段 {value} 应是文本, 例如 10.10.0.0/16")  # noqa: TRY004 - pydantic collects ValueErrors
    try:
        return ipaddress.ip_network(value)
    except ValueError:
        pass
    try:
        wanted = ipaddress.ip_network(value, strict=False)
    except ValueError:
        raise ValueError(f"{value} 不是网段, 例如 10.10.0.0/16") from None
    raise ValueError(f"网段 {value} 的主机位不为零, 应写 {wanted}")


def server(value: object) -> str:
    """An address or a name of a server."""
    text = str(value) if isinstance(value, str | ipaddress.IPv4Address | ipaddress.IPv6Address) else ""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        if _NAME.fullmatch(text):
            return text
        raise ValueError(f"{value} 不是地址, 例如 10.10.100.21") from None


def service(value: object) -> str:
    """``tcp/443``, ``tcp/8000-8010``, ``udp/53``, ``icmp``, ``any``."""
    text = str(value).casefold()
    if text in _BARE:
        return text
    match = _SERVICE.fullmatch(text)
    if match and int(match[2]) <= int(match[3] or match[2]) <= _PORT_MAX:
        return text
    raise ValueError(f"服务 {value} 不认识, 应写 tcp/443、tcp/8000-8010、udp/53、icmp 或 any")


def zone_network(value: object) -> Network | Literal["any"]:
    """A network, or ``any``."""
    return "any" if value == "any" else network(value)


def pair(value: object) -> tuple[str, str]:
    """Two names of zones."""
    if isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(name, str) for name in value):  # noqa: PLR2004 - a pair
        return value[0], value[1]
    raise ValueError("应是一对区域名, 例如 [govnet, internet]")


def number(value: object) -> int | float:
    """A number that is not negative; no text, no truth value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value} 应是数字, 去掉引号和单位")  # noqa: TRY004 - pydantic collects ValueErrors
    if value < 0:
        raise ValueError(f"{value} 太小, 最小 0")
    return value


def known_clause(value: object) -> str:
    """A clause of GB/T 22239-2019 (``8.1.3.2.b``, ``8.1.3.2 b)``), or a control (``8.1.3.2``)."""
    from dengbao.catalogue import clause_id, level_of, load  # noqa: PLC0415 - only who writes clauses pays for it

    clause = clause_id(str(value))
    if clause is None or not load(level_of(clause)).under(clause):
        near = load(level_of(clause)).under(clause.rpartition(".")[0]) if clause else ()
        raise ValueError(f"没有条款 {value}, 应写如 {'、'.join(item.id for item in near) or '8.1.3.2.b'}")
    return clause


def known_check(value: object) -> str:
    """The id of a check."""
    from dengbao.catalogue import load  # noqa: PLC0415 - only who writes waivers pays for it

    checks = load(3).checks
    if value not in checks:
        near = difflib.get_close_matches(str(value), checks, n=1)
        raise ValueError(f"没有检查 {value}" + (f", 是不是 {near[0]}" if near else ", dengbao coverage 列出全部检查"))
    return str(value)


Networks = list[Annotated[Network, BeforeValidator(network)]]
ZoneNetworks = list[Annotated[Network | Literal["any"], BeforeValidator(zone_network)]]
Servers = list[Annotated[str, BeforeValidator(server)]]
Services = list[Annotated[str, BeforeValidator(service)]]
Pair = Annotated[tuple[str, str], BeforeValidator(pair)]
Number = Annotated[int | float, BeforeValidator(number)]
Clause = Annotated[str, BeforeValidator(known_clause)]
CheckId = Annotated[str, BeforeValidator(known_check)]
