"""`manifest`: what the Slack app is created from."""

from __future__ import annotations

import click

from bot.settings.shipped import shipped
from bot.slack.directory.manifest import ManifestError, is_on_this_machine, manifest_text


@click.command()
@click.option("--http", "url", metavar="URL", help="Use HTTP instead of Socket Mode, at this public https address.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, as Slack's own command line expects it.")
def manifest(*, url: str | None, as_json: bool) -> None:
    """Print the manifest for creating the Slack app."""
    try:
        click.echo(manifest_text(shipped("manifest.yml"), url, as_json=as_json), nl=False)
    except ManifestError as error:
        raise click.ClickException(str(error)) from error
    if url is not None and is_on_this_machine(url):
        click.echo(f"Note: Slack cannot reach {url}; only a local Slack on this machine can.", err=True)
