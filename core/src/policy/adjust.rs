//! What a policy says of the findings of other rules: that another layer makes them worse or needless.

use regorus::Value as Rego;

use crate::document::Document;
use crate::finding::{Fix, Safety, Severity};
use crate::source::Span;

use super::fix;
use super::locate::locate;

/// What becomes of a finding, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It is needless.
    Withdrawn,
    /// It weighs this.
    Weighs(Severity),
    /// It weighs what it did; only its fix is another.
    Kept,
}

impl Effect {
    /// The name that policies give it.
    pub fn name(self) -> &'static str {
        match self {
            Effect::Withdrawn => "none",
            Effect::Weighs(severity) => severity.name(),
            Effect::Kept => "as before",
        }
    }
}

/// A change to findings of one rule at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The rule that says so.
    pub from: String,
    /// The rule whose findings change.
    pub rule: String,
    /// Findings that lie in one of these places change.
    pub places: Vec<Span>,
    /// What becomes of them.
    pub effect: Effect,
    /// A fix that fits better than that of the rule.
    pub fix: Option<Fix>,
    /// Why, in one sentence without a full stop.
    pub because: String,
    /// The place that makes the difference.
    pub by: Span,
}

/// The adjustment that `result` of a policy stands for; an error says what it lacks.
pub(super) fn read(
    document: &Document,
    from: &str,
    declared: Option<Safety>,
    result: &Rego,
) -> Result<Adjustment, String> {
    let field = |name: &str| result.as_object().ok().and_then(|map| map.get(&Rego::from(name)));
    let text = |name: &str| {
        let value = field(name).and_then(|value| value.as_string().ok());
        value.map(|text| text.to_string()).ok_or_else(|| format!("an adjustment needs `{name}`, a text"))
    };
    let fix = field("fix").and_then(|plan| fix::edits(document, declared, plan));
    let effect = match text("severity") {
        Err(_) if fix.is_some() => Effect::Kept,
        severity => match severity?.as_str() {
            "none" => Effect::Withdrawn,
            name => Effect::Weighs(name.parse()?),
        },
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
    Ok(Adjustment { from: from.to_owned(), rule, places, effect, fix, because, by: by.mark(document) })
}
