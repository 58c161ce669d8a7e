"""Write pictures into files: SVG or PNG by the ending of the name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from onrecord.views.pictures.render import Leads
    from onrecord.views.pictures.sheet import Picture

ENDINGS = (".svg", ".png")


def checked(path: Path) -> Path:
    """Return the name of a file that a picture can be written to.

    Raises:
        click.BadParameter: its ending tells no form of picture.
    """
    if path.suffix.lower() not in ENDINGS:
        told = f"'{path}' ends neither in .svg nor in .png, so its form cannot be told"
        raise click.BadParameter(told, param_hint="'-o'")
    return path


def put(picture: Picture, path: Path, leads: Leads | None = None) -> None:
    """Write a picture into a file, whole or not at all, and say so; one that is not .png is SVG."""
    from onrecord.cli.output import whole_file
    from onrecord.views.pictures.render import to_png, to_svg

    made = to_png(picture) if path.suffix.lower() == ".png" else to_svg(picture, leads)
    with whole_file(path) as out:
        out.write(made)
    click.echo(f"drawn in {path}", err=True)
