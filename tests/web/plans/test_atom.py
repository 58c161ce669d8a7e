"""A feed is valid Atom whatever its words are, keeps its ids, and says nothing of anybody's token."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from onrecord.store.casefile import open_casefile
from onrecord.views.looking import Looked
from onrecord.web.addresses import Served
from onrecord.web.choosing import chosen
from onrecord.web.plans.atom import NS, Feed, to_atom, without_token
from onrecord.web.plans.changes import Asking, changes
from onrecord.web.plans.feed_records import EPOCH, Change, Passage, told_at
from onrecord.web.plans.fresh import has, mark

RULES = Path(__file__).parents[1] / "data" / "atom.rng"
FEED = Feed(
    "harbour: what changed", "d1", "http://127.0.0.1:8000", "/feeds/changes.atom?kind=offer", "/register"
)
AT = datetime(2031, 5, 2, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script> ]]> &amp; "quoted" \x00\x0b\u202e javascript:x'


def change(words: str = "will send ships", **given: object) -> Change:
    plain = {
        "key": "entry/ab12", "kind": "new", "title": words, "link": "/entry/ab12", "updated": AT,
        "published": AT, "topics": ("offer", "ships"),
        "passages": (Passage(words, words, words, "/document/d1#r-1", "https://post.example/1"),),
        "note": words,
    }  # fmt: skip
    return Change(**(plain | given))  # type: ignore[arg-type]


def parsed(found: bytes) -> etree._Element:
    return etree.fromstring(found, etree.XMLParser(resolve_entities=False, no_network=True))


@pytest.fixture(scope="session")
def rules() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(RULES))


@pytest.mark.parametrize("changes", [(), (change(),), (change(HOSTILE), change(key="entry/cd34"))])
def test_a_feed_is_valid(rules: etree.RelaxNG, changes: tuple[Change, ...]) -> None:
    rules.assertValid(parsed(to_atom(FEED, changes)))


@given(words=st.text(min_size=1))
def test_whatever_words_there_are_nothing_of_them_is_markup(rules: etree.RelaxNG, words: str) -> None:
    root = parsed(to_atom(FEED, (change(f"a{words}"),)))
    rules.assertValid(root)
    (content,) = root.iter(f"{{{NS}}}content")
    shown = html.fromstring(f"<div>{content.text}</div>")
    assert {each.tag for each in shown.iter()} == {"div", "p", "blockquote", "a"}


def test_hostile_words_stay_words() -> None:
    (content,) = parsed(to_atom(FEED, (change(HOSTILE),))).iter(f"{{{NS}}}content")
    root = html.fromstring(f"<div>{content.text}</div>")
    assert not root.xpath("//script | //*[@onclick or @style]")
    assert "<script>alert(1)</script>" in root.text_content()
    assert [a.get("href") for a in root.iter("a")] == [
        "http://127.0.0.1:8000/document/d1#r-1",
        "https://post.example/1",
    ]


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    passage = Passage("words", "", "Post", "/document/d1#r-1", "javascript:alert(1)")
    (content,) = parsed(to_atom(FEED, (change(passages=(passage,)),))).iter(f"{{{NS}}}content")
    assert "javascript" not in str(content.text)


def test_ids_are_the_same_at_every_address_and_other_ones_for_another_desk() -> None:
    def ids(feed: Feed) -> list[str | None]:
        return [each.text for each in parsed(to_atom(feed, (change(), change(key="x")))).iter(f"{{{NS}}}id")]

    elsewhere = Feed(FEED.title, FEED.desk, "https://record.example", FEED.path, FEED.page)
    assert ids(FEED) == ids(elsewhere)
    assert not set(ids(FEED)) & set(ids(Feed(FEED.title, "d2", FEED.base, FEED.path, FEED.page)))
    assert len(set(ids(FEED))) == 3


def test_a_feed_was_updated_when_its_latest_change_was() -> None:
    later = change(key="x", updated=datetime(2031, 6, 1, 12, 30, tzinfo=UTC))
    assert parsed(to_atom(FEED, (change(), later))).findtext(f"{{{NS}}}updated") == "2031-06-01T12:30:00Z"
    assert parsed(to_atom(FEED, ())).findtext(f"{{{NS}}}updated") == "1970-01-01T00:00:00Z"


def test_what_no_article_dates_was_updated_when_it_was_read(examples_casefile: Path) -> None:
    read = datetime(2031, 6, 3, 9, tzinfo=UTC)
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        undated = [each.id for each in casefile.entries() if each.first_reported is None]

        def dated(read_at: dict[str, datetime]) -> set[datetime]:
            asking = Asking(casefile, Looked(casefile), Served(), str, str, lambda _: read_at)
            told = changes(asking, chosen([("document", page), ("sort", "latest")]))
            return {each.updated for each in told if each.key.removeprefix("entry/") in undated}

        page = next(iter(casefile.entries_by_id(undated[:1]))).reports[0].act.document
        assert dated({}) == {EPOCH}
        assert dated({page: read}) == {read}


def test_a_token_is_left_out_of_what_is_told() -> None:
    assert without_token([("kind", "offer"), ("token", "secret")]) == (("kind", "offer"),)


@given(st.integers(0, 10**9), st.text(), st.text())
def test_a_mark_is_known_again_and_by_itself_alone(revision: int, one: str, other: str) -> None:
    held = mark(revision, "2031-05-02", one)
    assert has(f'"x", {held}', held)
    assert has(held.removeprefix("W/"), held)
    assert has(mark(revision, "2031-05-02", other), held) is (one == other)
    assert not has(mark(revision + 1, "2031-05-02", one), held)
    assert not has(mark(revision, "2031-05-03", one), held)


@given(st.dates())
def test_what_was_told_on_a_day_was_told_then(day: object) -> None:
    assert told_at(str(day)).date() == day


def test_what_has_no_date_was_told_before_everything() -> None:
    assert told_at(None) == told_at("XXXX-06-12") == EPOCH
