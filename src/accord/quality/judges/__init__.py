"""Judges and tests: can a model judge for people, what few human labels add to many of its own, and when to stop looking."""
