//! Any bytes, read as what they are: most are plain text in one encoding or another.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    lacuna_fuzz::read(input);
});
