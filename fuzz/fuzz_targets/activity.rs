//! See `shared/activity.rs`: what must hold for any bytes.
#![no_main]

#[path = "../shared/activity.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
