"""Pay sheets: what each person did in a period, and what that comes to at the project's rate."""
