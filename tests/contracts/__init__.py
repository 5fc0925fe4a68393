"""One suite for each port, run over every hand that fills it."""
