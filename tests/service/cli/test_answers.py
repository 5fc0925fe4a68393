"""What programs read keeps its documented shape, and what people read is harmless."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.service.cli.conftest import ESCAPE, CommandLine

ORIGINALS = Path(__file__).parents[4] / "shared" / "seeds"

ALERT = {"kind", "claim", "source", "reason", "at", "text", "article"}
ARTICLE = {"id", "outlet", "headline", "url", "published", "revisions", "reprint_of"}
CLAIM = {"id", "text", "standing", "supported_by", "contradicted_by"}
WORD = {"source", "kind", "at", "article", "text"}
EVIDENCE = {"text", "start", "end", "stance", "score", "source", "source_kind", "cue"}
READING = {"claim", "reading", "score", "novelty", "evidence"}


def _check_story(told: dict[str, Any]) -> None:
    """See that a replay of the five reports tells their story in the documented shape."""
    assert set(told) == {"articles", "claims", "alerts"}
    assert len(told["articles"]) == 5
    assert all(set(article) >= ARTICLE for article in told["articles"])
    assert all(set(claim) >= CLAIM for claim in told["claims"])
    assert all(set(alert) >= ALERT for alert in told["alerts"])
    advice = next(claim for claim in told["claims"] if claim["id"] == "urged-restraint")
    assert advice["standing"] == "disputed"
    assert all(set(word) >= WORD for word in advice["supported_by"] + advice["contradicted_by"])
    assert "Minoru Kihara" in {word["source"] for word in advice["contradicted_by"]}
    assert {"Wall Street Journal", "Kyodo News"} <= {w["source"] for w in advice["supported_by"]}


def test_replay_of_the_seed_archive_tells_the_story(replayed: Path) -> None:
    """The shipped archive: five articles, the advice disputed, its carriers and its denier."""
    _check_story(json.loads((replayed / "told.json").read_text()))


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the original texts are not on this machine")
def test_replay_of_the_original_texts_tells_the_story(desk: CommandLine) -> None:
    """The five original texts, a folder with a manifest, tell the same story."""
    _check_story(desk.json("replay", "--format", "json", str(ORIGINALS)))


def test_replay_of_json_lines_reads_them_as_an_archive(desk: CommandLine) -> None:
    """A small file of reports runs through the river; the second one is a reprint of the first."""
    told = desk.json(
        "replay", "--claims", "{folder}/claims.toml", "--format", "json", "{folder}/reports.jsonl"
    )
    assert [article["id"] for article in told["articles"]] == ["1", "2"]
    (claim,) = told["claims"]
    assert claim["standing"] == "unchallenged"
    assert len(claim["supported_by"]) == 1


def test_replay_twice_gives_the_same_identities(desk: CommandLine) -> None:
    """Articles and alerts keep their ids from one replay to the next."""
    args = ("--claims", "{folder}/claims.toml", "--format", "json", "{folder}/reports.jsonl")
    first, second = desk.json("replay", *args), desk.json("replay", *args)
    assert first == second
    assert first["alerts"]


def test_replay_keeps_off_a_desk_at_work(desk: CommandLine) -> None:
    """A replay into a record that has feeds is refused with what to do instead."""
    desk.run("feeds", "import", "--data-dir", "{data}", "{folder}/feeds.toml")
    done = desk.run("replay", "--data-dir", "{data}")
    assert done.exit_code == 2
    assert "a data directory of its own" in done.output


def test_read_of_json_lines_answers_each_with_its_readings(desk: CommandLine) -> None:
    """`read --jsonl --ledger`: one line out for each in, offsets exact, repeats told as echoes."""
    done = desk.run(
        *("read", "--claims", "{folder}/claims.toml", "--jsonl", "--ledger"),
        "{folder}/reports.jsonl",
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    (reading,) = first["readings"]
    assert set(reading) >= READING
    assert (reading["reading"], reading["novelty"]) == ("supports", "new")
    assert second["readings"][0]["novelty"] == "echo"
    text = json.loads((desk.folder / "reports.jsonl").read_text().splitlines()[0])["text"]
    for item in reading["evidence"]:
        assert set(item) >= EVIDENCE
        assert text[item["start"] : item["end"]] == item["text"]


def test_read_of_standard_input_leaves_other_claims_out(desk: CommandLine) -> None:
    """A text on standard input that speaks of no claim has no readings."""
    told = desk.json(
        *("read", "--claims", "{folder}/claims.toml", "--format", "json", "-"),
        given="Rain kept the square empty, and the market ended an hour before its time.",
    )
    assert told["readings"] == []


def test_stance_gives_one_of_four_with_scores(desk: CommandLine) -> None:
    """`stance --jsonl` answers with a stance and the scores behind it."""
    told = json.loads(desk.run("stance", "--jsonl", "{folder}/pairs.jsonl").stdout)
    assert told["stance"] in {"agree", "disagree", "discuss", "unrelated"}
    assert all(0 <= score <= 1 for score in told["scores"].values())


def test_diff_answers_people_pages_and_programs(desk: CommandLine) -> None:
    """`diff FILE FILE` gives the change for the terminal, as a page and as JSON."""
    files = ("{folder}/old.txt", "{folder}/new.txt")
    told = desk.json("diff", "--format", "json", *files)
    assert set(told) == {"kinds", "material", "notice", "hunks"}
    assert [(hunk["before"], hunk["after"]) for hunk in told["hunks"]]
    page = desk.run("diff", "--format", "html", *files).stdout
    assert "<ins>" in page
    assert "<del>" in page
    assert "one" in desk.run("diff", *files).stdout


@pytest.mark.parametrize("command", ["feeds", "claims", "alerts", "articles"])
def test_lists_and_doctor_answer_in_json(desk: CommandLine, command: str) -> None:
    """Each list is a JSON list of objects, and so are the doctor's findings."""
    listed = desk.json(command, "list", "--data-dir", "{data}", "--format", "json")
    found = desk.json("doctor", "--data-dir", "{data}", "--format", "json")
    assert all(isinstance(item, dict) for item in [*listed, *found])
    assert {"configuration", "database", "disk", "clock"} <= {item["what"] for item in found}


