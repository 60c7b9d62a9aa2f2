"""Programs: what a member asks of the catalog, and which fit, with the reasons."""
