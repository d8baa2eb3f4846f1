//! Workflow commands of GitHub Actions: annotations on the lines of a pull request.

use super::mask::Mask;
use crate::check::{FileReport, Report};
use crate::finding::{Finding, Severity};
use crate::source::Source;

/// How many annotations of each level GitHub shows of one step; it drops others without a word.
pub const MOST: usize = 10;

/// What an annotation weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Error,
    Warning,
    Notice,
}

impl Level {
    const ALL: [Level; 3] = [Level::Error, Level::Warning, Level::Notice];

    fn of(severity: Severity) -> Self {
        match severity {
            Severity::Critical | Severity::High => Level::Error,
            Severity::Medium => Level::Warning,
            Severity::Low | Severity::Info => Level::Notice,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Notice => "notice",
        }
    }
}

/// An annotation: a failure is worse than every finding.
struct Annotation {
    level: Level,
    severity: Option<Severity>,
    text: String,
}

/// The findings that count, and the files that failed, as `::error`, `::warning` and `::notice`
/// commands: the most severe first, at most `most` of each level. What is left out is counted in a
/// last notice.
pub fn render(report: &Report, most: usize) -> String {
    let mut all: Vec<Annotation> = Vec::new();
    for (file, mask) in report.files.iter().zip(Mask::all(report)) {
        all.extend(file.failures.iter().map(|failure| {
            let line = failure.at.map_or(1, |at| at.line);
            let (path, message) = (property(&file.path), data(&failure.message));
            let text = format!("::error file={path},line={line},title=dockwarden::{message}\n");
            Annotation { level: Level::Error, severity: None, text }
        }));
        let Some(source) = &file.source else { continue };
        let counted = file.findings.iter().filter(|finding| finding.counts());
        all.extend(counted.map(|finding| annotation(file, source, &mask, finding)));
    }
    all.sort_by_key(|one| (one.severity.is_some(), std::cmp::Reverse(one.severity)));
    let of = |level: Level| all.iter().filter(move |one| one.level == level);
    let over = Level::ALL.iter().any(|level| of(*level).count() > most);
    let mut out = String::new();
    let mut left = Vec::new();
    for level in Level::ALL {
        // The notice that counts what is left out takes a place, too.
        let room = if over && level == Level::Notice { most.saturating_sub(1) } else { most };
        out.extend(of(level).take(room).map(|one| one.text.as_str()));
        match of(level).skip(room).count() {
            0 => {}
            1 => left.push(format!("1 {}", level.name())),
            n => left.push(format!("{n} {}s", level.name())),
        }
    }
    if !left.is_empty() {
        let left = left.join(", ");
        out.push_str(&format!("::notice title=dockwarden::Not shown as annotations: {left}\n"));
    }
    out
}

fn annotation(file: &FileReport, source: &Source, mask: &Mask, finding: &Finding) -> Annotation {
    let level = Level::of(finding.severity);
    let (start, end) = (source.position(finding.span.start), source.position(finding.span.end));
    // Columns are only understood for places on one line.
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let text = format!(
        "::{} file={},line={},endLine={}{columns},title={}::{}\n",
        level.name(),
        property(&file.path),
        start.line,
        end.line,
        property(&finding.rule),
        data(&mask.message(&finding.message)),
    );
    Annotation { level, severity: Some(finding.severity), text }
}

/// Escapes the text of a command.
pub fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
