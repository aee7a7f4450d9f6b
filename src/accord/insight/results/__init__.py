"""The result page: what `results` of a project asks for, computed in one pass over the responses."""
