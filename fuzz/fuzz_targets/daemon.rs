//! Any bytes read as a daemon file: no panic, and every place lies inside the text.
#![no_main]

use dockwarden_core::document::{Document, Kind};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::source::{FileId, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::from_bytes(FileId(0), "fuzzed", bytes) else { return };
    let document = Document::read(Kind::Daemon, source, &Surroundings::default());
    let text = document.source.text();
    for object in document.reading.model.objects() {
        assert!(text.get(object.span.range()).is_some(), "{:?} is not a place in the text", object.span);
    }
    for fault in &document.reading.faults {
        assert!(text.get(fault.span.range()).is_some(), "{:?} is not a place in the text", fault.span);
    }
});
