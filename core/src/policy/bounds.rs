//! What keeps policies of other people within bounds of memory and time.

use std::num::NonZeroU32;
use std::time::Duration;

use regorus::utils::limits::ExecutionTimerConfig;
use regorus::{Engine, Value as Rego};

use super::PolicyError;

/// Most items of a list that a policy makes of nothing but its ends.
pub(super) const MAX_RANGE: u64 = 100_000;

/// How many steps of an evaluation pass between two looks at the clock.
const STEPS: NonZeroU32 = NonZeroU32::new(1_000).unwrap();

/// Puts ranges of at most [`MAX_RANGE`] items in the place of the engine's own, which take as much
/// memory as they are asked to.
pub(super) fn ranges(engine: &mut Engine) -> Result<(), PolicyError> {
    let failed = |error: &dyn std::fmt::Display| PolicyError::whole("engine", error.to_string());
    let plain = |arguments: Vec<Rego>| match range(arguments.first(), arguments.get(1), None) {
        Some(items) => Ok(items),
        None => Err(TooLong("numbers.range").into()),
    };
    let stepped = |arguments: Vec<Rego>| match range(arguments.first(), arguments.get(1), arguments.get(2)) {
        Some(items) => Ok(items),
        None => Err(TooLong("numbers.range_step").into()),
    };
    engine.add_extension("numbers.range".into(), 2, Box::new(plain)).map_err(|error| failed(&error))?;
    engine.add_extension("numbers.range_step".into(), 3, Box::new(stepped)).map_err(|error| failed(&error))
}

/// Stops every evaluation after `limit`. Where there is no clock, as in a browser, it must not be called.
pub(super) fn time(engine: &mut Engine, limit: Duration) {
    engine.set_execution_timer_config(ExecutionTimerConfig { limit, check_interval: STEPS });
}

/// The whole numbers from `first` to `last`, both among them; undefined where the arguments are no
/// whole numbers or the step leads nowhere, none if there are too many.
fn range(first: Option<&Rego>, last: Option<&Rego>, step: Option<&Rego>) -> Option<Rego> {
    let whole = |value: Option<&Rego>| value.and_then(|value| value.as_i64().ok());
    let (Some(first), Some(last)) = (whole(first), whole(last)) else { return Some(Rego::Undefined) };
    let step = match step {
        Some(step) => match whole(Some(step)).and_then(|step| u64::try_from(step).ok()).filter(|s| *s > 0) {
            Some(step) => step,
            None => return Some(Rego::Undefined),
        },
        None => 1,
    };
    let steps = first.abs_diff(last) / step;
    if steps >= MAX_RANGE {
        return None;
    }
    let sign = if first <= last { 1 } else { -1 };
    let item = |n: u64| Rego::from((i128::from(first) + sign * i128::from(n * step)) as i64);
    Some(Rego::from((0..=steps).map(item).collect::<Vec<_>>()))
}

/// A range that would have more items than may be.
#[derive(Debug)]
struct TooLong(&'static str);

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` gives at most {MAX_RANGE} items", self.0)
    }
}

impl std::error::Error for TooLong {}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(query: &str) -> Result<Rego, String> {
        let mut engine = Engine::new();
        ranges(&mut engine).unwrap();
        let answer = engine.eval_query(query.into(), false).map_err(|error| error.to_string())?;
        Ok(answer.result.first().map_or(Rego::Undefined, |row| row.expressions[0].value.clone()))
    }

    #[test]
    fn ranges_are_those_of_rego() {
        for (query, expected) in [
            ("numbers.range(2, 4)", "[2, 3, 4]"),
            ("numbers.range(4, 2)", "[4, 3, 2]"),
            ("numbers.range(3, 3)", "[3]"),
            ("numbers.range_step(1, 6, 2)", "[1, 3, 5]"),
            ("numbers.range_step(6, 1, 2)", "[6, 4, 2]"),
        ] {
            assert_eq!(answer(query), Ok(Rego::from_json_str(expected).unwrap()), "{query}");
        }
    }

    #[test]
    fn ranges_that_would_fill_the_memory_are_refused() {
        for query in [
            "numbers.range(1, 1000000000)",
            "numbers.range_step(-9223372036854775808, 9223372036854775807, 1)",
        ] {
            assert!(answer(query).unwrap_err().contains("at most 100000 items"), "{query}");
        }
    }

    #[test]
    fn an_evaluation_is_stopped_when_its_time_is_over() {
        let mut engine = Engine::new();
        time(&mut engine, Duration::from_millis(20));
        let query = "[a | some a in numbers.range(1, 9999); some b in numbers.range(1, 9999); a * b < 0]";
        assert!(engine.eval_query(query.into(), false).unwrap_err().to_string().contains("time limit"));
    }
}
