"""A configuration chooses a reader, and says what is missing where it cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from monitor.model.errors import ConfigError
from monitor.ports import StanceModel
from monitor.service.config import Config, load_config
from monitor.service.wiring import build_model, own_model
from monitor.stance.choice import GROUP, load_maker
from monitor.stance.remote import RemoteModel
from tests.fakes import WordModel
from tests.stance_readers.conftest import KEY
from tests.stance_readers.endpoint import Endpoint
from tests.stance_readers.tiny import write_directory
from tests.stance_readers.words import DENIED, a_pair, best

PAGE = Path(__file__).parents[2] / "docs" / "readers.md"
NOT_CALLABLE = "a text"
REMOTE = '[stance]\nmodel = "remote"\n[stance.remote]\nmodel = "judge-1"\nbase_url = "{url}"\n'


def make_model(settings: Mapping[str, Any]) -> StanceModel:
    """Make a model as a plug-in would."""
    assert settings == {"depth": 3}
    return WordModel()


def an_entry(attribute: str) -> EntryPoint:
    """Build an entry point into this module."""
    return EntryPoint(name="oracle", value=f"{__name__}:{attribute}", group=GROUP)


def configured(folder: Path, text: str) -> Config:
    """Load a configuration of this text, with its data beside it."""
    path = folder / "onrecord.toml"
    path.write_text(f'data_dir = "data"\n{text}')
    return load_config(path)


def test_rules_alone_are_a_choice(tmp_path: Path) -> None:
    """`lexical` needs nothing."""
    assert build_model(configured(tmp_path, '[stance]\nmodel = "lexical"')).name == "lexical-1"


def test_a_desk_that_says_nothing_has_the_house_s_best(tmp_path: Path) -> None:
    """`auto` is the default."""
    assert build_model(configured(tmp_path, "")).name == own_model().name


def test_a_remote_reader_is_built_with_its_file_of_answers(
    tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Key from the environment, answers in the file named, the house's own to fall back on."""
    monkeypatch.setenv("JUDGE_KEY", KEY)
    text = REMOTE.format(url=endpoint.url) + 'api_key = "${JUDGE_KEY}"\ncache = "spent.db"'
    config = configured(tmp_path, text)
    model = build_model(config)
    assert isinstance(model, RemoteModel)
    assert best(model.weigh([a_pair(DENIED)])[0]) == "contradicts"
    assert endpoint.headers[0]["authorization"] == f"Bearer {KEY}"
    assert model.name.endswith(f"else {own_model().name}")
    assert (tmp_path / "spent.db").is_file()
    assert KEY not in repr(config)
    model.close()


def test_one_file_of_answers_serves_all_data_directories(tmp_path: Path) -> None:
    """A replay into a folder of its own neither pays again nor has money of its own."""
    path = tmp_path / "onrecord.toml"
    path.write_text(REMOTE.format(url="http://x/v1"))
    remotes = [load_config(path, data_dir=tmp_path / name).stance.remote for name in ("a", "b")]
    assert remotes[0]
    assert remotes[0].cache.name == "stance-answers.db"
    assert remotes[0] == remotes[1]


def test_a_directory_is_read_by_its_labels(tmp_path: Path) -> None:
    """Folder and label map come from the file; the folder counts from it."""
    write_directory(tmp_path / "nli", labels=["no", "yes", "maybe"])
    labels = 'labels = { yes = "supports", no = "contradicts", maybe = "mentions" }'
    text = f'[stance]\nmodel = "directory"\n[stance.directory]\npath = "nli"\n{labels}'
    model = build_model(configured(tmp_path, text))
    assert model.name == "directory:nli"
    assert best(model.weigh([a_pair(DENIED)])[0]) == "contradicts"


@pytest.mark.parametrize("model", ["remote", "directory", "plugin"])
def test_a_reader_without_its_table_is_told(tmp_path: Path, model: str) -> None:
    """The error names the table that is missing."""
    with pytest.raises(ConfigError, match=rf"needs a table \[stance\.{model}\]"):
        configured(tmp_path, f'[stance]\nmodel = "{model}"')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("daily_usd = 5", "stance.remote.daily_usd: a cap needs both prices"),
        ('api_key = "a b"', "stance.remote.api_key: it is empty, or has characters"),
    ],
)
def test_a_remote_reader_that_cannot_be_built_is_told(tmp_path: Path, text: str, said: str) -> None:
    """What only the reader knows is told with its key in the file too."""
    config = configured(tmp_path, REMOTE.format(url="http://x/v1") + text)
    with pytest.raises(ConfigError, match=said):
        build_model(config)


def test_the_examples_of_the_page_are_configurations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every table that docs/readers.md shows can be copied as it stands."""
    monkeypatch.setenv("STANCE_KEY", KEY)
    shown = re.findall(r"```toml\n(\[stance\].*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    models = [configured(tmp_path, text).stance.model for text in shown]
    assert models == ["remote", "directory", "plugin"]


def test_a_plugin_gets_its_settings() -> None:
    """The callable behind the entry point makes the model of its own table."""
    assert load_maker("oracle", [an_entry("make_model")])({"depth": 3}).name == "word-1"


def test_a_plugin_that_nobody_brings_is_told(tmp_path: Path) -> None:
    """The error names what is installed, and what to install."""
    text = '[stance]\nmodel = "plugin"\n[stance.plugin]\nkind = "pigeon"'
    with pytest.raises(ConfigError, match="no installed package brings a stance model 'pigeon'"):
        build_model(configured(tmp_path, text))
    with pytest.raises(ConfigError, match=r"found: oracle"):
        load_maker("pigeon", [an_entry("make_model")])


@pytest.mark.parametrize(
    ("attribute", "said"), [("missing", "cannot be loaded"), ("NOT_CALLABLE", "not a callable")]
)
def test_a_broken_plugin_is_a_configuration_error(attribute: str, said: str) -> None:
    """What cannot be loaded or called is told by name."""
    with pytest.raises(ConfigError, match=said):
        load_maker("oracle", [an_entry(attribute)])
