"""The weight of each kind of evidence, in bits: confidence is ``1 - 2 ** -weight`` where nothing rivals it.

The one place for these numbers. 1 bit: as likely as not; 2: three times out of four; 4: fifteen of sixteen.
"""

TRACE_CALLER = 5.0
"""The first call of the stack trace that is neither core nor machinery."""
FILE = 4.5
"""The file of the error belongs to the component, for faults that happen where they are reported."""
OUTPUT_STARTED = 5.0
"""Headers already sent: the file where output began."""
DOMAIN_KNOWN = 2.0
"""A text domain whose owner the catalogue knows."""
DOMAIN_UNKNOWN = 1.2
"""A text domain that nobody knows: wordpress.org asks for domain = slug."""
PREFIX = 2.5
"""A function, class or namespace that the catalogue gives to the component."""
VICTIM_FILE = 1.5
"""Memory or time ran out in this file: whoever used it up may be someone else."""
MENTIONED_PATH = 2.5
"""A path within the message belongs to the component."""
CORE_FILE = 3.0
"""The error happened in core's own code, and nothing names anybody else."""

CERTAIN = 0.9
LIKELY = 0.6
"""From these confidences on, a verdict is called certain or likely; anything lower is ``possible``."""
