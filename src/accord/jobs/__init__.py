"""Work that takes long: seen while it goes, stopped when somebody asks, done by another process so that claims stay fast."""
