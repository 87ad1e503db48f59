//! See `shared/topic.rs`: what must hold for any bytes.
#![no_main]

#[path = "../shared/topic.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
