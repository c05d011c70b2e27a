"""Programs that a policy asks for or forbids, known by their services, processes and installed names.

Names: service and image names as their makers' products install them (LOLRMM for remote control, avList for scanners,
and configurations published with these products). ``*`` stands for anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from dengbao.model import Absent, Agent, Fact, HostService, Known, Lines, Section, Unknown
from parsers.windows.document import FILE, Spot
from parsers.windows.evidence import Evidence
from parsers.windows.facts import Process
from parsers.windows.facts_exposure import Program


class Marks(Struct, frozen=True):
    """How a product is known: names of services, of images, of uninstall entries, in small letters."""

    services: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    software: tuple[str, ...] = ()


REMOTE_TOOLS = {
    "向日葵": Marks(
        ("sunloginservice", "orayremoteservice"),
        ("sunloginclient*.exe", "sunloginremote.exe", "sunloginhost.exe", "awesun*.exe", "orayremote*.exe"),
        ("向日葵*", "*sunlogin*", "*awesun*"),
    ),
    "ToDesk": Marks(("todesk_service",), ("todesk*.exe",), ("todesk*",)),
    "TeamViewer": Marks(("teamviewer*",), ("teamviewer*.exe", "tv_w32.exe", "tv_x64.exe"), ("teamviewer*",)),
    "AnyDesk": Marks(("anydesk*",), ("anydesk*.exe",), ("anydesk*",)),
    "RustDesk": Marks(("rustdesk*",), ("rustdesk*.exe",), ("rustdesk*",)),
    "VNC": Marks(
        ("uvnc_service", "tvnserver", "vncserver", "winvnc*"),
        ("winvnc*.exe", "tvnserver.exe", "vncserver.exe"),
        ("*ultravnc*", "tightvnc*", "*realvnc*", "vnc server*", "tigervnc*"),
    ),
    "Radmin": Marks(("rserver3",), ("rserver3.exe",), ("radmin server*",)),
    "Splashtop": Marks(("splashtopremoteservice", "ssuservice"), ("srservice.exe", "srmanager.exe"), ("splashtop*",)),
    "GotoHTTP": Marks((), ("gotohttp*.exe",), ("gotohttp*",)),
    "Parsec": Marks(("parsec",), ("parsecd.exe",), ("parsec",)),
    "ScreenConnect": Marks(
        ("screenconnect client*",), ("screenconnect.clientservice.exe",), ("screenconnect client*",)
    ),
    "DameWare": Marks((), ("dwrcs.exe",), ("dameware*",)),
    "MeshCentral": Marks(("mesh agent",), ("meshagent*.exe",), ()),
    "Chrome 远程桌面": Marks(("chromoting",), ("remoting_host.exe",), ("chrome remote desktop host",)),
    "NoMachine": Marks(("nxservice*",), ("nxd.exe",), ("nomachine*",)),
    "Supremo": Marks((), ("supremo*.exe",), ("supremo*",)),
    "Ammyy Admin": Marks((), ("aa_v3.exe",), ()),
    "AeroAdmin": Marks((), ("aeroadmin.exe",), ("aeroadmin*",)),
    "Remote Utilities": Marks((), ("rutserv.exe",), ("remote utilities*",)),
}
"""Programs with which someone outside can work on the host."""

SCANNERS = {
    "奇安信天擎": Marks(
        (),
        ("tqdefender.exe", "tqsafeui.exe", "qaxentclient.exe", "qaxengmanager.exe", "qaxtray.exe"),
        ("奇安信*天擎*", "*天擎终端安全*", "奇安信终端安全*"),
    ),
    "360 企业版": Marks((), ("360entclient.exe", "360skylarsvc.exe"), ("360*企业版*", "360*天擎*")),
    "360": Marks(
        ("zhudongfangyu", "qhactivedefense", "360rp"),
        ("360sd.exe", "360rp.exe", "360tray.exe", "zhudongfangyu.exe", "qhactivedefense.exe"),
        ("360安全卫士*", "360杀毒*", "360 total security*"),
    ),
    "火绒": Marks(("hipsdaemon", "hrwscctrl"), ("hipsdaemon.exe",), ("火绒*", "huorong*")),
    "腾讯电脑管家": Marks(("qqpcrtp",), ("qqpcrtp.exe",), ("腾讯电脑管家*", "腾讯御点*")),
    "金山毒霸": Marks(("kxescore",), ("kxescore.exe",), ("金山毒霸*", "*kingsoft antivirus*")),
    "瑞星": Marks(("ravmond", "rsravmon"), ("ravmond.exe",), ("瑞星*",)),
    "亚信安全": Marks(
        ("ntrtscan", "tmlisten"), ("ntrtscan.exe", "tmlisten.exe"), ("*officescan*", "*apex one*", "亚信安全*")
    ),
    "深信服 EDR": Marks(
        (), ("edr_agent.exe", "edr_monitor.exe", "sangforedr*.exe"), ("*深信服*edr*", "*深信服*终端*", "sangfor*edr*")
    ),
    "启明星辰天珣": Marks((), ("esav.exe",), ("*天珣*",)),
    "卡巴斯基": Marks(("avp*",), ("avp.exe",), ("kaspersky*endpoint*", "卡巴斯基*")),
    "ESET": Marks(("ekrn",), ("ekrn.exe",), ("eset *",)),
    "Symantec": Marks(("sepmasterservice",), ("ccsvchst.exe",), ("symantec endpoint protection*",)),
    "McAfee": Marks(("mcshield", "mfemms"), ("mcshield.exe", "mfemms.exe"), ("mcafee*", "trellix endpoint*")),
    "Sophos": Marks(("sophos endpoint defense service",), ("sedservice.exe",), ("sophos endpoint*",)),
    "CrowdStrike": Marks(("csfalconservice",), ("csfalconservice.exe",), ("crowdstrike*",)),
    "SentinelOne": Marks(("sentinelagent",), ("sentinelagent.exe",), ("sentinel agent*",)),
}
"""Scanners for malicious code. Host hardening and web protection (网防 G01, 安全狗, 云锁) are none."""

LOG_AGENTS = {
    "NXLog": Marks(("nxlog*",)),
    "Winlogbeat": Marks(("winlogbeat*",)),
    "Elastic Agent": Marks(("elastic agent",)),
    "Splunk Forwarder": Marks(("splunkforwarder",)),
    "WinCollect": Marks(("wincollect",)),
    "Wazuh/OSSEC": Marks(("wazuhsvc", "ossecsvc")),
    "Snare": Marks(("snare",)),
    "Eventlog to Syslog": Marks(("evtsys",)),
    "rsyslog": Marks(("rsyslog*",)),
    "Filebeat": Marks(("filebeat*",)),
}
"""Programs that send event logs to a collector; where to stands in their own configuration."""

SHUTDOWN_CLIENTS = {
    "NUT upsmon": Marks(("network ups tools",), ("upsmon.exe", "nut.exe")),
    "apcupsd": Marks(("apcupsd",), ("apcupsd.exe",)),
    "APC PowerChute Serial Shutdown": Marks(("apcpbeagent",), ("pbeagent.exe", "pcssagent.exe")),
    "APC PowerChute Network Shutdown": Marks(("pcns1", "pcns*"), ("pcns.exe",), ("powerchute network shutdown*",)),
    "Eaton Intelligent Power Protector": Marks(
        ("eaton intelligent power protector", "eaton ipp"), (), ("*intelligent power protector*",)
    ),
    "WinPower": Marks(("upsmonitor", "winpower*"), ("winpower*.exe",), ("winpower*",)),
    "UPSilon": Marks(("upsilon*", "rups*"), ("upsilon*.exe",), ("upsilon*",)),
    "ViewPower": Marks(("viewpower*",), ("viewpower*.exe",), ("viewpower*",)),
}
"""Programs that shut the host down before its UPS is empty."""

_TABLES = (REMOTE_TOOLS, SCANNERS, LOG_AGENTS, SHUTDOWN_CLIENTS)
Kind = Literal["services", "processes", "software"]
Seen = dict[str, tuple[str, Lines]]
"""Per product the name that gave it away, and the lines."""


@lru_cache(maxsize=1 << 14)
def _products(kind: Kind, name: str) -> tuple[str, ...]:
    """The products that a name of a service, image or uninstall entry belongs to."""
    folded = name.casefold()
    return tuple(
        product
        for table in _TABLES
        for product, marks in table.items()
        if any(fnmatchcase(folded, pattern) for pattern in getattr(marks, kind))
    )


class Programs:
    """What runs and what is installed, to find products in."""

    def __init__(self, evidence: Evidence, services: Section[HostService]) -> None:
        """Look through the three lists once."""
        processes = evidence.document.part("processes", list[Process])
        software = evidence.document.part("software", list[Program])
        self._missing = [services.missing or services.unsupported, processes.why or processes.unsupported]
        self._services: dict[str, HostService] = {}
        for service in () if self._missing[0] else services.items:
            for product in _products("services", service.name):
                self._services.setdefault(product, service)
        self._images = _seen("processes", [one.name for one in processes.data or ()], processes.spot, "name")
        installed = [one.name or one.entry for one in software.data or ()]
        self._installed = _seen("software", installed, software.spot, "name")

    def found(self, products: Mapping[str, Marks]) -> Section[Agent]:
        """The products that are there; with a list missing, that there is none is not known."""
        items = [agent for name in products if (agent := self._agent(name))]
        missing = "" if items else next(filter(None, self._missing), "")
        return Section(items=items, missing=missing, none="服务、进程与已装软件中没有这类程序", file=FILE)

    def _agent(self, name: str) -> Agent | None:
        service, image, installed = self._services.get(name), self._images.get(name), self._installed.get(name)
        if service:
            alive: Fact[bool] = Known(True, image[1], FILE) if image else service.running
            return Agent(
                name=name, lines=service.lines, via="service", found=service.name, running=alive, start=service.start,
                file=FILE,
            )  # fmt: skip
        if image:
            return Agent(
                name=name, lines=image[1], via="process", found=image[0], running=Known(True, image[1], FILE), file=FILE
            )
        if installed is None:
            return None
        idle: Fact[bool] = Unknown(self._missing[1]) if self._missing[1] else Absent(False, "没有它的服务或进程在运行")
        return Agent(name=name, lines=installed[1], via="software", found=installed[0], running=idle, file=FILE)


def _seen(kind: Kind, names: list[str], spot: Spot, key: str) -> Seen:
    found: Seen = {}
    for index, name in enumerate(names):
        for product in _products(kind, name):
            found.setdefault(product, (name, spot.nth(index).at(key)))
    return found


def product_of(name: str) -> str:
    """The scanner that an installed or registered name belongs to; empty where nobody knows."""
    return next((product for product in _products("software", name) if product in SCANNERS), "")
