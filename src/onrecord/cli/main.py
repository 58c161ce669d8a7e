"""The ``onrecord`` command and its subcommands."""

from __future__ import annotations

import io
import sys

import click

from onrecord import __version__
from onrecord.cli.actors import actors
from onrecord.cli.add import add
from onrecord.cli.check import check
from onrecord.cli.cite import cite
from onrecord.cli.code import code
from onrecord.cli.codebook import codebook
from onrecord.cli.digest import digest
from onrecord.cli.documents import documents
from onrecord.cli.draw import draw
from onrecord.cli.ending import INTERRUPTED, OnrecordGroup
from onrecord.cli.evaluate import evaluate
from onrecord.cli.explain import explain
from onrecord.cli.export import export
from onrecord.cli.gaps import gaps
from onrecord.cli.lineage import lineage
from onrecord.cli.publish import publish
from onrecord.cli.register import register
from onrecord.cli.report import report
from onrecord.cli.reread import reread
from onrecord.cli.review import review
from onrecord.cli.serve import serve
from onrecord.cli.show import show
from onrecord.cli.tracker import tracker
from onrecord.cli.users import users


@click.group(
    cls=OnrecordGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: onrecord add PATH..., then onrecord serve, or onrecord show register.",
)
@click.version_option(__version__, prog_name="onrecord")
def onrecord() -> None:
    """Keep the record of a negotiation from news coverage: who said what, and where it is written."""


for _command in (
    add, serve, show, digest, gaps, draw, report, publish, users, explain, register, tracker, review, lineage,
    documents, actors, code, codebook, reread, check, export, cite, evaluate,
):  # fmt: skip
    onrecord.add_command(_command)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A text may hold what the terminal's encoding lacks; what is piped is UTF-8 everywhere.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    try:
        onrecord(prog_name="onrecord")
    except KeyboardInterrupt:  # before or after any command
        sys.exit(INTERRUPTED)
