"""What views look like over HTTP."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from accord.ground.http import Body

Text = Annotated[str, StringConstraints(max_length=300)]
Query = Annotated[dict[str, Text | Annotated[list[Text], Field(max_length=10)]], Field(max_length=20)]


class NewView(Body):
    """What the list of records is asked for, by the names of its parameters; `shared` makes it the project's."""

    query: Query
    shared: bool = False


class ViewOut(BaseModel):
    """A view of the project (`shared`) or of whoever asks."""

    name: str
    shared: bool
    query: Query


class ViewsOut(BaseModel):
    """The project's views and one's own, by name."""

    views: list[ViewOut]
