//! The report for people: the marked source, why it matters, how to mend it, and a summary.

use std::collections::HashMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::mask::Mask;
use super::plain::{self, Excerpt};
use crate::check::{FileReport, Report, Status};
use crate::finding::{Finding, Related, Safety, Severity, Suppressor};
use crate::source::{Source, Span};

/// Longest excerpt, in bytes; a place on a longer line is named, not shown.
const MAX_EXCERPT: usize = 2000;
/// Most lines of a marked place that are shown.
const MAX_LINES: usize = 6;

/// How the report looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Whether to colour.
    pub color: bool,
    /// Whether to show findings that comments suppress.
    pub suppressed: bool,
}

/// The whole report.
pub fn render(report: &Report, style: Style) -> String {
    render_by(report, style, |count, one| (0..count).map(one).collect())
}

/// The whole report, where `all` makes what is said of each file: as many texts as it is told, from the
/// function that it is given, in order. To mark the source takes most of the time of a report, so that a
/// caller with several threads may share that out.
pub fn render_by(
    report: &Report,
    style: Style,
    all: impl FnOnce(usize, &(dyn Fn(usize) -> String + Sync)) -> Vec<String>,
) -> String {
    let masks = Mask::all(report);
    let firsts = firsts(report, style);
    let one = |at: usize| file(report, at, &masks, &firsts, style);
    let mut out = all(report.files.len(), &one).concat();
    fixed(&mut out, report);
    out.push_str(&super::depth::text(report));
    out.push_str(&summary(report));
    out
}

/// Whether the report tells of a finding.
fn told(finding: &Finding, style: Style) -> bool {
    finding.counts() || (style.suppressed && finding.suppressed.is_some())
}

/// The first finding of each rule, by its file and its place among those of the file: it says why the rule
/// matters and where to read more, the others do not say it again.
fn firsts(report: &Report, style: Style) -> HashMap<&str, (usize, usize)> {
    let mut first = HashMap::new();
    for (at, file) in report.files.iter().enumerate() {
        for (index, finding) in file.findings.iter().enumerate().filter(|(_, one)| told(one, style)) {
            first.entry(finding.rule.as_str()).or_insert((at, index));
        }
    }
    first
}

/// What was there before and is no more, a line each.
fn fixed(out: &mut String, report: &Report) {
    let Some(before) = &report.before else { return };
    let masks = Mask::all(&before.report);
    for (file, source, finding) in report.fixed() {
        let at = source.position(finding.span.start);
        let message = masks.get(finding.span.file.0 as usize).map(|mask| mask.message(&finding.message));
        out.push_str(&format!(
            "fixed[{}] {} ({}:{}:{} before)\n",
            plain::line(&finding.rule),
            plain::line(&message.unwrap_or_default()),
            plain::line(&file.path),
            at.line,
            at.column,
        ));
    }
    if report.fixed().next().is_some() {
        out.push('\n');
    }
}

/// What is said of one file.
fn file(
    report: &Report,
    at: usize,
    masks: &[Mask],
    firsts: &HashMap<&str, (usize, usize)>,
    style: Style,
) -> String {
    let mut out = String::new();
    let (file, mask) = (&report.files[at], &masks[at]);
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    for failure in &file.failures {
        let title = Level::ERROR.primary_title(plain::line(&failure.message));
        let mut origin = Origin::path(plain::line(&file.path));
        if let Some(at) = failure.at {
            origin = origin.line(at.line as usize).char_column(at.column as usize);
        }
        out.push_str(&renderer.render(&[title.element(origin)]));
        out.push_str("\n\n");
    }
    let Some(source) = &file.source else { return out };
    for (index, finding) in file.findings.iter().enumerate().filter(|(_, one)| told(one, style)) {
        let first = firsts.get(finding.rule.as_str()) == Some(&(at, index));
        let mut groups = vec![group(report, file, source, mask, finding, first)];
        groups.extend(finding.related.iter().filter_map(|place| related(report, masks, place)));
        out.push_str(&renderer.render(&groups));
        out.push_str("\n\n");
    }
    out
}

