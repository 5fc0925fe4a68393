"""The thought of Onrecord: pure functions without clock, dice, disk, network or log."""
