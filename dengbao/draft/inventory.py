"""A site's first inventory as files: hosts, accounts and the site itself, with comments that say what to look at."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from dengbao.draft.hosts import DraftHost, collectors, management
from dengbao.draft.scalars import comment, scalar
from dengbao.errors import UserError
from dengbao.model import Role
from dengbao.results.atomic import why

_GROUPS = {
    Role.BORDER_FIREWALL: ("borders", "边界防火墙"),
    Role.FIREWALL: ("firewalls", "内部防火墙"),
    Role.CORE: ("cores", "核心交换机"),
    Role.ACCESS: ("access", "接入交换机"),
    Role.ROUTER: ("routers", "路由器"),
    Role.SERVER: ("servers", "服务器"),
    Role.WORKSTATION: ("workstations", "终端"),
    Role.UPS: ("power", "UPS"),
}
_CONNECTION = """\
---
# 登录设备用的只读账户。口令不写在这里:
#   1. 写进同目录的 vault.yml 并加密:ansible-vault create 本清单/group_vars/all/vault.yml
#      内容:ansible_password: …   dengbao_enable_password: …(需要 enable 的平台)
#   2. 或者放进环境变量,见 docs/accounts.md;各平台只读账户的最小权限也在那里。
ansible_user: audit
"""
_ZONES = """\
  # 安全区域,any 表示不属于其他任何区域的地址。照实际写,例如:
  #   intranet: {title: 内网, networks: [10.10.0.0/16]}
  #   internet: {title: 外网, networks: [any]}
  zones: {}
  # 区域之间允许的流量,没有写的都算问题。例如:
  #   - {from: intranet, to: internet, services: [tcp/80, tcp/443], reason: 上网}
  flows: []
"""
_LEDGERS = """\
  # 以下由人填写,每项的写法见 inventories/example/group_vars/all/site.yml
  isolated: []          # 两两之间不得有任何通路的区域对
  internet_quota: []    # 各部门最多多少个地址可以上外网
  thresholds: {}        # 改写缺省阈值
  critical: []          # 任一设备故障也不能断的区域对
  rooms: []             # 机房,以及其中 UPS 应能支撑的分钟数
  systems: []           # 定级备案台账
  attestations: []      # 人工确认的条款
  waivers: []           # 已接受的风险
  fail_on: finding
"""


class Answers(Struct, kw_only=True):
    """What a person says of the site; what a folder of configurations tells fills the rest."""

    name: str
    level: int
    management: list[str] = []
    log_servers: list[str] = []
    ntp_servers: list[str] = []


def write_inventory(out: Path, answers: Answers, hosts: list[DraftHost], folder: Path | None = None) -> None:
    """Write the inventory, whole or not at all.

    Args:
        out: its folder, which must not be there yet.
        answers: of the person.
        hosts: those known; may be none.
        folder: their configurations, from which zones and flows are drafted.

    Raises:
        UserError: the folder is there, or cannot be written.
    """
    if out.exists():
        raise UserError("已经存在,不覆盖", file=out, key="OUT", mend="换一个文件夹名,或先把它移走")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as made:
            inside = Path(made) / out.name
            (inside / "group_vars" / "all").mkdir(parents=True)
            _put(inside / "hosts.yml", _hosts(hosts))
            (inside / "group_vars" / "all" / "connection.yml").write_text(_CONNECTION, encoding="utf-8")
            site = inside / "group_vars" / "all" / "site.yml"
            _put(site, _site(answers, hosts, _ZONES.splitlines()))
            if folder and any(host.device for host in hosts):
                _put(site, _site(answers, hosts, _zones(inside, folder)))
            shutil.move(inside, out)
    except OSError as error:
        raise UserError(f"无法写入:{why(error)}", file=out, mend="请检查目录权限与磁盘空间") from error


def filled(answers: Answers, hosts: Iterable[DraftHost]) -> Answers:
    """Fill what the person did not say from what devices name."""
    known = list(hosts)
    logs, clocks = collectors(known)
    return Answers(
        name=answers.name,
        level=answers.level,
        management=answers.management or management(known),
        log_servers=answers.log_servers or logs,
        ntp_servers=answers.ntp_servers or clocks,
    )


def _put(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _hosts(hosts: list[DraftHost]) -> Iterator[str]:
    yield "---"
    yield "# 设备清单,由 dengbao init 起草:platform 由配置内容认出,role(用途)是猜的,请逐台核对。"
    yield "# 请补上 department(责任部门)、room(机房)、ups(接在哪台 UPS 上);涉密设备写 classified: true。"
    yield "all:"
    yield "  children:"
    for role, (group, title) in _GROUPS.items():
        own = [host for host in hosts if host.platform and host.role is role]
        if own:
            yield f"    {group}:  # {title}"
            yield "      hosts:"
            yield from map(_host, own)
    loose = [host for host in hosts if host.platform and host.role is None]
    if loose or not any(host.platform for host in hosts):
        yield "    others:  # 看不出用途"
        yield "      hosts:" + ("" if loose else " {}")
        yield from map(_host, loose)
    for host in hosts:
        if not host.platform:
            yield f"        # {comment(scalar(host.name))}: {{platform: }}  # {comment(host.note)}"


def _host(host: DraftHost) -> str:
    said = [f"platform: {host.platform}"]
    if host.role:
        said.append(f"role: {host.role}")
    said.append(f"ansible_host: {_address(host)}")
    notes = [host.note, "" if host.address else "没有找到地址,请改写"]
    told = ";".join(filter(None, notes))
    return f"        {scalar(host.name)}: {{{', '.join(said)}}}" + (f"  # {comment(told)}" if told else "")


def _address(host: DraftHost) -> str:
    """The address of a host; its name where none was found, as Ansible would take it."""
    return scalar(str(host.address.ip)) if host.address else scalar(host.name)


def _site(answers: Answers, hosts: list[DraftHost], zones: Iterable[str]) -> Iterator[str]:
    guessed = "取自各设备的配置,请核对" if hosts else "请填写"
    yield "---"
    yield "# 站点说明,由 dengbao init 起草;写错的键、网段、区域名会指出文件和行号。"
    yield "site:"
    yield f"  name: {scalar(answers.name)}"
    yield f"  level: {answers.level}  # 等保级别 1-4"
    yield from zones
    for key, values, meant in (
        ("management", answers.management, "允许从哪里管理设备"),
        ("log_servers", answers.log_servers, "日志必须发到哪里"),
        ("ntp_servers", answers.ntp_servers, "时间必须从哪里同步"),
    ):
        yield f"  {key}: [{', '.join(map(scalar, values))}]  # {meant};{guessed}"
    yield from _LEDGERS.splitlines()


def _zones(inventory: Path, folder: Path) -> Iterator[str]:
    """Draft zones and flows, now that the hosts can be loaded; without any zone the commented skeleton stays."""
    from dengbao.draft.zones import draft  # noqa: PLC0415 - only a folder of configurations pays for the network
    from dengbao.engine.site import open_site  # noqa: PLC0415

    lines = list(draft(open_site(inventory, folder)))
    drafted = [line for line in lines if line.startswith("    ")]
    if not drafted:
        yield from _ZONES.splitlines()
        return
    yield from (f"  {line}" if line.startswith("#") else line for line in lines if line != "site:")
