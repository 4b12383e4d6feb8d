"""Every regular expression of the program and of its word lists, and input made to slow each of them down."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

AUDIT = Path(__file__).resolve().parents[1] / "audit"
_CALLS = ("compile", "search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")
_PARSER: Any = vars(re)["_parser"]
_CONSTANTS: Any = vars(re)["_constants"]
_LETTERS = "aA1 .,-'’&\n\t:;()[]{}“”\"—–=\\%/_"
_FAILING = ("\0", "\na", "a\0")


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, where it stands, and how it is asked: ``match`` at one place, or ``search``."""

    place: str
    call: str
    source: str
    flags: int


def patterns() -> list[Found]:
    """All that stand in the code as they are; one that is put together by an f-string stands with a word in each gap."""
    found = []
    for path in sorted(AUDIT.rglob("*.py")):
        written = path.read_text(encoding="utf-8")
        tree = ast.parse(written)
        names = dict(_named(tree))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS and node.args):
                continue
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
                continue
            source = _written(node.args[0])
            if source is not None:
                flags = sum({getattr(re, a.attr) for a in ast.walk(node) if isinstance(a, ast.Attribute) and a.attr.isupper()})
                ways = {node.func.attr}
                if node in names:
                    ways = set(re.findall(rf"\b{names[node]}\.({'|'.join(_CALLS)})\b", written)) or ways
                call = "match" if ways <= {"match", "fullmatch"} else "search"
                found.append(Found(f"{path.relative_to(AUDIT)}:{node.lineno}", call, source, int(flags)))
    for path in sorted(AUDIT.rglob("*.toml")):
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("patterns", ())
        apart = listed.values() if isinstance(listed, dict) else [listed]
        found += [Found(path.name, "search", source, int(re.IGNORECASE)) for sources in apart for source in sources]
    return found


def _named(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.value, node.targets[0].id


def _written(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        value = node.value
        return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "Quill" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        left, right = _written(node.left), _written(node.right)
        return None if left is None else left.replace("%s", "Quill") + (right or "" if isinstance(node.op, ast.Add) else "")
    return None


def attacks(source: str, flags: int) -> set[tuple[str, str, str]]:
    """(what comes first, what is repeated, what comes last): each repetition of the pattern, fed with all that it can take."""
    tree = _PARSER.parse(source, flags)
    out: set[tuple[str, str, str]] = set()
    for before, body in _repeats(tree, ""):
        for piece in {*_samples(body), *({f"{one}{two}" for one in _samples(body)[:2] for two in _samples(body)[:2]})}:
            for last in _FAILING:
                out |= {(before, piece, last), ("", before + piece, last)}
    whole = _samples(tree)
    out |= {("", one, last) for one in whole for last in _FAILING}
    return {attack for attack in out if attack[1]}


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    for operation, value in tree:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            if value[1] > 20:
                yield before, value[2]
            yield from _repeats(value[2], before)
        elif name == "SUBPATTERN":
            yield from _repeats(value[3], before)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif name == "ATOMIC_GROUP":
            yield from _repeats(value, before)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(value[1], before)
        before += (_samples([(operation, value)]) or [""])[0]


def _samples(tree: Any) -> list[str]:
    """A few strings that the pattern takes."""
    out = [""]
    for operation, value in tree:
        name = str(operation)
        if name == "LITERAL":
            some = [chr(value)]
        elif name in ("IN", "ANY", "NOT_LITERAL", "CATEGORY"):
            some = _letters([(operation, value)] if name != "IN" else value, name == "IN")
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            inner = _samples(value[2])
            some = [one * max(1, value[0]) for one in inner] if value[1] else [""]
        elif name == "SUBPATTERN":
            some = _samples(value[3])
        elif name == "ATOMIC_GROUP":
            some = _samples(value)
        elif name == "BRANCH":
            some = [one for branch in value[1] for one in _samples(branch)[:2]]
        else:
            some = [""]
        some = some or [""]
        wide = max(len(out), len(some))
        out = [out[n % len(out)] + some[n % len(some)] for n in range(min(wide, 5))]
    return list(dict.fromkeys(out))


def _letters(value: Any, is_set: bool) -> list[str]:
    source = "".join(chr(c) for c in range(32, 127)) + _LETTERS
    taken = []
    for letter in dict.fromkeys(_LETTERS + source):
        if any(_takes(operation, argument, letter) for operation, argument in value) != (is_set and str(value[0][0]) == "NEGATE"):
            taken.append(letter)
    return taken[:4]


def _takes(operation: Any, argument: Any, letter: str) -> bool:
    name = str(operation)
    if name == "LITERAL":
        return bool(ord(letter) == argument)
    if name == "NOT_LITERAL":
        return bool(ord(letter) != argument)
    if name == "RANGE":
        return bool(argument[0] <= ord(letter) <= argument[1])
    if name == "ANY":
        return letter != "\n"
    if name == "CATEGORY":
        kinds = {"SPACE": r"\s", "DIGIT": r"\d", "WORD": r"\w"}
        category = str(argument).removeprefix("CATEGORY_")
        matches = re.match(kinds[category.removeprefix("NOT_")], letter) is not None
        return matches != category.startswith("NOT_")
    return False


def asked(found: Found) -> Callable[[str], object]:
    """The pattern as a function of text, asked as the code asks it."""
    compiled = re.compile(found.source, found.flags)
    if found.call == "match":
        return compiled.match
    return lambda text: sum(1 for _ in compiled.finditer(text))


SIZES = (12, 16, 20, 24, 28, 64, 256, 1024, 4096)


def growth(ask: Callable[[str], object], attack: tuple[str, str, str]) -> str | None:
    """How the time grows with the input, told where it is more than with its length; None where it is not."""
    first, piece, last = attack
    before = 0.0
    for at, size in enumerate(SIZES):
        text = first + piece * size + last
        spent = _time(ask, text)
        if spent > 0.004 * (1 + len(text) / 10_000):  # far above what a pass over the text takes
            shorter = first + piece * SIZES[max(at - 1, 0)] + last
            spent = min(spent, *(_time(ask, text) for _ in range(4)))
            before = max(before, *(_time(ask, shorter) for _ in range(2)))  # a processor that others share is now quick, now slow
            limit = 1.6 * SIZES[at] / SIZES[at - 1]
            if spent > 0.02 * (1 + len(text) / 10_000) or (before > 0.0005 and spent > limit * before):
                after = f"{spent * 1000:.1f} ms after {before * 1000:.1f}"
                return f"{len(text):,} characters, {first[:20]!r} {piece[:20]!r} × {size} {last!r}: {after}"
        before = spent
    return None


def _time(ask: Callable[[str], object], text: str) -> float:
    started = process_time()
    ask(text)
    return process_time() - started
