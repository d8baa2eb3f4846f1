//! From one result of a policy to a finding.

use regorus::Value as Rego;

use crate::document::Document;
use crate::finding::{Finding, Related, Runners, Severity};
use crate::source::Span;

use super::fingerprint::Fingerprints;
use super::fix;
use super::locate::locate;
use super::metadata::Rule;

/// The longest message that is kept, in characters.
const MAX_MESSAGE: usize = 1_000;

/// Turns results of one document into findings.
pub(super) struct Outcomes<'a> {
    document: &'a Document,
    parents: Parents,
    fingerprints: Fingerprints,
}

impl<'a> Outcomes<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, parents: Parents::of(document), fingerprints: Fingerprints::default() }
    }

    /// The finding that `result` of `rule` stands for. Whatever is missing or wrong in the result,
    /// the finding is not lost: it gets the rule's title as message and the nearest known place.
    pub(super) fn finding(&mut self, rule: &Rule, severity: Severity, result: &Rego) -> Finding {
        let model = &self.document.reading.model;
        let field = |name: &str| result.as_object().ok().and_then(|map| map.get(&Rego::from(name)));
        let text = |value: Option<&Rego>| value.and_then(|v| v.as_string().ok()).map(|s| s.to_string());
        let message = match result {
            Rego::String(message) => message.to_string(),
            _ => text(field("message")).or_else(|| text(field("msg"))).unwrap_or_else(|| rule.title.clone()),
        };
        let target = locate(model, field("at"));
        let span = target.mark(self.document);
        let source = self.document.source_of(span);
        let related = field("related").and_then(|list| list.as_array().ok()).map(|list| {
            list.iter()
                .filter_map(|item| {
                    let item = item.as_object().ok()?;
                    let at = locate(model, Some(item.get(&Rego::from("at"))?));
                    let message = item.get(&Rego::from("message"))?.as_string().ok()?;
                    Some(Related { span: at.mark(self.document), message: shorten(message) })
                })
                .collect()
        });
        let own_severity = text(field("severity")).and_then(|name| name.parse().ok());
        let (fingerprint, essence) =
            self.fingerprints.next(&rule.id, source, span, &self.parents.labels(span));
        Finding {
            rule: rule.id.clone(),
            severity: own_severity.unwrap_or(severity),
            message: shorten(message.trim()),
            span,
            related: related.unwrap_or_default(),
            runners: Runners::default(),
            fix: field("fix").and_then(|plan| fix::edits(self.document, rule.fix, plan)),
            fingerprint,
            essence,
            was: None,
            suppressed: None,
            change: None,
        }
    }
}

/// Findings by place, then rule, then message, each with the result that it stands for. What a rule says
/// of several nodes that have one place, such as a value that services share, is one finding; what it
/// says of the others is told with it.
pub(super) fn told_once(mut findings: Vec<(Finding, &Rego)>) -> Vec<Finding> {
    findings.sort_by_cached_key(|(finding, _)| (finding.span, finding.rule.clone(), finding.message.clone()));
    findings.dedup_by(|(again, result), (first, known)| {
        let node =
            |result: &Rego| result.as_object().ok().and_then(|map| map.get(&Rego::from("at"))).cloned();
        let same = (&again.rule, again.span, &again.fix) == (&first.rule, first.span, &first.fix);
        if again.message == first.message || !same {
            return same;
        }
        let shared = node(result) != node(known);
        if shared {
            let message = std::mem::take(&mut again.message);
            first.related.push(Related { span: again.span, message });
        }
        shared
    });
    findings.into_iter().map(|(finding, _)| finding).collect()
}

/// A message, cut where it is too long.
pub(super) fn shorten(message: &str) -> String {
    match message.char_indices().nth(MAX_MESSAGE) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message.to_owned(),
    }
}

/// Named objects of a document, to say what a place lies in.
struct Parents {
    /// Sorted by start, the longer first; each with the index of the one around it.
    ranges: Vec<(Span, String, Option<usize>)>,
}

impl Parents {
    fn of(document: &Document) -> Self {
        let label = |object: &crate::model::Object| {
            let entry = object.get("name").or_else(|| object.get("keyword"))?;
            match &entry.value {
                crate::model::Value::Text(text) => Some((object.body.unwrap_or(object.span), text.clone())),
                _ => None,
            }
        };
        let mut named: Vec<_> = document.reading.model.objects().iter().filter_map(label).collect();
        named.sort_by_key(|(span, _)| (span.file, span.start, std::cmp::Reverse(span.end)));
        let mut ranges: Vec<(Span, String, Option<usize>)> = Vec::with_capacity(named.len());
        let mut open: Vec<usize> = Vec::new();
        for (span, text) in named {
            while open.last().is_some_and(|&i| ranges[i].0.end < span.end || ranges[i].0.file != span.file) {
                open.pop();
            }
            let parent = open.last().copied();
            open.push(ranges.len());
            ranges.push((span, text, parent));
        }
        Self { ranges }
    }

    /// The names of everything around `span`, outermost first.
    fn labels(&self, span: Span) -> Vec<String> {
        let mut next = self
            .ranges
            .partition_point(|(range, _, _)| (range.file, range.start) <= (span.file, span.start))
            .checked_sub(1);
        let mut labels = Vec::new();
        while let Some(index) = next {
            let (range, label, parent) = &self.ranges[index];
            if range.contains(span) && *range != span && labels.last() != Some(label) {
                labels.push(label.clone());
            }
            next = *parent;
        }
        labels.reverse();
        labels
    }
}
