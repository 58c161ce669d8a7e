"""``onrecord serve``: open a casefile in the browser."""

from __future__ import annotations

import click

from onrecord.cli.actors import by_option, who
from onrecord.cli.options import db as db_option

_FILE = click.Path(exists=True, dir_okay=False)


@click.command(short_help="Open a casefile in the browser.")
@db_option
@by_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port.")
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A name by which browsers reach it, as desk.example; repeat for more.",
)
@click.option(
    "--behind-proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="A proxy with TLS stands before it at this address, and tells who asks; repeat for more.",
)
@click.option("--tls-cert", type=_FILE, metavar="FILE", help="Certificate (PEM), to be reached by https.")
@click.option("--tls-key", type=_FILE, metavar="FILE", help="Its key (PEM).")
def serve(
    db: str, by: str | None, host: str, port: int, hosts: tuple[str, ...], proxies: tuple[str, ...],
    tls_cert: str | None, tls_key: str | None,
) -> None:  # fmt: skip
    """Serve the casefile as a web app, for this machine alone unless --host says otherwise.

    Others can only be let in where there are accounts: `onrecord users add NAME admin` makes the
    first. As soon as there is an account everybody signs in, on this machine too.
    """
    from onrecord.web import serving
    from onrecord.web.app import make_app
    from onrecord.web.safety import exposure
    from onrecord.web.settings import Settings

    settings = Settings(
        location=db, by=who(by), host=host, port=port, hosts=hosts, proxies=proxies,
        accounts=exposure.needs_accounts(host, bool(proxies)), tls_cert=tls_cert, tls_key=tls_key,
    )  # fmt: skip
    exposure.check_certificate(settings)
    with serving.listening(settings) as at:
        where = serving.address(at, settings)
        told = f"{db} is open at {where} (Ctrl-C ends it)"
        app = make_app(settings)
        for line in exposure.warnings(settings):
            click.echo(f"onrecord: {line}", err=True)
        serving.run(app, at, settings, lambda: click.echo(told, err=True))
