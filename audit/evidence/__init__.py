"""What an article says about names that it withholds: the words (claims), and the source that each is about (owners)."""
