"""What goes wrong is told apart, quickly, and takes nothing else along."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from dengbao.lab import Faults
from tests.gather.lab import Site, site

WANTED = {
    "good": ("cisco_ios", Faults()),
    "nobody": ("cisco_ios", Faults(refuse=True)),
    "deaf": ("cisco_ios", Faults(hang="connect")),
    "mute": ("cisco_ios", Faults(hang="login")),
    "stuck": ("huawei", Faults(hang="command")),
    "cut": ("huawei", Faults(cut_after=2000)),
    "cut-line": ("cisco_ios", Faults(cut_after=2000, cut_connection=True)),
    "limited": ("cisco_ios", Faults(limited=True)),
    "limited-asa": ("cisco_asa", Faults(limited=True)),
    "asks": ("huawei", Faults(password_change=True)),
    "asks-rj": ("ruijie_os", Faults(password_change=True)),
    "other-key": ("cisco_ios", Faults(other_host_key=True)),
    "old": ("cisco_ios", Faults(legacy_algorithms=True)),
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("faults"), WANTED) as running:
        yield running


@pytest.mark.parametrize(
    ("host", "status", "reason"),
    [
        ("nobody", "unreachable", "连接被拒绝"),
        ("deaf", "unreachable", "没有正常的 SSH 应答"),
        ("mute", "cut_off", "2 秒没有等到提示符"),
        ("stuck", "cut_off", "2 秒没有等到提示符"),
        ("cut", "cut_off", "display current-configuration：设备中途断开"),
        ("cut-line", "cut_off", "show running-config：设备中途断开"),
        ("other-key", "host_key", "主机密钥已改变"),
        ("old", "unreachable", "没有双方都接受的 SSH 算法"),
        ("limited", "partial", "账号级别是 7，应不低于 15"),
        ("limited-asa", "partial", "账号级别是 7，应不低于 15"),
    ],
)
def test_is_told_apart(lab: Site, host: str, status: str, reason: str) -> None:
    began = time.monotonic()
    record = lab.gather(host)
    assert (record.status, record.mend != "") == (status, True)
    assert reason in record.reason
    assert time.monotonic() - began < 8
    assert lab.store.record(host) == record


def test_wrong_password_is_refused(lab: Site) -> None:
    record = lab.gather("good", ansible_password="wrong-Pass1")
    assert record.status == "refused"
    assert "用户名或口令不对" in record.reason
    assert "wrong-Pass1" not in (lab.store.root / "good" / "gathered.json").read_text(encoding="utf-8")


def test_wrong_enable_password_is_partial(lab: Site) -> None:
    record = lab.gather("good", dengbao_enable_password="wrong-Enable1")
    assert record.status == "partial"
    assert "show running-config：设备不认这条命令" in record.reason


def test_without_an_account_nobody_is_bothered(lab: Site) -> None:
    record = lab.gather("good", ansible_user="")
    assert (record.status, record.reason) == ("refused", "没有给出登录账号")


def test_unknown_host_key_is_not_unreachable(lab: Site, tmp_path: object) -> None:
    record = lab.gather("good", dengbao_known_hosts=f"{tmp_path}/none")
    assert record.status == "host_key"
    assert record.reason.startswith("主机密钥未知")
    assert "ssh-keyscan -p" in record.mend


def test_old_algorithms_only_where_the_host_opts_in(lab: Site) -> None:
    record = lab.gather("old", dengbao_legacy_ssh=True)
    assert record.status == "whole"
    assert record.ssh
    assert record.ssh.legacy
    assert record.ssh.kex.endswith("sha1")


@pytest.mark.parametrize(("host", "answer"), [("asks", "N"), ("asks-rj", "n")])
def test_never_changes_a_password(lab: Site, host: str, answer: str) -> None:
    record = lab.gather(host)
    assert record.status == "whole"
    assert lab.received(host)[0] == answer


def test_what_the_site_vouches_for_is_recorded_as_that(lab: Site) -> None:
    record = lab.gather("limited", dengbao_full_view=True)
    assert record.status == "whole"
    assert record.privilege.startswith("由清单担保")


def test_a_skipped_optional_command_does_no_harm_a_needed_one_does(lab: Site) -> None:
    record = lab.gather("good", dengbao_skip_commands=["show logging"])
    assert record.status == "whole"
    assert "show logging" not in record.sent
    again = lab.gather("good", dengbao_skip_commands=["show version"])
    assert again.status == "partial"
    assert "show version：按 dengbao_skip_commands 略过" in again.reason


@pytest.mark.parametrize(
    ("variables", "status", "reason"),
    [
        ({"classified": True}, "excluded", "从不连接"),
        ({"platform": "vms"}, "unsupported", "没有采集方法"),
        ({"platform": "windows"}, "unsupported", "没有写这台主机的连接方式"),
        ({"platform": ""}, "unsupported", "没有写 platform"),
        ({"platform": "ups", "ups_protocol": "modbus"}, "unsupported", "ups_protocol: modbus 不认识"),
    ],
)
def test_is_not_connected_to(lab: Site, variables: dict[str, Any], status: str, reason: str) -> None:
    before = len(lab.received("good"))
    record = lab.gather("good", **variables)
    assert record.status == status
    assert reason in record.reason
    assert (record.sent, len(lab.received("good"))) == ([], before)


def test_a_host_that_became_classified_is_not_taken_from_an_earlier_run(lab: Site) -> None:
    assert lab.gather("good").status == "whole"
    assert lab.gather("good", resume=True, classified=True).status == "excluded"
    assert lab.gather("good", resume=True).status == "whole"


def test_our_own_mistake_is_recorded_as_that(lab: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("dengbao.gather.host.gather_device", fall)
    record = lab.gather("good", ansible_host="127.88.9.9")
    assert (record.status, "RuntimeError" in record.reason) == ("failed", True)
