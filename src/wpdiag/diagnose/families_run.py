"""Families of the engine's messages while code runs, whatever their level, by the beginning of the message; Uncaught Error
too. The sources and the order are those of :mod:`wpdiag.diagnose.families_code`."""

from __future__ import annotations

from wpdiag.diagnose.families_code import Family

RUN: tuple[Family, ...] = (
    ("php.not_callable",
     r"(?:Object|Value) of type \S+ is not callable|Array callback |(?:First|Second) array member|Invalid callback \S+, |(?:Method|Function) name (?:must|is)"
     r"|\S+\(\) expects the argument \(.*\) to be a valid callback|Registered (?:shutdown|tick) function|Unable to call (?:\S+\(\)|tick function)"
     r"|\(Registered (?:shutdown|tick) functions?\) Unable to call|Class name must be|Cannot call (?:overloaded|\S+(?:\(\))? dynamically)"
     r"|User-supplied function"),
    ("php.class_scope",
     r"Cannot (?:access|use|call) .{1,40} (?:when no class scope|when current class scope|in the global scope)"
     r"|Cannot use \"parent\" when|get_(?:called_)?class\(\) (?:without|called|must)|func_(?:num_args|get_args?)\(\) (?:must|cannot)"),
    ("php.readonly_property",
     r"Cannot (?:unset|indirectly modify|acquire reference to|modify|initialize|clone|\w+) (?:\S+ )?readonly (?:\w+\(set\) )?property"
     r"|Property \S+ is (?:read|write)-only|Cannot write read-only|Cannot write property|Cannot read property"
     r"|Writing to \S+ is unsupported|Retrieval of \S+ for modification"),
    ("php.dynamic_property_refused",
     r"Cannot create dynamic property|Closure object cannot have|Cannot append properties"),
    ("php.property_conversion",
     r"Cannot access (?:uninitialized non-nullable|property start)|Cannot create reference to property|Cannot write an?\s?\S+ value to a 'self'"
     r"|Object was released while|Indirect modification of|Cannot (?:auto-initialize|increment|decrement|assign \S+ to) |Must not \S+ virtual property"
     r"|Illegal member variable|Corrupt member|Reference with value of type"),
    ("php.property_on_null",
     r"Attempt to (?:assign|modify|increment/decrement) property ['\"](?P<property>[^'\"]*)['\"] (?:on|of) (?P<type>\S+)"),
    ("php.undefined_static_property",
     r"Access to undeclared static|Attempt to unset static property"),
    ("php.undefined_property",
     r"Undefined property:? (?P<class>[\w\\]+)::\$?(?P<property>\w+)|Accessing static property"),
    ("php.undefined_variable", r"Undefined (?:global )?variable|Undefined \S+variable"),
    ("php.inaccessible_method",
     r"Call to (?:\S+ )?(?:method )?\S+::\S+\(\) from|Cannot call (?:private|protected|abstract) |Cannot call constructor"),
    ("php.inaccessible_property", r"Cannot (?:access|modify|unset) \S+ property|Cannot \S+ \S+ property \S+ from"),
    ("php.inaccessible_constant", r"Cannot access (?:\S+ )?const(?:ant)? |Cannot access trait constant"),
    ("php.constant_invalid",
     r"Cannot declare self-referencing|Unsupported constant expression|Constants (?:may|cannot)|Class constants cannot|Only arrays can be unpacked in const"
     r"|Cannot use \[\] on objects in const|Fetching properties on non-enums"),
    ("php.cannot_instantiate",
     r"Cannot (?:directly|manually) construct|The \"\S+\" class is reserved|(?:Direct i|I)nstantiation of|Class '?\S+?'? cannot be instantiated"
     r"|Class \S+ does not have a constructor|Parameter ctor_params|Cannot make instance of internal class"),
    ("php.object_not_ready",
     r"The (?:parent constructor|object (?:is|to be)|inner constructor|\S+ object has not|\S+ instance wasn't|InternalIterator)"
     r"|\S+ (?:object )?(?:is already closed|is not fully|has not been (?:initialized|correctly))|(?:\S+\(\): )?(?:The )?Object (?:is )?not initialized"
     r"|\S+ object is (?:already closed|not (?:fully )?initialized)|Property access is not allowed|Directory object|Trying to compare (?:un|an in)|Cannot call constructor twice"
     r"|\S+\(\): The \S+ instance|Object not init"),
    ("php.cloning", r"Trying to clone|__clone method|Cannot clone|Failed to clone"),
    ("php.by_reference",
     r"(?:\S+\(\): Argument #\d+.*|Cannot pass (?:parameter|by-reference).*|Cannot assign by reference to overloaded.*|Attempting to set reference.*)"
     r"|Only variable references|Parameter \d+ to .* expected to be a reference|(?:Cannot|Unable) .* by reference|An iterator cannot be used with foreach"
     r"|Only variables? (?:can|should|references)"),
    ("php.unpacking",
     r"Keys must be of type|Cannot (?:unpack|use positional argument)|Only arrays and Traversables|Named parameter \$"),
    ("php.scalar_as_array",
     r"Cannot use (?:object|a scalar|int|float|bool|\S+) as (?:an )?array|Cannot unset offset in|Cannot add element to the array|Cannot use \[\] for"
     r"|Undefined offset for object|\[\] operator not supported for|Cannot append to|Cannot assign by reference to an array|Cannot use temporary"),
    ("php.string_as_array",
     r"Cannot assign an empty string|Only the first byte will be assigned|String is not zero-terminated"),
    ("php.illegal_offset", r"Illegal offset type|Resource ID#\d+ used as offset|Cannot access offset|Object \S+#\d+ not contained"),
    ("php.generator",
     r"Cannot (?:resume|rewind|get return|traverse|yield|use \"yield)|You can only iterate a gen|Generator passed|Impossible to yield|Can use \"yield"),
    ("php.function.iterator",
     r"Objects? (?:returned by|of type) .*(?:traversable|Iterator)|Iterator does not|Nothing returned from|Modification of \S+ during sorting"
     r"|Could not execute \S+::|Leaked \d+ hashtable|Cannot directly iterate"),
    ("php.function.serialization",
     r"(?:Uns|S)erialization of|\S+::serialize\(\) must|Invalid serialization data|Unknown or bad format.*unserializ|Insufficient data for unser"
     r"|Class \S+ has no unserializer|Bad unserialize|Erroneous data format"),
    ("php.nesting_limit", r"Nesting level too deep|Recursion detected|infinite recursion"),
    ("php.throwing",
     r"Cannot throw|Can only throw|(?:Error e|E)xceptions must|Wrong parameters for|Value for \S+ is no|(?:File|Function) name is no|Line is no|args element|Expected array for frame"),
    ("php.to_string", r"Method \S+::__toString\(\) must|\S+::__toString\(\) (?:must|implemented)"),
    ("php.closure", r"Cannot (?:bind|unbind|rebind)"),
    ("php.fiber", r"(?:Fiber (?:stack|shadow)|fiber\.stack)|Cannot switch fibers"),
    ("php.lazy_object", r"Lazy (?:proxy factory|object was)|Can not reset an object"),
    ("php.this_outside_object", r"Cannot (?:re-assign|unset) \$this"),
    ("php.non_static_called_statically", r"Non-static method|Cannot call non.static method"),
    ("php.unsupported_operands", r"Unsupported operand types|Right operand of in|(?:In|De)crement on type"),
    ("php.class_not_found", r"Class ['\"](?P<class>\S+)['\"] not found"),
    ("php.name_taken", r"Cannot declare .{1,80} because the name|First argument of class_alias"),
    ("php.lint", r"\"continue|Private methods cannot be final|The use statement with|\"\S+\" (?:will be|is not a supported)|Unsupported (?:encoding \[|declare ')|declare\("
                 r"|Octal escape|Unterminated comment|Unexpected character"),
    ("php.function.date",
     r"Timezone (?:database is|initialization)|Unknown or bad format \(|Failed to parse (?:time string|interval) \(|DatePeriod has not|Cannot compare DateInt|\S+\(\): (?:ISO interval|Recurrence)"),
    ("php.function.random", r"Cannot open source|Error reading from source|Could not gather|Length must be greater than|M(?:ax|in)imum value must be"),
    ("php.regular_expression", r"Unable to call custom|No (?:pattern|string) was|Failed evaluating|Failure evaluating|Invalid scanner"),
    ("php.mysqli", r"mysqli_\S+ cannot be used|Data fetched with MYSQLI|Error while (?:sending|receiving) public|Wrong COM_STMT"),
    ("php.curl", r"(?:\S+\(\): )?(?:Attempt to (?:close|reset) cURL|Could not initialize a new cURL)|The CURLOPT"),
    ("php.function.password", r"Password hashing"),
    ("php.startup",
     r"Cannot load module|Module '|\S+: Unable to register|Missing arginfo|request_startup|Cannot disable function|Failed loading Zend|zend\.assert|Invalid \"\S+\" setting"
     r"|Max memory|Failed to set memory|Directive '|Cannot open ['\"]\S+['\"] for reading|Invalid browscap"),
    ("php.engine_failure",
     r"Narrowing|zend_signal|GC buffer|huge_pages|String size overflow|Unknown list entry|Call to (?:private|protected) \S+::__destruct"
     r"|Unable to find my handle"),
    ("php.function.stream",
     r"No URL resource|Server doesn't support|FTP (?:does not support|proxy may|server reports)|Unknown file open|Remote file already|Unable to (?:resume|activate SSL)|Failed to set up data|Redirection limit"
     r"|HTTP (?:wrapper (?:does|full)|request failed)|Cannot connect to HTTPS|Invalid redirect|php://fd/|The file descriptors|Error duping|rfc2397|.\S+' is not a valid mode"
     r"|not implemented$|wrapper does not|\"\S+::\S+\" call failed|Content-type not"),
    ("php.function.network", r"Memory allocation failed for IP|GetAdapters|getifaddrs|No support for net"),
    ("php.function.cookie", r"Cookie (?:names|values|paths|domains) (?:cannot contain any|must not be)|Expiry date cannot have"),
    ("php.circular", r"var_export does not"),
    ("php.argument",
     r"Variable passed to each|First parameter must|Invalid error type|\S+\(\): supplied (?:resource|argument)|\S+\(\): no \S+ resource"),
)  # fmt: skip
"""What goes wrong while code runs, whatever the level."""
