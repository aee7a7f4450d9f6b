"""Deleting projects: nobody sees one from that moment on, and what belongs to it goes bit by bit."""
