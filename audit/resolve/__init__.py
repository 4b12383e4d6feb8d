"""From mentions to the sources of an article: names, descriptions, pronouns."""
