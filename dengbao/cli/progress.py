"""What the commands that run a playbook share: their words, the bar on the screen, and what they say at the end."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dengbao.gather.launch import Ran, run_playbook
from dengbao.snapshot.folder import read_manifest
from dengbao.snapshot.records import WORDS

_ANSIBLE = ("ok:", "fatal:", "TASK", "PLAY")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words that go on to Ansible."""
    parser.add_argument("-i", "--inventory", action="append", required=True, metavar="清单", help="Ansible 清单")
    parser.add_argument("--limit", metavar="主机", help="只做这些主机（Ansible 的 --limit）")
    parser.add_argument("-e", "--extra-vars", action="append", default=[], metavar="变量", help="Ansible 的 -e")
    parser.add_argument("-f", "--forks", type=int, metavar="数目", help="同时采集多少台（默认 20）")
    parser.add_argument("--check", action="store_true", help="只说明将做什么，不连接设备")
    parser.add_argument("--vault-password-file", metavar="文件", help="解密清单的口令文件")
    parser.add_argument("--ask-vault-pass", action="store_true", help="提示输入解密清单的口令")


def follow(playbook: str, args: argparse.Namespace, extra: Mapping[str, Any], console: Console) -> Ran:
    """Run a playbook behind a progress bar.

    Args:
        playbook: its file.
        args: with the words of ``arguments``.
        extra: variables of the command's own, which take precedence over those of ``-e``.
        console: where the bar is drawn.
    """
    words = [word for given in args.extra_vars for word in ("-e", given)] + ["-e", json.dumps(extra)]
    for value, option in (
        (args.limit, "--limit"),
        (args.forks, "--forks"),
        (args.vault_password_file, "--vault-password-file"),
    ):
        if value:
            words += [option, str(value)]
    words += ["--check"] * args.check + ["--ask-vault-pass"] * args.ask_vault_pass
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("准备", total=None)

        def watch(event: dict[str, Any]) -> None:
            match event["event"]:
                case "opened":
                    bar.update(task, description="采集", total=event["hosts"])
                    console.print(
                        f"将以只读方式连接 {event['hosts']} 台设备，快照存于 {event['snapshot']}", highlight=False
                    )
                case "host":
                    bar.update(task, advance=1, description=f"采集 {event['host']}（{WORDS[event['status']]}）")
                case "closed":
                    bar.update(task, description="检查与报告" if playbook == "inspect.yml" else "完成")

        ran = run_playbook(playbook, args.inventory, words, watch)
    if args.check:
        console.print(told(ran.output, "连接前告知"), highlight=False, markup=False, soft_wrap=True)
    return ran


def told(output: str, beginning: str) -> str:
    """Cut what the playbook told people out of its output: from the first such line up to Ansible's next word.

    A line that is Ansible's own is left out.
    """
    lines = output.splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith(beginning)), len(lines))
    start += beginning.startswith(_ANSIBLE)
    end = next((number for number in range(start, len(lines)) if lines[number].startswith(_ANSIBLE)), len(lines))
    return "\n".join(lines[start:end]).strip()


def all_whole(snapshot: str) -> bool:
    """Tell whether every host of a snapshot is whole, or classified."""
    manifest = read_manifest(Path(snapshot))
    return manifest is not None and all(entry.status in {"whole", "excluded"} for entry in manifest.hosts.values())
