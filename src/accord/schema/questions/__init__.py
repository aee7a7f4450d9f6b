"""Question types, one module each."""
