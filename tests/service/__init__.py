"""The house: its configuration, workers, presses and commands."""
