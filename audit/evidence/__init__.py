"""What an article says of a name that it withholds: the words (claims), and whose they are (owners)."""
