"""The `onrecord` command, and how its commands end.

0    done
1    something failed; the message says what, and what to do
2    wrong use: an option, the configuration, a file of claims, feeds or reports
3    done in part: some feeds or reports failed, the others went through
130  interrupted
"""

from __future__ import annotations

from importlib import import_module

import click
from typing_extensions import override

from monitor import __version__
from monitor.model.errors import ConfigError, MonitorError, SeedError

#: The commands, each in the module of this package that holds it. They are imported when
#: called: a worker process imports this file again, and should not import the whole house.
COMMANDS = {
    "run": "run",
    "poll": "run",
    "replay": "replay",
    "read": "read",
    "stance": "read",
    "diff": "diff",
    "doctor": "doctor",
    "claims": "claims",
    "feeds": "feeds",
    "alerts": "alerts",
    "articles": "articles",
}


class Failed(click.ClickException):
    """Something failed; the message says what, and what to do."""


class WrongUse(click.ClickException):
    """What we were given cannot be used."""

    exit_code = 2


class Commands(click.Group):
    """Commands imported when called, that end in a message and an exit code, never a traceback."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """List them in the order a newcomer needs them."""
        return list(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module that holds a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"monitor.service.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

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
