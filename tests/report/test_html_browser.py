"""``report.html`` in a real headless Chromium: it opens, filters, prints, and lets nothing in or out."""

from __future__ import annotations

import http.server
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dengbao.report import html
from dengbao.report.source import Source
from dengbao.results.record import Evidence
from tests.report.browser import Browser
from tests.report.test_html import ROWS
from tests.results.made import finding, host_run, line, result, source

pytestmark = pytest.mark.system("chromium")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.fixture
def page(tmp_path: Path, browser: Browser) -> Iterator[Browser]:
    html.render(source(tmp_path, ROWS))
    browser.open(tmp_path / "report.html")
    yield browser
    assert browser.complaints() == []
    assert browser.requested() == [(tmp_path / "report.html").as_uri()]


def titles(browser: Browser) -> list[str]:
    found = browser.run("Array.from(document.querySelectorAll('#stage .row > summary'), n => n.textContent)")
    assert isinstance(found, list)
    return found


def go(browser: Browser, fragment: str) -> None:
    browser.run(f"location.hash = {fragment!r}")
    browser.until(f"document.querySelector('nav a.now').dataset.tab === {fragment.strip('#').split('?')[0]!r}")


def choose(browser: Browser, field: str, value: str, told: str) -> None:
    event = "input" if field == "text" else "change"
    browser.run(f"n = document.getElementById('f-{field}'); n.value = {value!r}; n.dispatchEvent(new Event('{event}'))")
    browser.until(f"document.getElementById('told').textContent === {told!r}")


@pytest.mark.parametrize(
    ("field", "value", "told", "first"),
    [
        ("status", "fail", "选出 2 项,共 7 项", "不符合高风险fw"),
        ("status", "waived", "选出 1 项,共 7 项", "已接受风险高风险sw"),
        ("risk", "medium", "选出 1 项,共 7 项", "不符合中风险fw"),
        ("domain", "安全计算环境", "选出 1 项,共 7 项", "不符合中风险fw"),
        ("host", "site", "选出 2 项,共 7 项", "待人工核查高风险全网(site)"),
        ("text", "telnet", "选出 2 项,共 7 项", "不符合中风险fw"),
        ("text", "POLICY:two", "选出 1 项,共 7 项", "不符合高风险fw"),
        ("text", "running-config.txt:120", "选出 7 项,共 7 项", "不符合高风险fw"),
        ("text", "action fw other", "选出 1 项,共 7 项", "符合低风险fw"),
        ("text", "8.1.4.1.a", "选出 1 项,共 7 项", "不符合中风险fw"),
        ("text", "王局", "选出 1 项,共 7 项", "已接受风险高风险sw"),
    ],
)
def test_each_filter_shows_its_rows(page: Browser, field: str, value: str, told: str, first: str) -> None:
    go(page, "#results")
    assert len(titles(page)) == 7
    choose(page, field, value, told)
    shown = titles(page)
    assert told.startswith(f"选出 {len(shown)} 项")
    assert shown[0].startswith(first)


def test_filters_join_and_are_cleared(page: Browser) -> None:
    go(page, "#results?status=fail")
    choose(page, "host", "sw", "选出 0 项,共 7 项")
    assert page.run("document.getElementById('stage').textContent") == "没有符合筛选条件的结果。"
    assert page.run("location.hash") == "#results?status=fail&host=sw"
    page.run("document.getElementById('clear').click()")
    page.until("document.getElementById('told').textContent === '共 7 项'")
    assert len(titles(page)) == 7


def test_figures_of_the_first_page_lead_to_their_rows(page: Browser) -> None:
    figures = page.run("Array.from(document.querySelectorAll('.figures a'), n => [n.hash, n.firstChild.textContent])")
    assert len(figures) == 7
    for fragment, count in figures:
        go(page, fragment)
        told = "共 7 项" if fragment == "#results" else f"选出 {count} 项,共 7 项"
        page.until(f"document.getElementById('told').textContent === {told!r}")


@pytest.mark.parametrize(
    ("tab", "groups"),
    [
        ("clause", ["部分符合8.1.3.2.a", "待核查8.1.3.2.b", "不符合8.1.4.1.a"]),
        ("host", ["fwhuawei", "swhuawei", "全网(site)"]),
        ("problem", ["高风险不得存在任意到任意", "高风险不得存在任意到任意", "中风险不得存在任意到任意"]),
    ],
)
def test_groups_show_what_is_in_them(page: Browser, tab: str, groups: list[str]) -> None:
    go(page, f"#{tab}")
    said = page.run("Array.from(document.querySelectorAll('#stage .group > summary'), n => n.textContent)")
    assert len(said) == len(groups)
    for whole, start in zip(said, groups, strict=True):
        assert whole.startswith(start)


