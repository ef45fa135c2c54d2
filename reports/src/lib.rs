//! Records to charts, tables and one HTML page.
#![forbid(unsafe_code)]
