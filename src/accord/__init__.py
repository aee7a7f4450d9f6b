"""Accord: human judgment for generative and agentic AI."""

__version__ = "0.1.0"
