//! What the editor shows of the place under the pointer.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dockwarden_core::catalog::Catalog;
use dockwarden_core::check::Report;
use dockwarden_core::document::{Document, Kind};
use dockwarden_core::model::{Value, View};
use dockwarden_core::policy::Rule;
use dockwarden_core::source::{FileId, Source, Span};
use dockwarden_core::syntax::tree::Node;
use dockwarden_core::syntax::yaml;
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::documents::Documents;
use super::folder::Folder;
use super::place;

/// All that is known of a place of the file `name`.
pub fn at(folder: &mut Folder, documents: &Documents, name: &str, position: Position) -> Option<Hover> {
    let text = &documents.get(&folder.path_of(name))?.text;
    let source = Source::from_text(FileId(0), name, text).ok()?;
    let offset = place::offset(&source, position);
    let mut parts = Vec::new();
    match folder.document(name, documents) {
        Some(document) if document.kind == Kind::Dockerfile => parts.extend(user(&document, offset)),
        Some(document) if document.kind == Kind::Compose => {
            parts.extend(service(folder, documents, &source, offset))
        }
        _ => {}
    }
    let names = BTreeSet::from([name.to_owned()]);
    let mut rules = folder.report(&names, |report| found(report, name, offset));
    let word = word(&source, offset);
    if let Some(rule) = folder.catalog().get(word) {
        rules.insert(rule.id.clone());
    }
    parts.extend(rules.iter().filter_map(|id| Some(about(folder.catalog().get(id)?, folder.catalog()))));
    if parts.is_empty() {
        return None;
    }
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: parts.join("\n\n---\n\n") };
    Some(Hover { contents: HoverContents::Markup(contents), range: None })
}

/// The rules whose findings mark a place.
fn found(report: &Report, name: &str, offset: u32) -> BTreeSet<String> {
    let findings = report.files.iter().filter(|file| file.path == name).flat_map(|file| &file.findings);
    let here = findings.filter(|f| f.suppressed.is_none() && f.span.start <= offset && offset <= f.span.end);
    here.map(|finding| finding.rule.clone()).collect()
}

/// The word around a place, as ids of rules are made of.
fn word(source: &Source, offset: u32) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "/-_".contains(c);
    let (before, after) = source.text().split_at(offset as usize);
    let start = before
        .rfind(|c| !is_part(c))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let end = after.find(|c| !is_part(c)).unwrap_or(after.len());
    &source.text()[start..before.len() + end]
}

/// Why a rule matters, and how it is set.
pub fn about(rule: &Rule, catalog: &Catalog) -> String {
    let state = if catalog.is_enabled(&rule.id) { "" } else { ", switched off" };
    let mut out = format!(
        "**{}** \n`{}`, {}{state}\n\n{}",
        rule.title,
        rule.id,
        rule.severity,
        rule.description.trim()
    );
    // Writing to a String cannot fail.
    if !rule.parameters.is_empty() {
        out.push_str("\n\nParameters, in `dockwarden.yaml`:\n");
        for parameter in &rule.parameters {
            let default = code(&parameter.default.to_string());
            let _ = write!(out, "\n- `{}` ({default} if not set): {}", parameter.name, parameter.description);
        }
    }
    if !rule.related_resources.is_empty() {
        out.push_str("\n\n");
        out.push_str(
            &rule.related_resources.iter().map(|link| format!("<{link}>")).collect::<Vec<_>>().join("  \n"),
        );
    }
    out
}

/// Who a stage of a Dockerfile runs as: on its FROM, and on each USER.
fn user(document: &Document, offset: u32) -> Option<String> {
    let holds = |span: Span| span.start <= offset && offset <= span.end;
    let root = View::root(&document.reading.model);
    for stage in root.objects("stages") {
        if holds(stage.object().span) {
            let whole =
                stage.text("name").map_or("The stage".to_owned(), |name| format!("Stage {}", code(name)));
            let last = if stage.is_true("final") { ", which is the image," } else { "" };
            return Some(format!("{whole}{last} runs as {}", told(document, stage.inner("user")?)));
        }
        let mut instructions = stage.objects("instructions");
        if let Some(one) =
            instructions.find(|one| one.text("keyword") == Some("USER") && holds(one.object().span))
        {
            return Some(format!("From here on: {}", told(document, one.inner("sets")?)));
        }
    }
    None
}

