//! Scalars as policies see them: typed where their key is, unknown where they depend on the outside.

use crate::model::{Object, Value};

use super::lowering::Lowering;
use super::node::{Data, Node};
use super::place::Place;
use super::shape::Shape;
use super::text::Text;

/// The value of a scalar as `shape`, or a fault.
pub(super) fn value(lowering: &mut Lowering, shape: &Shape, place: &Place, node: &Node) -> Option<Value> {
    if matches!(node.data, Data::Null | Data::List(_) | Data::Map(_)) {
        lowering.wrong(place, node, expected(shape));
        return None;
    }
    let typed = match &node.data {
        Data::Text(text) => match text.value() {
            None => return Some(unknown(lowering, node, text)),
            Some(value) => of_text(shape, &value),
        },
        Data::Bool(value) => match shape {
            Shape::Flag | Shape::FlagOrText | Shape::Scalar => Some((*value).into()),
            _ => None,
        },
        Data::Int(value) => match shape {
            Shape::Number | Shape::Size | Shape::Scalar => Some((*value).into()),
            Shape::TextOrNumber => Some(value.to_string().into()),
            _ => None,
        },
        Data::Float(value) => match shape {
            Shape::Number | Shape::Size | Shape::Scalar => Some(Value::Float(*value)),
            Shape::TextOrNumber => Some(value.to_string().into()),
            _ => None,
        },
        Data::Null | Data::List(_) | Data::Map(_) => None,
    };
    if typed.is_some() {
        return typed;
    }
    if matches!(shape, Shape::Text | Shape::TextOrNumber) {
        // Compose refuses it, but what is meant is plain: rules can still judge it.
        let message = format!("must be {}, found {}", expected(shape), node.kind_name());
        lowering.fault(place, node.span, message, Some("Put it in quotes".to_owned()));
        return node.to_text().map(|text| text.written().into_owned().into());
    }
    match shape {
        Shape::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            lowering.wrong_word(place, node, &format!("one of {}", words.join(", ")));
        }
        _ => lowering.wrong_word(place, node, expected(shape)),
    }
    None
}

/// The object that stands for text that is unknown.
pub(super) fn unknown(lowering: &mut Lowering, node: &Node, text: &Text) -> Value {
    let object = Object::at(node.span).with("unknown", text.written().into_owned());
    Value::Object(lowering.builder.add(object))
}

/// Adds the Text object of the input model.
pub(super) fn text_object(lowering: &mut Lowering, node: &Node, text: &Text) -> Value {
    let variables = text.variables().into_iter().map(crate::model::Item::new).collect::<Vec<_>>();
    let object = Object::at(node.span)
        .with("text", text.written().into_owned())
        .with_some("value", text.value().map(|value| value.into_owned()))
        .with("variables", variables);
    Value::Object(lowering.builder.add(object))
}

fn of_text(shape: &Shape, text: &str) -> Option<Value> {
    match shape {
        Shape::Flag => flag(text).map(Value::Bool),
        Shape::FlagOrText => Some(match text {
            "true" => true.into(),
            "false" => false.into(),
            _ => text.into(),
        }),
        Shape::Number => number(text),
        Shape::Size => bytes(text).map(|_| text.into()),
        Shape::Choice(words) => words.contains(&text).then(|| text.into()),
        _ => Some(text.into()),
    }
}

/// Text that Compose takes for true or false.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "y" | "yes" | "on" => Some(true),
        "false" | "n" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Text that is a number.
fn number(text: &str) -> Option<Value> {
    if let Ok(value) = text.parse::<i64>() {
        return Some(value.into());
    }
    text.parse::<f64>().ok().filter(|value| value.is_finite()).map(Value::Float)
}

/// The number of bytes that a size such as `512m` or `1.5GiB` stands for; units count in 1024.
pub(super) fn bytes(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits =
        text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+')).unwrap_or(text.len());
    let number: f64 = text[..digits].parse().ok()?;
    let unit = text[digits..].trim_start().to_ascii_lowercase();
    let power =
        match unit.strip_suffix('b').map_or(unit.as_str(), |rest| rest.strip_suffix('i').unwrap_or(rest)) {
            "" => 0,
            "k" => 1,
            "m" => 2,
            "g" => 3,
            "t" => 4,
            "p" => 5,
            _ => return None,
        };
    Some(number * 1024f64.powi(power))
}

fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::Flag => "true or false",
        Shape::FlagOrText => "true, false or text",
        Shape::Number => "a number",
        Shape::Size => "a size such as 512m",
        Shape::TextOrNumber => "text or a number",
        Shape::Scalar => "text, a number, true or false",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_take_units_of_1024() {
        let cases =
            [("512", 512.0), ("1k", 1024.0), ("1.5 MB", 1572864.0), ("2GiB", 2147483648.0), ("-1", -1.0)];
        for (text, size) in cases {
            assert_eq!(bytes(text), Some(size), "{text}");
        }
    }

    #[test]
    fn what_is_no_size_is_refused() {
        for text in ["", "m", "12x", "1.2.3", "1 mm", "lots", "1ib5"] {
            assert_eq!(bytes(text), None, "{text}");
        }
    }

    #[test]
    fn truth_has_the_spellings_that_compose_reads() {
        assert_eq!(["TRUE", "yes", "on", "y"].map(flag), [Some(true); 4]);
        assert_eq!(["False", "no", "off", "n"].map(flag), [Some(false); 4]);
        assert_eq!(flag("1"), None);
    }
}
