"""``dengbao coverage`` and ``dengbao explain``, as a user sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dengbao.catalogue import cases, load
from dengbao.catalogue.remedies import remedies
from dengbao.check import FIREWALLS, Check, Device
from dengbao.cli import explain, main
from dengbao.errors import UserError
from dengbao.model import NETWORK, Role


def password_min_length_is_named_here(device: Device) -> None:
    """Passes when password_min_length is met.

    Fails when it is not.
    """


def made_up(id_: str, title: str, **more: object) -> Check:
    fields = {"risk": "high", "roles": NETWORK, "platforms": frozenset(), "file": __file__, "order": 0, **more}
    contract = "Passes when it holds.\n\nFails when it does not."
    return Check(id=id_, title=title, contract=contract, function=password_min_length_is_named_here, **fields)  # type: ignore[arg-type]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> dict[str, Check]:
    made = {
        check.id: check
        for check in (
            made_up("mgmt_telnet_disabled", "不得开启 Telnet"),
            made_up("boundary_any_any_absent", "不得存在任意到任意的放行策略", roles=FIREWALLS),
            made_up("power_ups_present", "机房应有 UPS", roles=frozenset({Role.UPS})),
            made_up("boundary_rules_described", "规则应有说明", roles=frozenset()),
        )
    }
    monkeypatch.setattr(explain, "load_checks", lambda: made)
    return made


@pytest.fixture
def platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.setattr("parsers.__path__", [str(tmp_path)])
    remedies.cache_clear()
    (tmp_path / "huawei").mkdir()
    (tmp_path / "huawei" / "remedies.yml").write_text(
        "mgmt_telnet_disabled:\n- system-view\n- undo telnet server enable\n- user-interface {line}\n", encoding="utf-8"
    )
    (tmp_path / "ups").mkdir()
    (tmp_path / "ups" / "remedies.yml").write_text("", encoding="utf-8")
    yield tmp_path
    remedies.cache_clear()


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(list(words)) == status
    out, err = capsys.readouterr()
    assert bool(err) == bool(status)
    return err if status else out


@pytest.mark.usefixtures("checks")
@pytest.mark.parametrize("words", [["8.1.3.2.a"], ["8.1.3.2", "a)"], ["8.1.3.2（a）"]])
def test_a_clause(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    text = said(capsys, "explain", *words)
    assert text.splitlines() == [
        "8.1.3.2.a 访问控制（安全区域边界，3 级，测评单元 L3-ABS1-05）",
        "  摘要：边界或区域间按策略设规则，没写明放行的一律拒绝",
        "  判定：自动",
        "  检查：",
        "    boundary_any_any_absent  不得存在任意到任意的放行策略",
        "    boundary_default_deny  （尚未实现）",
        "    boundary_flows_declared  （尚未实现）",
        "    boundary_high_risk_ports_closed  （尚未实现）",
        (
            "  可能触发高风险 6.3.2.1 重要网络区域边界访问控制措施缺失或配置不当"
            "（公网安〔2025〕2391号，重大风险隐患触发项 A-11）"
        ),
        "    情形：重要区域与其他区域之间没有访问控制设备，或策略形同虚设",
        "    缓解：全部服务器启用主机访问控制",
    ]


@pytest.mark.usefixtures("checks")
def test_a_control_shows_all_its_items(capsys: pytest.CaptureFixture[str]) -> None:
    heads = [line.split()[0] for line in said(capsys, "explain", "8.1.3.2").splitlines() if line and line[0] != " "]
    assert heads == [f"8.1.3.2.{letter}" for letter in "abcde"]


@pytest.mark.usefixtures("checks")
def test_a_test_unit_is_its_clause(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "explain", "l3-abs1-05").startswith("8.1.3.2.a 访问控制（安全区域边界，3 级")


@pytest.mark.usefixtures("checks")
def test_an_attested_clause_says_the_document_and_the_condition(capsys: pytest.CaptureFixture[str]) -> None:
    assert "判定：证明；需证明材料：主管部门批复" in said(capsys, "explain", "8.1.9.1.c")
    assert "前提：业务连续性要求高" in said(capsys, "explain", "9.1.1.9.d")


@pytest.mark.usefixtures("checks")
def test_a_lower_and_a_higher_level_say_how_they_differ(capsys: pytest.CaptureFixture[str]) -> None:
    assert "比三级 8.1.3.3.a 少要求：监视即可" in said(capsys, "explain", "7.1.3.3")
    assert "比三级 8.1.4.5 多要求：只认主动免疫" in said(capsys, "explain", "9.1.4.5")


@pytest.mark.usefixtures("checks", "platforms")
def test_a_check(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "explain", "mgmt_telnet_disabled").splitlines()
    assert lines[:12] == [
        "mgmt_telnet_disabled 不得开启 Telnet",
        "  风险：高；对象：access、border_firewall、core、firewall、router",
        "  | Passes when it holds.",
        "  |",
        "  | Fails when it does not.",
        "  条款（主条款在前）：",
        "    1 级：6.1.4.3.b、6.1.2.1、6.1.4.6",
        "    2 级：7.1.4.1.c、7.1.4.4.b、7.1.2.2、7.1.4.7",
        "    3 级：8.1.4.1.c、8.1.4.4.b、8.1.5.4.b、8.1.2.2.a、8.1.2.2.b、8.1.4.7.a、8.1.4.8.a",
        "    4 级：9.1.4.1.c、9.1.4.4.b、9.1.5.4.b、9.1.2.2.a、9.1.2.2.b、9.1.4.7.a、9.1.4.8.a",
        "  阈值 password_min_length：不小于 8 位（惯例：行业惯例；指引 6.4.1.1 以短于 6 位为弱口令）",
        "  可能触发高风险 6.2.2.1 采用无加密措施的网络通道传输重要数据（公网安〔2025〕2391号）",
    ]
    assert lines[-5:-1] == [
        "  整改命令，华为 VRP / USG：",
        "    system-view",
        "    undo telnet server enable",
        "    user-interface {line}",
    ]
    assert lines[-1].startswith("  没有整改命令：H3C Comware / SecPath、锐捷 RGOS")
    assert "UPS" not in lines[-1]
    assert "Windows" not in lines[-1]


@pytest.mark.usefixtures("checks", "platforms")
def test_a_check_of_the_ups_speaks_of_no_network_gear(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "explain", "power_ups_present")
    assert "1 级：不要求" in text
    assert text.splitlines()[-1] == "  没有整改命令：UPS"


@pytest.mark.usefixtures("checks", "platforms")
def test_a_site_wide_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert "对象：全网" in said(capsys, "explain", "boundary_rules_described")


@pytest.mark.usefixtures("checks")
@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("telnet", "相近的有：mgmt_telnet_disabled"),
        ("mgmt_telnet_disable", "相近的有：mgmt_telnet_disabled"),
        ("任意", "相近的有：boundary_any_any_absent"),
        ("身份鉴别", "相近的有：8.1.4.1"),
        ("8.1.3.2.z", "相近的有：8.1.3.2.a、8.1.3.2.b、8.1.3.2.c、8.1.3.2.d、8.1.3.2.e"),
        ("7.1.5.9", "相近的有：7.1.5.1、7.1.5.2"),
        ("qqq", "dengbao coverage 列出全部条款和检查"),
    ],
)
def test_unknown_names_get_one_line_with_what_is_near(capsys: pytest.CaptureFixture[str], word: str, near: str) -> None:
    assert said(capsys, "explain", word, status=2) == f"dengbao: 没有叫 {word} 的检查或条款。{near}\n"


def test_a_broken_remedies_file_is_one_clear_line(platforms: Path) -> None:
    (platforms / "cisco_ios").mkdir()
    (platforms / "cisco_ios" / "remedies.yml").write_text("mgmt_telnet_disabled: no telnet\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"^parsers/cisco_ios/remedies\.yml: 修复命令写得不对"):
        remedies("cisco_ios")
    assert remedies("zte_zxros") is None


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_coverage_as_json_adds_up(capsys: pytest.CaptureFixture[str], level: int) -> None:
    said_ = json.loads(said(capsys, "coverage", "--level", str(level), "--format", "json"))
    totals = said_["totals"]
    assert totals.pop("items") == sum(totals.values()) == len(said_["items"]) == len(load(level).items)
    for state, count in totals.items():
        assert sum(domain[state] for domain in said_["domains"].values()) == count
        assert sum(item["state"] == state for item in said_["items"]) == count
    assert all(item["reason"] for item in said_["items"] if item["state"] != "automated")
    assert not any(item["planned"] for item in said_["items"] if item["state"] == "automated")


def test_coverage_piped_is_plain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    text = said(capsys, "coverage")
    counts, items = (part.splitlines() for part in text.split("\n\n"))
    assert counts[0] == "安全类\t自动\t部分\t证明\t未覆盖\t条数"
    assert counts[-1].startswith("合计\t")
    assert counts[-1].endswith("\t211")
    assert len(items) == 1 + 211
    assert all(line.count("\t") == 4 for line in items)
    assert "8.1.9.1.c\t定级和备案\t证明\t\t需证明材料：主管部门批复" in items
    assert "\x1b" not in text


def test_coverage_on_a_terminal_is_a_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "90")
    text = said(capsys, "coverage", "--level", "4")
    assert "等保四级通用要求" in text
    assert "…" not in text
    assert "9.1.5.4.g" in text


def test_coverage_refuses_other_levels(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--level", "5"]) == 2
    assert "5" in capsys.readouterr().err


def test_every_case_can_be_explained(capsys: pytest.CaptureFixture[str]) -> None:
    clauses = {id_ for case in cases() for id_ in case.clauses if id_.startswith("8.")}
    for id_ in sorted(clauses):
        assert "可能触发高风险" in said(capsys, "explain", id_)
