"""The map of a site: kept beside the results, drawn the same each time, no box on another, hostile text as text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dengbao.cli import main
from dengbao.errors import UserError
from dengbao.report.html_element import el, markup
from dengbao.report.html_zones import places
from dengbao.report.picture import MOST, left_out, picture
from dengbao.results.atlas import SITE_MAP, Atlas, MapCell, MapDevice, MapLeak, MapZone, read_atlas, write_atlas
from tests.checks.judging import LAB

LEAK = MapLeak(device="fw", rule="policy:临时", packet="TCP 1.1.1.1:49152 → 10.0.0.1:3389", path=["fw", "core"])


def atlas(**more: object) -> Atlas:
    made = Atlas(
        zones=[
            MapZone(name="in", title="内网", networks=["10.0.0.0/8"]),
            MapZone(name="out", title="外网", networks=["any"]),
        ],
        devices=[MapDevice(name="fw", role="firewall"), MapDevice(name="core", role="core"), MapDevice(name="acc")],
        links=[("acc", "zone:in"), ("core", "zone:in"), ("fw", "core"), ("fw", "zone:out")],
        cells=[
            MapCell(source="out", target="in", state="leak", declared=[], actual=["any"], leaks=[LEAK]),
            MapCell(source="in", target="out", state="declared", declared=["tcp/443"], actual=["tcp/443"]),
        ],
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made


def shown(made: Atlas | None) -> str:
    return "".join(map(markup, places(made)))


def test_it_is_kept_and_read_back(tmp_path: Path):
    write_atlas(tmp_path, atlas())
    assert read_atlas(tmp_path) == atlas()
    write_atlas(tmp_path, None)
    assert read_atlas(tmp_path) is None


def test_a_lone_surrogate_does_not_stop_it(tmp_path: Path):
    write_atlas(tmp_path, atlas(devices=[MapDevice(name="fw\udcff")]))
    found = read_atlas(tmp_path)
    assert found is not None
    assert found.devices[0].name == "fw\\xff"


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "全网示意已损坏"), ('{"schema": 99, "zones": [], "devices": [], "links": []}', "比本工具新")],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, text: str, said: str):
    (tmp_path / SITE_MAP).write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=said):
        read_atlas(tmp_path)


def test_the_same_site_gives_the_same_picture():
    assert markup(picture(atlas())) == markup(picture(atlas()))


def test_links_that_leaks_pass_are_red_and_what_lets_them_through_is_marked():
    drawn = picture(atlas())
    kinds = sorted(line.get("class") or "" for line in drawn.iter("line"))
    assert kinds == ["map-leak", "map-leak", "map-leak", "map-plain"]
    bad = [group for group in drawn.iter("g") if "map-bad" in (group.get("class") or "")]
    assert ["".join(text.text or "" for text in group.iter("text")) for group in bad] == ["fw越界规则 1 条"]


def test_a_leak_in_doubt_is_dashed_and_marks_nobody():
    doubtful = MapLeak(device="fw", rule="policy:x", packet="p", path=["fw", "core"], doubt="没有采集")
    drawn = picture(atlas(cells=[MapCell(source="out", target="in", state="unknown", declared=[], actual=[],
                                         leaks=[doubtful])]))  # fmt: skip
    assert {line.get("class") for line in drawn.iter("line")} == {"map-doubt", "map-plain"}
    assert "map-bad" not in markup(drawn)


names = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=1, max_size=40, unique=True)


@settings(max_examples=25, deadline=None)
@given(names, st.integers(1, 9), st.randoms(use_true_random=False))
def test_nothing_lies_outside_and_few_boxes_on_top_of_one_another(devices: list[str], zones: int, random: object):
    ends = [*devices, *(f"zone:z{number}" for number in range(zones))]
    links = [tuple(random.sample(ends, 2)) for _ in range(len(ends))]  # type: ignore[attr-defined]
    made = Atlas(
        zones=[MapZone(name=f"z{number}", title="区", networks=["10.0.0.0/8"]) for number in range(zones)],
        devices=[MapDevice(name=name) for name in devices],
        links=[(str(one), str(other)) for one, other in links],
    )
    drawn = picture(made)
    boxes = [tuple(float(box.get(name) or 0) for name in ("x", "y", "width", "height")) for box in drawn.iter("rect")]
    assert len(boxes) == len(ends)
    for x, y, wide, high in boxes:
        assert x >= 0
        assert y >= 0
        assert x + wide <= 1080
        assert y + high <= 640
    if len(ends) <= 48:
        over = [
            (one, other)
            for at, one in enumerate(boxes)
            for other in boxes[at + 1 :]
            if abs(one[0] + one[2] / 2 - other[0] - other[2] / 2) < (one[2] + other[2]) / 2
            and abs(one[1] + one[3] / 2 - other[1] - other[3] / 2) < (one[3] + other[3]) / 2
        ]
        assert not over


def test_a_large_site_shows_what_matters_first():
    made = atlas()
    made.devices = [*(MapDevice(name=f"acc-{number}", role="access") for number in range(100)), *made.devices]
    drawn = markup(picture(made))
    assert drawn.count('class="map-device') == MOST
    assert ">fw<" in drawn
    assert left_out(made) == 43
    assert "另有 43 台设备没有画出" in shown(made)


HOSTILE = '</svg><script>alert(1)</script>" onload="x'


def test_hostile_names_stay_text():
    made = Atlas(
        zones=[MapZone(name="z", title=HOSTILE, networks=[HOSTILE])],
        devices=[MapDevice(name=HOSTILE, missing=HOSTILE)],
        links=[(HOSTILE, "zone:z")],
        cells=[MapCell(source="z", target="z", state="leak", declared=[HOSTILE], actual=[HOSTILE], unknown=HOSTILE,
                       leaks=[MapLeak(device=HOSTILE, rule=HOSTILE, packet=HOSTILE, path=[HOSTILE])])],
    )  # fmt: skip
    text = shown(made)
    seen: set[str] = set()
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attributes: seen.update((tag, *(name for name, _ in attributes)))
    reader.feed(text)
    assert "script" not in seen
    assert not {name for name in seen if name.startswith("on")}
    assert text.count("alert(1)") > 3


def test_the_matrix_says_declared_and_actual():
    text = shown(atlas())
    assert '<td class="z-leak" title="声明:无;实际:any"><b>越界</b><span>全部服务</span></td>' in text
    assert '<td class="z-declared" title="声明:tcp/443;实际:tcp/443"><b>与声明一致</b><span>tcp/443</span></td>' in text
    assert "TCP 1.1.1.1:49152 → 10.0.0.1:3389,经 fw → core,放行者 fw 的 policy:临时" in text


def test_without_a_map_the_places_are_hidden_and_without_a_matrix_the_reason_stands():
    assert shown(None).count('hidden="hidden"') == 2
    assert "不能推演:超出了计算预算" in shown(atlas(cells=[], why="超出了计算预算"))


def test_a_run_leaves_the_map_and_its_report_shows_it(tmp_path: Path):
    words = ["check", "-i", str(LAB), "--from", str(LAB / "devices"), "--out", str(tmp_path), "--quiet"]
    assert main([*words, "-k", "flows_declared"]) == 0
    found = read_atlas(tmp_path)
    assert found is not None
    assert len(found.cells) == 42
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<section class="card" id="zone-picture">' in text
    assert 'class="z-declared"' in text
    (tmp_path / "report.html").unlink()
    assert main(["report", str(tmp_path), "--format", "html"]) == 0
    assert 'class="site-map"' in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert main([*words, "-k", "telnet"]) == 0  # nobody looked at the network: the old map is not shown as new
    assert read_atlas(tmp_path) is None
    assert 'id="zone-picture" class="card" hidden="hidden"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_elements_of_the_map_are_plain_markup():
    assert markup(el("line", x1="1", class_="map-leak")) == '<line x1="1" class="map-leak"></line>'
