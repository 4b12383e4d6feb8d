"""From entities, claims and axes to the sources of an article and the statements that are theirs."""
