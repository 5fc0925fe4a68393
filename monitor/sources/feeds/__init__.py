"""Documents that list articles, turned into words: the work of a family of parsers."""

from monitor.sources.feeds.parsing import PooledFeedParser, parse_feed

__all__ = ["PooledFeedParser", "parse_feed"]
