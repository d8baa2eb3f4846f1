//! Dates as texts, `YYYY-MM-DD`, and as days after 1970-01-01.

/// The days from 1970-01-01 to the date that `text` names; none if there is no such day.
pub fn days(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let mut part = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i64>().ok())?
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let there =
        parts.next().is_none() && (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
    // Years are counted from 1 March, so that leap days come last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    there.then(|| era * 146_097 + year * 365 + year / 4 - year / 100 + day_of_year - 719_468)
}

/// The date `days` after 1970-01-01.
pub fn text(days: i64) -> String {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// How many days the month has.
fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates_and_dates_days() {
        for (days, date) in
            [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_454, "2026-01-01"), (-1, "1969-12-31")]
        {
            assert_eq!(text(days), date);
            assert_eq!(super::days(date), Some(days));
        }
        for day in (-40_000..80_000).step_by(17) {
            assert_eq!(super::days(&text(day)), Some(day));
        }
    }

    #[test]
    fn what_is_no_day_of_a_calendar_is_no_date() {
        for text in
            ["2030-02-29", "2030-13-01", "2030-00-01", "2030-1-1", "30-01-01", "2030-01-01-", "today", ""]
        {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
