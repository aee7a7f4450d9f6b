"""Spans over a continuum (text, audio, video): agreement on where and what at once."""
