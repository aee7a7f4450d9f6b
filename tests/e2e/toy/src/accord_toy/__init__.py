"""Two toy types: `day`, a question, and `dial`, a field."""
