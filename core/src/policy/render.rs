//! Values written as YAML or JSON, to put into somebody's file.

use serde_json::Value as Json;

/// How much deeper a block in a block stands, in columns.
const STEP: usize = 2;

/// `value` as JSON on one line, spaced the way people write it.
pub(super) fn json(value: &Json) -> String {
    match value {
        Json::Array(items) => {
            format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", "))
        }
        Json::Object(map) if map.is_empty() => "{}".into(),
        Json::Object(map) => {
            let entries: Vec<_> = map
                .iter()
                .map(|(key, value)| format!("{}: {}", Json::from(key.as_str()), json(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        scalar => scalar.to_string(),
    }
}

/// `value` as YAML in flow style.
pub(crate) fn flow(value: &Json) -> String {
    match value {
        Json::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Json::Object(map) => {
            let entries: Vec<_> = map.iter().map(|(k, v)| format!("{}: {}", text(k), flow(v))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Json::String(value) => text(value),
        scalar => scalar.to_string(),
    }
}

/// What stands after `key:` for `value` in block style, in a mapping at column `indent` (from 0):
/// a scalar with a space before it, or lines of their own.
pub(super) fn block(value: &Json, indent: usize) -> String {
    let pad = " ".repeat(indent + STEP);
    match value {
        Json::Array(items) if !items.is_empty() => {
            items.iter().map(|item| format!("\n{pad}- {}", flow(item))).collect()
        }
        Json::Object(map) if !map.is_empty() => map
            .iter()
            .map(|(key, value)| format!("\n{pad}{}:{}", text(key), block(value, indent + STEP)))
            .collect(),
        other => format!(" {}", flow(other)),
    }
}

/// A YAML string, quoted only if it would read as something else without.
pub(super) fn text(value: &str) -> String {
    let safe_start = value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '_');
    let safe = |c: char| c.is_ascii_alphanumeric() || "-_./+=@ ".contains(c) || c == ':';
    let word = matches!(
        value.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    let colon = value.contains(": ") || value.ends_with(':');
    if safe_start && value.chars().all(safe) && !word && !colon && value.trim() == value {
        value.to_owned()
    } else {
        // A JSON string is a YAML double-quoted string.
        Json::from(value).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_text_is_quoted_only_where_it_must_be() {
        for (plain, written) in [
            ("no-new-privileges:true", "no-new-privileges:true"),
            ("ALL", "ALL"),
            ("no", "\"no\""),
            ("1000:1000", "\"1000:1000\""),
            ("a: b", "\"a: b\""),
            ("# not a comment", "\"# not a comment\""),
            ("", "\"\""),
        ] {
            assert_eq!(text(plain), written);
        }
    }

    #[test]
    fn blocks_nest() {
        let value = serde_json::json!({"limits": {"memory": "512m"}, "list": ["a", 1]});
        assert_eq!(
            block(&value, 4),
            "\n      limits:\n        memory: \"512m\"\n      list:\n        - a\n        - 1"
        );
    }
}
