"""Where answers quote a document of the project's corpus, and whether what they quote still stands there."""
