//! Context managers: what `with` asks of an object.

use crate::Runtime;
use crate::object::Gc;
use crate::object::exception::Exception;
use crate::object::string::Str;
use crate::value::{Result, Value};

impl Runtime {
    /// `__enter__` of a context manager, as its class has it.
    ///
    /// # Errors
    /// `TypeError` when it has none.
    pub fn context_enter(&mut self, manager: Value) -> Result {
        let name = self.names.__enter__;
        self.context_method(manager, name, "")
    }

    /// `__exit__` likewise.
    ///
    /// # Errors
    /// As [`Runtime::context_enter`].
    pub fn context_exit(&mut self, manager: Value) -> Result {
        let name = self.names.__exit__;
        self.context_method(manager, name, " (missed __exit__ method)")
    }

    fn context_method(&mut self, manager: Value, name: Gc<Str>, detail: &str) -> Result {
        if let Some(method) = self.special(manager, name) {
            return Ok(method);
        }
        let class = self.type_name(manager);
        Err(self.type_error(format!("'{class}' object does not support the context manager protocol{detail}")))
    }

    /// Enters a context manager: its `__exit__`, bound, and what `__enter__` gave.
    ///
    /// # Errors
    /// As [`Runtime::context_enter`], and whatever `__enter__` raises.
    pub fn enter_context(&mut self, manager: Value) -> Result<(Value, Value)> {
        let class = self.class_of(manager);
        let enter = self.context_enter(manager)?;
        let enter = self.bind_attribute(enter, manager, class)?;
        let exit = self.context_exit(manager)?;
        let exit = self.bind_attribute(exit, manager, class)?;
        let entered = self.call(enter, &[])?;
        Ok((exit, entered))
    }

    /// Leaves a context manager because of an exception; whether `__exit__` swallows it.
    ///
    /// # Errors
    /// Whatever `__exit__` raises.
    pub fn exit_context(&mut self, exit: Value, exception: Value) -> Result<bool> {
        let class = self.class_of(exception);
        let traceback = exception.as_object::<Exception>().map_or(Value::NONE, |e| e.traceback.get());
        let result = self.call(exit, &[class.into(), exception, traceback])?;
        self.truth(result)
    }
}
