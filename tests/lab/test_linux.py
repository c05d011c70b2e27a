"""The lab's Linux host: it runs nothing but the collector, and stays as old as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dengbao.lab import Device
from dengbao.lab.linux import answer
from parsers.linux import parse
from tests.parsers.linux.made import HOSTS, document


def host(folder: Path) -> Device:
    text = document((HOSTS / "openeuler-2203.txt").read_text(encoding="utf-8"))
    (folder / "linux.json").write_text(text, encoding="utf-8")
    return Device(host="srv", platform="linux", address="127.88.9.2", folder=folder)


def test_on_the_day_it_was_taken_it_says_what_lies_there(tmp_path: Path) -> None:
    device = host(tmp_path)
    assert answer(device, date(2026, 11, 20)) == (tmp_path / "linux.json").read_text(encoding="utf-8")


def test_years_later_everything_is_as_old_as_it_was(tmp_path: Path) -> None:
    then, later = (parse({"linux.json": answer(host(tmp_path), day)}) for day in (date(2026, 11, 20), date(2031, 3, 1)))
    days = (date(2031, 3, 1) - date(2026, 11, 20)).days

    def moved(one: str, two: str) -> int:
        return (date.fromisoformat(two) - date.fromisoformat(one)).days

    accounts = dict(
        zip(
            (one.name for one in then.host.accounts),
            zip(then.host.accounts, later.host.accounts, strict=True),
            strict=True,
        )
    )
    before, after = accounts["sysadm"]
    assert moved(before.last_login.value, after.last_login.value) == days
    assert moved(before.password_changed.value, after.password_changed.value) == days
    assert moved(then.host.updates.last.value, later.host.updates.last.value) == days
    scanners = zip(then.host.antivirus, later.host.antivirus, strict=True)
    assert [moved(one.signatures.value, two.signatures.value) for one, two in scanners] == [days]
    assert then.host.os.version == later.host.os.version
