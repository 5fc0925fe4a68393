"""One TOML file and `ONRECORD_*` environment variables, read into checked settings.

The environment wins over the file. `__` parts the levels of a key, so that
`ONRECORD_DATABASE__URL` sets `url` in `[database]`. Any string in the file may name
environment variables as `${NAME}`, which keeps passwords out of it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_data_path
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from typing_extensions import override

from monitor.model.alert import AlertKind, Severity
from monitor.model.errors import ConfigError
from monitor.model.feed import FeedKind

_VARIABLE = re.compile(r"\$\{(\w+)\}")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseConfig(_Section):
    """`[database]`: where everything is kept."""

    #: SQLAlchemy address; None is the file `onrecord.db` in the data directory.
    url: str | None = None
    #: Whether the raw bytes of every page that made a revision are kept, beside the database.
    keep_raw: bool = True


class ServerConfig(_Section):
    """`[server]`: the desk's address."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    #: Address under which readers of alerts reach the desk; without it alerts do not link there.
    public_url: str | None = None
    #: What the desk asks for beyond loopback, as `Authorization: Bearer` or `?token=` once.
    token: SecretStr | None = None


class FeedConfig(_Section):
    """`[[feed]]`: a document to poll."""

    url: str
    outlet: str
    id: str | None = None
    #: `page` for a plain page whose links are the items.
    kind: FeedKind = FeedKind.FEED


class FetchConfig(_Section):
    """`[fetch]`: manners and limits on the network."""

    #: Name and contact that hosts see.
    user_agent: str | None = None
    #: Seconds that one fetch may take in all.
    timeout_s: float = Field(default=30, gt=0)
    #: Bytes of one page, after decompression.
    max_bytes: int = Field(default=10_000_000, gt=0)
    #: Seconds between two requests to one host.
    host_interval_s: float = Field(default=1.0, ge=0)
    obey_robots: bool = True
    #: Seconds that extracting one page may take before its worker is killed.
    extract_timeout_s: float = Field(default=20, gt=0)
    #: Allows feeds and pages on this machine; for tests and for a proxy of your own.
    allow_loopback: bool = False


class PollingConfig(_Section):
    """`[polling]`: how often feeds and articles are looked at."""

    #: Seconds between two polls of a lively feed, and of a quiet one.
    min_interval_s: float = Field(default=60, ge=0.1)
    max_interval_s: float = Field(default=1800, ge=0.1)
    #: Seconds up to which a publisher's wish to be polled less often is granted to a lively feed.
    max_asked_s: float = Field(default=300, ge=0)
    #: Days for which a permanent redirect must hold before a feed is polled where it leads.
    move_after_days: float = Field(default=3, ge=0)
    #: Minutes of failure after which the desk is told that a feed is down.
    down_after_min: float = Field(default=30, gt=0)
    #: Days of silence after which the desk is told.
    silent_after_days: float = Field(default=3, gt=0)
    #: Seconds after its finding at which an article is looked at again; empty: the usual ages.
    visit_ages_s: tuple[float, ...] = ()
    #: Seconds until the second fetch of an edit that looks like noise.
    confirm_after_s: float = Field(default=90, gt=0)


class RemoteConfig(_Section):
    """`[stance.remote]`: an OpenAI-compatible endpoint that passages are sent to."""

    #: Up to and with `/v1`.
    base_url: str
    model: str = Field(min_length=1)
    api_key: SecretStr | None = None
    #: Seconds that one request may take in all.
    timeout_s: float = Field(default=30, gt=0)
    #: Requests for one question while the endpoint is busy.
    attempts: int = Field(default=3, ge=1, le=10)
    #: Pairs in one request, and requests under way at once.
    batch: int = Field(default=1, ge=1, le=50)
    parallel: int = Field(default=8, ge=1, le=64)
    #: US dollars a day that are never exceeded; needs both prices.
    daily_usd: float | None = Field(default=None, ge=0)
    usd_per_million_in: float = Field(default=0, ge=0)
    usd_per_million_out: float = Field(default=0, ge=0)
    #: File of answers and costs. One for all data directories: a replay into a fresh one must
    #: neither pay again nor have a day's money of its own.
    cache: Path = Field(
        default_factory=lambda: user_data_path("onrecord", appauthor=False) / "stance-answers.db"
    )
    #: Added to every request as they stand.
    parameters: dict[str, Any] = Field(default_factory=dict)


class DirectoryConfig(_Section):
    """`[stance.directory]`: an ONNX cross-encoder in a folder of yours."""

    path: Path
    #: Of each label what it says of the claim; empty: those of inference models.
    labels: dict[str, str] = Field(default_factory=dict)


