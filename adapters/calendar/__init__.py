"""Calendars: members' deadlines written as iCalendar, read from it, and served by an address."""
