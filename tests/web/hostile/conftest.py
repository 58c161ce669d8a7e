"""Articles that were written to do harm, and the app over a casefile of them.

Each tries one thing, in the words of invented people, so that what the reader takes out of it carries the
attempt: into quotations, titles, outlets, names, addresses and names of files. Wherever something of an
article ran, ``window.pwned`` would be set.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from onrecord.encoder.session import Encoder
from onrecord.web.app import make_app
from onrecord.web.settings import Settings

HOME = "http://127.0.0.1:8000"
STATES = b"code,name,other_names,demonyms,metonyms\nXAA,Varnia,,Varnian,\nXBB,Orlin,,Orlish,\n"
ATTEMPTS = json.loads((Path(__file__).parent / "attempts.json").read_text("utf-8"))
IN_WORDS: Mapping[str, str] = ATTEMPTS["in words"]
"""What stands in the words of an article and in its title, outlet and byline, as text."""

ADDRESSES: Sequence[str] = ATTEMPTS["addresses"]
"""What is given as the address of an article."""

DATES: Sequence[str] = ATTEMPTS["dates"]
"""What is given as the day of an article."""

NAMES: Sequence[str] = ATTEMPTS["names of files"]
"""What files are called."""

ACTORS: Sequence[str] = ATTEMPTS["names of actors"]
"""What actors are renamed to: names come into addresses."""

RENAMED = ("Ada Quill", "Falk Oster", "Bo Tarn")
FIRST = ("Ada", "Bo", "Cyra", "Dov", "Edda", "Falk", "Gerd", "Hale", "Ivo", "Jana", "Karl", "Lene", "Mads")
LAST = ("Quill", "Tarn", "Marsh", "Oster", "Pell", "Rusk", "Sorn", "Thane", "Ulver", "Vane", "Wend")
PLACES = ("Halven", "Port Elan", "Quaymouth", "Sarn", "Tollgate")
SAID = (
    "offered to send {count} patrol boats to Varnia once the guns of {place} fall silent",
    "demanded that Varnia release {count} prisoners before any talks",
    "threatened sanctions against Varnia unless the dam above {place} is opened",
    "denied that Orlin had moved {count} tanks into the hills near {place}",
    "promised {count} million crowns for rebuilding the mills of {place}",
    "agreed to let {count} monitors walk the bridge at {place}",
    "refused to recognise the election in {place}",
    "called for a ferry between {place} and the islands",
    "rejected a price cap on grain from {place}",
)  # fmt: skip
QUOTED = (
    "We will never give up the lighthouse of {place}", "A pause without guarantees is no peace",
    "Nobody in {place} was asked about the border", "The {count} detainees must come home before winter",
    "We shall sign when somebody repairs the road", "Our fishermen have waited {count} years for this",
    "Let them count the wagons themselves",
)  # fmt: skip
ANSWERED = (
    "rejected it. “{words} Not one word of it is true,” {other} said",
    "welcomed the idea and promised an answer by autumn. “{words} It is a beginning,” {other} said",
    "accused the envoy of stalling. “{words} They have had {count} weeks,” {other} said",
    "declined to comment. “{words} Ask me in the spring,” {other} said",
    "warned of reprisals. “{words} Every shell will be paid for,” {other} said",
)  # fmt: skip
FAR = "pwned The talks will open in Halven on 31 December 9999, and Orlin promised it by tomorrow."
TITLES = (
    "{speaker} speaks of {place}",
    "Boats, mills and a border",
    "After {place}, silence",
    "Who counts wagons?",
)


def text_of(name: str, words: str, number: int) -> str:
    """Return an article of invented people who say the words; no two have the same people, deeds and days."""
    speaker = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
    other = f"{FIRST[(number + 5) % len(FIRST)]} {LAST[(number + 3) % len(LAST)]}"
    month = ("January", "March", "May", "July", "September", "November")[number % 6]
    place = PLACES[number % len(PLACES)]
    given = {"count": 20 + number * 3, "place": place, "words": words,
             "speaker": speaker, "other": other}  # fmt: skip
    said, quoted, answered, title = (
        each[number % len(each)].format(**given) for each in (SAID, QUOTED, ANSWERED, TITLES)
    )
    return f"""Quay Herald {words}
{title} {words}
By Ida Marsh {words}
{1 + number % 28} {month} {2031 + number // 20}

{place.upper()} - Orlin's envoy {speaker} {said} {words}.

“{words} {quoted} {words},” {speaker} told reporters ({name}).

Varnia's minister {other} {answered}.
"""


def page_of(words: str, number: int) -> str:
    """Return the same as a page, the words as markup wherever markup may stand."""
    paragraphs = "".join(f"<p>{each}</p>" for each in text_of("page", words, number).split("\n\n")[1:])
    return f"""<!DOCTYPE html><html><head><title>Orlin speaks {words}</title>
<meta property="og:site_name" content="Quay Herald {words}"><meta name="author" content="{words}">
<link rel="canonical" href="https://quay.example/{number}{words}">
<meta property="article:published_time" content="2031-05-{1 + number % 28:02}">
<script type="application/ld+json">{json.dumps({"headline": words, "publisher": {"name": words}})}</script>
</head><body {words}><h1>Orlin speaks {words}</h1>{paragraphs}</body></html>"""


def files() -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of files: each of the words as text, some as markup too."""
    names = iter(NAMES)
    for number, (name, words) in enumerate(IN_WORDS.items()):
        yield next(names, f"{name}.txt"), text_of(name, words, number).encode("utf-8")
        if number % 6 == 0:
            yield f"{name}.html", page_of(words, number).encode("utf-8")
    plain = text_of("plain", "pwned", 3)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "pwned">{entities}]><html><body><p>&e9;</p>'
    yield "entity-bomb.html", f"{bomb}<p>{plain}</p></body></html>".encode()
    yield "deep.html", f"<html><body>{'<div>' * 3000}<p>{plain}</p>{'</div>' * 3000}".encode()
    yield "huge-attribute.html", f"<html><body><p title='{'pwned' * 60_000}'>{plain}</p>".encode()
    yield (
        "malformed.txt",
        plain.encode().replace(b"pwned", b"\xff\xfe\xc0\xbcscript\xc0\xbepwned\xed\xa0\x80"),
    )
    yield "utf16.txt", plain.replace("pwned", IN_WORDS["script"]).encode("utf-16")
    yield "overlong.html", page_of("x", 5).encode().replace(b"<p>", b"<p>\xc0\xbcscript\xc0\xbepwned")
    yield "escape-sequences.html", page_of("x", 6).encode().replace(b"<p>", b"<p>\x1b$B\x1b(Jpwned")
    held = io.StringIO()
    table = csv.writer(held)
    table.writerow(["outlet", "date", "title", "text", "url", "byline"])
    for number, address in enumerate(ADDRESSES):
        table.writerow(
            ["Quay Herald", "2031-06-02", address, text_of("row", "pwned row", number), address, address]
        )
    yield "rows.csv", held.getvalue().encode()
    days = (
        {"outlet": "Quay Herald", "date": day, "title": f"pwned {day}", "text": text_of("day", FAR, number)}
        for number, day in enumerate(DATES, 50)
    )
    yield "days.jsonl", "\n".join(json.dumps(each) for each in days).encode()
    lines = (
        {"outlet": words, "date": "2031-06-03", "title": words, "byline": words, "url": f"https://quay.example/{words}",
         "text": text_of("line", "x", number)}
        for number, words in enumerate(list(IN_WORDS.values())[::12])
    )  # fmt: skip
    yield "lines.jsonl", "\n".join(json.dumps(each) for each in lines).encode()


