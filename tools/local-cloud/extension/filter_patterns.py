"""Filter patterns of CloudWatch Logs: JSON patterns such as `{ ($.a = "x*") && $.b NOT EXISTS }`, and terms.

As in "Filter pattern syntax" of the CloudWatch Logs User Guide. Space-delimited patterns and regular expressions are refused: nothing here
uses them. What AWS does not document, such as `!=` on a property that is missing, matches nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Matcher = Callable[[str], bool]

_TOKENS = re.compile(
    r"""\s*(?:
      (?P<quoted>"(?:[^"\\]|\\.)*")
    | (?P<operator>&&|\|\||!=|>=|<=|[=<>(){}])
    | (?P<selector>\$(?:\.[A-Za-z_][\w-]*|\[\d+\])+)
    | (?P<word>[^\s"()=<>!&|{}]+)
    )""",
    re.VERBOSE,
)


class InvalidPattern(ValueError):
    """A pattern that CloudWatch Logs would not accept."""


@dataclass
class _Token:
    kind: str
    text: str


def compile_pattern(pattern: str) -> Matcher:
    """What decides whether a message matches. Raises InvalidPattern."""
    text = pattern.strip()
    if not text:
        return lambda message: True
    if text.startswith("{"):
        return _json_pattern(text)
    if text.startswith("[") or "%" in text:
        raise InvalidPattern("Space-delimited patterns and regular expressions are not supported here")
    return _terms(text)


def _tokens(text: str) -> list[_Token]:
    found, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKENS.match(text, position)
        if not match:
            raise InvalidPattern(f"Invalid character(s) in term: {text[position:position + 20]}")
        found.append(_Token(match.lastgroup or "", match.group(match.lastgroup or 0)))
        position = match.end()
    return found


def _terms(text: str) -> Matcher:
    words = re.findall(r'([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))', text)
    required = [quoted or word for sign, quoted, word in words if sign == ""]
    excluded = [quoted or word for sign, quoted, word in words if sign == "-"]
    any_of = [quoted or word for sign, quoted, word in words if sign == "?"]
    return lambda message: (
        all(term in message for term in required)
        and not any(term in message for term in excluded)
        and (not any_of or any(term in message for term in any_of))
    )


class _Parser:
    """expression := conjunction ("||" conjunction)*, conjunction := factor ("&&" factor)*, factor := "(" expression ")" | condition."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.position = 0

    def peek(self) -> _Token:
        return self.tokens[self.position] if self.position < len(self.tokens) else _Token("end", "")

    def take(self, *texts: str) -> _Token:
        token = self.peek()
        if texts and token.text not in texts:
            raise InvalidPattern(f"Expected {' or '.join(texts)}, not {token.text or 'the end'}")
        self.position += 1
        return token

    def expression(self) -> Callable[[Any], bool]:
        parts = [self.conjunction()]
        while self.peek().text == "||":
            self.take()
            parts.append(self.conjunction())
        return lambda event: any(part(event) for part in parts)

    def conjunction(self) -> Callable[[Any], bool]:
        parts = [self.factor()]
        while self.peek().text == "&&":
            self.take()
            parts.append(self.factor())
        return lambda event: all(part(event) for part in parts)

    def factor(self) -> Callable[[Any], bool]:
        if self.peek().text == "(":
            self.take()
            inner = self.expression()
            self.take(")")
            return inner
        return self.condition()

    def condition(self) -> Callable[[Any], bool]:
        selector = self.take()
        if selector.kind != "selector":
            raise InvalidPattern(f"Expected a property selector, not {selector.text or 'the end'}")
        keys = [index or name for name, index in re.findall(r"\.([\w-]+)|\[(\d+)\]", selector.text)]
        words = []
        if self.peek().kind == "word":
            words = [self.take().text, self.take().text]
        if words == ["NOT", "EXISTS"]:
            return lambda event: not _select(event, keys)
        if words and words[0] == "IS" and words[1] in _SINGLETONS:
            wanted = _SINGLETONS[words[1]]
            return lambda event: any(value is wanted for value in _select(event, keys))
        if words:
            raise InvalidPattern(f"Expected NOT EXISTS, IS NULL, IS TRUE or IS FALSE, not {' '.join(words)}")
        operator = self.take("=", "!=", "<", ">", "<=", ">=").text
        operand = self.take()
        if operand.kind not in ("quoted", "word"):
            raise InvalidPattern(f"Expected a value, not {operand.text or 'the end'}")
        compare = _comparison(operator, operand)
        return lambda event: any(compare(value) for value in _select(event, keys))


_SINGLETONS = {"NULL": None, "TRUE": True, "FALSE": False}


def _select(event: Any, keys: list[str]) -> list[Any]:
    """The value of a property in a list, or an empty list where there is none."""
    value = event
    for key in keys:
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return []
    return [value]


def _comparison(operator: str, operand: _Token) -> Callable[[Any], bool]:
    text = re.sub(r"\\(.)", r"\1", operand.text[1:-1]) if operand.kind == "quoted" else operand.text
    if operand.kind == "word" and re.fullmatch(r"-?\d+(\.\d+)?([eE]-?\d+)?", text):
        number = float(text)
        numeric: dict[str, Callable[[float], bool]] = {
            "=": lambda value: value == number,
            "!=": lambda value: value != number,
            "<": lambda value: value < number,
            ">": lambda value: value > number,
            "<=": lambda value: value <= number,
            ">=": lambda value: value >= number,
        }
        return lambda value: isinstance(value, (int, float)) and not isinstance(value, bool) and numeric[operator](value)
    if operator not in ("=", "!="):
        raise InvalidPattern(f"{operator} compares numbers only")
    # An asterisk at either end, or in the middle, stands for any text.
    pattern = re.compile(".*".join(re.escape(part) for part in text.split("*")), re.DOTALL)

    def equal(value: Any) -> bool:
        return isinstance(value, str) and pattern.fullmatch(value) is not None

    return equal if operator == "=" else lambda value: value is not None and not equal(value)


def _json_pattern(text: str) -> Matcher:
    parser = _Parser(_tokens(text))
    parser.take("{")
    expression = parser.expression()
    parser.take("}")
    if parser.peek().kind != "end":
        raise InvalidPattern(f"Unexpected {parser.peek().text} after the closing brace")

    def matches(message: str) -> bool:
        try:
            event = json.loads(message)
        except ValueError:
            return False
        return expression(event)

    return matches
