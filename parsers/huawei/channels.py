"""The services by which the device is managed: telnet, SSH, web, FTP, SNMP, NETCONF; who may use them, and where.

After the S V200R019 pages (telnet, http, ftp, ssh server; how each uses an ACL: EDOC1100147982), the YunShan
``telnet server-source`` and ``ssh server-source`` pages, and the USG6000E web-manager and service-manage chapters.
Off unless said: stelnet and FTP everywhere, telnet on S V200R005 and later. On
unless said: telnet on CE V200 and USG V500. Whether the web server of a switch is on when nothing is printed, the pages
leave open (a switch without any configuration serves HTTPS): ``display http server`` tells.
"""

from __future__ import annotations

from dengbao.model import Absent, Address, Channel, Fact, Known, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei import terminals
from parsers.huawei.acl import permitted
from parsers.huawei.dialect import FIREWALLS, Dialect
from parsers.huawei.operands import number
from parsers.huawei.state import TOP, State, refuse, say

_OPEN = "没有确认这个版本的缺省值"
say(
    "channels",
    *("telnet server enable", "undo telnet server enable", "telnet server disable", "undo telnet server disable"),
    *(
        "telnet ipv6 server disable",
        "undo telnet ipv6 server enable",
        "telnet ipv6 server enable",
        "telnet server port",
    ),
    *("telnet server acl", "telnet server-source", "undo telnet server-source", "telnet ipv6 server-source"),
    *(
        "undo telnet ipv6 server-source",
        "telnet server permit",
        "telnet ipv6 server acl",
        "undo telnet ipv6 server disable",
    ),
    *(
        "stelnet server enable",
        "undo stelnet server enable",
        "stelnet ipv4 server enable",
        "stelnet ipv6 server enable",
    ),
    *("ssh server acl", "ssh ipv6 server acl", "ssh server-source", "undo ssh server-source", "ssh ipv6 server-source"),
    *("undo ssh ipv6 server-source", "ssh server permit", "ssh server port"),
    *(
        "ftp server enable",
        "FTP server enable",
        "undo ftp server enable",
        "ftp ipv6 server enable",
        "ftp server source",
    ),
    *("undo ftp server source", "undo ftp ipv6 server source", "ftp acl", "ftp server acl", "ftp server-source"),
    *("ftp server permit", "ftp timeout", "ftp server port"),
    *("http server enable", "undo http server enable", "http server disable", "http secure-server enable"),
    *("undo http secure-server enable", "http secure-server disable", "http acl", "http server-source"),
    *("http server permit", "http timeout", "http secure-server ssl-policy", "http secure-server port"),
    *("http server port", "http server load", "http secure-server server-source", "undo http server-source"),
    *("web-manager enable", "undo web-manager enable", "web-manager security enable"),
    *("undo web-manager security enable", "web-manager timeout", "web-manager security version"),
    *("web-manager http forward enable", "undo web-manager http forward enable"),
    *(
        "snetconf server enable",
        "snetconf ipv4 server enable",
        "snetconf ipv6 server enable",
        "undo snetconf server enable",
    ),
    *("sftp server enable", "undo sftp server enable", "scp server enable", "sftp ipv4 server enable"),
    *("sftp ipv6 server enable", "scp ipv4 server enable", "scp ipv6 server enable", "undo scp server enable"),
    *("tftp-server acl", "tftp-server ipv6 acl"),
)
TOP.ignore(
    "设备作为客户端去登录别处时用",
    "telnet client-source",
    "telnet client",
    "ftp client-source",
    "ftp client",
    "tftp client-source",
    "http client-source",
    "sftp client-source",
    "scp client-source",
)
TOP.ignore("网页界面的向导和提示", "undo web-manager config-guide", "web-manager config-guide", "web-manager language")
refuse(
    "channels",
    "telnet",
    "ftp",
    "http",
    "web-manager",
    "snetconf",
    "sftp",
    "scp",
    "stelnet",
    "undo telnet",
    "undo ftp",
    "undo http",
    "undo web-manager",
    "undo stelnet",
    "tftp-server",
)
API: Table[Reading] = Table()


@TOP.line("api", topic="channels")
def _api(reading: Reading, _words: list[str], block: Block) -> bool:
    """``api`` with ``netconf enable``, ``netconf port N``, ``api https enable`` below it (USG)."""
    reading.topic("channels").unread.extend(reading.inside(block, API, reading))
    return True


