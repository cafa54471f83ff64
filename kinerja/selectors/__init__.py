"""Every read that a page, an export, the API or a PDF needs, already scoped to who asks."""
