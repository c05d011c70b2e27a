"""Tell Comware configurations from others, and whole ones from cut ones."""

from __future__ import annotations

import re

from parsers.text import LineStarts

END = re.compile(r"(?m)^ ?return[ \t\r]*$")
"""The last line of a whole configuration."""

_OURS = re.compile(
    r"(?im)^\s*(?:version [0-9]\.[0-9]+.*, (?:release|ess|feature|alpha|beta|demo|customer|test)\b"
    r"|(?:line|user-interface) (?:class |vty|con|aux)|local-user \S+ class |password-control |security-zone name "
    r"|(?:undo )?(?:telnet|ssh|ftp) server enable|irf |ip https? enable|info-center loghost |snmp-agent"
    r"|interface (?:Vlan-interface|Bridge-Aggregation|Route-Aggregation|M-GigabitEthernet|Ten-GigabitEthernet)"
    r"|ntp-service unicast-server |header (?:legal|login|motd|shell|incoming) |hwtacacs "
    r"|domain default enable|port link-mode |security-policy ip|object-policy ip|acl (?:basic|advanced|number) )"
)
_OTHERS = LineStarts(
    r"(?:!Software Version|Current configuration : |#?config-version|ASA Version|<config |set version "
    r"|FPGA-Version|Using \d+ out of|!Command: |version \d+\.\d+\(|NXOS|!Time: )"
    r"|(?:hostname \S+|service timestamps .*|feature \S+|config system \S+|system \{|aaa new-model|service: .*)\s*$"
    r"| *(?:vlan batch |interface (?:Vlanif|Eth-Trunk|MEth)|stelnet server |firewall zone )"
    r"|aaa\s*$"
)


def looks_like(text: str) -> bool:
    """Tell whether a text is a Comware configuration, also a short one; an empty one is none."""
    return bool(_OURS.search(text)) and not _OTHERS.search(text)
