//! What a plain scalar stands for: the core schema of YAML 1.2, section 10.3.2, and the whole numbers that
//! Docker's reader knows beyond it: `0440` is octal there, as in YAML 1.1.

use crate::syntax::tree::Value;

/// The value of a plain scalar without a tag.
pub fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).unwrap_or_else(|| Value::Text(text.to_owned())),
    }
}

fn number(text: &str) -> Option<Value> {
    let first = text.bytes().next()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    for (prefix, radix) in [("0o", 8), ("0x", 16), ("0b", 2)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return whole(digits, radix);
        }
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.len() > 1 && unsigned.starts_with('0') && unsigned.bytes().all(|b| matches!(b, b'0'..=b'7')) {
        return whole(unsigned, 8).map(|octal| if text.starts_with('-') { negative(octal) } else { octal });
    }
    match unsigned {
        ".inf" | ".Inf" | ".INF" => {
            let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
            return Some(Value::Float(sign * f64::INFINITY));
        }
        _ if matches!(text, ".nan" | ".NaN" | ".NAN") => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|b| b.is_ascii_digit()) {
        return match text.parse() {
            Ok(int) => Some(Value::Int(int)),
            Err(_) => text.parse().ok().map(Value::Float),
        };
    }
    if is_decimal(unsigned) { text.parse().ok().map(Value::Float) } else { None }
}

fn whole(digits: &str, radix: u32) -> Option<Value> {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let fits = i64::from_str_radix(digits, radix).map(Value::Int);
    Some(fits.unwrap_or_else(|_| {
        let digit = |c: char| f64::from(c.to_digit(radix).unwrap_or(0));
        Value::Float(digits.chars().fold(0.0, |sum, c| sum * f64::from(radix) + digit(c)))
    }))
}

fn negative(number: Value) -> Value {
    match number {
        Value::Int(int) => Value::Int(-int),
        Value::Float(float) => Value::Float(-float),
        other => other,
    }
}

/// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_decimal(text: &str) -> bool {
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let sound_exponent = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && all_digits(digits)
    });
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    sound_exponent && all_digits(before) && all_digits(after) && !(before.is_empty() && after.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_of_the_core_schema_are_booleans_and_nulls() {
        assert_eq!(plain("True"), Value::Bool(true));
        assert_eq!(plain("~"), Value::Null);
        for word in ["yes", "no", "on", "off", "tRue", "y", "nil"] {
            assert_eq!(plain(word), Value::Text(word.to_owned()));
        }
    }

    #[test]
    fn whole_numbers_are_decimal_octal_and_hexadecimal() {
        assert_eq!(plain("-12"), Value::Int(-12));
        assert_eq!(plain("+7"), Value::Int(7));
        assert_eq!(plain("0o17"), Value::Int(15));
        assert_eq!(plain("0xfF"), Value::Int(255));
        assert_eq!(plain("0b101"), Value::Int(5));
        assert_eq!(plain("0755"), Value::Int(493));
        assert_eq!((plain("-017"), plain("08"), plain("0")), (Value::Int(-15), Value::Int(8), Value::Int(0)));
        assert_eq!(plain("9223372036854775808"), Value::Float(9_223_372_036_854_775_808.0));
        assert_eq!(plain("0xffffffffffffffff"), Value::Float(18_446_744_073_709_551_615.0));
    }

    #[test]
    fn numbers_with_a_fraction_or_an_exponent_are_floats() {
        for (text, value) in [("1.5", 1.5), (".5", 0.5), ("5.", 5.0), ("-1e3", -1000.0), ("2E+1", 20.0)] {
            assert_eq!(plain(text), Value::Float(value), "{text}");
        }
        assert_eq!(plain("-.inf"), Value::Float(f64::NEG_INFINITY));
        assert!(matches!(plain(".nan"), Value::Float(nan) if nan.is_nan()));
    }

    #[test]
    fn what_only_looks_like_a_number_is_text() {
        for text in [
            "1.2.3", "8080:80", "-", "+", ".", "1e", "0x", "0o8", "0xg", "0b2", "1_000", "-0x1", "e5",
            "+.nan",
        ] {
            assert_eq!(plain(text), Value::Text(text.to_owned()));
        }
    }
}
