"""The curated ground truth of a project: documents that evidence is looked up in, by full text, beside every record."""
