"""What PHP itself announces as deprecated, PHP 7.2 to 8.6, besides the rows of :mod:`wpdiag.diagnose.families`.

The patterns are for the beginning of the message, behind ``function(): `` where PHP writes that.
"""

from __future__ import annotations

from wpdiag.diagnose.families_code import Family

DEPRECATED: tuple[Family, ...] = (
    ("php.backtick_operator", r"The backtick \(`\) operator is deprecated"),
    ("php.case_semicolon", r"Case statements followed by a semicolon"),
    ("php.cast_name",
     r"Non-canonical cast \((?P<cast>\w+)\) is deprecated, use the \((?P<replacement>\w+)\) cast"
     r"|The \((?P<real>real)\) cast is deprecated, use \(float\) instead"),
    ("php.unset_cast", r"The \(unset\) cast is deprecated"),
    ("php.null_offset", r"Using null as (?:an array offset|the key parameter for (?P<function>\w+)\(\)) is deprecated"),
    ("php.debug_info", r"Returning null from (?P<class>\S+)::__debugInfo\(\) is deprecated"),
    ("php.output_handler", r"Producing output from user output handler (?P<handler>\S+) is deprecated"),
    ("php.increment_string",
     r"(?P<operation>In|De)crement on (?:non-numeric|non-alphanumeric|empty) string (?:has no effect and )?is deprecated"),
    ("php.power_of_zero", r"Power of base 0 and negative exponent"),
    ("php.http_response_header", r"The predefined locally scoped \$http_response_header variable is deprecated"),
    ("php.object_for_array",
     r"Passing an object for (?:argument #(?P<argument>\d+) \$\w+ to (?P<function>\w+)\(\)|filter parameters)|Using an object as a backing array"
     r"|object values within argument #(?P<number>\d+)|Using array_key_exists\(\) on objects|Calling \w+\(\) on an object is deprecated"),
    ("php.one_byte",
     r"Providing a(?: string that is not one byte long| value not in-between 0 and 255|n empty string) is deprecated"),
    ("php.class_without_argument", r"Calling (?P<function>get_class|get_parent_class|get_called_class)\(\) without arguments is deprecated"),
    ("php.csv_escape", r"the \$escape parameter must be provided"),
    ("php.assert_string", r"Calling assert\(\) with a string argument"),
    ("php.deprecated_setting",
     r"(?P<setting>assert\.\w+) INI setting is deprecated|Usage of (?P<used>session\.\w+) INI setting is deprecated"
     r"|(?P<plain>auto_detect_line_endings) is deprecated|Directive '(?P<directive>[^']+)' is deprecated"
     r"|The (?P<named>[\w.]+) directive is deprecated|Deriving \$_SERVER\['argv'\]|Disabling (?P<disabled>[\w.]+) INI setting"),
    ("php.deprecated_name",
     r"Using \"(?P<name>[^\"]+)\" as .+ is deprecated|Calling a (?:constant|function) \"(?P<called>[^\"]+)\" is deprecated"
     r"|Declaring \S+ constant called '(?P<constant>\w+)' is deprecated|Defining a custom (?P<function>assert)\(\) function is deprecated"),
    ("php.case_insensitive_constant",
     r"Case-insensitive constants are deprecated\. The correct casing for this constant is \"(?P<constant>[^\"]+)\""
     r"|Declaration of case-insensitive constants"),
    ("php.operator_precedence", r"The behavior of unparenthesized expressions containing both"),
    ("php.constructor_result",
     r"(?:Returning a value from a|Making a) (?P<method>constructor|destructor)(?: a Generator)? is deprecated|Returning from a finally block is deprecated"),
    ("php.reference_from_void", r"(?:(?P<function>\S+)\(\): )?Returning by reference from a void function is deprecated"),
    ("php.compare_bool", r"Returning bool from comparison function is deprecated"),
    ("php.closure", r"Unbinding \$this of "),
    ("php.return_type", r"Return type of .+ should either be compatible"),
    ("php.null_to_parameter", r"(?:\S+\(\): )?Passing null to parameter #\d+|Passing null is deprecated"),
    ("php.float_to_int", r"Implicit conversion from float-string \"(?P<value>[^\"]*)\""),
    ("php.class_scope", r"Cannot use \"parent\" when current class scope"),
    ("php.invalid.attribute", r"Cannot apply #\[\\Deprecated\]"),
    ("php.deprecated_trait", r"Trait (?P<class>\S+) used by (?P<user>\S+) is deprecated(?: since (?P<since>[\d.]+))?(?:, (?P<advice>.+))?"),
    ("php.deprecated_argument",
     r"Calling (?P<function>[\w:]+)\((?P<given>.*?)\)(?: with \d+ arguments| without .+?| with a given object .+?)? is deprecated(?:, (?P<advice>.+))?"
     r"|Passing the \$(?P<parameter>\w+) parameter is deprecated since (?P<since>[\d.]+)|(?:t|T)he \$(?P<unused>\w+) parameter is deprecated"
     r"|Setting \$(?P<ignored>\w+) to |Passing glue string after array|Use of the 'salt' option|Instantiation of (?P<class>\w+) without"
     r"|Providing an object to argument #(?P<argument>\d+)|Invalid characters passed for attempted conversion"
     r"|Looking up the DSN from a URI|Argument #\d+ \(\$\w+\) has been ignored"),
    ("php.deprecated_function",
     r"The (?P<function>[\w.]+) (?:filter|property) is deprecated|You should be using the time\(\) function|(?P<called>Reflection\w+::\w+)\(\) for a "
     r"|Using spl_autoload_call\(\)|Using more than \d+ filters"),
)  # fmt: skip
"""Of level deprecated only."""
