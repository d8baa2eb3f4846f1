//! What a policy says of the findings of other rules: that another layer makes them worse or needless.

use regorus::Value as Rego;

use crate::document::Document;
use crate::finding::Severity;
use crate::source::Span;

use super::locate::locate;

/// A change to findings of one rule at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The rule that says so.
    pub from: String,
    /// The rule whose findings change.
    pub rule: String,
    /// Findings that lie in one of these places change.
    pub places: Vec<Span>,
    /// What their severity becomes; none if they are needless.
    pub severity: Option<Severity>,
    /// Why, in one sentence without a full stop.
    pub because: String,
    /// The place that makes the difference.
    pub by: Span,
}

/// The adjustment that `result` of a policy stands for; an error says what it lacks.
pub(super) fn read(document: &Document, from: &str, result: &Rego) -> Result<Adjustment, String> {
    let field = |name: &str| result.as_object().ok().and_then(|map| map.get(&Rego::from(name)));
    let text = |name: &str| {
        let value = field(name).and_then(|value| value.as_string().ok());
        value.map(|text| text.to_string()).ok_or_else(|| format!("an adjustment needs `{name}`, a text"))
    };
    let severity = match text("severity")?.as_str() {
        "none" => None,
        name => Some(name.parse()?),
    };
    let model = &document.reading.model;
    let target = locate(model, field("at"));
    if !target.exact {
        return Err("an adjustment needs `at`, a place in the input".to_owned());
    }
    let mut places = vec![target.mark(document)];
    if target.value.is_none() {
        let entries = target.object.entries.iter().flat_map(|entry| [entry.key, entry.span]);
        places.extend([Some(target.object.span), target.object.body].into_iter().chain(entries).flatten());
    }
    places.sort_unstable();
    places.dedup();
    let by = locate(model, field("by"));
    if !by.exact {
        return Err("an adjustment needs `by`, a place in the input".to_owned());
    }
    let (rule, because) = (text("rule")?, text("because")?);
    Ok(Adjustment { from: from.to_owned(), rule, places, severity, because, by: by.mark(document) })
}
