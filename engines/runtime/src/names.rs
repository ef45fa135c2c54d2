//! Names the runtime itself looks up, interned once.

use crate::object::Gc;
use crate::object::string::Str;

macro_rules! names {
    ($($name:ident)*) => {
        /// Interned names, one field each.
        #[expect(missing_docs, non_snake_case, reason = "each field is the name it is called")]
        pub struct Names { $(pub $name: Gc<Str>,)* }

        impl Names {
            pub(crate) fn new(mut intern: impl FnMut(&str) -> Gc<Str>) -> Names {
                Names { $($name: intern(stringify!($name)),)* }
            }
        }
    };
}

names! {
    __abs__ __add__ __aenter__ __and__ __annotations__ __bases__ __bool__ __builtins__ __bytes__ __call__ __cause__ __ceil__
    __class__ __class_getitem__ __complex__ __contains__ __context__ __debug__ __defaults__ __del__ __delattr__ __delete__
    __delitem__ __dict__ __dir__ __divmod__ __doc__ __enter__ __eq__ __exit__ __file__ __float__ __floor__ __floordiv__
    __format__ __ge__ __get__ __getattr__ __getattribute__ __getitem__ __gt__ __hash__ __iadd__ __iand__ __ifloordiv__
    __ilshift__ __imatmul__ __imod__ __import__ __imul__ __index__ __init__ __init_subclass__ __instancecheck__ __int__
    __invert__ __ior__ __ipow__ __irshift__ __isub__ __iter__ __itruediv__ __ixor__ __kwdefaults__ __le__ __len__
    __length_hint__ __lshift__ __lt__ __main__ __matmul__ __missing__ __mod__ __module__ __mro__ __mro_entries__ __mul__
    __name__ __ne__ __neg__ __new__ __next__ __or__ __package__ __path__ __pos__ __pow__ __prepare__ __qualname__ __radd__
    __rand__ __rdivmod__ __repr__ __reversed__ __rfloordiv__ __rlshift__ __rmatmul__ __rmod__ __rmul__ __ror__ __round__
    __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__ __set__ __set_name__ __setattr__ __self__ __setitem__ __slots__
    __str__ __sub__ __subclasscheck__ __suppress_context__ __traceback__ __truediv__ __trunc__ __xor__ __all__ __weakref__
    __spec__ __loader__ __wrapped__ __notes__ __match_args__ _cache_state
    args builtins close code decode encode end errno file flush func get isatty items keys key keywords mro metaclass msg name
    obj path print reverse read readline send sep stderr stdin stdout stop strict throw value write default start filename strerror
    True False None encoding object reason __await__ __aiter__ __anext__ __aexit__ derive
}
