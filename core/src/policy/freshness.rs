//! How old the built-in data is: it says what was true on one day.

use crate::date;

use super::builtin_data;

/// What a file of data says of its age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// The name of the data, such as `end_of_life`.
    pub name: String,
    /// Whose statement it is.
    pub source: String,
    /// The day on which it was true.
    pub as_of: String,
    /// The last day on which it may be relied on.
    pub until: String,
}

impl Freshness {
    /// Whether the data is too old on the day `today`.
    pub fn is_stale(&self, today: &str) -> bool {
        today > self.until.as_str()
    }

    /// What `text`, a file of data, says; none if it does not say all of it.
    fn read(name: String, text: &str) -> Option<Self> {
        let data: serde_json::Value = serde_json::from_str(text).ok()?;
        let told = |key: &str| data[key].as_str().map(str::to_owned);
        let as_of = told("as_of")?;
        let until = date::text(date::days(&as_of)? + data["stale_after"].as_u64()? as i64);
        Some(Self { name, source: told("source").filter(|source| !source.is_empty())?, as_of, until })
    }
}

/// How old each file of the built-in data is. A test sees to it that each says so.
pub fn builtin_freshness() -> Vec<Freshness> {
    builtin_data().filter_map(|(name, text)| Freshness::read(name, text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_data_says_whose_it_is_and_how_long_it_holds() {
        for (name, text) in builtin_data() {
            let data: serde_json::Value = serde_json::from_str(text).unwrap();
            assert!(data["about"].is_string(), "{name} lacks `about`");
            let wanted = "`source`, `as_of` (a date) and `stale_after` (days)";
            assert!(Freshness::read(name.clone(), text).is_some(), "{name} lacks one of {wanted}");
        }
    }

    #[test]
    fn data_is_stale_the_day_after_its_last() {
        let text = r#"{"source": "s", "as_of": "2026-02-27", "stale_after": 3}"#;
        let data = Freshness::read("n".into(), text).unwrap();
        assert_eq!(data.until, "2026-03-02");
        assert!(!data.is_stale("2026-03-02"));
        assert!(data.is_stale("2026-03-03"));
    }

    #[test]
    fn data_that_does_not_say_its_age_is_not_believed() {
        for text in [
            "{}",
            "[",
            r#"{"source": "s", "as_of": "2026-02-30", "stale_after": 3}"#,
            r#"{"source": "", "as_of": "2026-02-27", "stale_after": 3}"#,
            r#"{"source": "s", "as_of": "2026-02-27", "stale_after": -3}"#,
        ] {
            assert_eq!(Freshness::read("n".into(), text), None, "{text}");
        }
    }
}
