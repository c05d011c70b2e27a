"""The terminal's summary: what a newcomer reads, and what a hostile device cannot do to it."""

from __future__ import annotations

import io
from pathlib import Path

from rich.cells import cell_len

from dengbao.report import terminal
from dengbao.report.source import Source
from tests.results.made import finding, host_run, line, result, skip, source


def shown(mine: Source, width: int | None = None) -> str:
    out = io.StringIO()
    assert terminal.render(mine, out, width) == []
    return out.getvalue()


def squeezed(text: str) -> list[str]:
    return [" ".join(row.split()) for row in text.splitlines()]


def test_a_newcomer_reads_site_level_totals_gravest_remedy_and_where_the_reports_lie(tmp_path: Path) -> None:
    results = [
        result("fw", "c1"),
        result("fw", "telnet", "fail", title="不得开放 Telnet", findings=[finding("vty 0 4", remedy=["undo telnet"])]),
        result("sw", "c1", "error", actual="配置被截断", evidence=[]),
        skip("sw", "c2", "waived", clauses=["8.1.4.1.a"], waiver="设备待更换,批准人 王某,至 2027-01-01"),
        skip("sw", "c3", "manual", clauses=["8.1.4.1.a"]),
    ]
    hosts = [
        host_run("fw", unread=0),
        host_run("sw", gather="partial", reason="第 2 条命令超时", unread=3),
        host_run("off", gather="unreachable", parse="none", reason="连接超时", unread=0),
    ]
    rows = squeezed(shown(source(tmp_path, results, hosts)))
    for row in (
        "等级保护自查 示例县数据局",
        "等级 三级 · 判定日期 2026-11-24 · 快照 2026-11-24 · dengbao 0.1.0 · 条款库 2019.1",
        "采集 3 台:完整 1、不完整 1、连不上 1",
        "结果 5 项:通过 1、不符合 1、待核查 1、跳过 2(已接受风险 1、不适用 0、人工 1)",
        "三级条款(3 条)",
        "自查估计:不符合",
        "已判定的 2 条中符合 0 条,符合率 0.0%;待核查的 1 条都按不符合计,符合率至少 0.0%",
        "安全区域边界 0 1 0 1 0 1 0",
        "安全计算环境 0 0 1 0 0 0 1",
        "合计 0 1 1 1 0 1 1",
        "fw huawei 完整 已解析 1 1 0 0 0",
        "sw huawei 不完整 已解析 0 0 1 2 3",
        "off huawei 连不上 无可解析 0 0 0 0 0",
        "1. [高] 不得开放 Telnet telnet",
        "涉及 fw,共 1 处;条款 8.1.3.2.a",
        "应为 限定源、目的与服务;实为 没有任意到任意的策略",
        "fw/running-config.txt:120: action permit",
        "整改(fw):",
        "undo telnet",
        "· 1 项:设备待更换,批准人 王某,至 2027-01-01(sw)",
        "· sw 不完整 第 2 条命令超时",
        "· off 连不上 连接超时",
        "· 1 项无法判定:配置被截断(sw)",
        "· 1 项要由人核查,尚无证明材料",
        "· 3 行配置未读懂,凡可能影响结论的都已列为待核查",
        f"{tmp_path}/results.jsonl",
    ):
        assert row in rows
    assert len(rows) < 60


def test_output_that_is_no_terminal_has_no_colour_and_no_control_characters(tmp_path: Path) -> None:
    evil = "\x1b[2J\x1b]0;owned\x07[bold red]x[/] :smile: \u202e反 [link=http://evil]a[/link]"
    mine = source(
        tmp_path,
        [
            result(
                "fw", "c", "fail", title=evil, expected=evil, actual=evil, findings=[finding(evidence=[line(1, evil)])]
            ),
            result("fw", "d", "error", actual=evil),
        ],
        [host_run("fw", gather="partial", reason=evil, platform=evil)],
    )
    text = shown(mine, 400)
    assert [char for char in text if not char.isprintable() and char != "\n"] == []
    assert text.count(r"\x1b[2J\x1b]0;owned\x07[bold red]x[/] :smile: \u202e反 [link=http://evil]a[/link]") >= 6


def test_tables_keep_the_width_and_sentences_are_left_whole(tmp_path: Path) -> None:
    long = "很长的中文说明" * 30
    rows = [
        result(f"主机{number}-{'名' * 30}", "c", "fail", title=long, actual=long, findings=[finding(remedy=[long])])
        for number in range(3)
    ]
    for width in (60, 80, 120):
        text = shown(source(tmp_path / str(width), rows), width)
        tables = text[text.index("各主机") : text.index("最严重的问题")]
        assert max(cell_len(row) for row in tables.splitlines()) <= width
        # a terminal folds Chinese where its own edge is; a log wants the sentence whole
        assert f"应为 {long}" in text or f"实为 {long}" in text


def test_many_hosts_and_issues_are_cut_and_counted(tmp_path: Path) -> None:
    rows = [
        result(f"h{host:03d}", f"c{check}", "fail" if host > 40 else "pass") for host in range(60) for check in range(9)
    ]
    text = shown(source(tmp_path, rows))
    assert "……另有 40 台,问题较少" in text
    assert "h059" in text
    assert "h001 " not in text
    assert "最严重的问题(按风险和涉及面,共 9 类)" in text
    assert "涉及 h041、h042、h043、h044、h045 等 19 台,共 19 处" in text
    assert "……另有 4 类,见报告" in text
    assert len(text.splitlines()) < 100


def test_a_clause_that_is_open_but_known_to_fail_somewhere_is_not_hidden(tmp_path: Path) -> None:
    text = shown(source(tmp_path, [result("a", "c", "fail"), result("b", "c", "error")]))
    assert "待核查中有 1 条已知有主机不符合" in text


def test_results_that_are_missing_are_said_first(tmp_path: Path) -> None:
    mine = source(tmp_path, [result("a")])
    mine.run.expected = 3
    assert "· 应有 3 项结果,差 2 项:本次结果不完整" in squeezed(shown(mine))


def test_a_site_wide_issue_names_its_devices(tmp_path: Path) -> None:
    mine = result("site", "c", "fail", findings=[finding("x", "fw"), finding("y", "core")])
    text = shown(source(tmp_path, [mine]))
    assert "涉及 fw、core,共 2 处" in text
    assert "全网(site)" in text


def test_the_change_since_the_last_run_is_one_line(tmp_path: Path) -> None:
    old = source(tmp_path / "old", [result("fw", "c1", "fail", findings=[finding()])])
    new = source(tmp_path / "new", [result("fw", "c1", "fail", findings=[finding("other")])])
    rows = squeezed(shown(Source(new.folder, new.run, new.catalogue, old.folder)))
    assert "与上次(2026-11-24)相比:新出现 1、仍未整改 0、已整改 1、转为已接受风险 0、是否整改无法判定 0" in rows
