"""The models' room: the only one that imports stanza and torch, and only when an article is to be annotated."""
