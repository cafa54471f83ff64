"""Frozen snapshot → HTML → PDF → signature, and verification back again."""
