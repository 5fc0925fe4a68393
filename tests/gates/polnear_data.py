"""PolNeAR's articles and their attributions, read from brat's standoff files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.model.change import Field
from monitor.rules.text import Document, document

POLNEAR = Path(__file__).parents[2] / ".." / "shared" / "data" / "polnear"

#: Offsets of a run of characters.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution as annotated; offsets into the article."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]

    def covers(self, other: Gold) -> bool:
        """Tell whether the other's content stands inside this one's."""
        return all(any(a <= c and d <= b for a, b in self.content) for c, d in other.content)


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article; its first line is the headline."""

    name: str
    text: str
    gold: tuple[Gold, ...]


def articles(split: str, most: int = 0) -> list[Article]:
    """Load a split's articles, by name; every so many of them where `most` is given."""
    first: dict[str, Path] = {}
    for path in sorted((POLNEAR / split / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rsplit("_", 1)[0], path)
    names = sorted(first)
    names = names[:: max(1, len(names) // most)] if most else names
    texts = POLNEAR / split / "text"
    # Read as bytes: offsets count line ends as they stand in the file.
    return [
        Article(n, (texts / f"{n}.txt").read_bytes().decode(), tuple(_gold(first[n])))
        for n in names
    ]


def _gold(path: Path) -> Iterator[Gold]:
    """Read the attributions of a standoff file."""
    spans: dict[str, tuple[Span, ...]] = {}
    every = (line.split("\t") for line in path.read_bytes().decode().split("\n"))
    lines = [line for line in every if len(line) > 1]
    for key, described, *_ in (line for line in lines if line[0].startswith("T")):
        runs = described.split(" ", 1)[1].split(";")
        spans[key] = tuple((int(a), int(b)) for a, b in (run.split() for run in runs))
    for _, roles in (line for line in lines if line[0].startswith("E")):
        named = dict(part.split(":", 1) for part in roles.split())
        contents = [spans[key] for role, key in named.items() if role.startswith("Content")]
        if "Cue" in named and contents:
            source = spans[named["Source"]][0] if "Source" in named else None
            yield Gold(source, spans[named["Cue"]][0], tuple(s for c in contents for s in c))


def digest(split: str = "dev") -> str:
    """Digest the annotations that the figures belong to."""
    files = sorted((POLNEAR / split / "attributions").glob("*.ann"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def parts(cut: Document, gold: Gold) -> Iterator[tuple[int, int, int]]:
    """List the parts of a content by sentence: its index, and offsets into its field."""
    for left, right in sorted(gold.content):
        for index, sentence in enumerate(cut.sentences):
            shift = base(cut, sentence.field)
            start, end = max(left - shift, sentence.start), min(right - shift, sentence.end)
            if end > start:
                yield index, start, end


def base(cut: Document, field: Field) -> int:
    """Give the offset of a field in its article."""
    return len(cut.headline) + 1 if field is Field.TEXT else 0


def cut_up(article: Article) -> Document:
    """Cut an article into sentences."""
    headline, _, body = article.text.partition("\n")
    return document(headline, body)
