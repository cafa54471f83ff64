"""Measures against their limits: ``make bench``. ``DATABASE_URL`` decides on which database."""
