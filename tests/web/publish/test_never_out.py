"""What must not get out does not, by whichever way: the log, replies, earlier versions, the search."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from onrecord.model import Entry, ReleaseKind
from onrecord.store.interface import CasefileStore
from onrecord.views.published import deciding
from onrecord.web.publish import versions
from onrecord.web.publish.site import publish

TextOf = Callable[[Path], str]


def page(site: Path, entry: Entry, version: str = "") -> str:
    return (site / "entry" / f"{entry.id}{version}.html").read_text("utf-8")


@pytest.mark.slow
def test_a_private_person_is_not_in_reasons_and_replies(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path, text_of: TextOf
) -> None:
    name, last = chosen[0].actors[0], chosen[0].actors[0].split()[-1]
    publish(location, site)
    told = {"text": f"It was not I, says {last}.", "who": name}
    casefile.add_releases(
        [
            deciding.on_entry(ReleaseKind.CORRECT, chosen[0], "Bo", f"{name} did not say so."),
            deciding.on_entry(ReleaseKind.WITHDRAW, chosen[1], "Bo", f"Said by the {last} of another town."),
            deciding.on_entry(ReleaseKind.REPLY, chosen[2], "Bo", **told),
            deciding.hide_person(name, "Bo"),
        ]
    )
    publish(location, site, address="https://news.example/record")
    assert last not in text_of(site)
    assert "a private person did not say so." in (site / "corrections.html").read_text("utf-8")


def test_a_private_person_has_no_page_and_is_nobody_to_search_by(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path
) -> None:
    casefile.add_releases([deciding.hide_person(chosen[0].actors[0], "Bo")])
    publish(location, site)
    assert not list((site / "actor").glob("a-private-person*"))
    held = json.loads((site / "data" / "search.json").read_text("utf-8"))
    assert "a private person" not in held["actors"]
    assert chosen[0].id in {line[0] for line in held["entries"]}


@pytest.mark.slow
def test_an_earlier_version_is_not_taken_over_where_marks_cut_words_that_are_held_since(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path
) -> None:
    publish(location, site)
    casefile.add_releases([deciding.on_entry(ReleaseKind.CORRECT, chosen[0], "Bo", "The day was wrong.")])
    words = chosen[1].reports[0].act.quote[0].exact
    old = site / "entry" / chosen[0].id / "v1.html"
    cut = f"{words[:9]}<em>{words[9:15]}</em>{words[15:]}"
    old.write_text(old.read_text("utf-8").replace("</main>", f"<p>{cut}</p></main>"), "utf-8")
    casefile.add_releases([deciding.on_entry(ReleaseKind.HOLD, chosen[1], "Bo")])
    publish(location, site)
    assert words[:9] not in old.read_text("utf-8")
    assert "is not shown any more" in old.read_text("utf-8")


@pytest.fixture
def unnamed(casefile: CasefileStore) -> Entry:
    """Return a published entry of an unnamed source."""
    every = list(casefile.entries())
    found = next(e for e in every if all(r.act.unnamed and r.act.outlet for r in e.reports))
    casefile.add_releases([deciding.on_entry(ReleaseKind.PUBLISH, found, "Bo")])
    return found


@pytest.mark.slow
def test_an_earlier_version_does_not_lead_to_a_source_that_is_protected_since(
    location: str,
    casefile: CasefileStore,
    unnamed: Entry,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(versions, "HEEDED", timedelta(0))
    outlet = unnamed.reports[0].act.outlet or ""
    publish(location, site)
    assert outlet in page(site, unnamed, "/v1")
    casefile.add_releases([deciding.hide_sources("Bo", entry=unnamed)])
    assert publish(location, site).new_versions == 1
    assert outlet not in "".join(page(site, unnamed, each) for each in ("", "/v1", "/v2"))
    casefile.add_releases([deciding.on_entry(ReleaseKind.CORRECT, unnamed, "Bo", "The day was wrong.")])
    publish(location, site)
    assert "is not shown any more" in page(site, unnamed, "/v1")
    assert "a source who is not named" in page(site, unnamed, "/v2")


@pytest.mark.slow
def test_what_was_held_in_between_is_no_version(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path
) -> None:
    publish(location, site)
    hold = deciding.on_entry(ReleaseKind.HOLD, chosen[0], "Bo")
    casefile.add_releases([hold])
    publish(location, site)
    casefile.add_releases(
        [
            deciding.ended(casefile.releases(), hold.id, "Bo"),
            deciding.on_entry(ReleaseKind.CORRECT, chosen[0], "Bo", "The day was wrong."),
        ]
    )
    publish(location, site)
    assert "is not shown at present" not in page(site, chosen[0], "/v1")
    assert "is not shown any more" in page(site, chosen[0], "/v1")
    assert "Version 1</a>" not in page(site, chosen[0])


@pytest.mark.slow
def test_what_is_not_confirmed_any_more_is_said_to_be_not_shown(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path
) -> None:
    publish(location, site)
    (published,) = (each for each in casefile.releases() if each.entry == chosen[0].id)
    casefile.add_releases([deciding.ended(casefile.releases(), published.id, "Bo")])
    publish(location, site)
    assert "is not shown at present" in page(site, chosen[0])
