"""The house: configuration, wiring, schedule, daemon, command line."""
