//! What policies print.
//!
//! The engine would write it to the terminal as it is, and what a policy prints may come from a file:
//! so it is kept, with its place, for whoever shows it.

use regorus::Engine;

use super::outcome::shorten;

/// Most lines that are kept of one evaluation.
pub(super) const MAX_PRINTS: usize = 1_000;

/// What one `print` of a policy said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// The policy file.
    pub path: String,
    /// Its line, from 1.
    pub line: u32,
    /// The arguments, with a space between them.
    pub text: String,
}

/// What was printed since the last call. Of too much the beginning is kept, and the last entry says how
/// much was left out.
pub(super) fn take(engine: &mut Engine) -> Vec<Print> {
    let all = engine.take_prints().unwrap_or_default();
    let mut prints: Vec<Print> = all.iter().take(MAX_PRINTS).filter_map(|print| read(print)).collect();
    let left_out = all.len().saturating_sub(MAX_PRINTS);
    if let Some(first) = all.get(MAX_PRINTS).and_then(|print| read(print)) {
        prints.push(Print { text: format!("… and {left_out} more"), ..first });
    }
    prints
}

/// Reads `path:line: text`; the path may hold a colon, too.
fn read(print: &str) -> Option<Print> {
    print.match_indices(':').find_map(|(end, _)| {
        let (line, text) = print[end + 1..].split_once(": ")?;
        Some(Print { path: print[..end].to_owned(), line: line.parse().ok()?, text: shorten(text) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(path: &str, body: &str) -> Vec<Print> {
        let mut engine = Engine::new();
        engine.set_gather_prints(true);
        engine.add_policy(path.into(), format!("package a\n\nx if {{\n{body}\n}}\n")).unwrap();
        engine.eval_query("data.a.x".into(), false).unwrap();
        take(&mut engine)
    }

    fn print(path: &str, line: u32, text: &str) -> Print {
        Print { path: path.into(), line, text: text.into() }
    }

    #[test]
    fn a_print_has_its_place_and_its_arguments() {
        let prints = printed("a.rego", "print(\"a:b: c\", 1, {\"k\": [true]}, input.nowhere)\nprint()");
        let expected = [print("a.rego", 4, "a:b: c 1 {\"k\": [true]} <undefined>"), print("a.rego", 5, "")];
        assert_eq!(prints, expected);
    }

    #[test]
    fn a_path_may_hold_what_divides_it_from_the_text() {
        assert_eq!(printed("a:1:b: c.rego", "print(7)"), [print("a:1:b: c.rego", 4, "7")]);
    }

    #[test]
    fn of_too_much_the_beginning_is_kept_and_the_rest_is_counted() {
        let prints = printed("a.rego", "every i in numbers.range(1, 1500) { print(i) }");
        assert_eq!(prints.len(), MAX_PRINTS + 1);
        assert_eq!((&*prints[999].text, &*prints[1000].text), ("1000", "… and 500 more"));
    }
}