Made = Callable[[int], Path]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Made:
    """Give what makes a casefile of every n-th article, read as any others and some of it decided."""
    from onrecord.cli.main import onrecord

    def make(step: int) -> Path:
        folder = tmp_path_factory.mktemp("hostile")
        articles = []
        for number, (name, content) in enumerate(files()):
            (folder / name).write_bytes(content)
            if number % step == 0 or number < 4 or name == "days.jsonl":
                articles.append(str(folder / name))
        (folder / "states.csv").write_bytes(STATES)
        path = str(folder.parent / f"{folder.name}.db")
        commands = [
            ["actors", "import", str(folder / "states.csv")],
            ["add", *articles[:4]],
            # Decided while there is little: what is added later is called so as well.
            *(["actors", "rename", old, new] for old, new in zip(RENAMED, ACTORS, strict=True)),
            ["add", *articles[4:]],
        ]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("onrecord.reader.Encoder", lambda threads: encoder)
            patch.setenv("ONRECORD_DB", path)
            for command in commands:
                result = CliRunner().invoke(onrecord, command)
                assert result.exit_code in (0, 1), result.output
        return Path(path)

    return make


@pytest.fixture(scope="session")
def some(made: Made) -> Iterator[TestClient]:
    """Return what asks the app about some of the articles."""
    yield from asking(made(7))


@pytest.fixture(scope="session")
def all_of_them(made: Made) -> Path:
    """Return the casefile of all of the articles."""
    return made(1)


@pytest.fixture(scope="session")
def hostile(all_of_them: Path) -> Iterator[TestClient]:
    """Return what asks the app about all of the articles."""
    yield from asking(all_of_them)


def asking(path: Path) -> Iterator[TestClient]:
    """Yield what asks the app about a casefile."""
    app = make_app(Settings(str(path), by="Ina Marl", works=False))
    with TestClient(app, HOME, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