fn group<'a>(
    report: &'a Report,
    file: &'a FileReport,
    source: &'a Source,
    mask: &Mask,
    finding: &'a Finding,
    first: bool,
) -> Group<'a> {
    let level = match finding.severity {
        Severity::Critical | Severity::High => Level::ERROR,
        Severity::Medium => Level::WARNING,
        Severity::Low | Severity::Info => Level::INFO,
    };
    let title = level
        .with_name(finding.severity.name())
        .primary_title(plain::line(&mask.message(&finding.message)).into_owned())
        .id(plain::line(&finding.rule));
    let mut group = match excerpt(source, mask, finding.span) {
        Some((text, line, range)) => title.element(
            Snippet::source(text)
                .line_start(line)
                .path(plain::line(&file.path))
                .annotation(AnnotationKind::Primary.span(range)),
        ),
        None => title.element(origin(file, source, finding.span)),
    };
    if let Some(suppressed) = &finding.suppressed {
        let reason = mask.message(suppressed.reason.as_deref().unwrap_or("no reason given"));
        let place = report.file_of(suppressed.span);
        let (path, source) = place.map_or((&file.path, source), |(file, source)| (&file.path, source));
        let line = source.position(suppressed.span.start).line;
        let text = match suppressed.by {
            Suppressor::Comment => format!("suppressed by the comment on line {line}: {reason}"),
            Suppressor::Layer => format!("not needed: {reason} ({path}:{line})"),
        };
        group = group.element(Level::NOTE.message(plain::line(&text).into_owned()));
    }
    let about = report.catalog.get(&finding.rule);
    if let Some(about) = about.filter(|about| first && !about.description.is_empty()) {
        group = group.element(Level::NOTE.with_name("why").message(one_line(&about.description)));
    }
    if let Some(services) = finding.runners.told() {
        group = group.element(Level::NOTE.with_name("run by").message(plain::line(&services).into_owned()));
    }
    if let Some(fix) = &finding.fix {
        let text = match (fix.safety, &fix.note) {
            (Safety::Safe, _) => "`dockwarden fix` mends this".to_owned(),
            (Safety::Unsafe, None) => "`dockwarden fix --unsafe` mends this; behaviour may change".to_owned(),
            (Safety::Unsafe, Some(note)) => {
                format!("`dockwarden fix --unsafe` mends this: {}", plain::line(&mask.message(note)))
            }
        };
        group = group.element(Level::HELP.with_name("fix").message(text));
    }
    if let Some(link) = about.filter(|_| first).and_then(super::link) {
        group = group.element(Level::HELP.with_name("more").message(plain::line(link)));
    }
    group
}

/// A further place of a finding, which may lie in another file.
fn related<'a>(report: &'a Report, masks: &[Mask], related: &'a Related) -> Option<Group<'a>> {
    let (file, source) = report.file_of(related.span)?;
    let mask = masks.get(related.span.file.0 as usize)?;
    let title = Level::NOTE.secondary_title(plain::line(&mask.message(&related.message)).into_owned());
    Some(match excerpt(source, mask, related.span) {
        Some((text, line, range)) => title.element(
            Snippet::source(text)
                .line_start(line)
                .path(plain::line(&file.path))
                .annotation(AnnotationKind::Context.span(range)),
        ),
        None => title.element(origin(file, source, related.span)),
    })
}

fn one_line(text: &str) -> String {
    plain::line(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

fn origin<'a>(file: &'a FileReport, source: &Source, span: Span) -> Origin<'a> {
    let at = source.position(span.start);
    Origin::path(plain::line(&file.path)).line(at.line as usize).char_column(at.column as usize)
}

/// The lines of a place, harmless and without secrets; the number of the first; the place in them.
fn excerpt(source: &Source, mask: &Mask, span: Span) -> Option<(String, usize, std::ops::Range<usize>)> {
    let first = source.line_of(span.start);
    // A place that ends with a newline ends on the line before.
    let last_byte = span.end.max(span.start + 1) - 1;
    let last = source.line_of(last_byte).min(first + MAX_LINES - 1);
    let lines = source.line_span(first).to(source.line_span(last));
    if lines.range().len() > MAX_EXCERPT {
        return None;
    }
    let hidden = mask.apply(lines.start, source.slice(lines));
    let shown = Excerpt::new(&hidden);
    let place = |offset: u32| shown.offset((offset.clamp(lines.start, lines.end) - lines.start) as usize);
    let range = place(span.start)..place(span.end.max(span.start));
    Some((shown.text, first + 1, range))
}

/// One line that counts everything.
pub fn summary(report: &Report) -> String {
    let summary = report.summary();
    let mut parts = Vec::new();
    for severity in Severity::ALL.iter().rev() {
        match summary.by_severity[*severity as usize] {
            0 => {}
            n => parts.push(format!("{n} {severity}")),
        }
    }
    let new = if report.before.is_some() { "new " } else { "" };
    let mut out = match summary.findings() {
        0 => format!("No {new}findings"),
        1 => format!("1 {new}finding ({})", parts.join(", ")),
        n => format!("{n} {new}findings ({})", parts.join(", ")),
    };
    out.push_str(&match summary.files {
        1 => " in 1 file".to_owned(),
        n => format!(" in {n} files"),
    });
    for (count, what) in [
        (summary.fixable, "with a safe fix"),
        (summary.suppressed, "suppressed"),
        (summary.fixed, "fixed"),
        (summary.unchanged, "as before"),
    ] {
        if count > 0 {
            out.push_str(&format!(", {count} {what}"));
        }
    }
    for (count, status) in [(summary.partial, Status::Partial), (summary.failed, Status::Failed)] {
        let what = if status == Status::Failed { "not readable" } else { "understood in part" };
        if count > 0 {
            out.push_str(&format!("; {count} {} {what}", if count == 1 { "file" } else { "files" }));
        }
    }
    out.push('\n');
    out
}
