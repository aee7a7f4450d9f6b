"""Calibration rounds: people vote blind on the same records, see each other's answers, talk, and vote again."""
