//! The table of defence in depth, for each format that has one.

use serde_json::{Value, json};

use super::MAX_ROWS;
use super::plain;
use crate::check::Report;
use crate::defence::{self, Layer, Row, State, Subject};

/// Heads of the columns, in the order of [`Layer::ALL`], short enough for a terminal.
const HEADS: [&str; 11] =
    ["base", "user", "priv", "ns", "mac", "fs", "net", "secret", "limit", "log", "scan"];

/// Most characters of the name of a row on a terminal.
const WIDEST: usize = 48;

/// How a layer looks on a terminal.
fn mark(state: State) -> &'static str {
    match state {
        State::Held => "yes",
        State::Missing => "NO",
        State::Unknown => "?",
    }
}

/// The verdict: how much holds, and the cheapest thing to do next.
pub fn verdict(report: &Report) -> Option<String> {
    let cells = || report.depth.iter().flat_map(|row| &row.cells);
    let count = |state: State| cells().filter(|cell| cell.state == state).count();
    let known = count(State::Held) + count(State::Missing);
    let mut parts = vec![format!("{} of {known} layers hold", count(State::Held))];
    if let Some((layer, rows)) = defence::next(&report.depth) {
        let names: Vec<String> = rows.iter().take(3).map(|row| name(report, row)).collect();
        let more = rows.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        parts.push(format!("the cheapest to add: {} for {}{more}", layer.remedy(), names.join(", ")));
    }
    let missing = cells().find(|cell| cell.state == State::Missing && cell.note.is_some());
    parts.extend(missing.and_then(|cell| cell.note.clone()));
    (known > 0).then(|| parts.join("; "))
}

/// What a row is about; with its folder where several projects are in the table.
fn name(report: &Report, row: &Row) -> String {
    let services = || report.depth.iter().filter(|row| row.subject == Subject::Service);
    let several = services().any(|other| services().any(|one| one.path != other.path));
    match (row.subject, row.path.rsplit_once('/')) {
        (Subject::Service, Some((folder, _))) if several => format!("{} in {folder}", row.name),
        _ => row.name.clone(),
    }
}

/// The table as plain text; empty without a service, since what the other files lack is said by their
/// findings.
pub fn text(report: &Report) -> String {
    if report.depth.iter().all(|row| row.subject != Subject::Service) {
        return String::new();
    }
    let head = |row: &Row| {
        plain::line(&format!("{} {}", row.subject.name(), name(report, row))).chars().take(WIDEST).collect()
    };
    let heads: Vec<String> = report.depth.iter().map(head).collect();
    let width = heads.iter().map(|head| head.chars().count()).max().unwrap_or(0).max(16);
    let cells = |texts: &mut dyn Iterator<Item = &'static str>| {
        let cells = texts.zip(HEADS).map(|(text, head)| format!("  {text:<0$}", head.len().max(3)));
        cells.collect::<String>().trim_end().to_owned()
    };
    let mut out = format!("{:<width$}{}\n", "Defence in depth", cells(&mut HEADS.into_iter()));
    for (row, head) in report.depth.iter().zip(&heads) {
        out.push_str(&format!(
            "{head:<width$}{}\n",
            cells(&mut row.cells.iter().map(|cell| mark(cell.state)))
        ));
    }
    if let Some(verdict) = verdict(report) {
        out.push_str(&format!("{}\n", plain::line(&verdict)));
    }
    out.push('\n');
    out
}

/// The table as Markdown, with text escaped by `escape`; empty without rows.
pub fn markdown(report: &Report, escape: impl Fn(&str) -> String) -> String {
    if report.depth.is_empty() {
        return String::new();
    }
    let heads: Vec<&str> = Layer::ALL.into_iter().map(Layer::name).collect();
    let mut out = format!("\n### Defence in depth\n\n| | {} |\n|---|", heads.join(" | "));
    out.push_str(&"---|".repeat(heads.len()));
    out.push('\n');
    for row in report.depth.iter().take(MAX_ROWS) {
        let cells: Vec<&str> = row.cells.iter().map(|cell| sign(cell.state)).collect();
        out.push_str(&format!(
            "| {} {} | {} |\n",
            row.subject.name(),
            escape(&name(report, row)),
            cells.join(" | ")
        ));
    }
    if report.depth.len() > MAX_ROWS {
        out.push_str(&format!("\n{} more are in the report.\n", report.depth.len() - MAX_ROWS));
    }
    if let Some(verdict) = verdict(report) {
        out.push_str(&format!("\n{}\n", escape(&verdict)));
    }
    out
}

/// How a layer looks in Markdown.
fn sign(state: State) -> &'static str {
    match state {
        State::Held => "held",
        State::Missing => "**missing**",
        State::Unknown => "?",
    }
}

/// The table as JSON.
pub fn json(report: &Report) -> Value {
    let row = |row: &Row| {
        let cells = row.cells.iter().map(|cell| {
            let mut out = json!({"layer": cell.layer.name(), "state": cell.state.name()});
            if let Some(note) = &cell.note {
                out["note"] = note.as_str().into();
            }
            if let Some(rule) = &cell.rule {
                out["rule"] = rule.as_str().into();
            }
            if let Some((file, source)) = cell.at.and_then(|span| report.file_of(span)) {
                let at = source.position(cell.at.map_or(0, |span| span.start));
                out["at"] = json!({"path": file.path, "line": at.line, "column": at.column});
            }
            out
        });
        json!({
            "subject": row.subject.name(),
            "name": row.name,
            "path": row.path,
            "layers": cells.collect::<Vec<_>>(),
        })
    };
    report.depth.iter().map(row).collect()
}
