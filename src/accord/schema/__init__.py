"""The project language: fields, questions, the spec. Pure: no I/O, no database."""
