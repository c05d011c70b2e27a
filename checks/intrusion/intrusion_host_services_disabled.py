"""Services of a host that nobody needs do not run."""

from __future__ import annotations

from checks.services import active, known, state
from checks.zones import declared
from dengbao.check import HOSTS, Device, Role, check, findings, offending
from dengbao.model import HostService

_EVERYWHERE = {
    "remoteregistry": "远程注册表",
    "snmp": "SNMP(只有 v1、v2c)",
    "snmptrap": "SNMP 陷阱",
    "ssdpsrv": "SSDP 发现",
    "upnphost": "UPnP 设备主机",
    "remoteaccess": "路由和远程访问",
    "sharedaccess": "Internet 连接共享",
    "icssvc": "移动热点",
    "simptcp": "简单 TCP/IP 服务",
    "browser": "计算机浏览器",
    "fax": "传真",
    "rpcbind": "RPC 端口映射",
    "ypserv": "NIS 服务端",
    "ypbind": "NIS 客户端",
    "avahi-daemon": "mDNS 发现",
    "xinetd": "xinetd",
    "autofs": "自动挂载",
    "rsyncd": "rsync 服务",
    "talk": "talk",
    "ntalk": "talk",
}
_ON_SERVERS = {
    "spooler": "打印后台处理",
    "webclient": "WebDAV 客户端",
    "wmpnetworksvc": "媒体共享",
    "cups": "打印",
    "bluetooth": "蓝牙",
    "modemmanager": "调制解调器管理",
}
_OFFERED = {
    "named": "DNS 服务",
    "dhcpd": "DHCP 服务",
    "nfs-server": "NFS 服务",
    "smb": "Samba 服务",
    "smbd": "Samba 服务",
    "snmpd": "SNMP 代理",
    "dovecot": "邮件服务",
    "squid": "代理服务",
}
_PORTS = {
    "DNS 服务": ("udp", 53),
    "DHCP 服务": ("udp", 67),
    "NFS 服务": ("tcp", 2049),
    "Samba 服务": ("tcp", 445),
    "SNMP 代理": ("udp", 161),
    "邮件服务": ("tcp", 143),
    "代理服务": ("tcp", 3128),
}
"""Services that a server may be there for: they are needed when a flow of the site says so."""


@check(title="主机没有多余的系统服务", risk="medium", on=HOSTS)
def intrusion_host_services_disabled(device: Device) -> None:
    """Services of a host that nobody needs do not run.

    Passes when none of the services that hosts rarely need runs or starts by itself, and those that a server may be
    there for (DNS, DHCP, NFS, Samba, SNMP ...) run only where a flow of the site names the host and the port. Printing,
    WebDAV, media and Bluetooth are asked of servers alone. Fails for each. Windows' names and starts: Microsoft,
    "Guidance on disabling system services"; Linux': the benchmarks of openEuler and Kylin. High-risk case 6.4.3.1.
    """
    names = _EVERYWHERE | (_ON_SERVERS if device.role == Role.SERVER else {})

    def title(service: HostService) -> str:
        if plain := known(service, names):
            return plain
        offered = known(service, _OFFERED)
        return "" if not offered or declared(device, *_PORTS[offered]) else offered

    unneeded = offending(device.host.services, lambda service: title(service) and active(service))
    assert not unneeded, findings(
        unneeded, expected="停用", actual=lambda service: f"{title(service)} {state(service)}"
    )
