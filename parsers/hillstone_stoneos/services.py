"""Management services and the sessions that they open.

CLI guide 5.5R12: ``manage`` lines of interfaces switch services on, ``admin host`` lines say from where (all of them
hold at once, so that ``any`` undoes the others), time-outs are 10 minutes each unless set (console 0: never). SSH is
version 2 only; which algorithms it offers is not documented.
"""

from __future__ import annotations

from typing import Any

from dengbao.model import ANY_ADDRESS, Absent, Address, Channel, Fact, Known, Terminal, Unknown, Unsupported
from parsers.grammar import Reading
from parsers.hillstone_stoneos.operands import between, subnet
from parsers.hillstone_stoneos.state import State, refuse, say
from parsers.ioslike.numbers import bounded

LOGIN = {"ssh": ("ssh port", 22), "telnet": ("telnet port", 23), "http": ("http port", 80), "https": ("https port",
    443),
         "netconf": ("netconf port", 830)}  # fmt: skip
_KINDS = {"ssh": "ssh", "telnet": "telnet", "http": "web", "https": "web"}
_TIMEOUTS = {"ssh": "ssh timeout", "telnet": "telnet timeout", "http": "web timeout", "https": "web timeout"}
say("channels", "ssh port", "telnet port", "http port", "https port", "netconf", "netconf-manager", "ftp user",
    "ftp port",
    "network-manager", "web redirect-http-to-https")  # fmt: skip
say("terminals", "console timeout", "ssh timeout", "telnet timeout", "web timeout", "http timeout", "https timeout")
say("ssh", "no ssh server algorithms", "ssh server algorithms", "ssh connection-interval", "ssh max-session")
say("web", "https trust-domain", "https ssl-protocol-gm", "https trust-domain-enc", "http server", "https server")
refuse("channels", "manage", "ssh", "telnet", "http", "https", "ftp")


def finish(reading: Reading) -> None:
    """Fill channels, terminals, SSH and web facts."""
    state: State = reading.scratch
    device = reading.device
    device.channels.missing = device.interfaces.missing
    device.terminals.missing = ""
    for name in LOGIN:
        device.channels.items.append(_login(reading, name))
    device.channels.items.append(_snmp(reading))
    ftp = Channel(name="ftp", interfaces=_ports(reading, "ftp")[0])
    ftp.enabled = _enabled(reading, "ftp")
    ftp.sources = Known((), ftp.enabled.lines)
    device.channels.items.append(ftp)
    device.channels.items.append(Channel(name="tftp", enabled=Unsupported("StoneOS 没有 TFTP 服务器")))
    _terminals(reading)
    device.ssh.version = state.default("2", "StoneOS 5.5 只有 SSH 第 2 版")
    silent = Unknown("StoneOS 没有公开 SSH 缺省提供的算法,配置只列出关闭的")
    device.ssh.ciphers = device.ssh.macs = device.ssh.key_exchanges = device.ssh.host_keys = silent
    device.web.tls_versions = device.web.ciphers = Unknown("StoneOS 配置里没有网页管理的 TLS 版本")
    device.web.redirect = Unknown("没有读取 HTTP 转向")
    device.web.idle_minutes = _timeout(state, "web timeout")
    for name in ("finger", "tcp_small_servers", "udp_small_servers", "bootp", "pad", "smart_install", "source_route",
                 "domain_lookup"):  # fmt: skip
        setattr(device.services, name, Unsupported("StoneOS 没有这项服务"))
    device.services.config_autoload = state.silent(value=False, why="StoneOS 不从网络自动装载配置")


