"""What a page shows of one article, put together from its audit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from audit.domain.audited import Audit, Run
from audit.domain.finding import Finding, Severity
from audit.domain.source import MarkerKind, Source
from audit.domain.statement import ResponseNote, Statement
from audit.report.article_parts import GROUPS, Bit, Charge, Count, Flaw, Part, Said, Silence, Speaker
from audit.report.baselines import Measure, beside
from audit.report.marked import Block, Piece, Role, marked
from audit.report.phrases import NO_SOURCE, UNRESOLVED, anonymity_phrase
from audit.report.places import Places
from audit.report.rule_parts import Broken
from audit.report.source_columns import disclosure_sentence
from audit.report.summary import Section, of_totals
from audit.report.tally import prevalence, tally, worst_first
from audit.rules.criticism import criticisms

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MARKERS = {MarkerKind.STATUS: "marker", MarkerKind.GROUND_RULE: "ground rule", MarkerKind.PARTIAL_NAME: "part of a name"}


class ArticleView:
    """One article of a page. ``key`` begins its anchors; ``settings`` are those of labels and rules, where they are known."""

    def __init__(self, audit: Audit, run: Run, key: str, scope: str = "statements", settings: tuple[tuple[str, str], ...] = ()) -> None:
        self.audit, self.article, self.run, self.key, self.settings = audit, audit.article, run, key, settings
        self._scope, self._text, self._places = scope, audit.article.text, Places(audit)
        self.speakers = tuple(self._speakers())
        self._speaker = {one.source.id: one for one in self.speakers}
        self.said = tuple(self._statements())
        self._said = {one.statement.id: one for one in self.said}
        self.flaws = tuple(self._flaw(number, finding) for number, finding in enumerate(audit.findings, 1))
        self._flaws = {one.finding.fingerprint: one for one in self.flaws}

    @property
    def name(self) -> str:
        return self.article.name

    @property
    def language(self) -> str | None:
        """The language of the text, where what is told of it is the name of one (BCP 47)."""
        language = self.article.language
        return language if language and _LANGUAGE.fullmatch(language) else None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The whole text."""
        return tuple(self._part(block) for block in marked(self.audit, self._scope))

    @property
    def on_the_whole(self) -> tuple[Flaw, ...]:
        """The findings that are about no place in the text."""
        return tuple(one for one in self.flaws if one.line is None)

    @property
    def broken(self) -> list[Broken]:
        """The findings by rule."""
        codes = sorted({one.finding.code for one in self.flaws})
        return [Broken(code, tuple(one for one in self.flaws if one.finding.code == code)) for code in codes]

    @property
    def severities(self) -> tuple[tuple[str, int], ...]:
        """(severity in a word, findings), gravest first; those without any are left out."""
        count = Counter(one.finding.severity for one in self.flaws)
        return tuple((one.value, count[one]) for one in reversed(Severity) if count[one])

    @property
    def charges(self) -> tuple[Charge, ...]:
        """Who is accused, and what the article has of an answer."""
        return tuple(
            Charge(
                self._said[one.statement.id],
                one.accused,
                tuple(self._said[answer.id] for answer in one.answers if isinstance(answer, Statement) and answer.id in self._said),
                tuple(self._silence(answer) for answer in one.answers if isinstance(answer, ResponseNote)),
            )
            for one in criticisms(self.audit)
        )

    @property
    def silences(self) -> tuple[Silence, ...]:
        """Everybody who did not speak."""
        return tuple(self._silence(note) for note in self.audit.responses)

    @property
    def orphans(self) -> tuple[Said, ...]:
        """The statements whose source could not be told."""
        return tuple(one for one in self.said if not one.speakers)

    @property
    def counts(self) -> tuple[Count, ...]:
        """Statements and sources by type; what has none last."""
        types = Counter(kind for one in self.said for kind in {GROUPS.get(kind, kind) for kind in one.kinds})
        who = Counter(GROUPS.get(one.kind, one.kind) for one in self.speakers)
        return tuple(Count(name, types[name], who[name]) for name in ("named", "official", "anonymous", "none"))

    @property
    def to_check(self) -> tuple[Said, ...]:
        """The statements to be checked by hand, least certain first."""
        return tuple(sorted((one for one in self.said if one.by_hand), key=lambda one: one.statement.confidence))

    @property
    def sections(self) -> list[Section]:
        """The article's totals."""
        return of_totals(tally([self.audit], self._scope))

    @property
    def measures(self) -> list[Measure]:
        """The article's figures beside published ones."""
        return beside(tally([self.audit], self._scope), prevalence([self.audit], self._scope))

    def spoken(self, speaker: Speaker) -> tuple[Said, ...]:
        """The statements of a source."""
        return tuple(one for one in self.said if speaker in one.speakers)

    def _speakers(self) -> Iterator[Speaker]:
        for number, ranked in enumerate(worst_first(self.audit, self._scope), 1):
            source = ranked.source
            printed = dict.fromkeys(mention.span.of(self._text) for mention in source.mentions if mention.span.start < mention.span.end)
            codes = {finding.code for finding in self.audit.findings if finding.source_id == source.id}
            told = disclosure_sentence(source, self._places)
            yield Speaker(
                number,
                ranked,
                tuple(printed),
                told,
                self._markers(source),
                tuple(sorted(codes)),
                anonymity_phrase(source, self._text) or "",
            )

    def _markers(self, source: Source) -> tuple[tuple[str, str], ...]:
        words = ((_MARKERS.get(one.kind, one.kind.value), one.span.of(self._text)) for one in source.markers)
        return tuple(dict.fromkeys(words))

    def _statements(self) -> Iterator[Said]:
        told: set[int] = set()
        flawed = {one.statement_id for one in self.audit.findings}
        ordered = sorted(self.audit.in_scope(self._scope), key=lambda one: (one.span.start, one.ordinal))
        for number, statement in enumerate(ordered, 1):
            speakers = tuple(self._speaker[one] for one in statement.source_ids if one in self._speaker)
            kinds = dict.fromkeys(one.kind for one in speakers)
            none = UNRESOLVED if statement.source_span else NO_SOURCE
            new = tuple(one for one in speakers if one.withheld and one.number not in told)
            told.update(one.number for one in new)
            yield Said(
                number,
                statement,
                statement.words(self._text),
                self._places.line(statement.span.start),
                tuple(kinds) or (none,),
                speakers,
                new,
                statement.source_span.of(self._text) if statement.source_span else "",
                statement.cue.span.of(self._text) if statement.cue else "",
                tuple(one for one in self.audit.reviews if not one.of_finding and one.target.id == statement.id),
                tuple(one for one in self.audit.checks if one.target.id == statement.id),
                statement.id in flawed,
            )

    def _flaw(self, number: int, finding: Finding) -> Flaw:
        line, excerpt = None, ""
        if finding.span:
            line = self._places.line(finding.span.start)
            excerpt = self._places.sentence_words(finding.span.start) or finding.span.of(self._text)
        return Flaw(number, finding, line, excerpt, self.audit.signed_off.get(finding.fingerprint))

    def _silence(self, note: ResponseNote) -> Silence:
        who = note.source_span.of(self._text) if note.source_span else ""
        return Silence(note.kind.replace("_", " "), who, note.span.of(self._text), self._places.line(note.span.start))

    def _part(self, block: Block) -> Part:
        return Part(
            self._places.line(block.span.start),
            block.zone,
            tuple(self._bit(piece) for piece in block.pieces),
            tuple(self._said[one.id] for one in block.statements),
            tuple(self._flaws[one.fingerprint] for one in block.findings),
            tuple(self._silence(one) for one in block.responses),
        )

    def _bit(self, piece: Piece) -> Bit:
        said = [self._said[layer.key] for layer in piece.layers if layer.role is Role.STATEMENT]
        classes = [f"is-{said[-1].kinds[0].replace(' ', '-')}"] if said else []  # the innermost, where they are nested
        classes += [layer.role.value for layer in piece.layers if layer.role is not Role.FINDING]
        chain = dict.fromkeys(self._speaker[one].number for layer in piece.layers for one in layer.sources)
        leading = next((layer for layer in piece.opens if layer.role is Role.MENTION), None)
        classes += said[-1].filtered.split() if said else []
        opens = (self._said[layer.key] for layer in piece.opens if layer.role is Role.STATEMENT)
        flags = ((self._flaws[layer.key], layer.span) for layer in piece.closes if layer.role is Role.FINDING)
        return Bit(
            piece.span.start,
            piece.text,
            " ".join(dict.fromkeys(classes)),
            tuple(chain),
            self._speaker[leading.sources[0]].number if leading else None,
            tuple((said, piece.span.start == said.statement.content[0].start) for said in opens),
            tuple(self._said[layer.key] for layer in piece.closes if layer.role is Role.STATEMENT),
            tuple((flaw, piece.span.end == span.end) for flaw, span in flags),
        )
