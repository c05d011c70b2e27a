"""Names that Junos knows for ports, protocols and applications.

Ports and protocols: firewall filter match conditions (Routing Policies ... User Guide). Applications: the ``junos-*``
set of SRX (Security Policies guide, "Predefined Policy Applications"); those not confirmed are left out, so that a rule
that names one stays undecided.
"""

from __future__ import annotations

from dengbao.model import ANY_SERVICE, Service

PORTS = {
    "afs": 1483, "bgp": 179, "biff": 512, "bootpc": 68, "bootps": 67, "cmd": 514, "cvspserver": 2401, "dhcp": 67,
    "domain": 53, "eklogin": 2105, "ekshell": 2106, "exec": 512, "finger": 79, "ftp": 21, "ftp-data": 20, "http": 80,
    "https": 443, "ident": 113, "imap": 143, "kerberos-sec": 88, "klogin": 543, "kpasswd": 761, "krb-prop": 754,
    "krbupdate": 760, "kshell": 544, "ldap": 389, "ldp": 646, "login": 513, "mobileip-agent": 434, "mobilip-mn": 435,
    "msdp": 639, "netbios-dgm": 138, "netbios-ns": 137, "netbios-ssn": 139, "nfsd": 2049, "nntp": 119, "ntalk": 518,
    "ntp": 123, "pop3": 110, "pptp": 1723, "printer": 515, "radacct": 1813, "radius": 1812, "rip": 520, "rkinit": 2108,
    "smtp": 25, "snmp": 161, "snmptrap": 162, "snpp": 444, "socks": 1080, "ssh": 22, "sunrpc": 111, "syslog": 514,
    "tacacs": 49, "tacacs-ds": 65, "talk": 517, "telnet": 23, "tftp": 69, "timed": 525, "who": 513, "xdmcp": 177,
    "zephyr-clt": 2103, "zephyr-hm": 2104,
}  # fmt: skip
PROTOCOLS = {
    "ah": 51, "dstopts": 60, "egp": 8, "esp": 50, "fragment": 44, "gre": 47, "hop-by-hop": 0, "icmp": 1, "icmp6": 58,
    "icmpv6": 58, "igmp": 2, "ipip": 4, "ipv6": 41, "no-next-header": 59, "ospf": 89, "pim": 103, "routing": 43,
    "rsvp": 46, "sctp": 132, "tcp": 6, "udp": 17, "vrrp": 112,
}  # fmt: skip
ICMP_TYPES = {
    "echo-reply": 0, "unreachable": 3, "source-quench": 4, "redirect": 5, "echo-request": 8, "router-advertisement": 9,
    "router-solicit": 10, "time-exceeded": 11, "parameter-problem": 12, "timestamp": 13, "timestamp-reply": 14,
    "info-request": 15, "info-reply": 16, "mask-request": 17, "mask-reply": 18,
}  # fmt: skip
_TCP = {
    "ftp": (21,), "ssh": (22,), "telnet": (23,), "smtp": (25,), "finger": (79,), "http": (80,), "pop3": (110,),
    "ms-rpc-tcp": (135,), "ms-rpc-epm": (135,), "smb": (139, 445), "smb-session": (445,), "imap": (143,), "bgp": (179,),
    "ldap": (389,), "https": (443,), "smtps": (465, 587), "dns-tcp": (53,), "imaps": (993,), "ms-sql": (1433,),
    "pptp": (1723,), "rdp": (3389,), "http-ext": (7001,), "sun-rpc-tcp": (111,),
}  # fmt: skip
_UDP = {
    "tftp": (69,), "ntp": (123,), "nbname": (137,), "nbds": (138,), "ike": (500,), "ike-nat": (4500,), "syslog": (514,),
    "dns-udp": (53,), "radius": (1812,), "pc-anywhere": (5632,), "dhcp-server": (67,), "bootps": (67,),
    "dhcp-relay": (67,), "dhcp-client": (68,), "bootpc": (68,),
}  # fmt: skip
APPLICATIONS: dict[str, tuple[Service, ...]] = {
    "any": (ANY_SERVICE,),
    **{
        f"junos-{name}": tuple(Service(protocol, destination=(port, port), ref=f"junos-{name}") for port in ports)
        for protocol, table in ((6, _TCP), (17, _UDP)) for name, ports in table.items()
    },
    "junos-tcp-any": (Service(6, ref="junos-tcp-any"),),
    "junos-udp-any": (Service(17, ref="junos-udp-any"),),
    "junos-icmp-all": (Service(1, ref="junos-icmp-all"),),
    "junos-icmp-ping": (Service(1, icmp=(8, None), ref="junos-icmp-ping"),),
    "junos-ping": (Service(1, icmp=(8, None), ref="junos-ping"),),
    "junos-gre": (Service(47, ref="junos-gre"),),
    "junos-ospf": (Service(89, ref="junos-ospf"),),
    "junos-snmp": tuple(Service(17, destination=(p, p), ref="junos-snmp") for p in (161,)),
}  # fmt: skip
