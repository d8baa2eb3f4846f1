//! Variables in scalars.

use std::collections::BTreeMap;

use crate::compose::allowance::Allowance;
use crate::compose::interpolate::interpolate;
use crate::source::{FileId, Source};
use crate::syntax::tree;

fn expand(text: &str) -> (Option<String>, Vec<String>, usize) {
    let source = Source::from_text(FileId(0), "compose.yaml", text).unwrap();
    let node = tree::Node { span: source.whole(), value: tree::Value::Text(text.to_owned()), tag: None };
    let values =
        BTreeMap::from([("SET".to_owned(), "value".to_owned()), ("EMPTY".to_owned(), String::new())]);
    let mut faults = Vec::new();
    let done = interpolate(&source, node, &values, &Allowance::default(), &mut faults);
    let text = done.root.as_text().unwrap();
    assert_eq!(text.written(), source.text(), "the written form is kept");
    (text.value().map(|value| value.into_owned()), text.variables(), faults.len())
}

fn value(text: &str) -> Option<String> {
    let (value, _, faults) = expand(text);
    assert_eq!(faults, 0, "{text} is sound");
    value
}

fn known(text: &str) -> String {
    value(text).unwrap()
}

#[test]
fn set_variables_are_replaced() {
    assert_eq!(known("a-$SET-${SET}b"), "a-value-valueb");
}

#[test]
fn unset_variables_are_unknown() {
    for text in ["$X", "${X}", "a${X}b", "${X?needed}", "${X:?}", "${X+other}", "${EMPTY:?needed}"] {
        assert_eq!(value(text), None, "{text}");
    }
}

#[test]
fn defaults_hold_when_the_variable_is_unset_or_with_a_colon_empty() {
    assert_eq!(known("${X-d}"), "d");
    assert_eq!(known("${X:-d}"), "d");
    assert_eq!(known("${EMPTY-d}"), "");
    assert_eq!(known("${EMPTY:-d}"), "d");
    assert_eq!(known("${SET:-d}"), "value");
    assert_eq!(known("${X:-}"), "");
}

#[test]
fn replacements_hold_when_the_variable_is_set_or_with_a_colon_not_empty() {
    assert_eq!(known("${SET+r}"), "r");
    assert_eq!(known("${EMPTY+r}"), "r");
    assert_eq!(known("${EMPTY:+r}"), "");
    assert_eq!(known("${SET:+$SET}"), "value");
}

#[test]
fn defaults_may_hold_variables_and_braces() {
    assert_eq!(known("${X:-${Y:-${SET}}}!"), "value!");
    assert_eq!(known("${X:-{\"a\": 1}}"), "{\"a\": 1}");
    assert_eq!(value("${X:-$Y}"), None);
    assert_eq!(expand("${X:-${Y}}").1, ["X", "Y"]);
}

#[test]
fn two_dollars_are_one_and_a_dollar_that_begins_nothing_stays() {
    assert_eq!(known("$$X $1 $(id) 5$"), "$X $1 $(id) 5$");
    assert_eq!(known("$${SET}"), "${SET}");
}

#[test]
fn what_is_not_a_variable_in_braces_is_a_fault_and_unknown() {
    for text in ["${}", "${1}", "${X", "${X!}", "${X:}", "${X:-a", "${X.y}", &"${X:-".repeat(5000)] {
        let (value, _, faults) = expand(text);
        assert_eq!((value, faults), (None, 1), "{text:.20}");
    }
}

#[test]
fn variables_are_listed_with_their_exact_place_default_and_need() {
    let text = "\"a${X:-${Y?no}}$SET\"";
    let source = Source::from_text(FileId(0), "f", text).unwrap();
    let inner = text.trim_matches('"').to_owned();
    let node = tree::Node { span: source.whole(), value: tree::Value::Text(inner), tag: None };
    let values = BTreeMap::from([("SET".to_owned(), "1".to_owned())]);
    let found = interpolate(&source, node, &values, &Allowance::default(), &mut Vec::new()).variables;
    let told: Vec<_> = found
        .iter()
        .map(|v| (source.slice(v.span), v.name.as_str(), v.default.as_deref(), v.set, v.required))
        .collect();
    assert_eq!(
        told,
        [
            ("${X:-${Y?no}}", "X", Some("${Y?no}"), false, false),
            ("${Y?no}", "Y", None, false, true),
            ("$SET", "SET", None, true, false)
        ]
    );
}

#[test]
fn values_that_come_to_too_much_stay_unknown() {
    let text = "$X".repeat(1000);
    let source = Source::from_text(FileId(0), "f", &text).unwrap();
    let node = tree::Node { span: source.whole(), value: tree::Value::Text(text), tag: None };
    let values = BTreeMap::from([("X".to_owned(), "x".repeat(100_000))]);
    let allowance = Allowance::default();
    let done = interpolate(&source, node, &values, &allowance, &mut Vec::new());
    assert_eq!(done.root.as_text().unwrap().value(), None);
    assert!(allowance.is_spent());
    assert!(done.variables.iter().any(|variable| !variable.set));
}
