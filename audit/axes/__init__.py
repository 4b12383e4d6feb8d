"""What is known of each source: kind, identity, office, anonymity and the primary type, each with what decided it."""
