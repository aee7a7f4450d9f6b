"""Insight: reports over responses: how far people agree, and where they do not."""
