"""No service of a host takes passwords in clear."""

from __future__ import annotations

from checks.services import active, known, state
from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import HostService, Socket

_SERVICES = {
    "tlntsvr": "Telnet",
    "telnet": "Telnet",
    "telnetd": "Telnet",
    "inetd-telnet": "Telnet",
    "rsh": "rsh",
    "rlogin": "rlogin",
    "rexec": "rexec",
    "ftpsvc": "FTP",
    "msftpsvc": "FTP",
    "vsftpd": "FTP",
    "proftpd": "FTP",
    "pure-ftpd": "FTP",
    "tftpd": "TFTP",
    "tftp": "TFTP",
    "tftpd-hpa": "TFTP",
}
_PORTS = {
    ("tcp", 21): "FTP",
    ("tcp", 23): "Telnet",
    ("udp", 69): "TFTP",
    ("tcp", 512): "rexec",
    ("tcp", 513): "rlogin",
    ("tcp", 514): "rsh",
}


@check(title="没有明文传口令的服务", risk="high", on=HOSTS)
def mgmt_cleartext_services_absent(device: Device) -> None:
    """No service of a host takes passwords in clear.

    Passes when no Telnet, FTP, TFTP, rsh, rlogin or rexec service runs or starts with the host, and nothing listens on
    their ports but for the host itself. Fails for each. High-risk cases 6.4.1.2 and 6.4.3.1.
    """
    clear = offending([*device.host.services, *device.host.sockets], _is_clear)
    assert not clear, findings(clear, expected="停用,改用 SSH、SFTP、HTTPS", actual=_words)


def _is_clear(one: HostService | Socket) -> bool:
    if isinstance(one, Socket):
        return not one.local and (one.protocol, one.port) in _PORTS
    return bool(known(one, _SERVICES)) and active(one)


def _words(one: HostService | Socket) -> str:
    if isinstance(one, Socket):
        return f"{_PORTS[one.protocol, one.port]} 端口在监听" + (f"({one.process})" if one.process else "")
    return f"{known(one, _SERVICES)} 服务{state(one)}"
