//! Web pages.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    lacuna_fuzz::read(&[b"<html>", input].concat());
});
