"""A configuration that cannot be used says which file, which key and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.model.errors import ConfigError
from monitor.service.config import EmailConfig, load_config

WEBHOOK = '[[channel]]\ntype = "webhook"\nurl = "https://x.example"\nsecrets = ["whsec_c2VjcmV0"]\n'


def _file(folder: Path, text: str) -> Path:
    path = folder / "onrecord.toml"
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("colour = 1", "colour", "no such setting"),
        ("[fetch]\ntimeout = 3", "fetch.timeout", "no such setting"),
        ("[server]\nport = 'eighty'", "server.port", "valid integer"),
        ("[polling]\nmin_interval_s = -1", "polling.min_interval_s", "greater than"),
        ("[stance]\nmodel = 'oracle'", "stance.model", "'auto'"),
        ("[web_archive]\nurl = 'https://a.example/save'", "web_archive.url", "with {url} in it"),
        ("[web_archive]\nurl = 'ftp://a.example/{url}'", "web_archive.url", "a web address"),
        ("[web_archive]\nurl = 'https://a.example/{page}'", "web_archive.url", "may stand in it"),
        ("[[channel]]\ntype = 'pigeon'", "channel.0", "'email'"),
        (WEBHOOK + WEBHOOK, "channel.name", "two channels are called 'webhook'"),
        ("[[route]]\nto = ['pager']", "route.to", "no channel is called 'pager'; there are"),
        ("[[route]]\nto = ['terminal']\nkinds = ['gossip']", "route.0.kinds.0", "'supports'"),
        ("data_dir = '${NO_SUCH_VARIABLE}'", None, "NO_SUCH_VARIABLE is not set"),
        ("data_dir = ", None, "cannot be read as TOML"),
    ],
)
def test_wrong_setting_is_named(tmp_path: Path, text: str, key: str | None, words: str) -> None:
    """The error names the file and the key, and says what is wrong with it."""
    path = _file(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert caught.value.path == str(path)
    assert (caught.value.key or "").startswith(key or "")
    assert words in str(caught.value)


def test_error_repeats_no_secret(tmp_path: Path) -> None:
    """A channel that is set wrong does not have its password printed."""
    text = '[[channel]]\ntype = "email"\nhost = "x"\nsender = "a@b.example"\npassword = "hunter2"\n'
    with pytest.raises(ConfigError) as caught:
        load_config(_file(tmp_path, text))
    assert "to" in (caught.value.key or "")
    assert "hunter2" not in str(caught.value)


def test_paths_count_from_the_file_and_variables_are_put_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative paths belong to the file's folder, and `${NAME}` is what the environment says."""
    monkeypatch.setenv("MAIL_PASSWORD", "hunter2")
    text = (
        'data_dir = "data"\nclaims = ["claims.toml"]\n[[channel]]\ntype = "email"\nhost = "x"\n'
        'sender = "a@b.example"\nto = ["c@d.example"]\npassword = "${MAIL_PASSWORD}"\n'
    )
    config = load_config(_file(tmp_path, text))
    assert config.data_dir == tmp_path / "data"
    assert config.claims == (tmp_path / "claims.toml",)
    (channel,) = config.channel
    assert isinstance(channel, EmailConfig)
    assert channel.password is not None
    assert channel.password.get_secret_value() == "hunter2"


def test_command_line_wins_over_environment_and_environment_over_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three words on one setting the nearest to the caller counts."""
    path = _file(tmp_path, 'data_dir = "file"\n[server]\nport = 1\n[fetch]\ntimeout_s = 1\n')
    monkeypatch.setenv("ONRECORD_DATA_DIR", "environment")
    monkeypatch.setenv("ONRECORD_SERVER__PORT", "2")
    config = load_config(path, data_dir=tmp_path)
    assert (config.data_dir, config.server.port, config.fetch.timeout_s) == (tmp_path, 2, 1)
