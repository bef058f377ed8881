//! No file of any kind brings the reading of formats down.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.txt", "a.html", "a.mhtml", "a.docx", "a.pdf", "a.md"] {
        let _ = duizhang::text::format::extract(bytes, name);
    }
});
