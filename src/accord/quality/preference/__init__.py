"""Preference: from "a beats b" and rankings to strengths with intervals, and what biases the comparisons."""
