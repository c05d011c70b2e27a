"""Read StoneOS configurations into blocks: ``exit`` ends a block, indentation means nothing.

In running configurations of 5.4 and 5.5 lines of one block stand at two blanks, one or none, and every block ends in
``exit`` (nested ones in one each). So what opens a block has to be known, by where it stands; at the top an unknown
line opens one when the next line is indented. Every object may come again: first declared, later filled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from parsers.blocks import Block

_NAME = r'(?:"[^"]*"|\S+)'
_OPENERS = (
    r"ip vrouter\s", r"vswitch\s", r"zone\s", r"interface\s", "bgroup", r"address\s", r"service\s", r"servgroup\s",
    r"schedule\s", r"aaa-server\s", r"admin (?:user|role)\s", "password-policy$", "policy-global$", r"policy-group\s",
    "rule$", rf"rule\s+(?:id\s+\d+|name\s+{_NAME})(?:\s+name\s+{_NAME})?$", r"policy from\s",
    r"isakmp (?:proposal|peer)\s", r"ipsec proposal\s", r"tunnel (?:ipsec|scvpn|l2tp|gre|vxlan)\s",
    r"logging syslog-server\s", r"ha group\s", r"pki trust-domain\s", r"track\s", r"qos-profile\s", "qos-engine",
    r"class-map\s", r"policy-map\s", r"av-profile\s", r"ips (?:profile|sigset)\s", r"url-(?:profile|category)\s",
    "contentfilter", r"behavior-profile\s", r"dhcp(?:v6)?-server pool\s", r"(?:scvpn|l2tp) pool\s", r"statistics-set\s",
    r"role-mapping-rule\s", r"vsys\s", "nat$", "flow$", r"slb-server-pool\s", r"dot1x profile\s", "ip-mac-bind",
    r"(?:sandbox|mail|webpost|im|dlp|regexp|file-filter|botnet-c2-prevention)-profile\s", r"snat-pool\s",
    r"user-group\s", "dns-proxy-rule", r"keyword-category\s", r"app(?:lication)?-group\s",
)  # fmt: skip
TOP = re.compile("|".join(_OPENERS))
_INSIDE = {
    "ip": re.compile(r"router\s|nat$"),
    "router": re.compile(r"address-family\s|ipv4 |ipv6 "),
    "aaa-server": re.compile(r"user\s|user-group\s|role-mapping"),
    "qos-profile": re.compile(r"class\s"),
    "policy-map": re.compile(r"class\s"),
    "policy-global": re.compile(rf"rule$|rule\s+id\s+\d+(?:\s+name\s+{_NAME})?$"),
    "policy": re.compile(r"rule\s+id\s+\d+$"),
    "contentfilter": re.compile(r"(?!)"),
    "vswitch": re.compile(r"(?!)"),
    "ips": re.compile(r"(?:protocol|sigset|signature-id|filter-class|search-class|class)\s"),
    "nat": re.compile(r"(?!)"),
}
_ONE_LINE_RULE = re.compile(r"rule\s.*\sfrom\s.*\sto\s")


def read_blocks(lines: Sequence[str]) -> list[Block]:
    """Build the blocks.

    Args:
        lines: from ``clean_lines``.

    Returns:
        The top blocks; the number of a block's ``exit`` is in its body, so that it is accounted with the block.
    """
    top: list[Block] = []
    stack: list[tuple[Block, list[Block]]] = []  # what is open, and the list that takes its lines
    for index, line in enumerate(lines):
        text = line.strip()
        if not text or text[0] in "#!":
            continue
        if text == "exit":
            if stack:
                stack.pop()[0].body = [(index + 1, text)]
            else:
                top.append(Block(index + 1, text))
            continue
        children: list[Block] = []
        block = Block(index + 1, text, children)
        (stack[-1][1] if stack else top).append(block)
        if _opens(text, stack[-1][0].text if stack else "", lines, index):
            stack.append((block, children))
    return top


def _opens(text: str, parent: str, lines: Sequence[str], index: int) -> bool:
    """Whether a line opens a block where it stands."""
    if not parent or parent.startswith("vsys "):
        if TOP.match(text) and not _ONE_LINE_RULE.match(text):
            return True
        if lines[index][:1].isspace() or _ONE_LINE_RULE.match(text):
            return False
        after = next((lines[at] for at in range(index + 1, min(index + 3, len(lines))) if lines[at].strip()), "")
        return after[:1].isspace() and after.strip() != "exit"
    inside = _INSIDE.get(parent.split(None, 1)[0])
    return inside is not None and inside.match(text) is not None and not _ONE_LINE_RULE.match(text)


_WORD = re.compile(r'"([^"]*)"?|(\S+)')


@lru_cache(1 << 13)
def split(text: str) -> list[str]:
    """Split a line at blanks outside quotes, quotes taken off; the list is shared, so nobody may change it."""
    if '"' not in text:
        return text.split()
    return [quoted or bare for quoted, bare in _WORD.findall(text)]
