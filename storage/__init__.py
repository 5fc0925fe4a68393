"""The hand that remembers: SQLite or PostgreSQL behind the Archive port."""

from storage.archive import Checkup, SqlArchive, SqlUnit, open_archive

__all__ = ["Checkup", "SqlArchive", "SqlUnit", "open_archive"]