class StancePluginConfig(_Section):
    """`[stance.plugin]`: a third party's, by the entry point `onrecord.stance_models`."""

    #: Name of the entry point.
    kind: str
    #: Handed to the plugin as it stands.
    settings: dict[str, Any] = Field(default_factory=dict)


class StanceConfig(_Section):
    """`[stance]`: which reader weighs passages."""

    #: `auto` is this house's best, `lexical` weighs by rules alone.
    model: Literal["auto", "embedded", "lexical", "remote", "directory", "plugin"] = "auto"
    remote: RemoteConfig | None = None
    directory: DirectoryConfig | None = None
    plugin: StancePluginConfig | None = None

    @model_validator(mode="after")
    def _described(self) -> Self:
        if self.model in {"remote", "directory", "plugin"} and getattr(self, self.model) is None:
            raise ValueError(f"model {self.model!r} needs a table [stance.{self.model}]")
        return self


class WebArchiveConfig(_Section):
    """`[web_archive]`: a public archive that is asked to copy each page that made a revision."""

    #: Address that makes a copy when it is fetched, with `{url}` or `{quoted_url}` for the
    #: page; None asks nobody.
    url: str | None = None
    #: Seconds between two requests.
    interval_s: float = Field(default=20, ge=1, le=300)
    #: Seconds that one request may take in all; copying a page takes long.
    timeout_s: float = Field(default=120, gt=0, le=300)
    #: Allows an archive of your own on this machine.
    allow_loopback: bool = False

    @field_validator("url")
    @classmethod
    def _has_a_place_for_the_page(cls, url: str | None) -> str | None:
        if url is None:
            return None
        try:
            told = {url.format(url=page, quoted_url=page) for page in ("a", "b")}
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError("only {url} and {quoted_url} may stand in it") from error
        if len(told) == 1 or not url.startswith(("https://", "http://")):
            raise ValueError("it must be a web address with {url} in it")
        return url


class EmailConfig(_Section):
    """`[[channel]]` of type `email`."""

    type: Literal["email"]
    name: str = "email"
    host: str
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    username: str | None = None
    password: SecretStr | None = None
    sender: str
    to: tuple[str, ...] = Field(min_length=1)
    timeout_s: float = Field(default=30, gt=0)


class WebhookConfig(_Section):
    """`[[channel]]` of type `webhook`."""

    type: Literal["webhook"]
    name: str = "webhook"
    url: str
    #: `whsec_...`; several while a secret is being rotated.
    secrets: tuple[SecretStr, ...] = Field(min_length=1)
    timeout_s: float = Field(default=15, gt=0)
    #: Allows a receiver on this machine.
    allow_loopback: bool = False


class TerminalConfig(_Section):
    """`[[channel]]` of type `terminal`."""

    type: Literal["terminal"]
    name: str = "terminal"


class PluginConfig(_Section):
    """`[[channel]]` of type `plugin`: a third party's, by the entry point `onrecord.channels`."""

    type: Literal["plugin"]
    name: str
    #: Name of the entry point.
    kind: str
    to: tuple[str, ...] = ("",)
    #: Handed to the plugin as it stands.
    settings: dict[str, Any] = Field(default_factory=dict)


ChannelConfig = Annotated[
    EmailConfig | WebhookConfig | TerminalConfig | PluginConfig, Field(discriminator="type")
]


class RouteConfig(_Section):
    """`[[route]]`: which alerts go to which channels; empty conditions hold for all."""

    to: tuple[str, ...] = Field(min_length=1)
    kinds: tuple[AlertKind, ...] = ()
    claims: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    min_severity: Severity = Severity.LOW


