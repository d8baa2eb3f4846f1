//! What the layers of a stack make of the findings of its files: worse, milder, or needless.

use std::collections::{BTreeSet, HashMap};

use crate::check::Report;
use crate::document::Document;
use crate::finding::{Edit, Fix, Related, Suppression, Suppressor};
use crate::places::Places;
use crate::policy::{Adjustment, Effect};
use crate::source::{FileId, Span};

/// A place in a file that is named by its path.
type Place = (String, u32, u32);

/// What one stack says of findings in its files.
#[derive(Clone, Debug)]
pub struct Adjustments {
    /// The files of the stack.
    files: BTreeSet<String>,
    /// By the rule whose findings change, where they change.
    changes: HashMap<String, Places<Change>>,
}

#[derive(Clone, Debug)]
struct Change {
    effect: Effect,
    because: String,
    by: Place,
    /// A fix that fits better; its places stand apart.
    fix: Option<(Fix, Vec<Place>)>,
}

impl Adjustments {
    /// What `adjustments` of the rules say of the stack `document`.
    pub fn of(document: &Document, adjustments: &[Adjustment]) -> Self {
        let place =
            |span: Span| -> Place { (document.source_of(span).path().to_owned(), span.start, span.end) };
        let mut by_rule: HashMap<String, Vec<(Place, Change)>> = HashMap::new();
        for adjustment in adjustments {
            let change = || Change {
                effect: adjustment.effect,
                because: adjustment.because.clone(),
                by: place(adjustment.by),
                fix: adjustment
                    .fix
                    .as_ref()
                    .map(|fix| (fix.clone(), fix.edits.iter().map(|edit| place(edit.span)).collect())),
            };
            let places = adjustment.places.iter().map(|span| (place(*span), change()));
            by_rule.entry(adjustment.rule.clone()).or_default().extend(places);
        }
        let places = |all: Vec<(Place, Change)>| {
            Places::new(all.iter().map(|(place, change)| (place, change.clone())))
        };
        Self {
            files: document.sources().map(|source| source.path().to_owned()).collect(),
            changes: by_rule.into_iter().map(|(rule, all)| (rule, places(all))).collect(),
        }
    }

    /// The files whose findings may change.
    pub fn concerned(&self) -> impl Iterator<Item = &str> {
        self.changes.values().flat_map(Places::paths)
    }

    /// What it says of a finding; the mildest, if it says several things.
    fn on(&self, rule: &str, path: &str, span: Span) -> Option<&Change> {
        self.changes.get(rule)?.around(path, span).min_by_key(|change| change.effect)
    }
}

/// Applies what the stacks of a run say to the findings of `report`.
///
/// A file that is part of several stacks is judged by all of them: its finding changes only if each of
/// them says so, and as little as one of them says.
pub fn apply(report: &mut Report, stacks: &[Adjustments]) {
    let ids: Vec<String> = report.files.iter().map(|file| file.path.clone()).collect();
    let place = |(path, start, end): &Place| {
        let at = ids.binary_search(path).ok()?;
        Some(Span { file: FileId(at as u32), start: *start, end: *end })
    };
    let Report { files, catalog, .. } = report;
    for file in files {
        let around: Vec<&Adjustments> =
            stacks.iter().filter(|stack| stack.files.contains(&file.path)).collect();
        if around.is_empty() {
            continue;
        }
        for finding in file.findings.iter_mut().filter(|finding| finding.suppressed.is_none()) {
            let said: Option<Vec<&Change>> =
                around.iter().map(|stack| stack.on(&finding.rule, &file.path, finding.span)).collect();
            let Some(said) = said else { continue };
            let Some(change) = said.iter().max_by_key(|change| change.effect) else { continue };
            let Some(by) = place(&change.by) else { continue };
            if said.iter().all(|other| other.fix == change.fix) {
                let fix = change.fix.as_ref().and_then(|(fix, places)| moved(fix, places, place));
                finding.fix = fix.or(finding.fix.take());
            }
            let severity = match change.effect {
                Effect::Weighs(severity) => severity,
                Effect::Kept => continue,
                Effect::Withdrawn => {
                    let reason = Some(change.because.clone());
                    finding.suppressed = Some(Suppression { by: Suppressor::Layer, span: by, reason });
                    continue;
                }
            };
            // A severity that somebody has configured is never undone: only moved on in the same way.
            let usual = catalog.get(&finding.rule).map_or(finding.severity, |rule| rule.severity);
            let now = if severity < usual {
                severity.min(finding.severity)
            } else {
                severity.max(finding.severity)
            };
            if now != finding.severity {
                let way = if now < finding.severity { "lowered" } else { "raised" };
                let message = format!("{way} from {}: {}", finding.severity, change.because);
                finding.was = Some(finding.severity);
                finding.severity = now;
                finding.related.push(Related { span: by, message });
            }
        }
    }
}

/// A fix with the places that its edits have in the report.
fn moved(fix: &Fix, places: &[Place], place: impl Fn(&Place) -> Option<Span>) -> Option<Fix> {
    let edits = fix.edits.iter().zip(places);
    let edits = edits.map(|(edit, at)| Some(Edit { span: place(at)?, text: edit.text.clone() }));
    Some(Fix { edits: edits.collect::<Option<_>>()?, ..fix.clone() })
}
