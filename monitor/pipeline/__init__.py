"""The river: poll, visit, assess, deliver; it knows ports and rules, no hand."""
