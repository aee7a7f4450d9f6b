"""Files that become records: uploaded, looked at, brought in by a job; `accord import` brings them in the same way."""
