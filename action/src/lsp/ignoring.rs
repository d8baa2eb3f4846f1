//! A comment that says that a finding is meant. What is offered was tried out: the comment stands where
//! it does what it says.

use dockwarden_core::check::Report;
use dockwarden_core::finding::{Finding, Suppressor};
use dockwarden_core::source::{Source, Span};
use lsp_types::TextEdit;

use super::difference::lines_of;
use super::documents::Documents;
use super::folder::Folder;
use super::offer::Offer;
use super::place;

/// What stands where the reason belongs.
pub const REASON: &str = "TODO: say why";

/// The edit that makes the finding not count; none if no comment can.
pub fn edit(
    folder: &mut Folder,
    documents: &Documents,
    name: &str,
    source: &Source,
    offer: &Offer,
) -> Option<TextEdit> {
    let comment = format!("# dockwarden: ignore={} {REASON}", offer.rule);
    let here = source.line_span(source.line_of(offer.span.start));
    // Within an instruction of several lines a comment may be part of its text: above it is safe.
    let blocks = folder.document(name, documents).map(|document| document.reading.blocks).unwrap_or_default();
    let block = blocks.iter().find(|block| block.start <= offer.span.start && offer.span.start <= block.end);
    let above = |start: u32| {
        let line = source.line_span(source.line_of(start));
        let text = source.slice(line);
        let indent = &text[..text.len() - text.trim_start().len()];
        (Span { end: line.start, ..line }, format!("{indent}{comment}\n"))
    };
    let behind = (Span { start: here.end, ..here }, format!("  {comment}"));
    let places = [block.map(|block| above(block.start)), Some(above(here.start)), Some(behind)];
    let before = folder.trial(name, &source.rewrite([]), documents, |report| State::of(report, name, offer));
    places.into_iter().flatten().find_map(|(span, text)| {
        let bytes = source.rewrite([(span, text.as_str())]);
        let after = folder.trial(name, &bytes, documents, |report| State::of(report, name, offer));
        let better = after.ignored > before.ignored && after.other <= before.other;
        better.then(|| TextEdit { range: place::range(source, span), new_text: lines_of(source, &text) })
    })
}

/// What a report says of a finding, and of everything else in its file.
struct State {
    /// How often a comment ignores it.
    ignored: usize,
    /// How many other findings count.
    other: usize,
}

impl State {
    fn of(report: &Report, name: &str, offer: &Offer) -> Self {
        let findings = report.files.iter().filter(|file| file.path == name).flat_map(|file| &file.findings);
        let is_it =
            |finding: &Finding| finding.rule == offer.rule && finding.fingerprint == offer.fingerprint;
        let (mut ignored, mut other) = (0, 0);
        for finding in findings {
            let by_comment = finding.suppressed.as_ref().is_some_and(|by| by.by == Suppressor::Comment);
            ignored += usize::from(is_it(finding) && by_comment);
            other += usize::from(!is_it(finding) && finding.suppressed.is_none());
        }
        Self { ignored, other }
    }
}
