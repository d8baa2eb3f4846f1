//! The known name that somebody probably meant.

/// Longest word that is compared; longer ones are no slips of the pen.
const MAX_LENGTH: usize = 64;

/// The one of `names` nearest to `word`: at most two letters changed, added, lost or swapped, and
/// at most a third of them. Case does not matter, nor which of `-`, `_` and `.` parts the words.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > MAX_LENGTH {
        return None;
    }
    let word = plain(word);
    names
        .map(|name| (distance(word.as_bytes(), plain(name).as_bytes()), name))
        .filter(|(distance, name)| *distance <= 2 && distance * 3 <= name.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn plain(text: &str) -> String {
    text.to_ascii_lowercase().replace(['-', '.'], "_")
}

/// Edits between two words, a swap of neighbours counting as one.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(rows[i - 2][j - 2] + 1);
            }
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggest(word: &str) -> Option<&'static str> {
        nearest(word, ["image", "ports", "privileged", "cap_add", "pid", "log-driver"].into_iter())
    }

    #[test]
    fn slips_of_the_pen_are_recognised() {
        assert_eq!(suggest("imgae"), Some("image"));
        assert_eq!(suggest("privilegd"), Some("privileged"));
        assert_eq!(suggest("cap-add"), Some("cap_add"));
        assert_eq!(suggest("LogDriver"), Some("log-driver"));
    }

    #[test]
    fn other_words_are_not() {
        assert_eq!(suggest("net"), None);
        assert_eq!(suggest("pad_id"), None);
        assert_eq!(suggest(&"image".repeat(5000)), None);
    }
}
