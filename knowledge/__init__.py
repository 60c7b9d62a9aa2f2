"""What the coach knows: articles, their passages, and the index that finds them."""
