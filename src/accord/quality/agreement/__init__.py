"""Agreement between people: one measure a module, all on `Labels`."""
