//! JUnit XML: one suite per file, one failed case per finding that counts, a skipped one per finding
//! that was there before.

use super::mask::Mask;
use crate::check::Report;

/// The report as JUnit XML.
pub fn render(report: &Report) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"dockwarden\">\n");
    for (file, mask) in report.files.iter().zip(Mask::all(report)) {
        let findings: Vec<_> = file.findings.iter().filter(|finding| finding.counts()).collect();
        let old: Vec<_> = file.findings.iter().filter(|f| f.suppressed.is_none() && !f.counts()).collect();
        let path = escape(&file.path);
        let (failures, errors) = (findings.len(), file.failures.len());
        let (skipped, tests) = (old.len(), (failures + errors + old.len()).max(1));
        out.push_str(&format!(
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\">\n"
        ));
        if failures + errors + skipped == 0 {
            out.push_str(&format!("    <testcase name=\"dockwarden\" classname=\"{path}\"/>\n"));
        }
        for failure in &file.failures {
            out.push_str(&format!(
                "    <testcase name=\"read\" classname=\"{path}\"><error message=\"{}\"/></testcase>\n",
                escape(&failure.message)
            ));
        }
        for finding in findings.into_iter().chain(old) {
            let place = file.source.as_ref().map(|source| source.position(finding.span.start));
            let place = place.map_or(String::new(), |at| format!("{}:{}:{}", file.path, at.line, at.column));
            let what = match finding.counts() {
                true => format!("failure type=\"{}\"", finding.severity),
                false => "skipped".to_owned(),
            };
            out.push_str(&format!(
                "    <testcase name=\"{} at {}\" classname=\"{path}\"><{what} message=\"{}\"/></testcase>\n",
                escape(&finding.rule),
                escape(&place),
                escape(&mask.message(&finding.message)),
            ));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// Text for an attribute; what XML 1.0 cannot hold is spelled out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}
