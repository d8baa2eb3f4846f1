//! Ranges of files, found by what lies in them.

use std::collections::HashMap;

use crate::source::Span;

/// Values that belong to ranges of files.
///
/// To look one up takes as long as there are ranges around the place that is asked for, not as there
/// are ranges at all: files have thousands of services, and findings in all of them.
#[derive(Clone, Debug)]
pub(crate) struct Places<T> {
    /// By path and start; each with the furthest end of all that start no later.
    files: HashMap<String, Vec<(u32, u32, u32, T)>>,
}

impl<T> Places<T> {
    /// The values of `ranges`: path, start and end in bytes.
    pub fn new<'a>(ranges: impl IntoIterator<Item = (&'a (String, u32, u32), T)>) -> Self {
        let mut files: HashMap<String, Vec<(u32, u32, u32, T)>> = HashMap::new();
        for ((path, start, end), value) in ranges {
            match files.get_mut(path) {
                Some(ranges) => ranges.push((*start, *end, *end, value)),
                None => drop(files.insert(path.clone(), vec![(*start, *end, *end, value)])),
            }
        }
        for ranges in files.values_mut() {
            ranges.sort_by_key(|(start, end, _, _)| (*start, *end));
            let mut furthest = 0;
            for (_, end, reach, _) in ranges {
                furthest = furthest.max(*end);
                *reach = furthest;
            }
        }
        Self { files }
    }

    /// The files that have ranges.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The values of all ranges that hold `span` of the file at `path`.
    pub fn around(&self, path: &str, span: Span) -> impl Iterator<Item = &T> {
        let ranges = self.files.get(path).map_or(&[][..], Vec::as_slice);
        let before = ranges.partition_point(|(start, _, _, _)| *start <= span.start);
        let reach = move |(_, _, reach, _): &&(u32, u32, u32, T)| *reach >= span.end;
        let near = ranges[..before].iter().rev().take_while(reach);
        near.filter(move |(_, end, _, _)| *end >= span.end).map(|(_, _, _, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn every_range_around_a_place_is_found_and_no_other() {
        let ranges = [(0, 100), (0, 10), (5, 8), (20, 30), (20, 22), (40, 41)];
        let named: Vec<_> = ranges.iter().map(|(a, b)| (("x".to_owned(), *a, *b), (*a, *b))).collect();
        let places = Places::new(named.iter().map(|(place, value)| (place, *value)));
        for (start, end) in [(6, 7), (21, 25), (0, 0), (99, 100), (100, 101), (40, 41), (8, 9)] {
            let mut found: Vec<(u32, u32)> =
                places.around("x", Span { file: FileId(0), start, end }).copied().collect();
            let mut expected: Vec<(u32, u32)> =
                ranges.into_iter().filter(|(a, b)| *a <= start && end <= *b).collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{start}..{end}");
        }
        assert_eq!(places.around("y", Span { file: FileId(0), start: 0, end: 0 }).count(), 0);
    }
}
