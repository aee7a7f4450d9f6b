"""Documents, and the passages that a search finds. Their words are in `corpus_words`, which each database keeps its own way."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from accord.ground.tables import Id, Json, UtcDateTime, metadata

documents = Table(
    "corpus_documents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(200), nullable=False),  # the caller's id, the upsert key
    Column("title", Text, nullable=False),
    Column("body", Json, nullable=False),  # {"text", "url", "format", "lang", "meta"}
    Column("length", Integer, nullable=False),  # characters (code points) of its text
    Column("hash", String(40), nullable=False),  # an equal upsert writes nothing
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("project_id", "key"),
)

# `corpus_words` has a row for each of these, by its id: an FTS5 table on SQLite, a tsvector with a GIN index on PostgreSQL. Both hold
# the words that `words.py` makes, so that both find the same.
passages = Table(
    "corpus_passages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("document_id", Id, ForeignKey("corpus_documents.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),  # in code points of the document's text
    Column("end", Integer, nullable=False),
    Index("ix_corpus_passages_document_id", "document_id"),
)
