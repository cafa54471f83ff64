"""The decree as pure Python: numbers in, numbers and reasons out (no Django, no I/O, no clock)."""
