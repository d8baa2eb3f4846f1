//! What the editor offers to do about findings.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dockwarden_core::config::{self, FILE_NAME};
use dockwarden_core::finding::{Finding, Safety};
use dockwarden_core::report::mask::Mask;
use dockwarden_core::source::{FileId, Source};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, TextEdit, Uri, WorkspaceEdit,
};

use super::difference::{difference, lines_of};
use super::documents::Documents;
use super::folder::Folder;
use super::offer::Offer;
use super::writing::{self, Write};
use super::{diagnostics, ignoring, place};

/// For how many findings it is tried out whether they can be ignored.
const MOST_IGNORED: usize = 16;

/// The kind of the action that applies all fixes that are safe.
pub fn fix_all() -> CodeActionKind {
    CodeActionKind::new("source.fixAll.dockwarden")
}

/// What is known of a file.
struct Seen {
    source: Source,
    offers: Vec<Offer>,
    /// How many findings of each rule have a fix, and the least safe of them.
    fixable: BTreeMap<String, (usize, Safety)>,
}

/// Everything that can be done about the lines of a request; `creates`: the editor can write new files.
pub fn all(
    folder: &mut Folder,
    documents: &Documents,
    name: &str,
    params: &CodeActionParams,
    creates: bool,
) -> Vec<CodeActionOrCommand> {
    let uri = &params.text_document.uri;
    let Some(seen) = see(folder, name, params, uri) else { return Vec::new() };
    let only = params.context.only.as_deref();
    let wanted =
        |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|asked| is_kind(kind, asked)));
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        actions.extend(seen.offers.iter().filter_map(|offer| mend_one(&seen.source, offer, uri)));
        let rules: BTreeSet<&str> = seen.offers.iter().map(|offer| offer.rule.as_str()).collect();
        for rule in rules {
            actions.extend(mend_rule(folder, documents, name, &seen, rule, uri));
        }
        for offer in seen.offers.iter().take(MOST_IGNORED) {
            if let Some(edit) = ignoring::edit(folder, documents, name, &seen.source, offer) {
                let title = format!("Ignore {} here, with a reason", offer.rule);
                let about = Some(vec![offer.diagnostic.clone()]);
                actions.push(CodeAction {
                    diagnostics: about,
                    ..action(title, CodeActionKind::QUICKFIX, uri, vec![edit])
                });
            }
        }
    }
    if wanted(&CodeActionKind::QUICKFIX) && creates {
        let rules: BTreeSet<&str> = seen.offers.iter().map(|offer| offer.rule.as_str()).collect();
        actions.extend(rules.iter().flat_map(|rule| switch_off(folder, documents, name, rule)));
    }
    if wanted(&fix_all()) && seen.fixable.values().any(|(_, safety)| *safety == Safety::Safe) {
        let safe = |finding: &Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
        let edit = mended(folder, documents, name, &seen.source, &safe);
        actions.extend(
            edit.map(|edit| action("Fix all that is safe to fix".into(), fix_all(), uri, vec![edit])),
        );
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether `kind` is `asked` or one of its kinds: `source.fixAll` asks for `source.fixAll.dockwarden`.
fn is_kind(kind: &CodeActionKind, asked: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
}

fn see(folder: &mut Folder, name: &str, params: &CodeActionParams, uri: &Uri) -> Option<Seen> {
    let names = BTreeSet::from([name.to_owned()]);
    let address = |path: &str| (path == name).then(|| uri.clone());
    folder.report(&names, |report| {
        let at = report.files.iter().position(|file| file.path == name)?;
        let (file, masks) = (&report.files[at], Mask::all(report));
        let source = file.source.clone()?;
        let lines = params.range.start.line..=params.range.end.line;
        let counts = || file.findings.iter().filter(|finding| finding.suppressed.is_none());
        let mut fixable: BTreeMap<String, (usize, Safety)> = BTreeMap::new();
        for (finding, fix) in counts().filter_map(|finding| Some((finding, finding.fix.as_ref()?))) {
            let known = fixable.entry(finding.rule.clone()).or_insert((0, Safety::Safe));
            known.0 += 1;
            if fix.safety == Safety::Unsafe {
                known.1 = Safety::Unsafe;
            }
        }
        let asked = |finding: &&Finding| {
            let range = place::range(&source, finding.span);
            range.start.line <= *lines.end() && range.end.line >= *lines.start()
        };
        let offer = |finding: &Finding| Offer {
            rule: finding.rule.clone(),
            fingerprint: finding.fingerprint.clone(),
            span: finding.span,
            fix: finding.fix.clone(),
            note: finding.fix.as_ref().and_then(|fix| Some(masks[at].message(fix.note.as_deref()?))),
            diagnostic: diagnostics::of_finding(report, &source, &masks[at], finding, &address),
        };
        let offers = counts().filter(asked).map(offer).collect();
        Some(Seen { source, offers, fixable })
    })
}

fn action(title: String, kind: CodeActionKind, uri: &Uri, edits: Vec<TextEdit>) -> CodeAction {
    // The map's keys are addresses, which hold nothing that changes.
    #[allow(clippy::mutable_key_type)]
    let changes = HashMap::from([(uri.clone(), edits)]);
    let edit = Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
    CodeAction { title, kind: Some(kind), edit, ..CodeAction::default() }
}

fn mend_one(source: &Source, offer: &Offer, uri: &Uri) -> Option<CodeAction> {
    let fix = offer.fix.as_ref()?;
    let edit = |edit: &dockwarden_core::finding::Edit| TextEdit {
        range: place::range(source, edit.span),
        new_text: lines_of(source, &edit.text),
    };
    let warning = match (fix.safety, &offer.note) {
        (Safety::Safe, _) => String::new(),
        (Safety::Unsafe, Some(note)) => format!(" (may change behaviour: {note})"),
        (Safety::Unsafe, None) => " (may change behaviour)".into(),
    };
    let title = format!("Fix: {}{warning}", offer.diagnostic.message);
    Some(CodeAction {
        diagnostics: Some(vec![offer.diagnostic.clone()]),
        is_preferred: Some(fix.safety == Safety::Safe),
        ..action(title, CodeActionKind::QUICKFIX, uri, fix.edits.iter().map(edit).collect())
    })
}

fn mend_rule(
    folder: &mut Folder,
    documents: &Documents,
    name: &str,
    seen: &Seen,
    rule: &str,
    uri: &Uri,
) -> Option<CodeAction> {
    let (_, safety) = seen.fixable.get(rule).filter(|(count, _)| *count > 1)?;
    let edit = mended(folder, documents, name, &seen.source, &|finding| finding.rule == rule)?;
    let warning = if *safety == Safety::Unsafe { " (may change behaviour)" } else { "" };
    let title = format!("Fix all of {rule} in this file{warning}");
    Some(action(title, CodeActionKind::QUICKFIX, uri, vec![edit]))
}

/// A rule switched off in the configuration, for the file and for all.
fn switch_off(folder: &Folder, documents: &Documents, name: &str, rule: &str) -> Vec<CodeAction> {
    // What is no rule cannot be switched off.
    if folder.root().is_none() || folder.catalog().get(rule).is_none() {
        return Vec::new();
    }
    let before = folder.text(FILE_NAME, documents);
    let off = |path: Option<&str>, title: String| {
        let text = before.as_deref().unwrap_or_default();
        let after = config::edit::switch_off(text, rule, path, ignoring::REASON).ok()?;
        let write = Write { name: FILE_NAME, before: before.as_deref(), after: &after };
        let edit = writing::edit(folder, documents, &[write]);
        Some(CodeAction { title, kind: Some(CodeActionKind::QUICKFIX), edit, ..CodeAction::default() })
    };
    let here = off(Some(name), format!("Ignore {rule} in this file, in {FILE_NAME}"));
    let everywhere = off(None, format!("Switch {rule} off, in {FILE_NAME}"));
    here.into_iter().chain(everywhere).collect()
}

/// The file with the fixes of all `wanted` findings, round by round, as one edit.
fn mended(
    folder: &mut Folder,
    documents: &Documents,
    name: &str,
    source: &Source,
    wanted: &dyn Fn(&Finding) -> bool,
) -> Option<TextEdit> {
    let bytes = folder.mended(name, &source.rewrite([]), documents, wanted);
    let new = Source::from_bytes(FileId(0), name, &bytes).ok()?;
    difference(source, new.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_stands_for_the_kinds_below_it() {
        for (asked, is) in
            [("", true), ("source", true), ("source.fixAll", true), ("sour", false), ("quickfix", false)]
        {
            assert_eq!(is_kind(&fix_all(), &CodeActionKind::new(asked)), is, "{asked}");
        }
    }
}
