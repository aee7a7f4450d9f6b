"""Who works here: users, roles, sessions, keys."""
