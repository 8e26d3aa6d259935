"""The weight of each kind of evidence, in bits: confidence is ``1 - 2 ** -weight`` where nothing rivals it.

The one place for these numbers. 1 bit: as likely as not; 2: three times out of four; 4: fifteen of sixteen. They are
checked by ``benchmarks/calibration.py``: what is stated against the share that is right.
"""

TRACE_CALLER = 5.0
"""The first call of the stack trace that is neither core nor machinery."""
CALLED_INTO = 1.5
"""The call of another component led into the file where the error happened."""
ACTIVATED = 3.4
"""By a stack without places, it happened while this plugin was switched on or off."""
INCLUDED = 1.2
"""A file ran, by a stack without places, and calls of classes that nobody knows are further inside."""
FILE = 4.5
"""The file of the error belongs to the component, for faults that happen where they are reported."""
FILE_RENAMED = 3.4
"""The same, where only a folder named ``plugins`` or ``themes`` tells: the content folder has an unknown name."""
FILE_FELL = 2.8
"""The same where somebody else may have brought it there: a null object, an argument of core's, a class twice."""
FILE_MISSES = 3.2
"""The same where a function or method is not there: whoever should have brought it may have failed to."""
CALLED_IN = 5.0
"""``called in FILE``: PHP names the place of the call with the wrong arguments."""
OUTPUT_STARTED = 3.2
"""Headers already sent: the file where output began; if that is a template's regular output, the other is late."""
SENT_LATE = 1.2
"""Headers already sent: the file that sends headers after core's regular output began."""
OUTPUT_WAS_MESSAGE = 3.0
"""Headers already sent by a message that core's code printed: whoever caused that message."""
DOMAIN_KNOWN = 2.2
"""A text domain whose owner the catalogue knows."""
DOMAIN_UNKNOWN = 1.2
"""A text domain that nobody knows: wordpress.org asks for domain = slug."""
SPACE_UNKNOWN = 1.2
"""A namespace of REST routes or blocks that nobody knows: the handbooks ask for the slug as its first part."""
NAMESAKE_SEEN = 2.0
"""A name that begins with the slug of a component that is there, by paths of the same report or the inventory."""
NAMESAKE = 1.2
"""A name that begins with a slug of several words that the catalogue knows."""
TABLE_UNKNOWN = 0.9
"""A table that nobody knows: its first word is a slug more often than not."""
REPORTER = 1.2
"""A function, used wrongly or deprecated, that the catalogue gives to the component: its caller is somebody else."""
CARRIED = 1.0
"""A name of a library that many plugins bring along."""
SEEN = 0.8
"""A name that is a slug, and the paths in the same report show that a component with this slug is there."""
OWN_NAME = 2.5
"""A function, class, namespace, table, hook, handle … that the catalogue gives to the component."""
LEARNT = 3.5
"""A function or class that, by other records of the same report, is defined in the component's files."""
LEARNT_NAMESPACE = 3.0
"""The same for the namespace that it is in."""
VICTIM_FILE = 1.2
"""Memory or time ran out in this file: whoever used it up may be someone else."""
MENTIONED_PATH = 2.5
"""A path within the message belongs to the component."""
REQUEST = 1.0
"""The request was for a page or REST route of the component."""
HAS_THE_FIX = -2.0
"""The installed version of the owner has the fix for this fault already."""
UPDATE_UNDONE = 4.0
"""The updater names the folder of the plugin whose new version it took back (class-wp-automatic-updater.php)."""
UPDATED = 0.8
"""The record was first seen within an hour of an update of the component."""
MISSING_PATH = 1.2
"""The same for a file that core looked for in vain: whoever made core look for it may be someone else."""
CORE_FILE = 1.2
"""The error happened in core's own code, and nothing names anybody else."""
CORE_MISUSED = 0.8
"""The same where a wrong value was passed in, mostly from elsewhere."""

CERTAIN = 0.9
LIKELY = 0.6
"""From these confidences on, a verdict is called certain or likely; anything lower is ``possible``."""
