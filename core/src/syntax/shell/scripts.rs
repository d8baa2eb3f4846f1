//! Scripts that stay as they are while somebody types elsewhere in their file: reading them takes a third of
//! the time that a Dockerfile takes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::{Script, parse};
use crate::source::{FileId, Span};

/// A place where a script begins.
type Place = (FileId, u32);

/// Reads the scripts of one document after the other. What the document before held is not read again, if it
/// was of the same file.
#[derive(Debug, Default)]
pub struct Scripts {
    path: String,
    before: HashMap<String, BTreeMap<Place, Arc<Script>>, RandomState>,
    now: Vec<(String, Place, Arc<Script>)>,
}

impl Scripts {
    /// A new document begins, that of the file at `path`.
    pub fn begin(&mut self, path: &str) {
        self.before.clear();
        let last = std::mem::take(&mut self.now);
        if self.path == path {
            for (text, place, script) in last {
                self.before.entry(text).or_default().insert(place, script);
            }
        } else {
            self.path = path.to_owned();
        }
    }

    /// As [`parse`].
    pub fn parse(&mut self, file: FileId, base: u32, text: &str) -> Arc<Script> {
        let place = (file, base);
        let known = self.before.get(text);
        let here = || known?.get(&place).cloned();
        let elsewhere =
            || known?.first_key_value().map(|(from, script)| Arc::new(moved(script, *from, place)));
        let script = here().or_else(elsewhere).unwrap_or_else(|| Arc::new(parse(file, base, text)));
        self.now.push((text.to_owned(), place, script.clone()));
        script
    }
}

/// The same script, which began at `from`, at another place.
fn moved(script: &Script, from: Place, to: Place) -> Script {
    let mut script = script.clone();
    let shifted = |offset: u32| offset - from.1 + to.1;
    let shift =
        |span: &mut Span| *span = Span { file: to.0, start: shifted(span.start), end: shifted(span.end) };
    script.commands.iter_mut().for_each(|command| command.each_span(shift));
    script.set.iter_mut().for_each(|assignment| assignment.each_span(shift));
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "A=1 sudo apt-get install \"$X\" > /dev/null && sh -c 'cd /x | cat'";

    /// Reads `TEXT` at `first` and then at `second`, and says whether it was read only once.
    fn read(first: Place, second: Place, paths: [&str; 2]) -> bool {
        let mut scripts = Scripts::default();
        scripts.begin(paths[0]);
        let before = scripts.parse(first.0, first.1, TEXT);
        scripts.begin(paths[1]);
        let after = scripts.parse(second.0, second.1, TEXT);
        assert_eq!(*after, parse(second.0, second.1, TEXT));
        Arc::ptr_eq(&before, &after)
    }

    #[test]
    fn a_script_that_stays_where_it_is_is_read_once() {
        assert!(read((FileId(0), 7), (FileId(0), 7), ["a", "a"]));
    }

    #[test]
    fn a_script_that_moves_has_its_new_places() {
        for (first, second) in [(3, 90), (90, 3)] {
            assert!(!read((FileId(0), first), (FileId(0), second), ["a", "a"]));
        }
        assert!(!read((FileId(0), 7), (FileId(1), 7), ["a", "a"]));
    }

    #[test]
    fn scripts_of_other_files_and_of_earlier_documents_are_forgotten() {
        assert!(!read((FileId(0), 7), (FileId(0), 7), ["a", "b"]));
        let mut scripts = Scripts::default();
        for _ in 0..3 {
            scripts.begin("a");
            scripts.parse(FileId(0), 0, "true");
            scripts.begin("a");
        }
        assert_eq!((scripts.before.len(), scripts.now.len()), (1, 0));
    }
}
