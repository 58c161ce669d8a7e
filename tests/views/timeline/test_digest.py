"""Each number of a digest leads to what it counts, each line to words that stand in a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from onrecord.errors import UsageError
from onrecord.model import Answer, EntryKind, RecordKind
from onrecord.views.digest.as_html import to_html
from onrecord.views.digest.as_markdown import to_markdown
from onrecord.views.digest.digest import Digest, digest
from onrecord.views.digest.digest_records import digest_record
from onrecord.views.digest.window import DigestFilter

Desk = Any  # what the fixture of this name gives
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [go](javascript:alert(3)) `x` **b** {{ 7*7 }}"
)


def made(desk: Desk, since: str = "2031-06-01", until: str | None = "2031-06-30", **where: Any) -> Digest:
    return digest(desk.casefile, DigestFilter(since, until, **where))


@pytest.fixture
def june(desk: Desk) -> Desk:
    """Fill a casefile with what came before June, in June and after it."""
    early = desk.page(
        "Varnia pledged four ships. Sand proposed a zone. Orlin will not have it.", "2031-04-22", "Wire"
    )
    state = desk.page("Seven died at Tarn.", "2031-05-30", "Orlin Daily")
    text = (
        "Varnia withdrew the four ships. Orlin takes the zone. 31 died at Tarn. Orlin denied that guns came. "
        f"Reed wrote: {HOSTILE}. The summit is on 8 July. Thessia will pay by 10 July."
    )
    page = desk.page(text, "2031-06-12", "Harbour Post", "https://post.example/a")
    desk.page("Nothing of note.", None, "Undated Post")
    commitment = {"record_kind": RecordKind.COMMITMENT, "kind": EntryKind.COMMITMENT, "act": "commit"}
    desk.ships = desk.entry(
        desk.act(early, "pledged four ships", status="pledged", **commitment),
        desk.act(page, "withdrew the four ships", status="withdrawn", **commitment),
    )
    desk.zone = desk.entry(desk.act(early, "a zone", issues=("zone",), towards=("XBB",)))
    no = desk.answer(desk.zone, early, "will not have it", Answer.REJECTED, issues=("zone",))
    yes = desk.yes = desk.answer(desk.zone, page, "takes the zone", Answer.ACCEPTED, issues=("zone",))
    desk.shift(desk.point(no, "against"), desk.point(yes, "for"))
    seven = desk.entry(desk.event(state, "Seven died at Tarn", "2031-05-30", event="attack"))
    dead = desk.dead = desk.entry(
        desk.event(
            page, "31 died at Tarn", "2031-05-30", event="attack", principals=("XCC",), actors=("XCC",)
        )
    )
    desk.clash = desk.conflict(seven, dead)
    desk.denial = desk.entry(
        desk.act(page, "guns came", kind=EntryKind.DENIAL, act="deny", cue="denied", principals=("XBB",))
    )
    desk.hostile = desk.entry(desk.act(page, HOSTILE, kind=EntryKind.CLAIM, actors=(f"Reed {HOSTILE}",)))
    desk.summit = desk.entry(
        desk.event(
            page, "The summit is on 8 July", "2031-07-08", event="summit", status="planned", trigger="summit"
        )
    )
    desk.due = desk.entry(
        desk.act(
            page, "will pay by 10 July", status="pledged", due="2031-07-10", due_text="10 July", **commitment
        )
    )
    return desk


def test_the_sections_hold_what_the_window_adds(june: Desk) -> None:
    found = made(june)
    assert found.documents.number == 1
    assert found.undated.number == 1
    new = {june.yes.id, june.dead.id, june.denial.id, june.hostile.id, june.summit.id, june.due.id}
    assert set(found.new.ids) == new
    assert [(m.before, m.after) for m in found.taken_back] == [("pledged", "withdrawn")]
    assert found.withdrawn.ids == (june.ships.id,)
    assert [(s.holders, s.after.stance) for s in found.shifts] == [(("XBB",), "for")]
    assert [g.card.id for g in found.gained] == [june.ships.id]
    assert set(found.changed.ids) == {june.yes.id, june.ships.id}
    assert found.contradicted.ids == (june.clash.id,)
    assert found.denied.ids == (june.denial.id,)
    assert found.answered.ids == (june.yes.id,)
    (answered,) = found.proposals
    assert [(r.answer, len(answered.earlier)) for r in answered.new] == [(Answer.ACCEPTED, 1)]
    assert set(found.upcoming.ids) == {june.summit.id, june.due.id}
    assert [each.due for each in found.deadlines] == ["2031-07-10"]
    assert set(found.unconfirmed.ids) == new


def test_every_number_of_the_record_counts_its_ids_and_each_resolves_to_words(june: Desk) -> None:
    record = digest_record(made(june), june.casefile)
    json.dumps(record)
    for name, counted in record["counts"].items():
        assert counted["number"] == len(counted["ids"]) == len(set(counted["ids"]))
        for each in counted["ids"]:
            if name in ("documents", "undated", "origins"):
                assert june.casefile.document(each).id == each
            elif name == "contradicted":
                assert june.casefile.conflict(each).id == each
            else:
                entry = june.casefile.entry(each)
                for report in entry.reports:
                    text = june.casefile.document(report.act.document).text
                    assert all(text[e.start : e.end] == e.exact for e in report.act.quote)
    assert sum(group["number"] for group in record["new"]) == record["counts"]["new"]["number"]


def test_every_number_of_the_page_leads_to_a_section_with_as_many_things(june: Desk) -> None:
    page = lxml.html.document_fromstring(to_html(made(june), "hand.db"))
    links = page.xpath("//ul[@class='contents']//a[@class='number']")
    assert {link.get("href") for link in links} == {
        "#changed", "#contradicted", "#denied", "#withdrawn", "#answered", "#upcoming", "#new", "#sources",
    }  # fmt: skip
    for link in links:
        (heading,) = page.xpath(f"//h2[@id='{link.get('href')[1:]}']")
        listed = {each.get("data-counts") for each in heading.getparent().xpath(".//*[@data-counts]")}
        assert len(listed) == int(link.text_content())
    ids = page.xpath("//*[@id]/@id")
    assert len(ids) == len(set(ids))
    for href in page.xpath("//a[starts-with(@href, '#e-')]/@href"):
        assert href[1:] in ids
    texts = [each.text for each in june.casefile.documents()]
    for quoted in page.xpath("//blockquote/p"):
        words = quoted.text_content().strip().strip("“”").split(" … ")
        words = [re.sub(r"^\{[^}]*\} ", "", piece) for piece in words]
        assert all(
            any(" ".join(piece.split()) in " ".join(text.split()) for text in texts) for piece in words
        ), words


def test_nothing_of_an_article_runs_or_is_fetched(june: Desk) -> None:
    text = to_html(made(june), "<b>hand.db")
    page = lxml.html.document_fromstring(text)
    assert "alert(1)" in page.text_content()
    assert not page.xpath("//script | //img | //iframe | //object | //link | //form | //b")
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //@src")
    assert {href for href in page.xpath("//@href") if not href.startswith("#")} == {"https://post.example/a"}
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert "49" not in re.findall(r"\b49\b", page.text_content())
    markdown = to_markdown(made(june))
    assert "<script" not in markdown.replace("\\<", "")
    assert "](javascript" not in markdown.replace("\\]", "")


def test_markdown_lists_what_its_numbers_count(june: Desk) -> None:
    found = made(june)
    markdown = to_markdown(found)
    for name, number in re.findall(r"\| \[(\d+)\]\(#(\w+)\) \|", markdown):
        assert f'<a id="{number}"></a>' in markdown
        assert f"({name})" in markdown
    for each in (*found.new.ids, *found.changed.ids, *found.withdrawn.ids, *found.answered.ids):
        assert markdown.count(f'<a id="e-{each}"></a>') == 1
    assert f'<a id="c-{june.clash.id}"></a>' in markdown
    assert "“31 died at Tarn”" in markdown


def test_a_window_without_pages_says_so(june: Desk) -> None:
    found = made(june, "2032-01-01", "2032-01-31")
    assert found.is_empty
    assert "--since" in to_markdown(found)
    assert "--since" in to_html(found)
    assert digest_record(found, june.casefile)["counts"]["new"] == {"number": 0, "ids": []}


def test_a_window_ends_with_the_latest_page_where_no_end_is_given(june: Desk) -> None:
    assert made(june, until=None).window.last == "2031-06-12"
    with pytest.raises(UsageError, match="before it begins"):
        made(june, "2031-06-30", "2031-06-01")


def test_filters_choose(june: Desk) -> None:
    found = made(june, issues=("zone",))
    assert set(found.new.ids) == {june.yes.id}
    assert found.proposals
    assert not found.withdrawn
    found = made(june, actor="XCC")
    assert set(found.new.ids) == {june.dead.id}
    assert found.contradicted.ids == (june.clash.id,)
    assert not found.shifts
    assert not made(june, actor="XZZ").contradicted


def test_confirmed_leaves_out_what_nobody_confirmed(desk: Desk) -> None:
    page = desk.page("Sand proposed a zone. Sand offered ships.", "2031-06-12")
    kept = desk.entry(desk.act(page, "a zone", reviewed=True))
    desk.entry(desk.act(page, "ships", kind=EntryKind.OFFER))
    found = made(desk, confirmed=True)
    assert found.new.ids == (kept.id,)
    assert not found.unconfirmed
    both = made(desk)
    assert both.unconfirmed.number == 1
    assert to_html(both).count('class="unreviewed"') == 1


def test_a_step_that_a_page_tells_of_an_earlier_time_did_not_move(desk: Desk) -> None:
    commitment = {"record_kind": RecordKind.COMMITMENT, "kind": EntryKind.COMMITMENT, "act": "commit"}
    old = desk.page("Varnia weighs ships.", "2031-04-22")
    new = desk.page("In April Varnia pledged ships.", "2031-06-12")
    act = desk.act(new, "Varnia pledged ships", status="pledged", **commitment)
    told = replace(act, first_day="2031-04-01", last_day="2031-04-30", dated=True)
    desk.entry(desk.act(old, "weighs ships", status="considered", **commitment), told)
    assert made(desk).moved == ()


def test_a_step_and_a_new_origin_count_once_among_the_changed(desk: Desk) -> None:
    commitment = {"record_kind": RecordKind.COMMITMENT, "kind": EntryKind.COMMITMENT, "act": "commit"}
    old, new = (
        desk.page("Varnia weighs ships.", "2031-04-22"),
        desk.page("Varnia pledged ships.", "2031-06-12"),
    )
    entry = desk.entry(
        desk.act(old, "weighs ships", status="considered", **commitment),
        desk.act(new, "Varnia pledged ships", status="pledged", **commitment),
    )
    found = made(desk)
    assert [(m.before, m.after) for m in found.moved] == [("considered", "pledged")]
    assert found.gained
    assert found.changed.ids == (entry.id,)
    assert not found.new


def test_what_lies_ahead_is_as_it_was_known_at_the_end_of_the_window(desk: Desk) -> None:
    ahead = desk.page("They will meet on 8 July.", "2031-06-12")
    after = desk.page("They met on 8 July, and quarrelled.", "2031-07-09")
    desk.entry(
        desk.event(after, "They met on 8 July", "2031-07-08"),
        desk.event(ahead, "They will meet on 8 July", "2031-07-08", status="planned"),
    )
    (line,) = made(desk).calendar
    assert [each.quoted.words for each in line.tellings] == ["They will meet on 8 July"]
    assert "quarrelled" not in to_markdown(made(desk))
    assert not made(desk, "2031-07-01", "2031-07-09").calendar
