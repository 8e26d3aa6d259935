"""A fix on paper: what it means for visitors, the way back in, what to do, how to check, what to leave alone."""

from __future__ import annotations

from wpdiag.formats.shared.paper import Paper
from wpdiag.model import Fix
from wpdiag.safe import safe_code, safe_line
from wpdiag.words import Words

AUDIENCES = {"developer": "for the developer", "host": "for your host"}
"""Who acts, where it is not the reader."""


def write_fix(
    paper: Paper, fix: Fix, say: Words, *, brief: bool = False, everything: bool = True, said: set[str] | None = None
) -> None:
    """Write a fix.

    :param said: advice that stands further up already and is not repeated; what is written now is added.
    :param brief: only the way back in, the summary and the commands; the rest stands further up.
    :param everything: also what is for developers, what hides the message, and the links.
    """
    if fix.visitors and not brief:
        paper.field(say("harm"), safe_line(fix.visitors))
    if fix.recover:
        new = [step for step in fix.recover.steps if said is None or step not in said]
        for number, step in enumerate(new):
            paper.field("" if number else say("back"), safe_line(step), "green")
        for command in fix.recover.commands if new else ():
            paper.field("$", safe_line(command), "bold", shift=4)
    audience = f" ({say(AUDIENCES[fix.audience])})" if fix.audience in AUDIENCES else ""
    paper.field(say("fix"), safe_line(fix.summary) + audience, "green")
    for number, step in enumerate(() if brief else fix.steps, 1):
        paper.field(f"{number}.", safe_line(step), shift=4)
    for command in fix.commands:
        if fix.recover and command in fix.recover.commands:
            continue
        paper.field("$", safe_line(command), "bold", shift=4)
    if not brief:
        for label, texts in ((say("check"), fix.check), (say("avoid"), fix.avoid)):
            for text in texts:
                if said is None or text not in said:
                    paper.field(label, safe_line(text))
    if said is not None:
        recover = fix.recover.steps if fix.recover else ()
        said.update((*fix.check, *fix.avoid, *recover))
    if everything:
        _for_developers(paper, fix, say)
        for link in fix.links:
            paper.field("", safe_line(link), "blue")


def _for_developers(paper: Paper, fix: Fix, say: Words) -> None:
    for text in fix.developer:
        paper.field(say("code"), safe_line(text))
    if fix.code:
        for sign, code in (("-", fix.code.before), ("+", fix.code.after)):
            for line in code.splitlines():
                paper.code(sign, safe_code(line))
    if fix.suppress:
        paper.field(say("hide"), say("The last resort, where no update comes: a must-use plugin that hides it."))
        for line in fix.suppress.splitlines():
            paper.code("|", safe_code(line))