/// A user, whether it is root, and who says so.
fn told(document: &Document, user: View<'_>) -> String {
    let mut out = match user.text("name") {
        Some(name) => format!("user {}", code(name)),
        None => "a user that no file names".to_owned(),
    };
    if let Some(Value::Integer(uid)) = user.value("uid")
        && user.text("name") != Some(uid.to_string().as_str())
    {
        let _ = write!(out, " (uid {uid})");
    }
    out.push_str(match user.text("root") {
        Some("yes") => ", **root**",
        Some("no") => ", not root",
        _ => "; whether it is root is unknown",
    });
    let line = document.source.position(user.object().span.start).line;
    match user.text("source") {
        Some("instruction") => {
            let _ = write!(out, ", as USER on line {line} says");
        }
        Some("stage") => {
            let _ = write!(out, ", as the stage that line {line} starts from does");
        }
        Some("base") => out.push_str(", as the base image is known to"),
        _ => out.push_str(", for nothing in the file says otherwise"),
    }
    out
}

/// What holds for a service, on its name in a Compose file.
fn service(folder: &mut Folder, documents: &Documents, source: &Source, offset: u32) -> Option<String> {
    let tree = yaml::parse(source).root?;
    let services = tree.get("services").and_then(Node::as_map)?;
    let on_name = |span: Span| span.start <= offset && offset <= span.end;
    let name = &services.iter().find(|entry| on_name(entry.key_span))?.key;
    let stack = folder.stacks(source.path(), documents).into_iter().next()?;
    let root = View::root(&stack.document.reading.model);
    let posture = root.member("services", name)?.inner("posture")?;
    let mut out = format!("What holds for service {}:\n\n| defence | | by |\n|---|---|---|", code(name));
    for entry in &posture.object().entries {
        let Some(fact) = posture.inner(&entry.name) else { continue };
        let held = match fact.text("held") {
            Some("yes") => "holds",
            Some("no") => "**missing**",
            _ => "unknown",
        };
        let at = stack.document.source_of(fact.object().span);
        let line = at.position(fact.object().span.start).line;
        let by = match fact.text("by") {
            Some("default") => "Docker's default".to_owned(),
            Some("base") => "the base image".to_owned(),
            _ => code(&format!("{}:{line}", at.path())).replace('|', "\\|"),
        };
        let _ = write!(out, "\n| {} | {held} | {by} |", words(&entry.name));
    }
    Some(out)
}

/// A name of the model as people say it.
fn words(name: &str) -> String {
    match name {
        "user" => "runs as another user than root".to_owned(),
        "network" => "reached from its own networks only".to_owned(),
        "memory" | "cpu" | "pids" => format!("{name} limit"),
        "read_only" => "read-only file system".to_owned(),
        "capabilities" => "capabilities dropped".to_owned(),
        _ => name.replace('_', " "),
    }
}

/// Text from a file, which is only text whatever it holds.
fn code(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c == '`' || c.is_control() { '\'' } else { c }).collect();
    format!("`{plain}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_under_the_pointer_is_an_id() {
        let source = Source::from_text(FileId(0), "f", "ü compose/host-pid: off\n").unwrap();
        for offset in 3..=19 {
            assert_eq!(word(&source, offset), "compose/host-pid", "{offset}");
        }
        assert_eq!(word(&source, 0), "");
        assert_eq!(word(&source, source.text().len() as u32), "");
    }

    #[test]
    fn text_from_files_stays_text() {
        assert_eq!(code("a`<b>\n"), "`a'<b>'`");
    }
}
