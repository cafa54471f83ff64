"""The REST interface of the decree: thin, the same services and selectors as the pages."""
