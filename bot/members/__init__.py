"""Members: who the coach talks with, and what they have told about themselves."""
