"""Tests of whatever signs."""
