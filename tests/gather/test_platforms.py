"""Every dialect of the lab over real SSH: whole, exact, and nothing sent that is not on the list."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dengbao.gather.guard import HIDDEN, PAGER_KEYS, allowed_lines
from dengbao.lab import Faults
from dengbao.platforms import platform
from tests.gather.lab import CONFIGS, ENABLE, PASSWORD, PLATFORMS, Site, site

KINDS = {
    "plain": Faults(),
    "paged": Faults(paging_stays=True),
    "gbk": Faults(encoding="gb18030", chunk=61),
    "early": Faults(echo_early=True),
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    wanted = {
        f"{name.replace('_', '-')}-{kind}": (name, faults) for name in PLATFORMS for kind, faults in KINDS.items()
    }
    with site(tmp_path_factory.mktemp("platforms"), wanted) as running:
        yield running


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PLATFORMS)
def test_gathers_whole_and_exact(lab: Site, name: str, kind: str) -> None:
    host = f"{name.replace('_', '-')}-{kind}"
    record = lab.gather(host)
    assert (record.status, record.reason) == ("whole", "")
    assert record.privilege_proven
    assert lab.stored(host).strip() == CONFIGS[name].strip()
    config = next(made for made in record.commands if made.file == "running-config.txt")
    assert config.encoding == ("gb18030" if kind == "gbk" else "utf-8")

    known = platform(name)
    assert known
    assert [line for line in record.sent if line] == lab.received(host)
    assert {*record.sent} <= allowed_lines(known) | PAGER_KEYS | {HIDDEN}
    raw = (lab.store.root / host / "gathered.json").read_text(encoding="utf-8")
    assert PASSWORD not in raw
    assert ENABLE not in raw
    assert record.ssh
    assert record.ssh.fingerprint.startswith("SHA256:")
    assert not record.ssh.legacy


def test_says_goodbye_without_dawdling(lab: Site) -> None:
    """Stock netmiko takes 2.2 s to leave a VRP session."""
    began = time.monotonic()
    lab.gather("huawei-plain", ansible_host=lab.devices["huawei-plain"].address)
    assert time.monotonic() - began < 1.5


def test_files_are_for_the_owner_only(lab: Site) -> None:
    folder: Path = lab.store.root / "huawei-plain"
    lab.gather("huawei-plain")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
