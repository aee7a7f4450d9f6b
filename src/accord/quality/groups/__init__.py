"""Groups of people and of records: do they see differently, are they treated differently, and how to even it out."""
