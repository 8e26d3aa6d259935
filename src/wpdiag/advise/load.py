"""Read rule files: YAML in, checked rules out; errors name the file, the line, what is wrong, what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from wpdiag.advise.match import unsound
from wpdiag.advise.rule import RuleFile
from wpdiag.data import rules_folder
from wpdiag.lazy import lazy
from wpdiag.misfit import misfit
from wpdiag.yamlcache import YamlError, load_yaml

DATA_FILES = frozenset({"components.yml", "fixes.yml"})
"""Files of wpdiag's own rules folder that hold other knowledge than rules."""

_PATH = lazy(r"\.(\w+)|\[(\d+)\]")


class RuleError(Exception):
    """A rule file that cannot be used; the message is for people: file, line, what is wrong."""


def default_files() -> list[Path]:
    """The rule files that come with wpdiag."""
    return _files_in(rules_folder())


def load(paths: Iterable[Path] = (), *, defaults: bool = True) -> list[tuple[Path, RuleFile]]:
    """Read rule packs in order: wpdiag's own first, then the user's files and folders.

    :raises RuleError: for a file that is missing, no YAML or no rule file.
    """
    files = default_files() if defaults else []
    for path in paths:
        if path.is_dir():
            inside = _files_in(path)
            if not inside:
                raise RuleError(f"{path}: no rule files (*.yml) in this folder")
            files += inside
        else:
            files.append(path)
    return [(file, _checked(file, _read(file))) for file in files]


def _checked(file: Path, read: RuleFile) -> RuleFile:
    """A file whose patterns are sound; wpdiag's own are tested."""
    if file.parent == rules_folder():
        return read
    matches = [
        *((f"rule {rule.id}", rule.match) for rule in read.rules),
        *((f"guide for {guide.match.identifier}", guide.match) for guide in read.guides),
        *((f"finding {finding.identifier}", finding.match) for finding in read.findings),
        *(
            (f"cause of {cause.effect.identifier}", match)
            for cause in read.causes
            for match in (cause.cause, cause.effect)
        ),
    ]
    for name, match in matches:
        if problem := unsound(match):
            raise RuleError(f"{file}: {name}: {problem}")
    return read


def _files_in(folder: Path) -> list[Path]:
    own = folder == rules_folder() or folder.resolve() == rules_folder().resolve()
    return sorted(file for file in folder.glob("*.yml") if not (own and file.name in DATA_FILES))


def _read(file: Path) -> RuleFile:
    try:
        return load_yaml(file, RuleFile)
    except OSError as error:
        raise RuleError(f"{file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{file}: not UTF-8 text (byte {error.start})") from error
    except YamlError as error:
        line = f":{error.line}" if error.line else ""
        raise RuleError(f"{file}{line}: not valid YAML: {error}") from error
    except msgspec.ValidationError as error:
        where = str(error).partition(" - at `")[2].rstrip("`")
        line_number = _line_of(file, where)
        raise RuleError(f"{file}:{line_number}: {misfit(error)}{_hint(str(error))}") from error


def _hint(problem: str) -> str:
    if "unknown field" in problem:
        return "; run 'wpdiag schema rules' for the keys that exist"
    if "matching regex" in problem:
        return "; ids are lower case with hyphens, identifiers have dots and may end in '.*'"
    return ""


def _line_of(file: Path, where: str) -> int:
    """The line (from 1) of a path such as ``$.rules[3].fix`` in a YAML file; the nearest parent's if it is missing."""
    import yaml

    node = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for key, index in _PATH.findall(where):
        if node is None:
            break
        child = None
        if key and isinstance(node, yaml.MappingNode):
            child = next((value for name, value in node.value if name.value == key), None)
        elif index and isinstance(node, yaml.SequenceNode) and int(index) < len(node.value):
            child = node.value[int(index)]
        if child is None:
            break
        node = child
        line = node.start_mark.line + 1
    return line
