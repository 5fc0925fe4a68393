"""The one place where a database error becomes a StorageError that says what to do."""

from __future__ import annotations

import sqlite3

from sqlalchemy import URL, Engine, ExceptionContext, event
from sqlalchemy.exc import DBAPIError

from monitor.model.errors import StorageError

#: What a person can do, by SQLite's primary result code.
#: Source: https://www.sqlite.org/rescode.html
_SQLITE_ADVICE = {
    sqlite3.SQLITE_BUSY: "it is locked by another process; try again, or end that process",
    sqlite3.SQLITE_READONLY: "it is read-only; make the file and its directory writable",
    sqlite3.SQLITE_PERM: "access is denied; make the file and its directory writable",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written; check it and its free space",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the path and its permissions",
    sqlite3.SQLITE_NOTADB: "it is not a database; name another file, or move this one away",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore it from a backup",
}

#: The same by SQLSTATE, or by its class of two characters.
#: Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES_ADVICE = {
    "08": "the connection broke; check that the server runs and can be reached",
    "28": "the server refused the user or the password; check the database URL",
    "3D": "there is no such database; create it, or check the database URL",
    "40": "another transaction was in the way; try again",
    "42501": "the user lacks a permission; grant it",
    "25006": "it is read-only; connect to the primary server",
    "53100": "the server's disk is full; free some space",
    "53300": "the server has no connection left; raise its limit, or run fewer workers",
    "55P03": "it is locked by another transaction; try again",
    "57": "the server is shutting down or starting; try again",
}

#: Classes of SQLSTATE that say that the statement itself was wrong: data, constraint, syntax.
_POSTGRES_FINAL = {"22", "23", "42"}

#: SQLite's codes for the same, and those that no second try can mend.
_SQLITE_FINAL = {
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CORRUPT,
}


def translate_errors(engine: Engine) -> None:
    """Make every database error of the engine rise as a StorageError, chained."""
    event.listen(engine, "handle_error", _translated)


def _translated(context: ExceptionContext) -> StorageError | ValueError | None:
    error = context.original_exception
    if context.sqlalchemy_exception is None:
        return None  # an interrupt goes its way
    if not isinstance(context.sqlalchemy_exception, DBAPIError):
        return ValueError(str(error))  # a value that no column takes: a broken promise of ours
    where = _place(context.engine.url) if context.engine else "The database"
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return _failure(where, _SQLITE_ADVICE.get(code, str(error)), final=code in _SQLITE_FINAL)
    state = getattr(error, "sqlstate", None) or "08"
    advice = _POSTGRES_ADVICE.get(state) or _POSTGRES_ADVICE.get(state[:2]) or _first_line(error)
    return _failure(where, advice, final=state[:2] in _POSTGRES_FINAL)


def _failure(where: str, advice: str, *, final: bool) -> StorageError:
    failure = StorageError(f"{where}: {advice}.")
    failure.retryable = not final
    return failure


def _place(url: URL) -> str:
    """Name the database for a person, without its password."""
    if url.get_backend_name() == "sqlite":
        return f"The database {url.database}"
    return f"The database {url.database or ''} at {url.host or url.query.get('host', 'localhost')}"


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
