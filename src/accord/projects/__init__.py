"""Projects, their spec versions and members."""
