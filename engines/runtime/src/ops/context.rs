//! Context managers: what `with` asks of an object.

use crate::Runtime;
use crate::object::exception::Exception;
use crate::value::{Result, Value};

impl Runtime {
    /// `__enter__` and `__exit__` of a context manager, bound.
    ///
    /// # Errors
    /// `TypeError` when it has not both.
    pub fn context_methods(&mut self, manager: Value) -> Result<(Value, Value)> {
        let (enter_name, exit_name) = (self.names.__enter__, self.names.__exit__);
        let (enter, exit) = (self.special(manager, enter_name), self.special(manager, exit_name));
        let (Some(enter), Some(exit)) = (enter, exit) else {
            let class = self.type_name(manager);
            let detail = if enter.is_some() { " (missed __exit__ method)" } else { "" };
            return Err(self.type_error(format!("'{class}' object does not support the context manager protocol{detail}")));
        };
        let class = self.class_of(manager);
        let enter = self.bind_attribute(enter, manager, class)?;
        let exit = self.bind_attribute(exit, manager, class)?;
        Ok((enter, exit))
    }

    /// Enters a context manager: its `__exit__`, and what `__enter__` gave.
    ///
    /// # Errors
    /// As [`Runtime::context_methods`], and whatever `__enter__` raises.
    pub fn enter_context(&mut self, manager: Value) -> Result<(Value, Value)> {
        let (enter, exit) = self.context_methods(manager)?;
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