@pytest.mark.parametrize("style", ["toml", "json"])
def test_export_of_claims_can_be_imported(desk: CommandLine, style: str) -> None:
    """Claims come back from an export as they were."""
    exported = desk.run("claims", "export", "--data-dir", "{data}", "--format", style).stdout
    (desk.folder / f"exported.{style}").write_text(exported)
    args = ("--data-dir", "{folder}/other")
    assert desk.run("claims", "import", *args, f"{{folder}}/exported.{style}").exit_code == 0
    assert desk.run("claims", "export", *args, "--format", style).stdout == exported


@pytest.mark.parametrize(
    "args",
    [
        ("read", "--claims", "{folder}/claims.toml", "{folder}/hostile.txt"),
        ("diff", "{folder}/old.txt", "{folder}/hostile.txt"),
        ("diff", "{folder}/hostile.txt", "{folder}/new.txt"),
    ],
)
def test_control_characters_never_reach_the_terminal(
    desk: CommandLine, args: tuple[str, ...]
) -> None:
    """What a page says to a terminal is shown, not obeyed."""
    done = desk.run(*args)
    assert done.exit_code == 0, done.output
    assert not set(ESCAPE) & set("\x1b\x07") & set(done.stdout)


def test_replay_of_hostile_text_is_harmless_on_the_terminal(desk: CommandLine) -> None:
    """Control characters in a report reach neither the alerts nor the ledger on the terminal."""
    text = f"Aide Pol\x1b[2J Marsh\x07 said Mayor Elena Ruiz sold the Northgate reservoir. {ESCAPE}"
    line = {"id": "1\x1b[2J", "headline": f"Sold {ESCAPE}", "text": text, "outlet": f"Ga{ESCAPE}z"}
    report = json.dumps({**line, "published": "2026-11-20"})
    (desk.folder / "hostile.jsonl").write_text(report)
    args = ("--claims", "{folder}/claims.toml", "--data-dir", "{folder}/hostile")
    done = desk.run("replay", *args, "{folder}/hostile.jsonl")
    assert not {"\x1b", "\x07"} & set(done.output)
    for listed in ("articles", "alerts", "feeds"):
        told = desk.run(listed, "list", "--data-dir", "{folder}/hostile").stdout
        assert not {"\x1b", "\x07"} & set(told)
