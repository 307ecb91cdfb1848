"""Translation of sentences, and the assembly of drafts."""
