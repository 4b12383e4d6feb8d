"""Two audits beside each other: two versions of an article, or one story told by several outlets."""
