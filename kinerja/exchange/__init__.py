"""Files in and out: declared columns, every row checked before anything is written."""
