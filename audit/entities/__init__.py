"""Who is meant: phrases parsed once, all mentions of an article, and the entities that they are mentions of."""
