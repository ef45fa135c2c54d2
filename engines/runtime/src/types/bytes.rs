//! Builtin class family `bytes`: methods and constructor.

use crate::Runtime;

pub(crate) fn install(_rt: &mut Runtime) {}

impl Runtime {
    /// Copy of the contents of a bytes-like object.
    pub fn bytes_like(&mut self, v: crate::value::Value) -> Option<Vec<u8>> {
        let v = crate::object::instance::native_payload(v);
        if let Some(b) = v.as_object::<crate::object::bytes::Bytes>() {
            return Some(b.as_slice().to_vec());
        }
        v.as_object::<crate::object::bytes::ByteArray>().map(|b| b.data.borrow().clone())
    }
}
