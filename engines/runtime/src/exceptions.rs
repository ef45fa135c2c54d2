//! The exception hierarchy, CPython 3.11's.

use crate::heap::Marker;
use crate::object::Gc;
use crate::object::class::Class;

macro_rules! exceptions {
    ($($field:ident $name:ident $(: $base:ident)?;)*) => {
        /// Exception classes, one field each.
        #[expect(missing_docs, reason = "each field is the class it is called")]
        pub struct Exceptions { $(pub $field: Gc<Class>,)* }

        impl Exceptions {
            /// # Safety
            /// All fields are set before use.
            pub(crate) unsafe fn placeholder() -> Exceptions {
                // SAFETY: passed on.
                unsafe { Exceptions { $($field: Gc::placeholder(),)* } }
            }

            pub(crate) fn trace(&self, marker: &mut Marker<'_>) {
                $(marker.object(self.$field);)*
            }

            /// Every class, bases first.
            pub fn all(&self) -> Vec<Gc<Class>> {
                vec![$(self.$field),*]
            }

            /// Makes all classes in order, bases first.
            pub(crate) fn create(rt: &mut crate::Runtime, mut make: impl FnMut(&mut crate::Runtime, &'static str, Option<Gc<Class>>) -> Gc<Class>) {
                $(
                    #[allow(unused_mut, unused_assignments, reason = "the root has no base")]
                    let mut base = None;
                    $(base = Some(rt.exceptions.$base);)?
                    rt.exceptions.$field = make(rt, stringify!($name), base);
                )*
            }
        }
    };
}

exceptions! {
    base_exception BaseException;
    base_exception_group BaseExceptionGroup: base_exception;
    generator_exit GeneratorExit: base_exception;
    keyboard_interrupt KeyboardInterrupt: base_exception;
    system_exit SystemExit: base_exception;
    exception Exception: base_exception;
    arithmetic_error ArithmeticError: exception;
    floating_point_error FloatingPointError: arithmetic_error;
    overflow_error OverflowError: arithmetic_error;
    zero_division_error ZeroDivisionError: arithmetic_error;
    assertion_error AssertionError: exception;
    attribute_error AttributeError: exception;
    buffer_error BufferError: exception;
    eof_error EOFError: exception;
    import_error ImportError: exception;
    module_not_found_error ModuleNotFoundError: import_error;
    lookup_error LookupError: exception;
    index_error IndexError: lookup_error;
    key_error KeyError: lookup_error;
    memory_error MemoryError: exception;
    name_error NameError: exception;
    unbound_local_error UnboundLocalError: name_error;
    os_error OSError: exception;
    blocking_io_error BlockingIOError: os_error;
    child_process_error ChildProcessError: os_error;
    connection_error ConnectionError: os_error;
    broken_pipe_error BrokenPipeError: connection_error;
    connection_aborted_error ConnectionAbortedError: connection_error;
    connection_refused_error ConnectionRefusedError: connection_error;
    connection_reset_error ConnectionResetError: connection_error;
    file_exists_error FileExistsError: os_error;
    file_not_found_error FileNotFoundError: os_error;
    interrupted_error InterruptedError: os_error;
    is_a_directory_error IsADirectoryError: os_error;
    not_a_directory_error NotADirectoryError: os_error;
    permission_error PermissionError: os_error;
    process_lookup_error ProcessLookupError: os_error;
    timeout_error TimeoutError: os_error;
    reference_error ReferenceError: exception;
    runtime_error RuntimeError: exception;
    not_implemented_error NotImplementedError: runtime_error;
    recursion_error RecursionError: runtime_error;
    stop_async_iteration StopAsyncIteration: exception;
    stop_iteration StopIteration: exception;
    syntax_error SyntaxError: exception;
    indentation_error IndentationError: syntax_error;
    tab_error TabError: indentation_error;
    system_error SystemError: exception;
    type_error TypeError: exception;
    value_error ValueError: exception;
    unicode_error UnicodeError: value_error;
    unicode_decode_error UnicodeDecodeError: unicode_error;
    unicode_encode_error UnicodeEncodeError: unicode_error;
    unicode_translate_error UnicodeTranslateError: unicode_error;
    warning Warning: exception;
    bytes_warning BytesWarning: warning;
    deprecation_warning DeprecationWarning: warning;
    encoding_warning EncodingWarning: warning;
    future_warning FutureWarning: warning;
    import_warning ImportWarning: warning;
    pending_deprecation_warning PendingDeprecationWarning: warning;
    resource_warning ResourceWarning: warning;
    runtime_warning RuntimeWarning: warning;
    syntax_warning SyntaxWarning: warning;
    unicode_warning UnicodeWarning: warning;
    user_warning UserWarning: warning;
    exception_group ExceptionGroup: base_exception_group;
}
