"""A cross-encoder directory: labels, derived ways, and every way a directory can be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.model.errors import ConfigError, StanceError
from monitor.stance.directory import DirectoryModel
from tests.stance_readers.tiny import ORDER, WORDS, write_directory
from tests.stance_readers.words import CLAIM, DENIED, OTHER, PASSAGES, SAID, a_pair, best, way

BARE = {"contradiction": "contradicts", "entailment": "supports", "neutral": "mentions"}


def test_the_order_of_the_logits_is_the_configuration_s(tmp_path: Path) -> None:
    """Labels are found by `id2label`, in whatever case and order the map names them."""
    folder = write_directory(tmp_path / "tiny", labels=[label.upper() for label in ORDER])
    scores = DirectoryModel(folder).weigh([a_pair(text) for text in PASSAGES])
    assert [best(one) for one in scores] == [way(text) for text in PASSAGES]


def test_without_a_configuration_the_map_tells_the_order(tmp_path: Path) -> None:
    """A bare model is read by the labels as they are listed."""
    folder = write_directory(tmp_path / "tiny", labels=None)
    assert best(DirectoryModel(folder, BARE).weigh([a_pair(DENIED)])[0]) == "contradicts"


def test_labels_may_share_a_way(tmp_path: Path) -> None:
    """What two labels of one way have is added up."""
    folder = write_directory(tmp_path / "tiny", labels=["refutes", "doubts", "other"])
    labels = {"refutes": "contradicts", "doubts": "contradicts", "other": "unrelated"}
    scores = DirectoryModel(folder, labels).weigh([a_pair(SAID), a_pair(DENIED)])
    assert [best(one) for one in scores] == ["contradicts", "contradicts"]
    assert scores[0].supports == scores[0].mentions == 0


def test_a_neutral_share_is_parted_by_overlap(tmp_path: Path) -> None:
    """With all words of the claim neutral is a mention, with none of them another matter."""
    model = DirectoryModel(write_directory(tmp_path / "tiny"))
    about, elsewhere = model.weigh([a_pair(CLAIM), a_pair(OTHER)])
    assert about.unrelated == 0
    assert elsewhere.mentions == 0
    assert about.mentions == pytest.approx(elsewhere.unrelated)


def test_the_passage_is_read_after_its_context(tmp_path: Path) -> None:
    """Context is part of the premise; where there is none, the headline is."""
    model = DirectoryModel(write_directory(tmp_path / "tiny"))
    bare, led, headed = model.weigh(
        [a_pair("There is."), a_pair("There is.", DENIED), a_pair("There is.", headline=DENIED)]
    )
    assert led == headed
    assert led.contradicts > bare.contradicts


def test_the_far_end_of_the_context_is_cut_first(tmp_path: Path) -> None:
    """The passage itself survives any context."""
    model = DirectoryModel(write_directory(tmp_path / "tiny"))
    [scores] = model.weigh([a_pair(DENIED, "said " * 299, "w " * 700)])
    assert best(scores) == "contradicts"


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("inputs", [["input_ids"], ["input_ids", "attention_mask"]])
def test_a_model_is_fed_what_it_asks_for(tmp_path: Path, inputs: list[str], narrow: bool) -> None:
    """Models without token types, without a mask, and of 32-bit integers run too."""
    folder = write_directory(tmp_path / "tiny", inputs=inputs, narrow=narrow)
    assert best(DirectoryModel(folder).weigh([a_pair(DENIED)])[0]) == "contradicts"


def test_the_name_is_the_folder_s_or_the_one_given(tmp_path: Path) -> None:
    """Evidence tells which directory weighed it; the name needs no file."""
    assert DirectoryModel(tmp_path / "nli-small").name == "directory:nli-small"
    assert DirectoryModel(tmp_path, name="mine-2").name == "mine-2"


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"entailment": "agrees"}, "labels.entailment: 'agrees' is none of contradicts, mentions"),
        ({"entailment": "supports"}, "map a label to mentions or unrelated"),
    ],
)
def test_a_map_that_gives_no_stance_is_a_configuration_error(
    tmp_path: Path, labels: dict[str, str], said: str
) -> None:
    """The error says which label, and what would be right."""
    with pytest.raises(ConfigError, match=said):
        DirectoryModel(tmp_path, labels)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("config.json", None, "gives .* not 2 logits"),
        ("config.json", '{"id2label": {"0": "yes"}}', "label 'yes' is not mapped"),
        ("config.json", '{"id2label": ["yes"]}', "no id2label that can be read"),
        ("config.json", "[1]", "config.json is no JSON object"),
        ("config.json", '{"id2label": {"0": "entailment"}}', "gives .* not 1 logits"),
        ("tokenizer.json", None, "tokenizer.json cannot be read"),
        ("tokenizer.json", '{"vocab": 1}', "none of the tokenizers library"),
        ("model.onnx", None, "model.onnx cannot be loaded"),
        ("model.onnx", "no protobuf", "model.onnx cannot be loaded"),
    ],
)
def test_a_wrong_directory_says_what_is_wrong(
    tmp_path: Path, file: str, text: str | None, said: str
) -> None:
    """Each file may be missing or of another kind: the port's error names folder and file."""
    folder = write_directory(tmp_path / "tiny")
    if text is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(text)
    labels = {"entailment": "supports", "neutral": "mentions"} if file == "config.json" else None
    with pytest.raises(StanceError, match=rf"tiny cannot be used: its .*{said}"):
        DirectoryModel(folder, labels).weigh([a_pair()])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ([(0, 0, 1)], "cannot be run on a pair of texts"),
        ([(0, 0, float("nan"))] * len(WORDS), "logits that are no numbers"),
    ],
)
def test_a_model_that_fails_on_a_text_says_so(
    tmp_path: Path, table: list[tuple[float, ...]], said: str
) -> None:
    """A vocabulary larger than the model's, and numbers that are none, are the port's error."""
    folder = write_directory(tmp_path / "tiny", table=table)
    with pytest.raises(StanceError, match=said):
        DirectoryModel(folder).weigh([a_pair(DENIED)])


def test_a_model_of_something_else_is_refused(tmp_path: Path) -> None:
    """A model that wants pixels is no reader."""
    folder = write_directory(tmp_path / "tiny", inputs=["input_ids", "pixel_values"])
    with pytest.raises(StanceError, match="wants 'pixel_values'"):
        DirectoryModel(folder).weigh([a_pair()])


def test_a_configuration_without_labels_leaves_the_order_to_the_map(tmp_path: Path) -> None:
    """A `config.json` that says nothing of labels is as good as none."""
    folder = write_directory(tmp_path / "tiny", labels=None)
    (folder / "config.json").write_text(json.dumps({"model_type": "bert"}))
    assert best(DirectoryModel(folder, BARE).weigh([a_pair(DENIED)])[0]) == "contradicts"
