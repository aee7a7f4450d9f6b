"""Dispatch, assignments and responses."""
