"""Names of ports, protocols and ICMP types as Cisco-like devices print them.

The numbers are those of the IOS, NX-OS and ASA command references (``access-list extended``). Mind that Cisco's
``kerberos`` is 750 and that a few names differ between TCP and UDP.
"""

from __future__ import annotations

_BOTH = {
    "aol": 5190, "bgp": 179, "chargen": 19, "cifs": 3020, "citrix-ica": 1494, "ctiqbe": 2748, "daytime": 13,
    "discard": 9, "domain": 53, "drip": 3949, "echo": 7, "finger": 79, "ftp": 21, "ftp-data": 20, "gopher": 70,
    "h323": 1720, "hostname": 101, "http": 80, "https": 443, "ident": 113, "imap4": 143, "irc": 194, "kerberos": 750,
    "klogin": 543, "kshell": 544, "ldap": 389, "ldaps": 636, "lotusnotes": 1352, "lpd": 515, "mobile-ip": 434,
    "msrpc": 135, "nameserver": 42, "netbios-dgm": 138, "netbios-ns": 137, "netbios-ss": 139, "netbios-ssn": 139,
    "nfs": 2049, "nntp": 119, "ntp": 123, "pcanywhere-data": 5631, "pcanywhere-status": 5632, "pim-auto-rp": 496,
    "pop2": 109, "pop3": 110, "pptp": 1723, "radius": 1645, "radius-acct": 1646, "rip": 520, "rsh": 514, "rtsp": 554,
    "secureid-udp": 5510, "sip": 5060, "smtp": 25, "snmp": 161, "snmptrap": 162, "sqlnet": 1521, "ssh": 22,
    "sunrpc": 111, "syslog": 514, "tacacs": 49, "tacacs-ds": 49, "talk": 517, "telnet": 23, "tftp": 69, "time": 37,
    "uucp": 540, "vxlan": 4789, "whois": 43, "www": 80, "xdmcp": 177, "bootpc": 68, "bootps": 67, "dnsix": 195,
    "isakmp": 500, "non500-isakmp": 4500,
}  # fmt: skip
TCP_PORTS = _BOTH | {"cmd": 514, "exec": 512, "login": 513}
UDP_PORTS = _BOTH | {"biff": 512, "who": 513}

PROTOCOLS = {
    "ah": 51, "ahp": 51, "eigrp": 88, "esp": 50, "gre": 47, "icmp": 1, "icmp6": 58, "igmp": 2, "igrp": 9, "ip": None,
    "ipinip": 4, "ipv4": None, "ipv6": None, "nos": 94, "ospf": 89, "pcp": 108, "pim": 103, "pptp": 47, "sctp": 132,
    "snp": 109, "tcp": 6, "udp": 17, "vrrp": 112,
}  # fmt: skip
TCP, UDP, ICMP, ICMP6 = 6, 17, 1, 58

ICMP_TYPES: dict[str, tuple[int, int | None]] = {
    "administratively-prohibited": (3, 13), "alternate-address": (6, None), "conversion-error": (31, None),
    "dod-host-prohibited": (3, 10), "dod-net-prohibited": (3, 9), "echo": (8, None), "echo-reply": (0, None),
    "general-parameter-problem": (12, 0), "host-isolated": (3, 8), "host-precedence-unreachable": (3, 14),
    "host-redirect": (5, 1), "host-tos-redirect": (5, 3), "host-tos-unreachable": (3, 12), "host-unknown": (3, 7),
    "host-unreachable": (3, 1), "information-reply": (16, None), "information-request": (15, None),
    "mask-reply": (18, None), "mask-request": (17, None), "mobile-redirect": (32, None), "net-redirect": (5, 0),
    "net-tos-redirect": (5, 2), "net-tos-unreachable": (3, 11), "net-unreachable": (3, 0), "network-unknown": (3, 6),
    "no-room-for-option": (12, 2), "option-missing": (12, 1), "packet-too-big": (3, 4), "parameter-problem": (12, None),
    "port-unreachable": (3, 3), "precedence-unreachable": (3, 15), "protocol-unreachable": (3, 2),
    "reassembly-timeout": (11, 1), "redirect": (5, None), "router-advertisement": (9, None),
    "router-solicitation": (10, None), "source-quench": (4, None), "source-route-failed": (3, 5),
    "time-exceeded": (11, None), "timestamp-reply": (14, None), "timestamp-request": (13, None),
    "traceroute": (30, None), "ttl-exceeded": (11, 0), "unreachable": (3, None),
}  # fmt: skip
ICMP6_TYPES: dict[str, tuple[int, int | None]] = {
    "beyond-scope": (1, 2), "destination-unreachable": (1, 3), "echo-reply": (129, None), "echo-request": (128, None),
    "header": (4, 0), "hop-limit": (3, 0), "mld-query": (130, None), "mld-reduction": (132, None),
    "mld-report": (131, None), "nd-na": (136, None), "nd-ns": (135, None), "next-header": (4, 1), "no-admin": (1, 1),
    "no-route": (1, 0), "packet-too-big": (2, None), "parameter-option": (4, 2), "parameter-problem": (4, None),
    "port-unreachable": (1, 4), "reassembly-timeout": (3, 1), "redirect": (137, None), "renum-command": (138, 0),
    "renum-result": (138, 1), "renum-seq-number": (138, 255), "router-advertisement": (134, None),
    "router-renumbering": (138, None), "router-solicitation": (133, None), "time-exceeded": (3, None),
    "unreachable": (1, None),
}  # fmt: skip


def port(word: str, protocol: int | None) -> int | None:
    """Read a port by number or by the name that it has for the protocol; None when it is neither."""
    if word.isdecimal() and word.isascii():
        return int(word) if len(word) <= 5 and int(word) <= 65535 else None  # noqa: PLR2004 - ports have 16 bits
    return (UDP_PORTS if protocol == UDP else TCP_PORTS).get(word)


def protocol_number(word: str) -> int | None:
    """Read an IP protocol by number or name; -1 for any, None when it is none of them."""
    if word.isdecimal() and word.isascii():
        return int(word) if len(word) <= 3 and int(word) <= 255 else None  # noqa: PLR2004 - 8 bits
    found = PROTOCOLS.get(word, -2)
    return None if found == -2 else -1 if found is None else found  # noqa: PLR2004 - a mark of this function
