"""What wakes the coach: an engine that runs deliveries, and the rounds that look for them."""
