"""Ground: what every domain stands on: settings, database engine, errors, clock."""
