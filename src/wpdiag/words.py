"""Texts in other languages: ``rules/lang/CODE.yml`` says what each English text is called there.

The English text is the key, so a text that was changed is untranslated until somebody looks at it again, and a new rule
needs no entry anywhere: it reads English until it has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from wpdiag.data import rules_folder
from wpdiag.yamlcache import load_yaml


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: str
    """What the language calls itself."""
    texts: dict[str, str]


class Words:
    """Texts in one language.

    :param code: of the language, as in ``<html lang>`` (BCP 47).
    """

    def __init__(self, texts: Mapping[str, str] | None = None, code: str = "en") -> None:
        self._texts = texts or {}
        self.code = code

    def __call__(self, text: str) -> str:
        """The text in this language; as it is where nobody translated it."""
        return self._texts.get(text, text)

    def __contains__(self, text: str) -> bool:
        return text in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)


ENGLISH = Words()


def languages() -> list[str]:
    """The codes of all languages there are."""
    return sorted(["en", *(file.stem for file in _folder().glob("*.yml"))])


def words_of(language: str) -> Words:
    """The texts of a language by its code.

    :raises KeyError: where there is none.
    """
    if language == "en":
        return ENGLISH
    file = _folder() / f"{language}.yml"
    if not file.is_file():
        raise KeyError(language)
    return Words(load_yaml(file, _File).texts, language)


def _folder() -> Path:
    return rules_folder() / "lang"
