"""Three-way merge of two edited versions of one catalog, entry by entry."""
