"""Expected files, and the stories behind them."""
