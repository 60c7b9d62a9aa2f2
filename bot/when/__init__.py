"""Days and times of day as members write them."""
