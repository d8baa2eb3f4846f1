//! `.env` files as Compose reads them: `NAME=value`, quotes, comments. Variables in values are kept.

use std::collections::BTreeMap;

/// The variables of a `.env` file; lines that set none are passed over. A value that itself holds a
/// variable depends on the outside, so it stays unknown.
pub fn parse(text: &str) -> BTreeMap<String, String> {
    let mut variables = BTreeMap::new();
    for line in text.trim_start_matches('\u{feff}').lines() {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, value)) = line.split_once('=') else { continue };
        let name = name.trim();
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !is_name || name.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        match read_value(value.trim()) {
            Some(value) => variables.insert(name.to_owned(), value),
            None => variables.remove(name),
        };
    }
    variables
}

fn read_value(text: &str) -> Option<String> {
    if let Some(rest) = text.strip_prefix('\'') {
        return rest.split_once('\'').map(|(value, _)| value.to_owned());
    }
    if let Some(rest) = text.strip_prefix('"') {
        let (value, _) = rest.split_once('"')?;
        // Escapes and variables inside double quotes are worked out by Compose, not here.
        return (!value.contains(['\\', '$'])).then(|| value.to_owned());
    }
    let value = match text.find(" #") {
        Some(comment) => text[..comment].trim_end(),
        None if text.starts_with('#') => "",
        None => text,
    };
    (!value.contains('$')).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_compose_reads_them() {
        let text = "A=1\n export B = two words # note\nC='#3'\nD=\"4\"\nE=\n# F=6\n2G=7\nH\n";
        let expected = [("A", "1"), ("B", "two words"), ("C", "#3"), ("D", "4"), ("E", "")];
        let expected: BTreeMap<_, _> = expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        assert_eq!(parse(text), expected);
    }

    #[test]
    fn values_that_depend_on_variables_stay_unknown() {
        assert_eq!(parse("A=$B\nC=\"${D}\"\nE=1\nE=$F\n"), BTreeMap::new());
    }
}
