"""Settings, from the environment: `ACCORD_HOME`, `ACCORD_DATABASE_URL` and so on."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that a person who runs Accord may set; each is the environment variable `ACCORD_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="ACCORD_", extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("accord"), description="Where the embedded data lives.")
    database_url: str = Field(default="", description="postgresql://...; without it an SQLite file in ACCORD_HOME.")
    secret_key: str = Field(
        default="", description="Seals what people say of themselves; without it a file in ACCORD_HOME does. Keep it."
    )
    group_floor: int = Field(default=5, ge=3, description="The fewest people that a figure about a group may rest on.")
    session_hours: int = Field(default=24 * 14, ge=1, description="How long a sign-in lasts.")
    webhook_url: str = Field(
        default="", description="Is told of people's notices by POST; https://, or http:// on this machine only."
    )
    webhook_secret: str = Field(default="", description="Signs what the webhook is told; at least 16 characters.")
    upgrade_copy: bool = Field(
        default=True,
        description="Before an upgrade changes the tables of an SQLite file, a copy of it is kept beside it.",
    )
    max_body_mb: int = Field(default=64, ge=1, description="The largest request body, unpacked.")
    max_upload_mb: int = Field(
        default=4096, ge=1, description="The largest files, together and unpacked, that leads may bring in at once."
    )

    @model_validator(mode="after")
    def _webhook(self) -> Settings:
        if not self.webhook_url:
            return self
        parts = urlsplit(self.webhook_url)
        here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
        if not parts.hostname or not (here or parts.scheme == "https") or parts.username or parts.password:
            raise ValueError("ACCORD_WEBHOOK_URL is https://..., or http:// on 127.0.0.1, and holds no password")
        if len(self.webhook_secret) < 16:
            raise ValueError("ACCORD_WEBHOOK_SECRET signs what the webhook is told: set at least 16 characters")
        return self

    @property
    def url(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{self.home.absolute() / 'accord.db'}"


def get_settings() -> Settings:
    """The settings as the environment says now."""
    return Settings()
