"""Public web archives that copy a page when a certain address is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from yarl import URL

from monitor.model.errors import FetchError
from monitor.model.feed import Gone, NotModified, Page
from monitor.sources.http import HttpFetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePage:
    """The `WebArchive` that is asked by one GET, as the Wayback Machine's Save Page Now is."""

    fetcher: HttpFetcher
    #: Address to fetch; `{url}` stands for the page's, `{quoted_url}` for it as a parameter.
    template: str

    async def copy(self, url: str) -> str:
        """Have a page copied; give the address of the copy.

        It stands in `Content-Location`, else the archive redirects to it.

        Raises:
            FetchError: The archive could not be reached, refused, or named no copy.
        """
        asked = self.template.format(url=url, quoted_url=quote(url, safe=""))
        fetched = await self.fetcher.fetch(asked)
        match fetched:
            case Page(final_url=final_url, headers=headers):
                named = _joined(final_url, headers.get("content-location", ""))
                if named in {_joined(asked, ""), _joined(final_url, "")}:
                    named = _joined(final_url, "")
                if named == _joined(asked, ""):
                    raise FetchError("The web archive named no copy.", url=asked)
                return named
            case NotModified() | Gone():
                raise FetchError("The web archive has no such page to ask.", url=asked)


def _joined(base: str, reference: str) -> str:
    """Resolve an address against another; what is none leads nowhere."""
    try:
        return str(URL(base).join(URL(reference)).with_fragment(None))
    except ValueError:
        return str(URL(base).with_fragment(None))
