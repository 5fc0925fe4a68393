"""Training of the embedded stance model; needs the `train` extra, nothing at run time does."""
