"""The lead's list of records: filtered and sorted in the database, gone through by cursor."""
