"""The frame: settings, URLs, entry points, API root. No domain word."""
