"""No bytes at all make a transport fail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpdiag.diagnose import diagnose
from wpdiag.transports import by_name, detect, names

PIECES = st.sampled_from(
    [
        *(b"[23-Nov-2026 16:43:10 UTC] ", b"PHP Warning:  ", b" in /a.php on line 3", b"\n", b"Stack trace:\n#0 "),
        *(
            b"#0 {main}",
            b'{"log":"',
            b"2026/11/23 16:46:24 [error] 1#1: *4 ",
            b'FastCGI sent in stderr: "PHP message: ',
        ),
        *(
            b"\\x",
            b"<b>Notice</b>: ",
            b"WordPress database error ",
            b" for query ",
            b" made by ",
            b"\xff\xfe",
            b"\0",
            b"[",
        ),
        *(b"Nov 23 16:43:57 a php: ", b"Uncaught E: ", b"  thrown in "),
    ]
)


@pytest.mark.parametrize("name", names())
@settings(max_examples=60)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=20).map(b"".join), st.integers(1, 50))
def test_no_bytes_make_it_fail(name: str, data: bytes, block: int) -> None:
    detect(data)
    transport = by_name(name)()
    batches = [transport.feed(data[at : at + block]) for at in range(0, len(data), block)]
    for batch in [*batches, transport.finish()]:
        for number, record in enumerate(batch.records):
            body = record[batch.skip :]
            if batch.stamps:
                transport.when(batch.stamps[number], body)
            for entry in transport.unwrap(body):
                diagnose(entry)
