"""The `onrecord` command, and how its commands end.

0    done
1    something failed; the message says what, and what to do
2    wrong use: an option, the configuration, a file of claims, feeds or reports
3    done in part: some feeds or reports failed, the others went through
130  interrupted
"""

from __future__ import annotations

import click
from typing_extensions import override

from monitor import __version__
from monitor.model.errors import ConfigError, MonitorError, SeedError
from monitor.service.cli.alerts import alerts
from monitor.service.cli.articles import articles
from monitor.service.cli.claims import claims
from monitor.service.cli.diff import diff
from monitor.service.cli.doctor import doctor
from monitor.service.cli.feeds import feeds
from monitor.service.cli.read import read, stance
from monitor.service.cli.replay import replay
from monitor.service.cli.run import poll, run


class Failed(click.ClickException):
    """Something failed; the message says what, and what to do."""


class WrongUse(click.ClickException):
    """What we were given cannot be used."""

    exit_code = 2


class Commands(click.Group):
    """A group whose commands end in a message and an exit code, never in a traceback."""

    @override
    def invoke(self, ctx: click.Context) -> object:
        """Run the command; turn an error of ours into a message."""
        try:
            return super().invoke(ctx)
        except (ConfigError, SeedError) as error:
            raise WrongUse(str(error)) from error
        except MonitorError as error:
            raise Failed(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Watch the news, keep every revision, and tell when what is on the record changes."""


for command in (run, poll, replay, read, stance, diff, doctor, claims, feeds, alerts, articles):
    main.add_command(command)
