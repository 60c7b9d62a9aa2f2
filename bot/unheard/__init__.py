"""The last part of the desk: nothing told is passed over in silence."""
