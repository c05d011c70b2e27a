"""Scanners for malicious code: Defender by its own status, others by the security centre, services, processes, names.

Get-MpComputerStatus: Microsoft Learn, MSFT_MpComputerStatus (AMRunningMode other than Normal: another engine is the
active one; an age of 65535 days stands for never updated). The security centre is on clients only.
"""

from __future__ import annotations

from dengbao.model import Agent, Antivirus, Device, Fact, Known, Section, Unknown
from parsers.windows.document import FILE, Part, Spot, said
from parsers.windows.evidence import Evidence
from parsers.windows.facts_exposure import Defender, Product, Scanners
from parsers.windows.firewall import of_microsoft, product_on
from parsers.windows.programs import LOG_AGENTS, REMOTE_TOOLS, SCANNERS, SHUTDOWN_CLIENTS, Programs, product_of

_OLD = 0xF0  # of productState: definitions out of date
_NEVER = 65535
_DATELESS = Unknown("该产品没有可读取的病毒库日期,请在产品控制台核对")


def read_programs(evidence: Evidence, device: Device) -> None:
    """Fill what is known by programs: scanners, remote control, log agents, shutdown clients."""
    host = device.host
    programs = Programs(evidence, host.services)
    host.remote_tools = programs.found(REMOTE_TOOLS)
    host.log_agents = programs.found(LOG_AGENTS)
    host.shutdown_clients = programs.found(SHUTDOWN_CLIENTS)
    host.backup_agents = Section(missing="不从服务与进程判断备份,请出具备份记录")
    host.antivirus = _scanners(evidence, programs.found(SCANNERS))


def _scanners(evidence: Evidence, known: Section[Agent]) -> Section[Antivirus]:
    part = evidence.document.part("antivirus", Scanners)
    items: list[Antivirus] = []
    if part.data:
        if part.data.defender and (spot := part.spot.into("defender")):
            items.append(_defender(part.data.defender, spot))
        items += _registered(part, part.data)
    seen = {product_of(item.name) or item.name for item in items}
    items += [_by_agent(agent) for agent in known.items if agent.name not in seen]
    if items:
        return Section(items=items, missing="", file=FILE)
    why = part.why or part.unsupported or known.missing
    if part.data and part.data.products is None and evidence.client is not False:
        why = evidence.document.why("antivirus.products")
    elif part.data and part.data.defender is None and not _gone(evidence):
        why = evidence.document.why("antivirus.defender")
    return Section(missing=why, none="没有 Defender,安全中心、服务、进程与已装软件中也没有杀毒软件", file=FILE)


def _gone(evidence: Evidence) -> bool:
    """Whether the collector says that Defender is not there or does not run, rather than that asking failed."""
    return evidence.document.kind("antivirus.defender") in {"missing", "not_applicable", ""}


def _defender(found: Defender, spot: Spot) -> Antivirus:
    mode = found.running_mode
    active = None if found.antivirus_enabled is None else found.antivirus_enabled and mode in {None, "Normal"}
    never = found.signature_age_days is not None and found.signature_age_days >= _NEVER
    day = "" if never else found.signature_updated and found.signature_updated[:10]
    return Antivirus(
        name="Microsoft Defender",
        lines=spot.at("antivirus_enabled", "realtime", "signature_updated"),
        running=said(active, spot.at("service_enabled", "antivirus_enabled", "running_mode"), "antivirus_enabled"),
        real_time=said(found.realtime, spot.at("realtime"), "realtime"),
        signatures=said(day, spot.at("signature_updated", "signature_age_days"), "signature_updated"),
        current=Unknown("Defender 以病毒库日期为准"),
        version=found.signature_version or "",
        file=FILE,
    )


def _registered(part: Part[Scanners], found: Scanners) -> list[Antivirus]:
    """What the security centre names, Microsoft's own aside where Defender's status is there."""
    spot = part.spot.into("products")
    if found.products is None or spot is None:
        return []
    return [
        _product(product, at)
        for product, (_, at) in zip(found.products, spot.each(), strict=True)
        if not (found.defender and of_microsoft(product))
    ]


def _product(found: Product, spot: Spot) -> Antivirus:
    lines = spot.at("name", "state")
    works: Fact[bool] = said(None if found.state is None else product_on(found), spot.at("state"), "state")
    return Antivirus(
        name=found.name or "?",
        lines=lines,
        running=works,
        real_time=works,
        signatures=_DATELESS,
        current=said(None if found.state is None else not found.state & _OLD, spot.at("state"), "state"),
        file=FILE,
    )


def _by_agent(agent: Agent) -> Antivirus:
    return Antivirus(
        name=agent.name,
        lines=agent.lines,
        running=agent.running,
        real_time=Known(False, agent.lines, FILE)
        if isinstance(agent.running, Known) and not agent.running.value
        else Unknown("只看到该产品的服务或进程,读不到实时防护是否开启,请在产品控制台核对"),
        signatures=_DATELESS,
        current=_DATELESS,
        file=FILE,
    )
