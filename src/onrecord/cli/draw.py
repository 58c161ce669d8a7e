"""``onrecord draw``: matrix, time line, package, chain and unity as pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from onrecord.cli import codebooks, draw_out, naming, position_lines, subjects
from onrecord.cli.options import as_of as as_of_option
from onrecord.cli.options import day
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import one_line

if TYPE_CHECKING:
    from onrecord.model import Position
    from onrecord.store.interface import CasefileStore
    from onrecord.views.pictures.evidence import Told
    from onrecord.views.pictures.sheet import Picture

Command: TypeAlias = Callable[..., None]


def _file(ctx: click.Context, param: click.Parameter, value: Path) -> Path:
    return draw_out.checked(value)


_output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), callback=_file, metavar="FILE",
    required=True, help="The picture to write: FILE.svg, whose marks are links, or FILE.png.",
)  # fmt: skip
_link = click.option(
    "--link", metavar="PATTERN", default="#e-{id}", show_default=True,
    help="Where marks of an SVG lead, as report.html#e-{id}: {id} is the first entry, {ids} are all.",
)  # fmt: skip
_width = click.option(
    "--width",
    type=click.IntRange(200, 5000),
    metavar="POINTS",
    help="At least so wide; 72 points are an inch.",
)
_issues = click.option(
    "--issue", "issues", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more."
)
_actors = click.option(
    "--actor", "actors", multiple=True, metavar="NAME", help="A code or name. Repeat for more."
)


def _common(command: Command) -> Command:
    options = (_output, db_option, _link, _width)
    return reduce(lambda made, option: option(made), reversed(options), command)


@click.group(short_help="Draw positions, packages and chains as pictures.")
def draw() -> None:
    """Draw what is on record into an SVG or PNG file.

    Shapes and hatching say everything that colours say. In an SVG each mark is a link, with the words,
    outlet and day that it rests on; a PNG says below where the data is. What is left out for want of room is
    said in the picture.
    """


@draw.command()
@_common
@as_of_option
@_actors
@_issues
@click.option(
    "--page", type=click.IntRange(min=1), default=1, metavar="N", help="The next rows, where there are more."
)
def matrix(
    output: Path, db: str, link: str, width: int | None, as_of: str | None, actors: tuple[str, ...],
    issues: tuple[str, ...], page: int,
) -> None:  # fmt: skip
    """Draw who stands where: actors in rows, issues in columns, those with most on record first."""
    from onrecord.views.pictures import matrix as picture
    from onrecord.views.pictures.tables import ACTORS, ISSUES, table_of
    from onrecord.views.positions import matrix as view

    with subjects.register_to_read(db) as casefile:
        names, wanted = _named(casefile, actors, issues)
        found = view.matrix(casefile, as_of, names, wanted)
        table = table_of(found, _labels(casefile), max(ACTORS, len(names)), max(ISSUES, len(wanted)), page)
        ids = [each for cell in table.cells.values() for each in cell.entries]
        day = f" --as-of {as_of}" if as_of else ""
        caption = _caption(casefile, f"onrecord show matrix{day}")
        made = picture.draw(table, _told(casefile, ids), caption, width or 0)
    _put(made, output, link)


@draw.command()
@_common
@as_of_option
@day("--since", help="From this date.")
@day("--until", help="Up to this date.")
@_actors
@_issues
@click.option(
    "--by",
    type=click.Choice(["actor", "issue"]),
    default="actor",
    show_default=True,
    help="What lanes stand together by.",
)
@click.option("--no-side", is_flag=True, help="Those too who spoke of it and took no side.")
def timeline(
    output: Path, db: str, link: str, width: int | None, as_of: str | None, since: str | None,
    until: str | None, actors: tuple[str, ...], issues: tuple[str, ...], by: str, no_side: bool,
) -> None:  # fmt: skip
    """Draw positions over time with their shifts, and meetings and attacks below them."""
    from onrecord.views.calendar.calendar import CalendarFilter, calendar
    from onrecord.views.calendar.happenings import kinds_known
    from onrecord.views.pictures import timeline as picture
    from onrecord.views.pictures.courses import course_of, happenings_of

    with subjects.register_to_read(db) as casefile:
        names, wanted = _named(casefile, actors, issues)
        held, when = _positions(casefile, names, wanted, as_of, no_side)
        lines = calendar(casefile, CalendarFilter(since, until))
        theirs = (line for line in lines if not names or {*names} & {*line.participants, *line.principals})
        happenings = happenings_of(theirs, kinds_known().harm)
        course = course_of(held, happenings, _labels(casefile), when, since, until, by == "issue")
        ids = [each for lane in course.lanes for bar in lane.bars for each in bar.entries]
        ids += [each for one in course.happenings for each in one.entries]
        caption = _caption(casefile, "onrecord show positions and onrecord show calendar")
        made = picture.draw(course, _told(casefile, ids), caption, width or picture.WIDTH)
    _put(made, output, link)


@draw.command()
@click.option("--for", "beneficiary", required=True, metavar="NAME", help="For whom: a code or name.")
@_common
@as_of_option
@click.option("--against", metavar="PACKAGE", help="The package; without it all measures on record.")
@click.option(
    "--if",
    "steps",
    multiple=True,
    metavar="STEP",
    help="Suppose a step, PARTY:MEASURE:STATUS[:LEGAL_FORM]. Repeat for more.",
)
def package(
    output: Path, db: str, link: str, width: int | None, beneficiary: str, as_of: str | None,
    against: str | None, steps: tuple[str, ...],
) -> None:  # fmt: skip
    """Draw a package: measures in rows, parties in columns, how far each has come on the ladders.

    What --if supposes is framed and said to be supposed.
    """
    from onrecord.cli.gaps import package_named, step_named
    from onrecord.views.packages.gaps import gaps
    from onrecord.views.pictures import package as picture
    from onrecord.views.pictures.boards import board_of

    with subjects.register_to_read(db) as casefile:
        book = codebooks.used_by(casefile)
        chosen = package_named(book, against) if against else None
        supposed = [step_named(casefile, book, chosen, each) for each in steps]
        whom = naming.actor_named(casefile, beneficiary)
        board = board_of(gaps(casefile, book, whom, as_of, chosen, supposed))
        ids = [each for pieces in board.pieces.values() for piece in pieces for each in piece.entries]
        ids += [each for one in board.measures for each in (*one.asked, *one.apart, *one.unread)]
        ids += [each for one in board.measures for _, entries in one.missing for each in entries]
        about = f" --against {chosen.id}" if chosen else ""
        caption = _caption(casefile, f"onrecord gaps --for {whom}{about}")
        made = picture.draw(board, _told(casefile, ids), caption, width or 0)
    _put(made, output, link)


@draw.command()
@click.argument("wanted", metavar="ID")
@_common
def chain(wanted: str, output: Path, db: str, link: str, width: int | None) -> None:
    """Draw the way that the reports of an entry came, or what ties a document to others.

    ID is that of an entry or of a document, or its first characters.
    """
    from onrecord.model import Entry
    from onrecord.views.lineage import family
    from onrecord.views.looking import Looked
    from onrecord.views.pictures import chain as picture
    from onrecord.views.trees import chain_tree, lineage_trees

    with subjects.register_to_read(db) as casefile:
        found, look = subjects.entry_or_document(casefile, wanted), Looked(casefile)
        if isinstance(found, Entry):
            trees, title = chain_tree(found, look), picture.title_of(found)
            caption = _caption(casefile, f"onrecord show entry {found.id}")
            told = _told(casefile, [found.id])
            made = picture.draw(trees, title, caption, [found.id], told)
        else:
            trees = lineage_trees(family([found.id], casefile.derivations), look, found.id)
            title = f"What ties {one_line(found.name)} to others"
            made = picture.draw(trees, title, _caption(casefile, f"onrecord show lineage {found.id}"))
    _put(made, output, link)


@draw.command()
@click.argument("bloc", metavar="BLOC")
@click.option("--issue", required=True, metavar="ID", help="Issue, by its id.")
@click.option(
    "--members",
    "members",
    multiple=True,
    metavar="NAMES",
    help="Who belongs to it, with commas between, in place of what the facts about actors know.",
)
@_common
@as_of_option
def unity(
    bloc: str, issue: str, members: tuple[str, ...], output: Path, db: str, link: str, width: int | None,
    as_of: str | None,
) -> None:  # fmt: skip
    """Draw where the members of a bloc stand on an issue, from against to for, the silent apart.

    BLOC is an alliance or union by its name; with --members it may be any group.
    """
    from onrecord.cli.show_unity import bloc_named
    from onrecord.views.pictures import unity as picture
    from onrecord.views.pictures.tables import spread_of
    from onrecord.views.positions import unity as view

    with subjects.register_to_read(db) as casefile:
        _, (chosen,) = _named(casefile, (), (issue,))
        name, known = bloc_named(casefile, bloc, members, as_of)
        spread = spread_of(
            view.unity(casefile, name, known, chosen, as_of), _labels(casefile).get(chosen, chosen)
        )
        ids = [each for member in (*spread.members, *spread.beside) for each in member.entries]
        caption = _caption(casefile, f"onrecord show unity {bloc} --issue {chosen}")
        made = picture.draw(spread, _told(casefile, ids), caption, width or 0)
    _put(made, output, link)


def _named(
    casefile: CasefileStore, actors: Iterable[str], issues: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom the register calls by what was typed, and the ids of issues; raise where there is none."""
    wanted = tuple(issue.strip().lower() for issue in issues)
    codebooks.check_issues(casefile, wanted)
    return position_lines.holders_named(casefile, actors), wanted


