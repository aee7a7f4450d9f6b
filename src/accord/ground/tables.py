"""The one MetaData that all domains' tables hang on, and the column types that behave alike on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, event, text
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def set_partial(dialect: str) -> None:
    """Tell SQLAlchemy which indexes hold only some rows: those with `info={"where": ...}`.

    As arguments of the index (`postgresql_where`) every process would load PostgreSQL's dialect, a tenth of what a server takes
    to start; so it is told when tables are made or compared.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            if "where" in index.info:
                index.dialect_options[dialect]["where"] = text(index.info["where"])


event.listen(metadata, "before_create", lambda target, connection, **_: set_partial(connection.dialect.name))

# BIGINT does not autoincrement on SQLite; INTEGER does and is 64 bits wide there.
Id = BigInteger().with_variant(Integer, "sqlite")

# Python None is SQL NULL, never the JSON word null.
Json = JSON(none_as_null=True)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; SQLite would hand it back naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """SQLite keeps moments as text; what SQLAlchemy does to make it costs more than the statement."""
        return _packed if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        """The same on the way back."""
        return _unpacked if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse naive moments: nobody knows which hour they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _packed(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _unpacked(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)
