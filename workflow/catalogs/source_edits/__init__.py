"""What an edit of a source text means for its translation: the kind of the edit, and the facts that it exchanged."""
