"""The host's own packet filter: who of nftables and iptables filters, what happens to packets to the host.

Both may hold rules at once. ``iptables-save`` of the nf_tables kind shows tables that ``nft`` lists too, with matches
that nft cannot show: of those the former is read. Several chains at one hook each have to let a packet pass; they are
lowered to one order only where all but the last let pass whatever they do not drop.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from dengbao.model import Acl, Action, Device, Known, Rule, Undecided, Unknown
from dengbao.model.host_exposure import FirewallProfile, FirewallRule
from parsers.linux.chains import Chain, Flat, Match, flatten
from parsers.linux.document import FILE, Document, Read
from parsers.linux.facts import section
from parsers.linux.iptables import read_iptables
from parsers.linux.nft import read_nft

Family = Literal[4, 6]
_IPTABLES_TABLES = {("ip", "filter"): "iptables", ("ip6", "filter"): "ip6tables"}
_LOOPBACK = "lo"


class Filter(Struct):
    """The base chains of the host, each with the chains of its table, and the reads that they rest on."""

    chains: list[tuple[Chain, dict[str, Chain]]] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)


def read_firewall(device: Device, document: Document) -> None:
    """Fill ``host.firewall``, and the lists ``input`` and ``forward`` for questions about packets."""
    firewall = device.host.firewall
    firewall.file = FILE
    try:
        found = _filter(document)
    except Undecided as error:
        why = Unknown(error.why, error.lines, error.file)
        firewall.running = firewall.local_rules = why
        firewall.profiles.missing = firewall.rules.missing = device.acls.missing = device.policies.missing = error.why
        return
    rests = tuple(read.number for read in found.reads if read.number)
    families: tuple[Family, Family] = (4, 6)
    inputs = {family: _of_hook(found, "input", family) for family in families}
    firewall.running = Known(any(_restricts(rules) or drop for rules, drop, _ in inputs.values()), rests, FILE)
    firewall.replaced_by = Known("", rests, FILE)
    firewall.profiles = section(lambda: [_profile(family, *inputs[family], rests) for family in families], "")
    firewall.rules = section(
        lambda: [
            _rule(flat, family, place)
            for family in families
            for place, flat in enumerate(inputs[family][0], 1)
            if _applies(flat, family)
        ],
        "没有入站规则",
    )
    device.acls = section(
        lambda: [_acl(found, hook, family) for hook in ("input", "forward") for family in families], ""
    )

    _policies(device, found)


def _policies(device: Device, found: Filter) -> None:
    """What a host that forwards lets through between its interfaces, each a zone of its own."""
    device.policies.missing, device.policies.file = "", FILE
    families: tuple[Family, Family] = (4, 6)
    for family in families:
        rules, drop, lines = _of_hook(found, "forward", family)
        device.policies.items += [_terms(flat, family) for flat in rules if _applies(flat, family)]
        if drop:
            rest = Flat(match=Match(), permits=False, lines=lines, name=f"forward-ipv{family}")
            device.policies.items.append(_terms(rest, family))
    rests = tuple(read.number for read in found.reads if read.number)
    device.policies.default_action = device.policies.intrazone_action = Known("permit", rests, FILE)


def _filter(document: Document) -> Filter:
    """Collect the chains that count.

    Raises:
        Undecided: a read that may hold rules was refused or not understood.
    """
    found = Filter()
    nft = document.get("nftables")
    tables = {}
    if not nft.program_missing:
        read = document.need("nftables")
        found.reads.append(read)
        tables = read_nft(document, read.lines) if read.lines else {}
    for key, name in _IPTABLES_TABLES.items():
        own = document.get(name)
        if own.program_missing:
            if nft.program_missing:
                raise Undecided("主机上没有 nft,也没有 iptables-save,不知道内核里有没有过滤规则", (own.number,), FILE)
            if key in tables and any("xt" in step.match.other for one in tables[key].values() for step in one.steps):
                raise Undecided("有 iptables 写的规则,但没有 iptables-save 可读", (own.number,), FILE)
            continue
        read = document.need(name)
        found.reads.append(read)
        if any("legacy tables present" in text for text in (*read.errors, *(line.text for line in read.lines))):
            raise Undecided("还有旧式 iptables 的规则没有读到(iptables-legacy-save)", (read.number,), FILE)
        chains = read_iptables(document, read.lines, 4 if name == "iptables" else 6)
        if chains:
            tables.pop(key, None)
            found.chains += [(chain, chains) for chain in chains.values() if chain.hook]
    found.chains += [(chain, chains) for chains in tables.values() for chain in chains.values() if chain.hook]
    return found


def _of_hook(found: Filter, hook: str, family: Family) -> tuple[list[Flat], bool, tuple[int, ...]]:
    """Give the rules of a hook in order, whether the rest is dropped, and the lines of the chains."""
    here = [(chain, chains) for chain, chains in found.chains if chain.hook == hook and chain.family in {0, family}]
    here.sort(key=lambda one: one[0].priority)
    rules: list[Flat] = []
    for place, (chain, chains) in enumerate(here):
        own = flatten(chain, chains)
        if place < len(here) - 1 and (chain.policy == "drop" or any(flat.permits is not False for flat in own)):
            # An early chain that accepts: later ones may still drop. What it accepts is left to them.
            own = [flat for flat in own if flat.permits is False] if _accepts_first_only_known(own, chain) else [
                Flat(match=flat.match, permits=None, lines=flat.lines, name=flat.name, unread=True) for flat in own
            ]  # fmt: skip
        rules += own
    drop = bool(here) and here[-1][0].policy == "drop"
    if hook == "input":
        rules = [flat for flat in rules if flat.match.inward != _LOOPBACK]
    return rules, drop, tuple(chain.line for chain, _ in here)


def _accepts_first_only_known(rules: list[Flat], chain: Chain) -> bool:
    """Whether the drops of an early chain stand alone: no accept before any of them, and its end lets pass."""
    seen_accept = False
    for flat in rules:
        if flat.permits is not False:
            seen_accept = True
        elif seen_accept:
            return False
    return chain.policy == "accept"


def _restricts(rules: list[Flat]) -> bool:
    return any(flat.permits is False and not flat.unread and not flat.match.other for flat in rules)


def _profile(
    family: Family,
    rules: list[Flat],
    drop: bool,  # noqa: FBT001 - what happens to the rest
    lines: tuple[int, ...],
    rests: tuple[int, ...],
) -> FirewallProfile:
    """Say whether a family is filtered, and what happens to what no rule names."""
    last = next((flat for flat in rules if flat.match.everything and flat.permits is not None), None)
    inbound: Action = "deny" if drop or (last is not None and last.permits is False) else "permit"
    at = (*lines, *(last.lines if last else ())) or rests
    doubtful = [line for flat in rules if flat.unread for line in flat.lines]
    return FirewallProfile(
        name=f"ipv{family}",
        lines=at,
        enabled=Known(drop or _restricts(rules), at, FILE),
        inbound=Known(inbound, at, FILE),
        file=FILE,
        unread=tuple(doubtful),
    )


def _terms(flat: Flat, family: Family) -> Rule:
    """Make a rule of the model; what had to be left open stays open."""
    action: Action = "other" if flat.permits is None else "permit" if flat.permits else "deny"
    return Rule(
        name=flat.name or str(flat.lines[0]),
        action=action,
        lines=flat.lines,
        sources=flat.match.addresses(_only(flat.match.sources, family), family),
        destinations=flat.match.addresses(_only(flat.match.destinations, family), family),
        services=flat.match.services(),
        applications=flat.match.other,  # a condition beside addresses and ports: a permit may hold, a denial need not
        source_zones=(flat.match.inward,) if flat.match.inward else (),
        destination_zones=(flat.match.outward,) if flat.match.outward else (),
        unread=flat.lines if flat.unread else (),
    )


def _only(ranges: tuple[tuple[int, int, int], ...] | None, family: Family) -> tuple[tuple[int, int, int], ...] | None:
    return None if ranges is None else tuple(one for one in ranges if one[0] == family)


def _applies(flat: Flat, family: Family) -> bool:
    """Whether a rule of a table for both families can match one of them."""
    return all(_only(ranges, family) != () for ranges in (flat.match.sources, flat.match.destinations))


def _rule(flat: Flat, family: Family, place: int) -> FirewallRule:
    # Who may come in: a permit that is limited further (a rate, a mark) lets in at most those it names.
    rule = _terms(_widened(flat), family)
    return FirewallRule(
        **{name: getattr(rule, name) for name in rule.__struct_fields__}
        | {"name": f"ipv{family}-{flat.name or place}"},
        inbound=True,
        scopes=frozenset({f"ipv{family}"}),
        file=FILE,
    )


def _widened(flat: Flat) -> Flat:
    """Take a permit for what its terms with numbers say."""
    return replace(flat, match=replace(flat.match, other=())) if flat.permits else flat


def _acl(found: Filter, hook: str, family: Family) -> Acl:
    """One hook as an access list; the interfaces of its rules stand as zones."""
    rules, drop, lines = _of_hook(found, hook, family)
    return Acl(
        name=f"{hook}-ipv{family}",
        kind="advanced",
        family=family,
        rules=[_terms(flat, family) for flat in rules if _applies(flat, family)],
        lines=lines,
        default="deny" if drop else "permit",
    )
