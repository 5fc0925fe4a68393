"""The hand that shows: the web front for editors."""
