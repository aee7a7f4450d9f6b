"""Quality-control rules at work: evidence about a person, a condition, actions that are logged, explained and can be undone."""
