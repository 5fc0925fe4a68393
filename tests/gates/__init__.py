"""Quality gates: figures reached on development data, which may not drop in silence."""
