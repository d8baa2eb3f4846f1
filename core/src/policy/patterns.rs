//! `regex.match` with patterns that stay ready.
//!
//! regorus 0.14 keeps compiled patterns, but copies one at every call, and a copy has to make its working memory
//! anew: ten times what it takes to match a short text.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use foldhash::fast::RandomState;
use regex::{Regex, RegexBuilder};
use regorus::{Engine, Value as Rego};

/// As regorus limits it: the size in bytes that a pattern may come to.
const MAX_SIZE: usize = 100 * 1024;

/// How many bytes a pattern may take to be quick; beyond, it takes its time.
const MAX_MEMORY: usize = 256 * 1024;

/// How many patterns are kept; those of all our rules are 66, but one may be put together from the input.
const MAX_KEPT: usize = 256;

/// Compiled patterns by their text; none for one that is wrong.
type Kept = HashMap<String, Option<Regex>, RandomState>;

/// Those of all threads: to compile takes far longer than to match.
static COMPILED: Mutex<Option<Kept>> = Mutex::new(None);

thread_local! {
    /// Those of one thread, each with its working memory.
    static OWN: RefCell<Kept> = RefCell::default();
}

/// Gives `engine` a `regex.match` of its own.
pub(super) fn install(engine: &mut Engine) {
    let answer = |arguments: Vec<Rego>| {
        let [Rego::String(pattern), Rego::String(text)] = arguments.as_slice() else {
            return Ok(Rego::Undefined);
        };
        Ok(matches(pattern, text)?.map_or(Rego::Undefined, Rego::from))
    };
    // It fails for a name that is there already, and a new engine has none.
    let _ = engine.add_extension("regex.match".to_owned(), 2, Box::new(answer));
}

/// Whether the pattern fits; none for one that is wrong.
fn matches(pattern: &str, text: &str) -> Result<Option<bool>, regex::Error> {
    OWN.with_borrow_mut(|own| {
        if let Some(known) = own.get(pattern) {
            return Ok(known.as_ref().map(|known| known.is_match(text)));
        }
        let compiled = compiled(pattern)?;
        let fits = compiled.as_ref().map(|compiled| compiled.is_match(text));
        keep(own, pattern, compiled);
        Ok(fits)
    })
}

fn compiled(pattern: &str) -> Result<Option<Regex>, regex::Error> {
    // A thread that failed while it compiled has not put anything in.
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let compiled = compiled.get_or_insert_default();
    if let Some(known) = compiled.get(pattern) {
        return Ok(known.clone());
    }
    let mut builder = RegexBuilder::new(pattern);
    let made = match builder.size_limit(MAX_SIZE).dfa_size_limit(MAX_MEMORY).build() {
        Ok(made) => Some(made),
        Err(error @ regex::Error::CompiledTooBig(_)) => return Err(error),
        Err(_) => None,
    };
    keep(compiled, pattern, made.clone());
    Ok(made)
}

fn keep(kept: &mut Kept, pattern: &str, compiled: Option<Regex>) {
    if kept.len() >= MAX_KEPT {
        kept.clear();
    }
    kept.insert(pattern.to_owned(), compiled);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each rule of a policy comes to with our `regex.match`, and with that of regorus.
    fn both(expression: &str) -> [Result<Rego, String>; 2] {
        [true, false].map(|ours| {
            let mut engine = Engine::new();
            engine.set_strict_builtin_errors(false);
            if ours {
                install(&mut engine);
            }
            let policy = format!("package p\n\nx := {expression}\n");
            engine.add_policy("p.rego".into(), policy).unwrap();
            engine.eval_rule("data.p.x".into()).map_err(|_| "failed".to_owned())
        })
    }

    #[test]
    fn it_answers_as_that_of_the_engine() {
        for expression in [
            r#"regex.match("^a+$", "aa")"#,
            r#"regex.match("^a+$", "ab")"#,
            r#"regex.match("(", "a")"#,
            r#"regex.match("a", 1)"#,
            r#"regex.match(["a"], "a")"#,
            r#"regex.match("(a{1000}){1000}", "a")"#,
            r#"[text | some text in ["a", "b", "a"]; regex.match("a", text)]"#,
            r#"[text | some text in ["a", "b"]; not regex.match("(", text)]"#,
            r#"[p | some p in ["a", "(", "a", "("]; regex.match(p, "a")]"#,
        ] {
            let [ours, theirs] = both(expression);
            assert_eq!(ours, theirs, "{expression}");
        }
    }

    #[test]
    fn patterns_that_the_input_makes_up_are_not_kept_for_ever() {
        for number in 0..3 * MAX_KEPT {
            assert_eq!(matches(&number.to_string(), "x"), Ok(Some(false)));
        }
        let own = OWN.with_borrow(HashMap::len);
        let all = COMPILED.lock().unwrap().as_ref().map(HashMap::len);
        assert!(own <= MAX_KEPT && all <= Some(MAX_KEPT));
    }
}
