"""Everything that touches the world, one folder for each SDK."""
