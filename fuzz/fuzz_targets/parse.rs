//! Any bytes become a notice, and every span of it lies on characters of the source.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = duizhang::text::decode::decode(bytes).text;
    let clean = duizhang::text::clean::clean(&source);
    let parsed = duizhang::notice::parse(&source, &clean);
    for finding in &parsed.findings {
        assert!(source.get(finding.span.range()).is_some());
        for measure in &finding.measures {
            assert!(finding.span.contains(measure.span));
            assert!(source.get(measure.span.range()).is_some());
        }
    }
});
