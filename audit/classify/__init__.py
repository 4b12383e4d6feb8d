"""Who the reader can hold to the words: kind, identity, office, anonymity and the primary type."""
