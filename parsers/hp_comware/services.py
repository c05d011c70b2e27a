"""Management services that listen (Comware 7 login, SSH, FTP, HTTP, NETCONF references).

On Comware 7 all of them are off until a line turns them on; Comware 5 differs by model, so that its silence is unknown.
Sources are limited at the service (``ssh server acl``), on Comware 5 at the VTY lines. A list that is missing or empty
lets everybody in on some releases and nobody on others: unknown.
"""

from __future__ import annotations

from typing import Any

from dengbao.model import Absent, Channel, Known, Unknown, Unsupported
from dengbao.model.facts import Fact
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.hp_comware.acl import permitted
from parsers.hp_comware.table import TOP, note, on_off, rest, state_of
from parsers.ioslike.numbers import bounded

_SERVICES = {
    "telnet": "telnet server enable",
    "ssh": "ssh server enable",
    "http": "ip http enable",
    "https": "ip https enable",
    "ftp": "ftp server enable",
    "sftp": "sftp server enable",
    "scp": "scp server enable",
    "netconf": "netconf ssh server enable",
    "netconf-http": "netconf soap http enable",
    "netconf-https": "netconf soap https enable",
    "restful-http": "restful http enable",
    "restful-https": "restful https enable",
    "grpc": "grpc enable",
}
_PORTS = {"telnet": 23, "ssh": 22, "http": 80, "https": 443, "ftp": 21}
_SHARED = {"sftp": "ssh", "scp": "ssh", "netconf": "ssh"}

for _name, _head in _SERVICES.items():
    on_off(_head, f"service {_name}", topic="channels")
for _head in ("telnet server", "ftp server", "ip http", "ip https", "netconf", "sftp server", "scp server", "restful"):
    rest(_head, "channels")
TOP.ignore(
    "管理服务的会话参数,不决定是否监听、谁能连",
    *("ftp timeout", "ftp server dscp", "telnet server dscp", "ftp server ipv6 dscp", "telnet server ipv6 dscp"),
    *(
        "sftp server idle-timeout",
        "netconf idle-timeout",
        "netconf log",
        "netconf capability",
        "ftp server acl-deny-log",
    ),
    *(
        "telnet server acl-deny-log",
        "netconf client",
        "netconf soap dscp",
        "netconf ssh server port",
        "netconf ssh acl",
    ),
    *("netconf soap http dscp", "netconf soap https dscp", "netconf soap http acl", "netconf soap https acl"),
    *("netconf soap acl", "netconf soap domain"),
    *("ip http port", "ip https certificate", "restful http port", "restful https port", "grpc idle-timeout"),
    *("grpc port", "grpc log", "grpc pki", "ftp server ssl-server-policy"),
)


@TOP.line(
    *("telnet server acl", "ssh server acl", "ftp server acl", "ip http acl", "ip https acl", "netconf ssh acl"),
    *("netconf soap http acl", "netconf soap https acl", "netconf ssh server acl"),
    topic="channels",
)
def limit(reading: Reading, words: list[str], block: Block) -> bool:
    """``ssh server acl N``, ``ip https acl [advanced|name] N``: who may connect over IPv4."""
    name = "netconf" if words[:2] == ["netconf", "ssh"] else words[1] if words[0] == "ip" else words[0]
    if words[:2] == ["netconf", "soap"]:
        name = f"netconf-{words[2]}"
    rest_ = words[words.index("acl") + 1 :]
    if rest_[:1] == ["ipv6"]:
        return True
    rest_ = [word for word in rest_ if word not in {"advanced", "basic", "mac", "name"}]
    return len(rest_) == 1 and note(reading, f"acl {name}", rest_[0], block)


@TOP.line("telnet server ipv6 acl", "ssh server ipv6 acl", "ftp server acl ipv6", topic="channels")
def limit6(_reading: Reading, words: list[str], _block: Block) -> bool:
    """The same over IPv6; the model asks for IPv4 alone."""
    return len(words) > 4  # noqa: PLR2004 - the line's own words


@TOP.line("telnet server port", "ssh server port", "ip https port", topic="channels")
def port(reading: Reading, words: list[str], block: Block) -> bool:
    """``ssh server port N``."""
    number = bounded(words[-1], 1, 65535)
    return number is not None and note(reading, f"port {words[1] if words[0] == 'ip' else words[0]}", number, block)


def settle(reading: Reading) -> None:
    """After all lines: one channel for each service, also when it is off."""
    state, channels = state_of(reading), reading.device.channels
    channels.missing = ""
    vty = _line_sources(reading)
    for name, head in _SERVICES.items():
        enabled: Fact[bool] = state.fact(f"service {name}", default=False, why=f"缺省关闭({head})")
        number = state.said.get(f"port {name}")
        sources = _sources(reading, _SHARED.get(name, name))
        if vty is not None and name in {"telnet", "ssh"} and isinstance(sources, Absent):
            sources = vty
        channels.items.append(
            Channel(name=name, enabled=enabled, port=number.value if number else _PORTS.get(name), sources=sources)
        )
    channels.items.append(Channel(name="tftp", enabled=Unsupported("Comware 只有 TFTP 客户端,没有服务器")))


def _sources(reading: Reading, name: str) -> Fact[Any]:
    """Whom the service's own list lets in."""
    said = state_of(reading).said.get(f"acl {name}")
    if said is None:
        return Absent((), "没有配置 acl,不限制来源")
    terms = permitted(reading, said.value)
    if terms is None:
        return Unknown(f"acl {said.value} 没有定义、没有规则或没有读懂", said.lines)
    found = state_of(reading).acls[said.value]
    return Known(terms, said.lines + found.lines + tuple(n for rule in found.rules for n in rule.lines))


def _line_sources(reading: Reading) -> Fact[Any] | None:
    """Whom the VTY lines of Comware 5 let in: all of them must have a list; None where there are none."""
    facts = [scope.said.get("acl") for scope in state_of(reading).lines if scope.kind == "vty" and not scope.is_class]
    known = [fact for fact in facts if fact is not None]
    if not known or len(known) < len(facts):
        return None
    terms: list[Any] = []
    for fact in known:
        some = permitted(reading, fact.value)
        if some is None:
            return Unknown(f"acl {fact.value} 没有定义、没有规则或没有读懂", fact.lines)
        terms.extend(some)
    return Known(tuple(terms), tuple(number for fact in known for number in fact.lines))
