"""Databases and application servers do not run with all rights."""

from __future__ import annotations

import re

from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import HostService, Unsupported

_APPLICATIONS = re.compile(
    r"(mssqlserver|mssql\$\w+|sqlagent\$?\w*|sqlserveragent|mysqld?[\d.]*|mariadb\w*|postgres\S*|oracleservice\w+"
    r"|redis\S*|mongod\w*|dmservice\S*|kingbase\S*|tomcat\S*|apache\S*|httpd|nginx|weblogic\S*|jboss\S*|wildfly\S*"
    r"|elasticsearch\S*|rabbitmq\S*|activemq\S*|zookeeper\S*|kafka\S*|docker-registry)(\.service)?",
    re.IGNORECASE,
)
_ALL_RIGHTS = re.compile(r"localsystem|(nt authority\\|\.\\)?system|(.*\\)?administrator|root", re.IGNORECASE)
_DROPS = re.compile(r"(nginx|httpd|apache2?)(\.service)?", re.IGNORECASE)


@check(title="数据库和中间件不以最高权限运行", risk="medium", on=HOSTS)
def access_services_unprivileged(device: Device) -> None:
    r"""Databases and application servers do not run with all rights.

    Passes when every running service of a known database, web server or middleware has an account of its own
    (``NT SERVICE\...``, mysql, tomcat ...). Fails for each that runs as LocalSystem, Administrator or root. The master
    of nginx and httpd on Linux starts as root by design and is passed over. High-risk case 6.4.2.2.
    """
    mighty = offending(device.host.services, lambda service: _is_mighty(service, on_linux=device.platform == "linux"))
    assert not mighty, findings(
        mighty, expected="使用专用的低权限账户", actual=lambda service: f"以 {service.account} 运行"
    )


def _is_mighty(service: HostService, *, on_linux: bool) -> bool:
    """Whether a known application runs with all rights."""
    if not _APPLICATIONS.fullmatch(service.name) or (on_linux and _DROPS.fullmatch(service.name)):
        return False
    running = not isinstance(service.running, Unsupported) and service.running.value
    return running and bool(_ALL_RIGHTS.fullmatch(service.account))
