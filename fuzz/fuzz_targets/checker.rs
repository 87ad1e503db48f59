//! See `shared/checker.rs`: what must hold for any bytes.
#![no_main]

#[path = "../shared/checker.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