def _ports(reading: Reading, service: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The interfaces that are up and answer a service, with the lines that say so."""
    names: list[str] = []
    lines: list[int] = []
    for (_, name), port in reading.scratch.of("interface").items():
        if service in (port.management or ()) and not port.shutdown:
            names.append(name)
            lines.extend(line for words, line in reading.scratch.all(f"manage {name}") if words[:1] == [service])
    return tuple(names), tuple(lines)


def _enabled(reading: Reading, service: str) -> Fact[bool]:
    names, lines = _ports(reading, service)
    state: State = reading.scratch
    return Known(value=True, lines=lines) if names else state.silent(value=False, why=f"没有接口配置 manage {service}")


def _login(reading: Reading, name: str) -> Channel:
    state: State = reading.scratch
    head, default = LOGIN[name]
    found = state.last(head)
    port = bounded(found[0][0], 1, 65535) if found and found[0] else default
    channel = Channel(name=name, port=port or default, interfaces=_ports(reading, name)[0])
    channel.enabled = _enabled(reading, name)
    channel.sources = _sources(state, name)
    return channel


def _sources(state: State, name: str) -> Fact[tuple[Address, ...]]:
    """What ``admin host`` lines of this service, or of any, let in."""
    found: list[Address] = []
    lines: list[int] = []
    for head in ("admin host", "admin ipv6-host"):
        for words, line in state.all(head):
            if "description" in words:
                continue
            operand, way = words[:-1], words[-1:]
            if way not in (["any"], [name]):
                continue
            lines.append(line)
            if operand[:1] == ["any"] and "mac-host" not in operand:
                return Known((), (line,))
            address = ANY_ADDRESS if operand[:1] == ["any"] else _host(operand)
            if address is None:
                return Unknown("没有读懂 admin host", (line,))
            found.append(address)
    if not lines:
        if state.lines("admin host"):
            return Known((Address(0, 0, 4),), state.lines("admin host"))  # others only: nobody may use this one
        return Unknown("配置里没有 admin host(缺省会显示 admin host any any)")
    return Known(tuple(found), tuple(lines))


def _host(words: list[str]) -> Address | None:
    return between(words[1:3]) if words[:1] == ["range"] else subnet(words)


def _snmp(reading: Reading) -> Channel:
    """SNMP answers where the agent is on and an interface has ``manage snmp``, to the managers that are listed."""
    state: State = reading.scratch
    names, lines = _ports(reading, "snmp")
    agent = state.lines("snmp-server manager")
    channel = Channel(name="snmp", port=161, interfaces=names)
    if names and agent:
        channel.enabled = Known(value=True, lines=(*agent, *lines))
    else:
        channel.enabled = state.silent(value=False, why="没有 snmp-server manager 或 manage snmp")
    hosts = [(_manager(words), line) for words, line in state.all("snmp-server host")]
    if any(address is None for address, _ in hosts):
        channel.sources = Unknown("没有读懂 snmp-server host", state.lines("snmp-server host"))
    else:
        channel.sources = Known(
            tuple(address for address, _ in hosts if address), tuple(line for _, line in hosts) or agent
        )
    return channel


def _manager(words: list[str]) -> Address | None:
    operand = words[: words.index("version")] if "version" in words else words[:1]
    return _host(operand)


def _timeout(state: State, head: str) -> Fact[float]:
    found: Any = state.number(head, state.default(10, f"{head} 缺省 10 分钟"))
    return found if isinstance(found, Unknown) else (
        Known(float(found.value), found.lines) if isinstance(found, Known) else Absent(float(found.value), found.why)
    )  # fmt: skip


def _terminals(reading: Reading) -> None:
    state: State = reading.scratch
    user: Fact[Any] = state.silent("user", "StoneOS 的登录入口都要求账号")
    none: Fact[str] = state.silent("", "来源限制见 admin host")
    console = Terminal(
        name="console", kind="console", lines=state.lines("console timeout"), authentication=user, acl=none
    )
    console.idle_minutes, console.inbound = _timeout(state, "console timeout"), Absent(frozenset({"console"}), "串口")
    terminals = reading.device.terminals
    terminals.items.append(console)
    for channel in reading.device.channels.items:
        kind: Any = _KINDS.get(channel.name)
        if kind:
            entrance = Terminal(name=channel.name, kind=kind, lines=channel.lines, authentication=user, acl=none)
            entrance.idle_minutes = _timeout(state, _TIMEOUTS[channel.name])
            entrance.inbound = Absent(frozenset({channel.name}), "按服务各为一个入口")
            entrance.enabled = isinstance(channel.enabled, Unknown) or bool(channel.enabled)
            terminals.items.append(entrance)
