"""Known programs by the names of their units and processes. ``confirmed`` False: the names were not seen on a host.

Names of open programs are those of their packages (Debian, Fedora); of vendors' agents those of their own pages and
packages: 阿里云 AliYunDun, 腾讯云 YDService, 华为云 hostguard, 奇安信 qaxsafe, Microsoft mdatp.
"""

from __future__ import annotations

from msgspec import Struct


class Product(Struct, frozen=True):
    """One program: its name in reports, its processes and units."""

    name: str
    processes: tuple[str, ...]
    units: tuple[str, ...] = ()
    confirmed: bool = True


ANTIVIRUS = (
    Product("ClamAV", ("clamd", "clamonacc"), ("clamav-daemon.service", "clamd@scan.service", "clamd.service")),
    Product("Microsoft Defender", ("wdavdaemon",), ("mdatp.service",)),
    Product("奇安信天擎", ("qaxsafed",), ("qaxsafe.service",)),
    Product("360 终端安全", ("360entclient",), (), confirmed=False),
    Product("深信服 EDR", ("edr_agent", "eps_services"), ("eps_services.service",), confirmed=False),
    Product("火绒终端安全", ("hrclient",), (), confirmed=False),
    Product("青藤万相", ("titanagent",), ("titanagent.service",), confirmed=False),
    Product("服务器安全狗", ("sdsvrd", "sdmonitor"), (), confirmed=False),
    Product("安恒主机安全", ("edr_dog", "dbappsecurity"), (), confirmed=False),
    Product("网防 G01", ("gov_defence_service",), (), confirmed=False),
    Product("阿里云云安全中心", ("AliYunDun", "AliYunDunMonitor"), ("aegis.service",)),
    Product("腾讯云主机安全", ("YDService", "YDLive"), ("YDService.service",)),
    Product("华为云主机安全", ("hostguard",), ("hostguard.service",)),
    Product("Kaspersky", ("kesl",), ("kesl.service",)),
    Product("Sophos", ("savd",), ("sav-protect.service",)),
    Product("Trend Micro Deep Security", ("ds_agent",), ("ds_agent.service",)),
    Product("McAfee", ("mfetpd", "isectpd"), ("mfetpd.service",)),
    Product("CrowdStrike Falcon", ("falcon-sensor",), ("falcon-sensor.service",)),
    Product("SentinelOne", ("sentinelone-agent",), ("sentinelone.service",)),
)
REMOTE = (
    Product("TeamViewer", ("teamviewerd",), ("teamviewerd.service",)),
    Product("AnyDesk", ("anydesk",), ("anydesk.service",)),
    Product("ToDesk", ("ToDesk_Service", "ToDesk"), ("todeskd.service",)),
    Product("向日葵", ("oray_rundaemon", "sunloginclient"), ("runsunloginclient.service",)),
    Product("RustDesk", ("rustdesk",), ("rustdesk.service",)),
    Product("VNC", ("Xvnc", "x11vnc", "x0vncserver", "Xtigervnc"), ("x11vnc.service", "tigervnc.service")),
    Product("NoMachine", ("nxserver.bin",), ("nxserver.service",)),
    Product("frp", ("frpc", "frps"), ("frpc.service", "frps.service")),
    Product("ngrok", ("ngrok",), ("ngrok.service",)),
    Product("nps", ("npc", "nps"), ("Npc.service", "Nps.service")),
    Product("ZeroTier", ("zerotier-one",), ("zerotier-one.service",)),
    Product("Tailscale", ("tailscaled",), ("tailscaled.service",)),
)
SHUTDOWN = (
    Product("NUT upsmon", ("upsmon",), ("nut-monitor.service", "nut-client.service")),
    Product("apcupsd", ("apcupsd",), ("apcupsd.service",)),
)
BACKUP = (
    Product("Bacula", ("bacula-fd",), ("bacula-fd.service",)),
    Product("Bareos", ("bareos-fd",), ("bareos-fd.service", "bareos-filedaemon.service")),
    Product("Veeam", ("veeamservice",), ("veeamservice.service",)),
    Product("NetBackup", ("bpcd", "vnetd"), ("netbackup.service",)),
    Product("Commvault", ("cvd",), ("commvault.service",)),
    Product("borgmatic", (), ("borgmatic.timer",)),
)
LOG_AGENTS = (  # those whose targets are not read; rsyslog's and syslog-ng's are, in logs.py
    Product("Filebeat", ("filebeat",), ("filebeat.service",)),
    Product("Fluentd", ("fluentd", "td-agent", "fluent-bit"), ("fluentd.service", "fluent-bit.service")),
    Product("NXLog", ("nxlog",), ("nxlog.service",)),
    Product("Wazuh", ("wazuh-agentd", "ossec-agentd"), ("wazuh-agent.service",)),
    Product("Auditbeat", ("auditbeat",), ("auditbeat.service",)),
)
DATABASES = {
    "mysqld": "mysql",
    "mariadbd": "mysql",
    "postgres": "postgresql",
    "postmaster": "postgresql",
    "dmserver": "dameng",
    "kingbase": "kingbase",
    "tnslsnr": "oracle",
    "sqlservr": "sqlserver",
}
