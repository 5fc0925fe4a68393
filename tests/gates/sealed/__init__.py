"""A second blind set of invented reports, kept sealed until it is used once."""
