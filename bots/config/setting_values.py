"""From texts to a record of settings: what each field takes, and what is wrong with a value, in words."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from bots.config.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

S = TypeVar("S", bound=Struct)
_FLAGS = dict.fromkeys(("1", "true", "t", "yes", "y", "on"), True) | dict.fromkeys(
    ("0", "false", "f", "no", "n", "off"), False
)
_SENTENCES = {  # what msgspec says, and what people are told
    r"Expected `\w+` >= (\d+)(\.0)?": r"Input should be greater than or equal to \1",
    r"Expected `\w+` <= (\d+)(\.0)?": r"Input should be less than or equal to \1",
    r"Expected `str` of length >= 1": r"String should have at least 1 character",
    r"Expected `str` of length <= (\d+)": r"String should have at most \1 characters",
    r"Expected `int`, got .*": "Input should be a valid integer, unable to parse string as an integer",
    r"Expected `float`, got .*": "Input should be a valid number, unable to parse string as a number",
    r"Expected `bool`, got .*": "Input should be a valid boolean, unable to interpret input",
    r"Expected `str.*": "Input should be a valid string",
}


class WrongValueError(ValueError):
    """A value is wrong, or what is missing beside it; the message says what."""

    def __init__(self, field: str, said: str) -> None:
        """
        Keep what is wrong.

        Args:
            field: name of the field; empty where it is the fields together.
            said: what is wrong.
        """
        super().__init__(said)
        self.field = field


class SettingField(NamedTuple):
    """What a field is for, its default, and whether it is secret."""

    description: str
    default: Any
    is_secret: bool


def fields_of(kind: type[Struct]) -> Mapping[str, SettingField]:
    """Return the fields of such a record by name, in their order; the last annotation of each is its description."""
    found = {}
    for field in fields(kind):
        taken, *_, description = get_args(field.type)
        found[field.name] = SettingField(description, field.default, Secret in {taken, *get_args(taken)})
    return found


def checked(kind: type[S], values: Mapping[str, object]) -> S:
    """
    Return the record with these values.

    Args:
        kind: what is made; each of its fields has a default.
        values: texts, or values of the fields' types, by the fields' names; other names are let be.

    Raises:
        WrongValueError: for the first field whose value is wrong, or when the record itself refuses them.
    """
    defaults = zip(kind.__struct_fields__, kind.__struct_defaults__, strict=True)
    given = {name: _spelt(values[name], default) for name, default in defaults if name in values}
    try:
        return convert(given, kind, strict=False, dec_hook=_wrapped)
    except ValidationError as error:
        said, _, name = str(error).partition(" - at `$.")
        name = name.removesuffix("`")
        raise WrongValueError(name, _sentence(kind, name, said) if name else said) from None


def _spelt(value: object, default: object) -> object:
    """Read flags and numbers as people write them; what is none is left to msgspec to refuse."""
    if isinstance(value, str) and isinstance(default, bool):
        return _FLAGS.get(value.lower(), value)
    if isinstance(value, str) and isinstance(default, (int, float)):
        with suppress(ValueError):
            return type(default)(value)
    return value


def _wrapped(kind: type[Secret | Path], value: object) -> Secret | Path:
    if isinstance(value, str):
        return kind(value)
    if isinstance(value, kind):
        return value
    raise ValueError("Input should be a valid string")


def _sentence(kind: type[Struct], name: str, said: str) -> str:
    """Say in words what is wrong, without the value: it may be a secret that was put into the wrong place."""
    taken = next(get_args(field.type)[0] for field in fields(kind) if field.name == name)
    if get_origin(taken) is Literal:
        *others, last = map(repr, get_args(taken))
        return f"Input should be {', '.join(others)} or {last}"
    for pattern, sentence in _SENTENCES.items():
        if (match := re.fullmatch(pattern, said)) is not None:
            return match.expand(sentence)
    return said
