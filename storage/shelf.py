"""One table as a shelf of words: rows become words here, and words rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    RowMapping,
    SQLColumnExpression,
    Table,
    bindparam,
    delete,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from monitor.model.errors import NotFound
from storage.codec import decode, encode, hints
from storage.tables import Row

Word = TypeVar("Word")


class Shelf(Generic[Word]):
    """The words of one kind, within one transaction."""

    def __init__(self, connection: Connection, row: type[Row], word: type[Word]) -> None:
        self._connection = connection
        self._row = row
        self._word = word
        self._columns = set(row.__table__.columns.keys())

    def add(self, word: Word, **derived: object) -> bool:
        """Insert a word unless its key is there; tell whether it was not."""
        return self._insert(self._values(word, derived), replacing=())

    def put(self, word: Word, *, keeping: Iterable[str] = (), **derived: object) -> None:
        """Insert a word, or replace the one of the same key.

        Args:
            word: What shall stand there.
            keeping: Columns that a replacement leaves as they are.
            derived: Values of the columns that the word has no field for.
        """
        values = self._values(word, derived)
        self._insert(values, replacing=values.keys() - {*self._row.KEY, *keeping})

    def find(self, *where: ColumnElement[bool]) -> Word | None:
        """Find the one word that fits."""
        found = self._connection.execute(select(self._row).where(*where)).mappings().one_or_none()
        return None if found is None else self._read(found)

    def get(self, key: str, *where: ColumnElement[bool]) -> Word:
        """Get the one word that fits.

        Args:
            key: Names it in the error.
            where: What it must fit.

        Raises:
            NotFound: None fits.
        """
        found = self.find(*where)
        if found is None:
            raise NotFound(self._kind, key)
        return found

    def list(
        self,
        *where: ColumnElement[bool],
        order: Iterable[SQLColumnExpression[Any]],
        limit: int | None = None,
        locking: bool = False,
    ) -> list[Word]:
        """List the words that fit.

        Args:
            where: What they must fit.
            order: Columns to sort by.
            limit: How many at most.
            locking: Hold the rows until the unit ends, and pass over those that
                another unit holds. On SQLite a unit holds the whole database anyway.
        """
        asked = select(self._row).where(*where).order_by(*order).limit(limit)
        if locking:
            asked = asked.with_for_update(skip_locked=True)
        return [self._read(found) for found in self._connection.execute(asked).mappings()]

    def remove(self, key: str, *where: ColumnElement[bool]) -> None:
        """Delete the words that fit.

        Raises:
            NotFound: None fits.
        """
        if not self._connection.execute(delete(self._row).where(*where)).rowcount:
            raise NotFound(self._kind, key)

    @property
    def _kind(self) -> str:
        return self._word.__name__.lower()

    def _values(self, word: Word, derived: Mapping[str, object]) -> dict[str, Any]:
        """Spread a word over the columns; what has none goes into the document."""
        parts = {name: getattr(word, name) for name in hints(self._word)}
        values: dict[str, Any] = {
            name: part for name, part in parts.items() if name in self._columns
        }
        if "document" in self._columns:
            rest = [name for name in parts if name not in values]
            values["document"] = {name: encode(parts[name]) for name in rest}
        return {**values, **derived}

    def _read(self, found: RowMapping) -> Word:
        """Gather a word from the columns and the document of a row."""
        known = hints(self._word)
        document = found.get("document", {})
        parts = {name: decode(known[name], document[name]) for name in known if name in document}
        columns = {name: found[name] for name in known if name in self._columns}
        return self._word(**parts, **columns)

    def _insert(self, values: Mapping[str, Any], *, replacing: Iterable[str]) -> bool:
        statement = _insertion(
            self._connection.dialect.name, self._row, tuple(values), frozenset(replacing)
        )
        return self._connection.execute(statement, dict(values)).rowcount > 0


@lru_cache(maxsize=256)
def _insertion(
    dialect_name: str, row: type[Row], columns: tuple[str, ...], replacing: frozenset[str]
) -> Insert:
    """Make the statement once: building it anew costs more than running it."""
    dialect = sqlite if dialect_name == "sqlite" else postgresql
    table = cast("Table", row.__table__)
    statement = dialect.insert(table).values({name: bindparam(name) for name in columns})
    decided = (
        statement.on_conflict_do_update(
            index_elements=row.KEY,
            set_={name: statement.excluded[name] for name in sorted(replacing)},
        )
        if replacing
        else statement.on_conflict_do_nothing(index_elements=row.KEY)
    )
    counted: Insert = decided.execution_options(preserve_rowcount=True)
    return counted