def test_an_opened_result_says_all(page: Browser) -> None:
    go(page, "#results?status=fail&risk=high")
    page.until("document.querySelectorAll('#stage .row').length === 1")
    page.run("document.querySelector('#stage .row').open = true")
    page.until("document.querySelector('.opened')")
    said = page.run("document.querySelector('.opened').innerText")
    for part in (
        "限定", "问题 1 · fw · policy:any", "问题 2 · fw · policy:two", "fw/running-config.txt:120",
        "action permit", "undo rule name any", "8.1.3.2.a", "测评单元 L3-ABS1-05", "检查 boundary_any_any_absent",
        "疑似高风险", "6.3.2.1", "是否成立由测评人员判定",
    ):  # fmt: skip
        assert part in said


@pytest.mark.parametrize("clipboard", ["allowed", "refused", "absent"])
def test_commands_are_copied_from_a_file(page: Browser, clipboard: str) -> None:
    if clipboard == "absent":
        page.run("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true}); 1")
    elif clipboard == "refused":
        page.run("navigator.clipboard.writeText = () => Promise.reject(new Error('no')); 1")
    else:
        page.run("navigator.clipboard.writeText = text => { window.kept = text; return Promise.resolve(); }; 1")
    page.run("document.addEventListener('copy', () => { window.kept = document.activeElement.value; })")
    page.run("document.querySelector('#first-page .copy').click()")
    page.until("document.querySelector('#first-page .copy').textContent === '已复制'")
    assert page.run("window.kept") == "undo rule name any\n"
    assert page.run("document.querySelectorAll('textarea').length") == 0


def test_back_leads_back(page: Browser) -> None:
    go(page, "#results")
    go(page, "#clause")
    page.run("history.back()")
    page.until("document.querySelector('nav a.now').dataset.tab === 'results'")


EVIL = (
    "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
    " ]]> <!-- \"'` &lt; \u2028\u202e ${1} \\u003c"
)


def test_hostile_text_stays_text(tmp_path: Path, browser: Browser) -> None:
    bad = finding(EVIL, EVIL, expected=EVIL, actual=EVIL, remedy=[EVIL], evidence=[line(1, EVIL, EVIL)])
    row = result(
        EVIL, EVIL, "fail", title=EVIL, expected=EVIL, actual=EVIL, findings=[bad], unread=[line(2, EVIL)], waiver=EVIL
    )
    hosts = [host_run(EVIL, address=EVIL, reason=EVIL, gather="partial")]
    html.render(source(tmp_path, [row], hosts=hosts))
    shown = EVIL.replace("\u2028", "\\u2028").replace("\u202e", "\\u202e")
    browser.open(tmp_path / "report.html")
    for tab in ("clause", "host", "problem", "results"):
        go(browser, f"#{tab}")
        browser.until("document.querySelector('#stage summary')")
        while browser.run(
            "Array.from(document.querySelectorAll('#stage details:not([open])'), n => n.open = true).length"
        ):
            browser.run("new Promise(done => setTimeout(done, 50))")
        browser.until("document.querySelector('.opened pre')")
        assert browser.run("document.querySelector('.opened pre').textContent") == shown
        assert browser.run("document.querySelector('.evidence.fault code').textContent") == shown
        assert browser.run("document.querySelector('.evidence.unread code').textContent") == shown
    choose(browser, "text", "<img src=x", "选出 1 项,共 1 项")
    choose(browser, "text", "pwned=2", "选出 0 项,共 1 项")
    assert browser.run("window.pwned") is None
    assert browser.run("document.querySelectorAll('img, #stage script, #first-page script').length") == 0
    assert browser.requested() == [(tmp_path / "report.html").as_uri()]
    assert browser.complaints() == []


def test_the_policy_is_enforced(tmp_path: Path, browser: Browser) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        html.render(source(tmp_path, ROWS))
        browser.open(tmp_path / "report.html")
        there = f"http://127.0.0.1:{server.server_port}"
        browser.run(
            f"n = document.createElement('img'); n.src = '{there}/img'; document.body.appendChild(n);"
            f"s = document.createElement('link'); s.rel = 'stylesheet'; s.href = '{there}/css';"
            "document.head.appendChild(s);"
            f"fetch('{there}/fetch').catch(() => 0); new Promise(done => setTimeout(done, 300))"
        )
        assert browser.run("try { document.body.innerHTML = '<b>x</b>'; 'taken' } catch (e) { 'refused' }") == "refused"
        browser.run("s = document.createElement('script'); try { s.text = 'window.ran = 1' } catch (e) {}")
        browser.run("document.body.appendChild(s); 1")
        assert browser.run("window.ran") is None
        refused = " ".join(browser.complaints())
        for directive in ("img-src", "style-src", "connect-src", "default-src"):
            assert directive in refused
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


