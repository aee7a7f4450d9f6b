"""Immutable snapshots and their exports."""
