"""A store: one SQLite file that remembers documents, what is in them and what they have in common."""