@pytest.mark.system("poppler-utils")
def test_it_prints_with_page_numbers(page: Browser, tmp_path: Path) -> None:
    def printed() -> str:
        page.pdf(tmp_path / "report.pdf")
        return subprocess.run(
            ["pdftotext", "-layout", tmp_path / "report.pdf", "-"], check=True, capture_output=True, text=True
        ).stdout

    text = printed()
    pages = text.split("\f")[:-1]
    assert len(pages) >= 2
    for number, one in enumerate(pages, 1):
        assert f"第 {number} 页,共 {len(pages)} 页" in one
    whole = text.replace("\n", "")
    for said in ("自查结论", "不符合项清单", "policy:two", "telnet"):
        assert said in whole
    assert "复制命令" not in text
    assert "全部状态" not in text
    go(page, "#results?risk=medium")
    narrowed = printed()
    assert "telnet" in narrowed
    assert "policy:two" not in narrowed.split("不符合项清单")[1]


def test_without_results_it_says_so(tmp_path: Path, browser: Browser) -> None:
    html.render(source(tmp_path, [], hosts=[host_run("fw")]))
    browser.open(tmp_path / "report.html", "#problem")
    browser.until("document.getElementById('stage').textContent === '所选范围内没有不符合项。'")
    go(browser, "#host")
    assert browser.run("document.querySelectorAll('.group').length") == 1
    assert browser.complaints() == []


@pytest.mark.parametrize("fragment", ["#nowhere", "#results?text=%E4%ZZ", "#results?status=x&risk=y&host=z", "#"])
def test_a_broken_address_does_no_harm(page: Browser, tmp_path: Path, fragment: str) -> None:
    page.open(tmp_path / "report.html", fragment)
    page.until("document.querySelector('nav a.now')")


def test_what_is_new_and_what_stays_can_be_filtered(tmp_path: Path, browser: Browser) -> None:
    old = source(tmp_path / "old", [result("fw", "boundary_any_any_absent", "fail", findings=[finding()])])
    now = source(tmp_path / "new", ROWS)
    html.render(Source(now.folder, now.run, now.catalogue, old.folder))
    browser.open(tmp_path / "new" / "report.html", "#results")
    assert browser.run("document.getElementById('f-change').hidden") is False
    choose(browser, "change", "open", "选出 1 项,共 7 项")
    choose(browser, "change", "new", "选出 2 项,共 7 项")
    browser.run("document.querySelectorAll('#stage .row').forEach(n => { n.open = true })")
    browser.until("document.querySelectorAll('.opened').length === 2")
    ages = browser.run("Array.from(document.querySelectorAll('.problem .change'), n => n.textContent)")
    assert ages == ["2026-11-24 起未整改", "新出现", "新出现"]
    assert browser.complaints() == []


def test_a_lapsed_waiver_is_not_shown_as_accepted(tmp_path: Path, browser: Browser) -> None:
    lapsed = result("fw", "c", "fail", findings=[finding()], waiver="批准人 王局;有效期至 2026-01-01")
    html.render(source(tmp_path, [lapsed]))
    browser.open(tmp_path / "report.html", "#results")
    browser.run("document.querySelector('#stage .row').open = true")
    browser.until("document.querySelector('.opened')")
    said = browser.run("document.querySelector('.opened').textContent")
    assert "豁免(已到期)批准人 王局" in said
    assert "已接受风险" not in said


def test_a_line_at_fault_stands_marked_among_its_neighbours(tmp_path: Path, browser: Browser) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    at_fault = Evidence("fw/running-config.txt", 7, " telnet server enable", ("#", hostile), ("after one", "after two"))
    html.render(source(tmp_path, [result("fw", "c", "fail", findings=[finding(evidence=[at_fault])])]))
    browser.open(tmp_path / "report.html")
    shown = "Array.from(document.querySelectorAll('{}'), n => [n.className, n.textContent])"
    assert browser.run(shown.format("#first-page .issue .lines > div")) == [
        ["around", ":5#"],
        ["around", f":6{hostile}"],
        ["", "fw/running-config.txt:7 telnet server enable"],
        ["around", ":8after one"],
        ["around", ":9after two"],
    ]
    go(browser, "#results")
    browser.run("document.querySelector('#stage .row').open = true")
    browser.until("document.querySelector('.opened')")
    rows = browser.run(shown.format(".evidence.fault tr"))
    assert [kind for kind, _ in rows] == ["around", "around", "", "around", "around"]
    assert rows[2][1] == "fw/running-config.txt:7 telnet server enable"
    choose(browser, "text", "telnet", "选出 1 项,共 1 项")
    choose(browser, "text", "onerror", "选出 0 项,共 1 项")  # what only stands around is not what was searched for
    go(browser, "#results")
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.run("document.querySelector('#paper .findings tbody tr td:last-child').textContent").endswith(
        "running-config.txt:7telnet server enable"
    )
    assert browser.complaints() == []


def test_the_first_page_concludes_first_then_says_what_was_not_seen(page: Browser) -> None:
    heads = page.run(
        "Array.from(document.querySelectorAll('#first-page > section:not([hidden]) > h2'), n => n.textContent)"
    )
    assert heads[:3] == ["自查结论", "范围", "没有看到的"]
    assert page.run("document.querySelector('.verdict .word').textContent").startswith("三级 自查估计:")
    assert "为何要紧" in page.run("document.querySelector('.issue').textContent")
