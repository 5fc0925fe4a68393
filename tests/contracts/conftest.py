"""The databases that tests here run over."""

from tests.contracts.databases import archive, database_url

__all__ = ["archive", "database_url"]
