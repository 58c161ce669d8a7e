from dataclasses import replace

import pytest

from onrecord.model import (
    Attribution,
    Directness,
    Document,
    Mention,
    MentionKind,
    Piece,
    Span,
    Zone,
    ZoneKind,
)
from onrecord.reading.record import Weights
from onrecord.reading.statements import Draft, likely_drafts

HEAD = "Veltria rejects the plan"
BODY = "“We reject the plan,” said Mara Orlan. She said that talks go on."
TEXT = f"{HEAD}\n{BODY}\nBy Tom Vale said so."


def document() -> Document:
    headline, end = len(HEAD), len(HEAD) + 1 + len(BODY)
    zones = (
        Zone(ZoneKind.HEADLINE, Span(0, headline)),
        Zone(ZoneKind.BODY, Span(headline + 1, end)),
        Zone(ZoneKind.CREDIT, Span(end + 1, len(TEXT))),
    )
    return Document(
        id="d", digest="", name="a.txt", media_type="text/plain", source_text=TEXT, text=TEXT,
        pieces=(Piece(0, 0, len(TEXT)),), zones=zones, furniture=(), title=HEAD, outlet=None, byline=None,
        published=None, language="en", url=None, path=None,
    )  # fmt: skip


def at(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def attribution(source: str, cue: str, content: str, after: int = 0) -> Attribution:
    return Attribution((at(source, after),), (at(cue, after),), (at(content, after),), {"content": 0.9})


ORLAN = Mention(at("Mara Orlan"), MentionKind.PERSON, 0.9)
FIRST = attribution("Mara Orlan", "said", "“We reject the plan,”")
SECOND = attribution("She", "said", "that talks go on", TEXT.index("She"))


def drafts(article: Document, found: list[Attribution], mentions: list[Mention]) -> tuple[Draft, ...]:
    return likely_drafts(article, found, mentions).drafts


def words(spans: tuple[Span, ...], text: str = TEXT) -> list[str]:
    return [s.of(text) for s in spans]


@pytest.fixture(autouse=True)
def every_attribution_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what was fitted: which attributions are likely statements is no matter of these tests."""
    monkeypatch.setattr("onrecord.reading.statements.weights", lambda: Weights(0.0, {}, 0.0))


def test_drafts_carry_their_words_and_speaker() -> None:
    one, two = drafts(document(), [FIRST, SECOND], [ORLAN])
    assert words(one.attribution.content) == ["We reject the plan,"]
    assert one.direct is Directness.DIRECT
    assert one.naming.names == ("Mara Orlan",)
    assert words(two.attribution.cue) == ["said that"]
    assert two.direct is Directness.INDIRECT
    assert two.naming.names == ("Mara Orlan",)
    assert words(one.naming.mentions) == words(two.naming.mentions) == ["Mara Orlan"]


def test_a_headline_that_the_body_carries_is_left_out_and_one_it_does_not_is_kept() -> None:
    repeat = attribution("Veltria", "rejects", "the plan")
    assert [d.zone for d in drafts(document(), [repeat, FIRST], [])] == [ZoneKind.BODY]
    assert [d.zone for d in drafts(document(), [repeat, SECOND], [])] == [
        ZoneKind.HEADLINE,
        ZoneKind.BODY,
    ]


def test_credit_lines_are_not_read() -> None:
    assert drafts(document(), [attribution("Tom Vale", "said", "so", TEXT.index("By Tom"))], []) == ()


def test_a_content_is_cut_where_its_zone_ends() -> None:
    across = Attribution((), (at("said"),), (Span(0, len(HEAD) + 1 + len("“We reject the plan,”")),))
    (one,) = drafts(document(), [across], [])
    assert words(one.attribution.content) == ["We reject the plan,"]
    assert one.zone is ZoneKind.BODY
    headless = Attribution((), (), (Span(0, len(HEAD) + 4),))
    (kept,) = drafts(document(), [headless], [])
    assert words(kept.attribution.content) == [HEAD]


TWO = "Aramia rejected the plan. Velmark accepted the plan."


def two_answers(head: str = "") -> Document:
    text = f"{head}\n{TWO}" if head else TWO
    begin = len(text) - len(TWO)
    zones: tuple[Zone, ...] = (Zone(ZoneKind.BODY, Span(begin, len(text))),)
    if head:
        zones = (Zone(ZoneKind.HEADLINE, Span(0, len(head))), *zones)
    return replace(document(), text=text, source_text=text, pieces=(Piece(0, 0, len(text)),), zones=zones)


def plan(text: str, source: str, cue: str) -> Attribution:
    begin = text.index(f"{source} {cue}")
    middle = begin + len(source) + 1
    last = text.index("the plan", middle)
    return Attribution(
        (Span(begin, begin + len(source)),), (Span(middle, middle + len(cue)),), (Span(last, last + 8),)
    )


def test_two_answers_in_the_same_words_are_two_statements() -> None:
    found = [plan(TWO, "Aramia", "rejected"), plan(TWO, "Velmark", "accepted")]
    made = drafts(two_answers(), found, [])
    assert [words(d.attribution.cue, TWO) for d in made] == [["rejected"], ["accepted"]]


def test_a_headline_with_another_act_than_the_body_is_kept() -> None:
    article = two_answers("Aramia scraps the plan")
    text = article.text
    found = [plan(text, *pair) for pair in (("Aramia", "scraps"), ("Aramia", "rejected"))]
    assert [d.zone for d in drafts(article, found, [])] == [ZoneKind.HEADLINE, ZoneKind.BODY]


def test_what_is_left_out_as_unlikely_covers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # a record without a cue is unlikely with these weights; the headline that has one is not its repeat
    monkeypatch.setattr("onrecord.reading.statements.weights", lambda: Weights(2.0, {"no cue": -4.0}, 0.5))
    monkeypatch.setattr("onrecord.reading.record.weights", lambda: Weights(2.0, {"no cue": -4.0}, 0.5))
    bare = replace(FIRST, cue=())
    repeat = attribution("Veltria", "rejects", "the plan")
    assert [d.zone for d in drafts(document(), [repeat, bare], [])] == [ZoneKind.HEADLINE]


def test_who_only_wrote_the_article_is_nobodys_he() -> None:
    text = "By Tom Vale\nThe minister was cross. He said that the talks were over."
    zones = (Zone(ZoneKind.CREDIT, Span(0, 11)), Zone(ZoneKind.BODY, Span(12, len(text))))
    article = replace(document(), text=text, source_text=text, pieces=(Piece(0, 0, len(text)),), zones=zones)
    start = text.index("He said")
    he = Attribution(
        (Span(start, start + 2),), (Span(start + 3, start + 7),), (Span(start + 8, len(text) - 1),)
    )
    (one,) = drafts(article, [he], [Mention(Span(3, 11), MentionKind.PERSON, 0.9)])
    assert one.naming.names == ()
