"""Lists of records kept by name: what a lead looks at again and again, for everybody who leads the project or for oneself."""
