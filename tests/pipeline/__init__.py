"""The river over scripted plugs and real databases."""
