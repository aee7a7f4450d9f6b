"""SQL of work, by what it does: places, assignments, responses, lists, counts."""
