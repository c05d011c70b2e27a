"""The collector itself: only what the list names, the same in every shell, nothing written, nothing lost."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from dengbao import cli
from dengbao.gather.linux_script import script, sudoers
from dengbao.platforms import ROOT, Command, platform

LINUX = platform("linux")
assert LINUX
COMMANDS = LINUX.commands
READERS = frozenset(
    {
        *("cat", "uname", "grep", "sed", "stat", "ls", "od", "readlink", "ps", "ssh", "sshd", "lastlog", "auditctl"),
        *("systemd-detect-virt", "systemctl", "timedatectl", "chronyc", "ntpq", "ss", "ip", "nft", "iptables-save"),
        *("ip6tables-save", "modprobe", "rpm", "dpkg-query"),
    }
)
WRITES = re.compile(r"[>|;&`]|\$\(|(?<!\S)-i(?!\S)|--in-place|-exec")
SHELLS = [shell for shell in ("dash", "bash", "busybox") if shutil.which(shell)]
SCHEMA = json.loads((ROOT / "linux" / "facts.schema.json").read_text(encoding="utf-8"))


def run(shell: str, text: str, *, user: int = 0) -> dict[str, Any]:
    words = [shell, "sh"] if shell == "busybox" else [shell]
    if user:
        words = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *words]
    done = subprocess.run([*words, "-s"], input=text.encode(), capture_output=True, check=True, timeout=60, cwd="/")
    assert done.stderr == b""
    document: dict[str, Any] = json.loads(done.stdout.decode("utf-8", "surrogateescape"))
    return document


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.file)
def test_every_read_is_one_program_that_reads(command: Command) -> None:
    words = shlex.split(command.command)
    assert words[0] in READERS
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", command.command)
    assert not WRITES.search(bare)
    assert command.why
    assert command.file
    if words[0] == "sed":
        assert not {"-i", "--in-place"} & set(words)
        assert not any(re.search(r"/[gp]*w", word) for word in words[1:-1])
    if words[0] == "systemctl":
        assert words[1] in {"list-unit-files", "list-units", "get-default"}
    if words[0] == "modprobe":
        assert words[1] == "-n"
    if command.root:
        assert not re.search(r"[*?$]", re.sub(r"'[^']*'", "", command.command)), (
            "a shell would expand it as another user"
        )


def test_the_script_holds_the_list_and_nothing_else_that_runs() -> None:
    text = script(COMMANDS)
    assert text.isascii()
    takes = [shlex.split(line) for line in text.splitlines() if line.startswith("take ")]
    assert [words[4] for words in takes] == [command.command for command in COMMANDS]
    assert len({words[1] for words in takes}) == len(takes)


@pytest.mark.parametrize("shell", SHELLS)
def test_this_machine_is_read_whole_in_every_shell(shell: str) -> None:
    document = run(shell, script(COMMANDS))
    jsonschema.validate(document, SCHEMA)
    assert set(document["sections"]) == {command.file for command in COMMANDS}
    os_release = document["sections"]["os_release"]
    assert [line for line in os_release["lines"] if line.startswith("/etc/os-release:")] == [
        f"/etc/os-release:{line}" for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    ]


MOVING = {
    "adapters", "addresses", "ip6tables", "iptables", "lastlog", "links", "modules", "mounts", "nftables", "processes",
    "routes", "routes6", "sockets", "sockets_kernel", "sshd_arguments", "timedatectl", "units",
}  # fmt: skip
"""What other tests change while this one reads: they start servers and make network namespaces."""


def test_every_shell_says_the_same() -> None:
    stable = [command for command in COMMANDS if command.file not in MOVING]
    documents = [run(shell, script(stable))["sections"] for shell in SHELLS]
    for other in documents[1:]:
        assert other == documents[0]


@pytest.mark.parametrize("shell", SHELLS)
def test_no_byte_is_lost(shell: str, tmp_path: Path) -> None:
    odd = [
        'quotes " and \\ and \\n', "中文 与 emoji 😀", "tab\there", "bell\x07 esc\x1b[0m del\x7f", "", "  blanks  ",
        "SEP", "S0", "%s %d", "last without end",
    ]  # fmt: skip
    (tmp_path / "odd").write_text("\n".join(odd), encoding="utf-8")
    (tmp_path / "gbk").write_bytes("管理员\n".encode("gb18030"))
    wanted = [
        Command(command=f"cat {tmp_path}/odd", file="odd", why="-"),
        Command(command=f"cat {tmp_path}/gbk", file="gbk", why="-"),
        Command(command=f"cat {tmp_path}/none", file="none", why="-"),
        Command(command="no-such-program here", file="absent", why="-"),
        Command(command="sh -c 'echo out; echo err >&2; exit 3'", file="both", why="-"),
        Command(command="printf 'a\\n\\n'", file="blank", why="-"),
    ]
    sections = run(shell, script(wanted))["sections"]
    assert sections["odd"]["lines"] == odd
    assert sections["gbk"]["lines"][0].encode("utf-8", "surrogateescape").decode("gb18030") == "管理员"
    assert sections["none"]["lines"] == []
    assert "No such file" in sections["none"]["errors"][0]
    assert sections["absent"]["status"] == 127
    assert (sections["both"]["lines"], sections["both"]["errors"], sections["both"]["status"]) == (["out"], ["err"], 3)
    assert sections["blank"]["lines"] == ["a", ""]


def test_rulesets_of_nft_come_one_object_a_line(tmp_path: Path) -> None:
    objects = [{"metainfo": {"version": "1"}}, {"table": {"family": "ip", "name": "t"}}, {"rule": {"family": "ip"}}]
    shown = json.dumps({"nftables": objects})
    (tmp_path / "shown").write_text(shown + "\n", encoding="utf-8")
    wanted = [Command(command=f"cat {tmp_path}/shown", file="nftables", why="-")]
    lines = run("sh", script(wanted))["sections"]["nftables"]["lines"]
    assert len(lines) == 3
    assert "".join(lines) == shown


@pytest.mark.parametrize("shell", SHELLS)
def test_hashes_never_leave_the_host(shell: str, tmp_path: Path) -> None:
    states = [
        "$6$salt$hash/x.",
        "",
        "!!",
        "!$y$j9T$salt$hash",
        "*",
        "abcdefghijklm",
        "$6nothing",
        "_J9..abcdefgh",
        "!abc",
    ]
    shadow = tmp_path / "shadow"
    shadow.write_text("".join(f"u{at}:{one}:20000:0:90:7:::\n" for at, one in enumerate(states)), encoding="ascii")
    read = next(command for command in COMMANDS if command.file == "shadow")
    wanted = [Command(command=read.command.replace("/etc/shadow", str(shadow)), file="shadow", why="-")]
    lines = run(shell, script(wanted))["sections"]["shadow"]["lines"]
    assert [line.split(":")[1] for line in lines] == ["{6}", "", "!!", "!{y}", "*", "-", "-", "-", "!-"]


@pytest.mark.system("root")
def test_what_an_ordinary_user_may_not_read_is_said() -> None:
    sections = run("sh", script(COMMANDS), user=65534)["sections"]
    assert sections["shadow"]["as"] == "user"
    assert sections["shadow"]["lines"] == []
    assert any("Permission denied" in error for error in sections["shadow"]["errors"])
    assert sections["passwd"]["status"] == 0


def test_nothing_is_written(tmp_path: Path) -> None:
    """The collector runs where no file can be made: read-only but for standard output."""
    before = sorted(tmp_path.iterdir())
    subprocess.run(
        ["sh", "-s"], input=script(COMMANDS).encode(), capture_output=True, check=True, cwd=tmp_path, timeout=60
    )
    assert sorted(tmp_path.iterdir()) == before
    assert not re.search(r"(?m)^[^#'\"]*>(?!\s*&|&|/dev/null)", re.sub(r"awk '.*?'", "", script(()), flags=re.DOTALL))


@pytest.mark.system("sudo")
@pytest.mark.system("root")
def test_the_sudoers_file_lets_these_reads_through_and_no_other(tmp_path: Path) -> None:
    """Held against sudo itself, which finds this file in place of its own in a mount namespace."""
    path = tmp_path / "sudoers"
    path.write_text(sudoers(COMMANDS, "nobody"), encoding="ascii")
    path.chmod(0o440)
    reads = [command.command for command in COMMANDS if command.root and shutil.which(command.command.split()[0])]
    assert any(read.startswith("sed ") for read in reads)
    others = [
        "cat /etc/shadow",
        "sed -e p /etc/shadow",
        "grep -aHR ^ /etc/sudoers /etc/shadow",
        "nft flush ruleset",
        "sh",
    ]
    allowed, refused = ([f"sudo -n -l -U nobody -- {read} >/dev/null" for read in some] for some in (reads, others))
    lines = [
        "set -e",
        f"mount --bind {path} /etc/sudoers",
        "visudo -c >/dev/null",
        *allowed,
        *(f"if {one}; then exit 9; fi" for one in refused),
    ]
    done = subprocess.run(
        ["unshare", "-m", "bash", "-x"], input="\n".join(lines), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_command_line_prints_script_and_sudoers(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["commands", "linux", "--script"]) == 0
    assert capsys.readouterr().out == script(COMMANDS)
    assert cli.main(["commands", "linux", "--sudoers", "巡检"]) != 0
    capsys.readouterr()
    assert cli.main(["commands", "linux", "--sudoers", "audit"]) == 0
    assert "audit ALL=(root) NOPASSWD: /usr/sbin/sshd -T\n" in capsys.readouterr().out
