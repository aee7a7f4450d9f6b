"""People: how right, how fast, how steady, how strict, and whether two of them think with one head."""
