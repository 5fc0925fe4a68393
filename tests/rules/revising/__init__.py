"""Tests of revisions, diffs, identity, syndication and pacing."""