class LogConfig(_Section):
    """`[log]`: what the daemon says of itself, on standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class Config(BaseSettings):
    """Everything that can be set."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix="ONRECORD_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    #: Where the database and the raw pages are kept.
    data_dir: Path = Field(default_factory=lambda: user_data_path("onrecord", appauthor=False))
    #: Files of claims; without any, the seeded claim set is tracked.
    claims: tuple[Path, ...] = ()
    #: Files of feeds (TOML, OPML, JSON); without any and without `[[feed]]`, the seeded feeds.
    feeds: tuple[Path, ...] = ()
    feed: tuple[FeedConfig, ...] = ()
    database: DatabaseConfig = DatabaseConfig()
    server: ServerConfig = ServerConfig()
    fetch: FetchConfig = FetchConfig()
    polling: PollingConfig = PollingConfig()
    stance: StanceConfig = StanceConfig()
    web_archive: WebArchiveConfig = WebArchiveConfig()
    channel: tuple[ChannelConfig, ...] = (TerminalConfig(type="terminal"),)
    route: tuple[RouteConfig, ...] = ()
    log: LogConfig = LogConfig()
    #: IANA name of the zone that alerts tell the time in.
    timezone: str = "UTC"
    #: Whether an empty database is given the seed archive's story to look at.
    replay_seeds: bool = True

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{name!r} is no time zone; one is 'Asia/Tokyo'") from error
        return name

    @property
    def database_url(self) -> str:
        """Give the database's address."""
        return self.database.url or f"sqlite:///{self.data_dir.expanduser() / 'onrecord.db'}"

    @property
    def raw_dir(self) -> Path | None:
        """Give the directory of raw pages, None where none are kept."""
        return self.data_dir.expanduser() / "raw" if self.database.keep_raw else None

    @override
    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the command line's word go first, then the environment's, then the file's."""
        given: dict[str, Any] = dict(init_settings())
        file = given.pop("_file", {})
        return (
            InitSettingsSource(settings_cls, given),
            env_settings,
            InitSettingsSource(settings_cls, file),
        )


def load_config(path: Path | None = None, **overrides: object) -> Config:
    """Read the configuration.

    Args:
        path: The TOML file; None for defaults and environment only. Relative paths in
            it count from its folder.
        overrides: What the command line says; None values are passed over.

    Raises:
        ConfigError: With the file and the key that is wrong, and what would be right.
    """
    told = {key: value for key, value in overrides.items() if value is not None}
    file = _read_file(path) if path else {}
    try:
        config = Config(_file=file, **told)  # type: ignore[call-arg, arg-type]  # taken by settings_customise_sources
    except ValidationError as error:
        raise _config_error(error, path) from error
    _check_names(config, path)
    return config


def _read_file(path: Path) -> dict[str, Any]:
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError("there is no such file", path=str(path)) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"it cannot be read as TOML: {error}", path=str(path)) from error
    table = _expanded(table, str(path), os.environ)
    for key in ("claims", "feeds"):
        if isinstance(table.get(key), list):
            table[key] = [str(path.parent / name) for name in table[key]]
    for keys in (("stance", "remote", "cache"), ("stance", "directory", "path")):
        _settle_path(table, keys, path.parent)
    if isinstance(table.get("data_dir"), str):
        table["data_dir"] = str(path.parent / Path(table["data_dir"]).expanduser())
    return table


def _settle_path(table: dict[str, Any], keys: tuple[str, ...], folder: Path) -> None:
    """Let a path of a table count from a folder, where it is there and a path at all."""
    *outer, last = keys
    for key in outer:
        inner = table.get(key)
        if not isinstance(inner, dict):
            return
        table = inner
    if isinstance(table.get(last), str):
        table[last] = str(folder / Path(table[last]).expanduser())


def _expanded(table: dict[str, Any], path: str, variables: Mapping[str, str]) -> dict[str, Any]:
    return {key: _expand(value, path, variables) for key, value in table.items()}


def _expand(value: Any, path: str, variables: Mapping[str, str]) -> Any:  # noqa: ANN401 (TOML)
    """Put environment variables where a string names them."""
    if isinstance(value, dict):
        return _expanded(value, path, variables)
    if isinstance(value, list):
        return [_expand(item, path, variables) for item in value]
    if not isinstance(value, str):
        return value
    for name in _VARIABLE.findall(value):
        if name not in variables:
            raise ConfigError(f"the environment variable {name} is not set", path=path)
    return _VARIABLE.sub(lambda match: variables[match[1]], value)


def _config_error(error: ValidationError, path: Path | None) -> ConfigError:
    """Say the first thing that is wrong, in words, without repeating any secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"] if part != "_file")
    if first["type"] == "extra_forbidden":
        message = "there is no such setting; docs/operating.md lists them all"
    else:
        message = first["msg"][:1].lower() + first["msg"][1:]
    return ConfigError(message, path=str(path) if path else "configuration", key=key)


def _check_names(config: Config, path: Path | None) -> None:
    """See that channels have names of their own and that routes lead to channels there are."""
    names = [channel.name for channel in config.channel]
    where = str(path) if path else "configuration"
    for name in {name for name in names if names.count(name) > 1}:
        raise ConfigError(f"two channels are called {name!r}", path=where, key="channel.name")
    for route in config.route:
        for name in route.to:
            if name not in names:
                known = ", ".join(names)
                raise ConfigError(
                    f"no channel is called {name!r}; there are {known}", path=where, key="route.to"
                )


def seconds(value: float) -> timedelta:
    """Read a duration of the configuration."""
    return timedelta(seconds=value)