def _positions(
    casefile: CasefileStore, actors: tuple[str, ...], issues: tuple[str, ...], as_of: str | None,
    no_side: bool,
) -> tuple[list[Position], str]:  # fmt: skip
    """Return positions over time, and the ISO day that they are seen on: unless given, the last one told."""
    from onrecord.model import SubjectKind
    from onrecord.store.interface_shown import PositionFilter
    from onrecord.text.days import days
    from onrecord.views.pictures.scale import to_date
    from onrecord.views.positions.standing import standings, usual

    found = standings(casefile, PositionFilter(actors, issues, SubjectKind.ISSUE), history=True)
    held = [each.position for each in usual(found, people=bool(actors), no_side=no_side)]
    bound = days(as_of)
    said = [each.latest.last_day or each.since for each in held]
    last = bound[1] if bound else max(said, default=date.today().isoformat())
    return held, to_date(last).isoformat()


def _labels(casefile: CasefileStore) -> dict[str, str]:
    return {issue.id: issue.label for issue in codebooks.used_by(casefile).issues}


def _told(casefile: CasefileStore, ids: Iterable[str]) -> dict[str, Told]:
    from onrecord.views.pictures.evidence import told

    return told(casefile.entries_by_id(tuple(dict.fromkeys(ids))))


def _caption(casefile: CasefileStore, command: str) -> str:
    """Say where the data of a picture is: which casefile, and what shows the same in words."""
    from onrecord.cli.export_whole import name_of

    evidence = "onrecord show entry ID has the evidence of each mark"
    return f"Data: casefile {name_of(casefile)}, as listed by {command}; {evidence}."


def _put(picture: Picture, path: Path, link: str) -> None:
    """Write a picture; raise for a link that is none even where the picture cannot have links."""
    from onrecord.views.pictures.render import to_link

    draw_out.put(picture, path, to_link(link))
