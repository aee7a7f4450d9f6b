"""Exams that give skills, and feedback on answers whose right ones are known."""
