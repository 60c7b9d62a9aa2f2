"""The catalog's importers: from the files below `programs/` to programs."""
