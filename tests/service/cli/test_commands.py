"""Every command ends as documented: with good input, and with bad."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import click
import pytest

from monitor.service.cli import main
from tests.service.cli.conftest import CommandLine

AT = ("--data-dir", "{data}")

#: Command, arguments, and words of its answer.
GOOD: list[tuple[str, tuple[str, ...], str]] = [
    ("replay", ("--claims", "{folder}/claims.toml", "{folder}/reports.jsonl"), "The ledger"),
    ("read", ("--claims", "{folder}/claims.toml", "{folder}/old.txt"), "SUPPORTS"),
    ("stance", ("--jsonl", "{folder}/pairs.jsonl"), '"scores": {"agree"'),
    ("diff", ("{folder}/old.txt", "{folder}/new.txt"), "one aide"),
    ("doctor", AT, "database"),
    ("claims list", AT, "urged-restraint"),
    ("claims show", (*AT, "urged-restraint"), "DISPUTED"),
    ("claims add", (*AT, "--watch", "Mayor", "x", "The mayor sold the dam."), "Tracking x"),
    ("claims import", (*AT, "{folder}/claims.toml"), "1 claims"),
    ("claims export", AT, "[[claim]]"),
    ("claims pause", (*AT, "urged-restraint"), "paused"),
    ("claims resume", (*AT, "urged-restraint"), "tracked"),
    ("claims close", (*AT, "urged-restraint"), "closed"),
    ("claims remove", (*AT, "urged-restraint"), "forgotten"),
    ("feeds list", AT, ""),
    ("feeds add", (*AT, "https://gazette.example/feed.xml"), "Polling"),
    ("feeds add", (*AT, "--kind", "page", "https://gazette.example/"), "Polling"),
    ("feeds import", (*AT, "{folder}/feeds.toml"), "1 feeds"),
    ("feeds export", (*AT, "--format", "opml"), "<opml"),
    ("alerts list", AT, "Kihara"),
    ("alerts show", (*AT, "{alert}"), '"deliveries"'),
    ("alerts ack", (*AT, "--by", "Ana", "{alert}"), "Ana has it"),
    ("alerts silence", (*AT, "--hours", "2", "--by", "Ana", "--comment", "known"), "Muted until"),
    ("alerts unsilence", AT, ""),
    ("alerts retry", (*AT,), "0 deliveries"),
    ("alerts test", (*AT, "terminal"), "terminal took it"),
    ("articles list", AT, "ZeroHedge"),
    ("articles show", (*AT, "{article}"), "revision 1 of 1"),
    ("articles show", (*AT, "{url}"), "revision 1 of 1"),
    ("articles export", (*AT, "--format", "json", "{article}"), '"texts"'),
    ("articles verify", (*AT, "{article}"), "0 wrong"),
    ("articles rederive", AT, "0 articles read differently, 0 the same, 5 left as they are"),
]

#: Command, arguments, exit code, and words of the message.
BAD: list[tuple[str, tuple[str, ...], int, str]] = [
    ("run", ("--port", "99999"), 2, "port"),
    ("run", ("--config", "{folder}/wrong.toml"), 2, "data_dirs"),
    ("poll", ("--config", "{folder}/absent.toml"), 2, "there is no such file"),
    ("poll", ("--config", "{folder}/down.toml", "other"), 1, "other"),
    ("poll", ("--config", "{folder}/down.toml"), 3, "Some failed"),
    ("replay", ("{folder}/absent",), 2, "There is no such file or folder"),
    ("replay", ("{folder}/broken.jsonl",), 2, "broken.jsonl:1"),
    ("read", ("--claims", "{folder}/twice.toml", "{folder}/old.txt"), 2, "reservoir"),
    ("read", ("{folder}/absent.txt",), 2, "cannot be read"),
    ("read", ("--jsonl", "{folder}/broken.jsonl"), 2, "broken.jsonl:1"),
    ("stance", ("--jsonl", "{folder}/reports.jsonl"), 2, "'claim' must be a string"),
    ("diff", ("{folder}/old.txt", "{folder}/absent.txt"), 2, "cannot be read"),
    ("diff", (*AT, "nothing"), 1, "nothing"),
    ("diff", ("a", "b", "c"), 2, "two files"),
    ("doctor", ("--config", "{folder}/wrong.toml"), 1, "data_dirs"),
    ("claims show", (*AT, "nothing"), 1, "nothing"),
    ("claims add", (*AT, "urged-restraint", "It is there."), 1, "urged-restraint"),
    (
        "claims import",
        (*AT, "{folder}/twice.toml"),
        2,
        "twice.toml:7: 'id' 'reservoir'",
    ),
    ("claims pause", (*AT, "nothing"), 1, "nothing"),
    ("claims resume", (*AT, "nothing"), 1, "nothing"),
    ("claims close", (*AT, "nothing"), 1, "nothing"),
    ("claims remove", (*AT, "nothing"), 1, "nothing"),
    ("feeds import", (*AT, "{folder}/old.txt"), 2, "old.txt"),
    ("feeds find", (*AT, "http://127.0.0.1:9/"), 1, "127.0.0.1"),
    ("feeds show", (*AT, "nothing"), 1, "nothing"),
    ("feeds pause", (*AT, "nothing"), 1, "nothing"),
    ("feeds resume", (*AT, "nothing"), 1, "nothing"),
    ("feeds remove", (*AT, "nothing"), 1, "nothing"),
    ("feeds trust", (*AT, "nothing"), 1, "nothing"),
    ("feeds move-back", (*AT, "nothing"), 1, "nothing"),
    ("alerts show", (*AT, "nothing"), 1, "nothing"),
    ("alerts ack", (*AT, "--by", "Ana", "nothing"), 1, "nothing"),
    ("alerts silence", (*AT, "--hours=0", "--by=A", "--comment=c"), 2, "hours"),
    (
        "alerts silence",
        (*AT, "--claim", "x", "--hours", "1", "--by", "A", "--comment", "c"),
        1,
        "x",
    ),
    ("alerts unsilence", (*AT, "nothing"), 1, "nothing"),
    ("alerts retry", (*AT, "nothing"), 1, "nothing"),
    ("alerts test", (*AT, "pager"), 2, "no channel is called 'pager'"),
    ("articles show", (*AT, "nothing"), 1, "nothing"),
    ("articles show", (*AT, "--revision", "9", "{article}"), 1, "9"),
    ("articles rederive", (*AT, "--limit", "0"), 2, "limit"),
    ("articles export", (*AT, "nothing"), 1, "nothing"),
    ("articles export", AT, 2, "Name an article"),
    ("articles verify", (*AT, "nothing"), 1, "nothing"),
    ("articles verify", ("{folder}/absent.zip",), 2, "cannot be read as a bundle"),
    ("claims list", (*AT, "--format", "yaml"), 2, "yaml"),
    ("wire", (), 2, "No such command"),
]

#: Tried elsewhere with good input: they run on, need the network, or need a feed on record.
ELSEWHERE = {
    *("run", "poll", "feeds find", "feeds show"),
    *(f"feeds {verb}" for verb in ("pause", "resume", "remove", "trust", "move-back")),
}


@pytest.mark.parametrize(("command", "args", "words"), GOOD, ids=[case[0] for case in GOOD])
def test_good_input_is_answered(
    desk: CommandLine, command: str, args: tuple[str, ...], words: str
) -> None:
    """Each command does its work and ends with 0."""
    done = desk.run(*command.split(), *args)
    assert done.exit_code == 0, done.output
    assert words in done.stdout


@pytest.mark.parametrize(
    ("command", "args", "code", "words"), BAD, ids=[f"{c[0]} {c[3]}" for c in BAD]
)
def test_bad_input_is_told_without_a_traceback(
    desk: CommandLine, command: str, args: tuple[str, ...], code: int, words: str
) -> None:
    """Bad input ends with the documented code and a message that names what is wrong."""
    done = desk.run(*command.split(), *args)
    assert done.exit_code == code, done.output
    assert words in " ".join(done.output.split())
    assert "Traceback" not in done.output


def test_feed_is_paused_polled_again_and_forgotten(desk: CommandLine) -> None:
    """A feed on record can be paused, resumed and removed."""
    desk.run("feeds", "import", *AT, "{folder}/feeds.toml")
    for command, told in (("pause", "paused"), ("resume", "polled"), ("remove", "forgotten")):
        done = desk.run("feeds", command, *AT, "gazette")
        assert done.exit_code == 0
        assert told in done.stdout
    assert desk.json("feeds", "list", *AT, "--format", "json") == []


def test_silence_is_listed_and_ended(desk: CommandLine) -> None:
    """A silence in force is listed with who set it and why, and can be ended."""
    desk.run("alerts", "silence", *AT, "--hours", "1", "--by", "Ana", "--comment", "known story")
    listed = desk.run("alerts", "unsilence", *AT).stdout
    assert "Ana: known story" in listed
    assert desk.run("alerts", "unsilence", *AT, listed.split()[0]).exit_code == 0
    assert desk.run("alerts", "unsilence", *AT).stdout == ""


def test_every_command_is_tried() -> None:
    """No command is without a good try and a bad one; lists know no bad input of their own."""
    commands = set(_commands(main))
    assert commands == {case[0] for case in GOOD} | ELSEWHERE
    lists = {name for name in commands if name.endswith((" list", " export", "feeds add"))}
    assert commands - lists <= {case[0] for case in BAD}


def _commands(group: click.Group, above: str = "") -> list[str]:
    context = click.Context(group)
    names: list[str] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        whole = f"{above} {name}".strip()
        names += _commands(command, whole) if isinstance(command, click.Group) else [whole]
    return names


def test_kept_pages_are_read_anew_in_portions(desk: CommandLine) -> None:
    """Pages that an earlier extractor read are read anew, each once, in however many goes."""
    with closing(sqlite3.connect(desk.fill("{data}/onrecord.db"))) as record, record:
        old = "replace(document, '\"onrecord-', '\"older-')"
        record.execute(f"UPDATE revisions SET document = {old}")  # noqa: S608 (our own words)
    answers = [
        desk.run("articles", "rederive", *AT, "--limit", limit).stdout for limit in ("2", "9", "9")
    ]
    assert [answer.split(",")[1].split()[0] for answer in answers] == ["2", "3", "0"]
