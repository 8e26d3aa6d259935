"""What else lies in a folder of logs, without any message of PHP: lines of other programs, prose, code, pages."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime

from messages import address, title
from vocabulary import WORDS, word

Writer = Callable[[random.Random, int, datetime], str]
_AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "WordPress/6.7.1; https://shop.example [cron]",
)


def access(choice: random.Random, number: int, time: datetime) -> str:
    """Combined log format."""
    page = f"/{choice.choice(WORDS)}/{title(choice).replace(' ', '-')}/?{choice.choice(WORDS)}[]={number % 89}"
    return (
        f"198.51.100.{choice.randrange(1, 255)} - - [{time:%d/%b/%Y:%H:%M:%S} +0000] "
        f'"{choice.choice(("GET", "GET", "POST"))} {page} HTTP/2.0" {choice.choice((200, 200, 200, 302, 404, 500))} '
        f'{choice.randrange(200_000)} "https://shop.example/{choice.choice(WORDS)}/" "{choice.choice(_AGENTS)}"\n'
    )


def mysql(choice: random.Random, number: int, time: datetime) -> str:
    """MySQL's slow query log."""
    return (
        f"# Time: {time:%Y-%m-%dT%H:%M:%S}.{number * 7919 % 10**6:06}Z\n"
        f"# User@Host: shop[shop] @ localhost []  Id: {number % 4000:5}\n"
        f"# Query_time: {choice.random() * 12:.6f}  Lock_time: 0.{choice.randrange(10**6):06} "
        f"Rows_sent: {choice.randrange(500)}  Rows_examined: {choice.randrange(10**7)}\n"
        f"SET timestamp={1_790_000_000 + number};\n"
        "SELECT p.ID FROM wp_posts p JOIN wp_postmeta m ON p.ID = m.post_id WHERE "
        f"m.meta_key = '_{choice.choice(WORDS)}' "
        f"AND p.ID IN ({', '.join(str(choice.randrange(10**6)) for _ in range(5))}) "
        f"/* From [shop.example/{word(number)}] */;\n"
    )


def prose(choice: random.Random, number: int, time: datetime) -> str:
    """A changelog, which speaks of errors."""
    if number % 12 == 0:
        return f"\n= {number // 1200}.{number // 120 % 10}.{number // 12 % 10} - {time:%Y-%m-%d} =\n\n"
    what = choice.choice(("Fix", "Tweak", "Add", "Update", "Dev", "Security"))
    return (
        f"* {what} - {title(choice).capitalize()}: {choice.choice(WORDS)} error in the {choice.choice(WORDS)} "
        f"[{choice.choice(WORDS)}] was shown as a warning on line {number % 900}, "
        f"see {word(number)}/{word(number + 5)}.php. [#{number + 30_000}](https://github.example/{choice.choice(WORDS)}/pull/{number})\n"
    )


def program(choice: random.Random, number: int, time: datetime) -> str:
    """Source code that raises and catches errors."""
    name = choice.choice(WORDS)
    return (
        (
            f"\tif ( ! isset( ${name}['{choice.choice(WORDS)}'] ) ) {{ // [{number}]\n",
            f"\t\ttrigger_error( sprintf( 'Undefined %s on line %d', ${name}, __LINE__ ), E_USER_WARNING );\n",
            f'\t\t$log[] = "PHP says: {title(choice)} in " . ${name} . "\\n";\n',
            f"\t}} catch ( Exception $error ) {{ throw new {name.title()}Error( $error->getMessage() ); }}\n",
            f"\t/** @var array<string, {name.title()}> $by_{choice.choice(WORDS)} */\n",
        )
    )[choice.randrange(5)]


def minified(choice: random.Random, number: int, time: datetime) -> str:
    """A page or script without line ends, but for one in about 100 KB."""
    return (
        f'<li class="{choice.choice(WORDS)}-{number % 70}">'
        f'<a href="/{choice.choice(WORDS)}/{number}/">{title(choice)}</a>'
        f"<script>({choice.choice(WORDS)}=>{{{choice.choice(WORDS)}[{number}]||console.warn('{choice.choice(WORDS)}',!1)}})"
        f'({{"{choice.choice(WORDS)}":["{choice.choice(WORDS)}",{choice.random():.4f}],"error":null}})</script></li>'
        + ("\n" if number % 450 == 449 else "")
    )


def csv(choice: random.Random, number: int, time: datetime) -> str:
    """A table, as a shop exports it."""
    return (
        f'{number},{time:%Y-%m-%d %H:%M:%S},"{title(choice)}, [{choice.choice(WORDS)}]",{address(choice)},'
        f"{choice.randrange(10**5) / 100},{choice.choice(('completed', 'refunded', 'failed'))}\n"
    )


TEXTS: dict[str, Writer] = {
    "access": access,
    "mysql": mysql,
    "prose": prose,
    "code": program,
    "minified": minified,
    "csv": csv,
}
