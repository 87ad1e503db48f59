//! Cards as a person reads them.
#![allow(clippy::unwrap_used)]
