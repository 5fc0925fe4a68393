"""The way from each released schema to the next, in one line; the way back is a backup."""
