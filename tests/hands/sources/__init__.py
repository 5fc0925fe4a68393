"""The hand that reads: fetching, feeds, extraction."""
