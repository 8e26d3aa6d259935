"""Families of the engine's messages about code that cannot be compiled or joined (php-src: Zend/, PHP 7.4 to 8.6).

A row is (identifier, pattern for the beginning of the message). Rows are tried from the top, after the tables of
:mod:`wpdiag.diagnose.families` and only for fatal errors; :mod:`wpdiag.diagnose.subjects` finds the parameters.
"""

from __future__ import annotations

Family = tuple[str, str]

_KIND = r"(?:[Cc]lass|[Ii]nterface|[Tt]rait|[Ee]num|\S+)"
_MEMBER = r"\S+::\$?\S+"

CODE: tuple[Family, ...] = (
    ("php.trait_conflict",
     r"Trait method |Class \S+ is not a trait|(?:\S+ )?\S+ cannot use \S+ - it is not a trait|Required Trait |A precedence rule was"
     r"|Failed to evaluate a trait precedence|Inconsistent insteadof|Could not find trait|An alias (?:was|\()"
     r"|The modifiers (?:of|for) the trait|\S+ and \S+ define the same |Readonly class \S+ cannot use trait"
     r"|\S+ has colliding constructor|Cannot use traits inside|Traits cannot have constants"
     r"|Cannot use \"?'?\w+'?\"? as method modifier in trait alias"),
    ("php.class_conflict",
     rf"Cannot override final |Cannot make (?:non )?(?:static|abstract) |Access level to |Set (?:access level|type) of "
     rf"|Type of (?:parameter \$\S+ of hook )?{_MEMBER}|Cannot redeclare (?:static |non static |readonly |non-readonly )?\S+::\$\S+ as "
     rf"|Cannot redeclare \S+ property|{_MEMBER} cannot override final|\S+ \S+ (?:could not|cannot|must) implement |{_KIND} \S+ inherits both "
     rf"|Cannot inherit |\S+ cannot implement \S+ - it|Could not check compat|Declaration of |DateTimeInterface can't"
     rf"|{_MEMBER}\(\) (?:has #\[\\Override\]|must be derived)|(?:\S+ )?class \S+ cannot extend |Interface \S+ (?:cannot extend|may not inherit)"
     rf"|\S+ class \S+ cannot extend|Couldn't find implementation|\S+ \S+ contains \d+ abstract|{_KIND} \S+ must implement \d+ abstract"
     rf"|Non-(?:enum|backed enum) (?:class )?\S+ cannot implement|\S+ must be registered before|Class \S+ cannot implement both"),
    ("php.invalid.enum",
     r"Enums? (?:\S+|\"\S+\") (?:cannot|may not|must)|Enums? (?:case|backing|may not)|Case (?:\S+ of (?:non-)?backed|can only be used)|Duplicate value in enum"),
    ("php.invalid.attribute",
     r"Cannot apply #\[|Attribute \"|Invalid attribute flags|Only internal classes can be registered|Classes must be first marked"
     r"|Cannot (?:create Closure as|use unpacking in) attribute"),
    ("php.removed_syntax",
     r".{0,60} (?:is no longer supported|with non-integer operand)|You seem to be trying to use a different language"),
    ("php.reserved_name",
     r"Cannot use .{1,80} as it is reserved|Cannot use .{1,80}, as it is reserved|'.*' is an invalid class name|Illegal class name"
     r"|Cannot use \S+ as \S+ because '\S+' is a special|Cannot use '\S+' as namespace name|Cannot re-assign auto-global"
     r"|Cannot use auto-global|Defining a custom assert|Bad class name|Cannot use \$this as "),
    ("php.name_taken",
     r"Cannot use.{1,80} because the name is already in use|Cannot declare (?:function|const|class|\S+) \S+,? because the name"
     r"|Cannot redeclare |Function registration failed|Runtime definition key collision|Label '"),
    ("php.invalid.type",
     r"Type declaration |Type \S+ (?:is redundant|contains|cannot be)|Type (?:mixed|contains) |Duplicate type |null cannot be marked"
     r"|(?:[Vv]oid|never|[Nn]ull|[Ff]alse)(?: type)? (?:can ?(?:only|not) be|cannot be)|Void type |Default value for |Cannot use \S+ as default value"
     r"|Generator return type|Property of type \S+ may not|(?:Property|Class constant) \S+ cannot have type"
     r"|Cannot use \S+ as value for class constant|\S+\(\): (?:Parameter #\d+ .*|Return type) must be"),
    ("php.invalid.parameter",
     r"Duplicate (?:named )?parameter |Redefinition of parameter|Only the last parameter|Variadic parameter|Cannot use variable \$"
     r"|Cannot use lexical|Cannot declare (?:variadic )?promoted|Cannot use positional argument|Cannot combine named"
     r"|Cannot use argument unpacking"),
    ("php.invalid.return",
     r"A (?:void|never-returning) |A \S+ with return type must|A never-returning"),
    ("php.invalid.declaration",
     rf"(?:Method|Constructor|Destructor|Clone method) \S+ (?:cannot|must)|\S+\(\) (?:must take|cannot (?:be static|declare|accept))"
     rf"|Invalid access level|Cannot declare (?:a return type|hooks|property)|Static (?:function|property) |Access type for |Interface method "
     rf"|Cannot use '\S+' as \S+ modifier|\S+ function {_MEMBER} cannot|Interface \S+ cannot contain|Non-abstract |Abstract property"
     rf"|Hooked |Property hook|Property (?:cannot|in interface)|Only hooked|Interfaces may|Properties cannot|Unknown hook"
     rf"|[gs]et hook of|Get hook of|\S+ hook of property|Parameter \$\S+ of \S+ hook|Readonly property|Private constant|Class declarations may"
     rf"|\S+ virtual property|Cannot specify default value|Method \S+ cannot be a NULL"),
    ("php.invalid.namespace",
     r"No code may exist outside|Cannot mix (?:bracketed|unbracketed)|Namespace declaration"),
    ("php.invalid.statement",
     r"'\S+' not in the|Cannot '\S+' \d+ level|'goto' |Switch statements|Match expressions|Cannot use try|declare\(|Encoding declaration"
     r"|strict_types |__HALT_COMPILER|jump (?:into|out)|'\S+' operator accepts|The \"yield|Cannot use \"yield"),
    ("php.class_scope",
     r"Cannot use \"(?:self|parent|static|\w+)\" when |Must not use parent::|\"static(?:::)?\"|\"static::\" is not"),
    ("php.invalid.expression",
     r"Cannot take reference|Cannot append to|Cannot assign |Cannot mix |Assignments can only|Cannot use empty|Spread operator"
     r"|Can't use |\$GLOBALS can only|Cannot acquire|Cannot use result|Cannot create Closure|Cannot use \[\]|Cannot unset \$this|Key element"
     r"|Cannot use list|Cannot re-assign|Cannot use isset|Cannot use \"?::class|Dynamic class names|Cannot use anonymous|Cannot use dynamic"
     r"|static::class|\(expression\)|Argument unpacking|Constant expression|New expressions|Cannot use temporary|Cannot combine nullsafe"
     r"|Only arrays and Traversables|Cannot unpack|Only variables can be passed|Array and string offset"),
    ("php.arithmetic",
     r"Modulo by zero|Bit shift by negative"),
    ("php.extension_broken",
     r"Unable to start \S+ module|dl\(\): |\S+\(\) missing (?:rc|type|arr)|Arginfo / zpp|Method \S+ cannot be a NULL"),
    ("php.engine_failure",
     r"Internal zval|huge_pages|(?:Possible i|I)nteger overflow|Balloc|Resource ID space|zend_stream_mmap|Could not convert the script"
     r"|Couldn't execute method|Could not (?:queue|delete) |Unable to (?:create|start) destructor fiber|Bug #\d+|String size overflow"
     r"|(?:Class )?\S+ wasn't preloaded|Anonymous class wasn't|Attempt to destruct|Error installing signal|Exception thrown without a stack"
     r"|Field width|Cannot register an? |printf \"p\"|Illegal length modifier|Unexpected inconsistency|Need to supply an object"
     r"|Previous exception must|\S+\(\) must return an array|\S+: Internal compiler error"),
)  # fmt: skip
"""What the compiler refuses, and classes that do not fit together: the code of the file was never run."""
