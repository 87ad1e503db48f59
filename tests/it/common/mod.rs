//! What several areas of the tests share.

pub mod bytes;
pub mod floor;
pub mod pty;