@API.line("api", "netconf", "security", "version", "undo api", "undo netconf")
def _api_line(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.say("api " + " ".join(words), [], block.number)
    return not block.children


def finish(reading: Reading) -> None:
    """One channel per service, also when it is off."""
    state: State = reading.scratch
    section = reading.device.channels
    section.missing = ""
    vty = _vty_sources(reading)
    section.items += [
        _channel(reading, "telnet", _telnet(state), vty),
        _channel(reading, "ssh", _ssh(state), vty),
        _channel(reading, "http", _http(state)),
        _channel(reading, "https", _https(state)),
        _channel(reading, "ftp", _ftp(state)),
        _channel(reading, "netconf", _netconf(state)),
        Channel(
            name="tftp", enabled=Absent(value=False, why="VRP 只有 TFTP 客户端"), sources=Absent((), "没有这个服务")
        ),
    ]
    if state.dialect in FIREWALLS:
        _by_interface(reading)
    terminals.web(reading)
    _settle_accounts(reading)


def _switch(state: State, on: tuple[str, ...], off: tuple[str, ...], default: Fact[bool]) -> Fact[bool]:
    """The latest of the lines that switch a service, or the default."""
    found = [(line, True) for line in state.lines(*on)] + [(line, False) for line in state.lines(*off)]
    if not found:
        return default
    line, value = max(found)
    return Known(value, (line,))


def _telnet(state: State) -> Fact[bool]:
    if state.dialect is Dialect.YUNSHAN:
        return _telnet_yunshan(state)
    default: Fact[bool] = Unknown(f"Telnet 服务:{_OPEN}")
    if state.dialect is Dialect.VRP8:
        default = Absent(value=True, why="CE 缺省启用 Telnet 服务,配置中没有 telnet server disable")
    elif state.dialect is Dialect.USG and not state.version.since(600, 0):
        default = Absent(value=True, why="USG V500 缺省启用 Telnet 服务,配置中没有 undo telnet server enable")
    elif state.version.vrp5_switch and state.version.since(200, 5):
        default = Absent(value=False, why="S 系列 V200R005 起缺省关闭 Telnet 服务")
    on, off = (
        ("telnet server enable", "undo telnet server disable"),
        ("undo telnet server enable", "telnet server disable"),
    )
    found = _switch(state, on, off, default)
    ipv6 = state.lines("telnet ipv6 server enable")
    return Known(value=True, lines=ipv6) if ipv6 and not isinstance(found, Unknown) and not found.value else found


def _telnet_yunshan(state: State) -> Fact[bool]:
    """V600 needs both the server and a source interface; neither is there by default."""
    server = _switch(
        state,
        ("telnet server enable", "undo telnet server disable"),
        ("telnet server disable",),
        Absent(value=False, why=""),
    )
    source = _switch(state, ("telnet server-source",), ("undo telnet server-source",), Absent(value=False, why=""))
    if server.value and source.value:
        return Known(value=True, lines=(*server.lines, *source.lines))
    if server.lines or source.lines:
        return Known(value=False, lines=(*server.lines, *source.lines))
    return Absent(value=False, why="V600 缺省关闭 Telnet 服务")


def _ssh(state: State) -> Fact[bool]:
    found = _switch(
        state,
        ("stelnet server enable", "stelnet ipv4 server enable", "stelnet ipv6 server enable"),
        ("undo stelnet server enable",),
        Absent(value=False, why="缺省关闭 SSH 登录(stelnet server)"),
    )
    if (
        found.value
        and state.dialect is Dialect.YUNSHAN
        and not state.lines("ssh server-source", "ssh ipv6 server-source")
    ):
        return Known(value=False, lines=found.lines)
    return found


def _http(state: State) -> Fact[bool]:
    if state.dialect in FIREWALLS:
        return _switch(
            state,
            ("web-manager enable",),
            ("undo web-manager enable",),
            Absent(value=False, why="配置中没有 web-manager enable"),
        )
    if state.dialect is Dialect.YUNSHAN:
        forward = state.lines("web-manager http forward enable")
        return (
            Unknown("没有确认 web-manager http forward enable 是否提供明文网页", forward)
            if forward
            else Absent(value=False, why="V600 的网页管理只有 HTTPS")
        )
    default: Fact[bool] = Unknown("没有确认 HTTP 服务的缺省状态,配置也没有写明")
    return _switch(state, ("http server enable",), ("undo http server enable", "http server disable"), default)


def _https(state: State) -> Fact[bool]:
    if state.dialect in FIREWALLS:
        default: Fact[bool] = Absent(value=False, why="配置中没有 web-manager security enable")
        return _switch(state, ("web-manager security enable",), ("undo web-manager security enable",), default)
    if state.dialect is Dialect.YUNSHAN:
        default = Absent(value=False, why="配置中没有 web-manager enable")
        return _switch(state, ("web-manager enable",), ("undo web-manager enable",), default)
    on, off = ("http secure-server enable",), ("undo http secure-server enable", "http secure-server disable")
    return _switch(state, on, off, Unknown("没有确认 HTTPS 服务的缺省状态,配置也没有写明"))


def _ftp(state: State) -> Fact[bool]:
    on = ("ftp server enable", "FTP server enable", "ftp ipv6 server enable")
    return _switch(state, on, ("undo ftp server enable",), Absent(value=False, why="缺省关闭 FTP 服务"))


def _netconf(state: State) -> Fact[bool]:
    on = (
        "snetconf server enable",
        "snetconf ipv4 server enable",
        "snetconf ipv6 server enable",
        "api api netconf enable",
        "api netconf enable",
    )
    return _switch(state, on, ("undo snetconf server enable",), Absent(value=False, why="配置中没有启用 NETCONF"))


def _vty_sources(reading: Reading) -> Fact[tuple[Address, ...]]:
    """What all vty lines that let anybody in allow together; empty as soon as one of them is not limited."""
    found: list[Address] = []
    lines: list[int] = []
    vtys = [line for line in reading.device.terminals.items if line.kind == "vty" and line.enabled]
    for line in vtys:
        if isinstance(line.acl, Unknown):
            return line.acl
        sources = permitted(reading, line.acl.value, line.acl.lines)
        if isinstance(sources, Unknown):
            return sources
        if not sources.value:
            return Known((), line.acl.lines or line.lines[:1])
        found += [term for term in sources.value if term not in found]
        lines += sources.lines
    return Known(tuple(found), tuple(sorted(set(lines)))) if vtys else Absent((), "没有可以登录的 vty 线路")


_LIMITS: dict[str, tuple[str, ...]] = {
    "telnet": ("telnet server acl",),
    "ssh": ("ssh server acl",),
    "http": ("http acl",),
    "https": ("http acl",),
    "ftp": ("ftp acl", "ftp server acl"),
}
_PLACES: dict[str, tuple[str, ...]] = {
    "telnet": ("telnet server-source",),
    "ssh": ("ssh server-source", "ssh server permit"),
    "http": ("http server-source", "http server permit"),
    "https": ("http server-source", "http server permit"),
    "ftp": ("ftp server source", "ftp server-source"),
}


def _unless_behind(own: Fact[tuple[Address, ...]], lines: Fact[tuple[Address, ...]]) -> Fact[tuple[Address, ...]]:
    """A service's own ACL that is missing or empty limits nobody; whether the lines behind it still do is not said."""
    if not isinstance(lines, Unknown) and not lines.value:
        return own
    return Unknown("服务引用的 ACL 没有定义或没有规则,是否仍受 vty 的 ACL 限制没有确认", own.lines)


def _channel(
    reading: Reading, name: str, enabled: Fact[bool], also: Fact[tuple[Address, ...]] | None = None
) -> Channel:
    """A service, limited by its own ACL, or by those of the lines behind it where it has none."""
    state: State = reading.scratch
    own: Fact[tuple[Address, ...]] = Absent((), "没有限制来源地址")
    for head in _LIMITS.get(name, ()):
        said = state.last(head)
        if said and said[0]:
            own = permitted(reading, said[0][-1] if said[0][0] != "ipv6" else "", (said[1],))
    if also is not None and not isinstance(own, Unknown) and not own.value:
        own = _unless_behind(own, also) if own.lines else also
    said = state.last(f"{name} server port")
    return Channel(
        name=name,
        enabled=enabled,
        sources=own,
        interfaces=tuple(
            words[-1]
            for head in _PLACES.get(name, ())
            for words, _ in state.said.get(head, ())
            if words and words != ["all-interface"]
        ),
        port=number(said[0][0], 65535) if said and said[0] else None,
    )


def _by_interface(reading: Reading) -> None:
    """On a firewall a service answers only where service-manage or a policy towards the device lets it."""
    for channel in reading.device.channels.items:
        channel.interfaces = tuple(
            interface.name
            for interface in reading.device.interfaces.items
            if interface.management and channel.name in interface.management
        )


def _settle_accounts(reading: Reading) -> None:
    """An account's ``http`` is whatever web service there is: without plain HTTP it is HTTPS alone."""
    plain = next(channel.enabled for channel in reading.device.channels.items if channel.name == "http")
    if not isinstance(plain, Unknown) and not plain.value:
        for user in reading.device.users.items:
            if user.services:
                user.services -= {"http"}
