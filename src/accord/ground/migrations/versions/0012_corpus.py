"""The curated corpus."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Do it."""
    op.create_table(
        "corpus_documents",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_corpus_documents_project_id_projects"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corpus_documents")),
        sa.UniqueConstraint("project_id", "key", name=op.f("uq_corpus_documents_project_id_key")),
    )
    op.create_table(
        "corpus_passages",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["corpus_documents.id"],
            name=op.f("fk_corpus_passages_document_id_corpus_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corpus_passages")),
    )
    with op.batch_alter_table("corpus_passages", schema=None) as batch_op:
        batch_op.create_index("ix_corpus_passages_document_id", ["document_id"], unique=False)
    # the words come cut and folded (corpus/words.py): neither database is asked to know a language
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE corpus_words USING fts5(scope, title, words, tokenize = 'ascii')")
    else:
        op.execute(
            "CREATE TABLE corpus_words (passage_id bigint PRIMARY KEY REFERENCES corpus_passages (id) ON DELETE CASCADE, "
            "project_id bigint NOT NULL, words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_corpus_words_words ON corpus_words USING gin (words)")
        op.execute("CREATE INDEX ix_corpus_words_project_id ON corpus_words (project_id)")


def downgrade() -> None:
    """Undo it."""
    for table in ("corpus_words", "corpus_passages", "corpus_documents"):
        op.drop_table(table)
