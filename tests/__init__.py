"""The proof: each test's docstring is the sentence it proves."""
