"""``dengbao init``: write a new site's inventory, by a few questions or from a folder of configurations."""

from __future__ import annotations

import argparse
import ipaddress
import sys
from pathlib import Path

from dengbao.errors import UserError

HELP = "起草新单位的清单:回答几个问题,或由一个配置文件夹认出设备、区域和访问"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add where to write and what to read."""
    parser.add_argument("out", type=Path, metavar="OUT", help="写到哪个文件夹(不能已经存在)")
    parser.add_argument("--from", dest="folder", type=Path, metavar="FOLDER", help="放有设备配置的文件夹")
    parser.add_argument("--name", help="单位名称(不写则询问)")
    parser.add_argument("--level", type=int, choices=(1, 2, 3, 4), help="等保级别(不写则询问)")


def run(args: argparse.Namespace) -> int:
    """Ask what is not given, draft, write, and say what to do next.

    Raises:
        UserError: the folder to write is there already, the other is not, or an answer is no use.
    """
    from dengbao.draft.inventory import Answers, filled, write_inventory  # noqa: PLC0415 - `--help` need not wait

    if args.out.exists():  # before anything is asked
        raise UserError("已经存在,不覆盖", file=args.out, key="OUT", mend="换一个文件夹名,或先把它移走")
    hosts = []
    if args.folder:
        from dengbao.draft.hosts import draft_hosts  # noqa: PLC0415

        hosts = draft_hosts(args.folder)
    answers = Answers(name=args.name or _asked("单位名称", "示例单位"), level=args.level or _level())
    if not args.folder:
        answers.management = _networks("管理设备的网段(逗号隔开,可空)")
        answers.log_servers = _networks("日志服务器地址(逗号隔开,可空)", hosts=True)
        answers.ntp_servers = _networks("时间服务器地址(逗号隔开,可空)", hosts=True)
    write_inventory(args.out, filled(answers, hosts), hosts, args.folder)
    _tell(args, len(hosts), sum(not host.platform for host in hosts))
    return 0


def _tell(args: argparse.Namespace, known: int, strange: int) -> None:
    out, folder = args.out, args.folder
    say = sys.stdout.write
    if folder:
        say(
            f"认出 {known - strange} 台设备"
            + (f",{strange} 台认不出(在 hosts.yml 里注释着)" if strange else "")
            + "。\n"
        )
    say(f"已写 {out}/hosts.yml、{out}/group_vars/all/site.yml、{out}/group_vars/all/connection.yml,请逐条核对。\n")
    if folder:
        say(f"下一步:dengbao check -i {out} --from {folder} --out reports/first\n")
    else:
        say(f"下一步:把设备写进 {out}/hosts.yml,再运行 ansible-playbook -i {out} playbooks/inspect.yml\n")


def _asked(question: str, default: str = "") -> str:
    """Ask one question; the default is taken for an empty answer, and where nobody can answer."""
    sys.stdout.write(f"{question}{f'[{default}]' if default else ''}: ")
    sys.stdout.flush()
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        sys.stdout.write("\n")
    return answer.strip() or default


def _level() -> int:
    answer = _asked("等保级别(1-4)", "3")
    if answer not in {"1", "2", "3", "4"}:
        raise UserError(f"等保级别不能是 {answer}", key="--level", mend="写 1、2、3、4 之一")
    return int(answer)


def _networks(question: str, *, hosts: bool = False) -> list[str]:
    """Ask for networks, or for single addresses."""
    words = [word.strip() for word in _asked(question).replace("，", ",").split(",") if word.strip()]
    for word in words:
        try:
            ipaddress.ip_address(word) if hosts else ipaddress.ip_network(word)
        except ValueError:
            wanted = "地址,例如 10.10.100.21" if hosts else "网段,例如 10.10.99.0/24"
            raise UserError(f"{word} 不是{wanted.partition(',')[0]}", key=question, mend=f"写成{wanted}") from None
    return words
