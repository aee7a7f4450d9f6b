"""Formats: one module per outside format; reads it into records, or writes a dataset out as it."""
