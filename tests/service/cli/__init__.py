"""Every command, run once with good input and once with bad."""
