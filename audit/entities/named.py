"""Who and what an article names: every person and body with a proper name, with the titles and descriptions printed beside it.

Names are gathered over the whole article before anything is linked to them, so that a description can mean a name that comes later.
"""

from __future__ import annotations

from operator import attrgetter

from audit.domain.annotation import Annotation
from audit.entities.beside import Beside
from audit.entities.chain import Chain
from audit.entities.name_places import NamePlaces
from audit.entities.named_bodies import NamedBodies
from audit.entities.named_people import NamedPeople


class Named:
    """The named people and bodies of one article."""

    def __init__(self, annotation: Annotation) -> None:
        beside, places = Beside(annotation), NamePlaces()
        named_people = NamedPeople(annotation, beside, places)
        named_bodies = NamedBodies(annotation, beside, places, named_people)
        self.people, self.bodies = named_people.people, named_bodies.bodies
        self.within = places.within
        self.person, self.alias = named_people.person, named_people.alias
        self.body, self.make_body = named_bodies.body, named_bodies.make_body

    def chains(self) -> list[Chain]:
        """All of them, in the order of their first mention."""
        return sorted([*self.people, *self.bodies], key=attrgetter("first"))
