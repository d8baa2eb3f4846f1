//! Commands that run other commands: which of their words are the command, which are a script.

use super::Word;

/// Whether a program is a shell, by its name or path.
pub fn is_shell(program: &str) -> bool {
    matches!(base_name(program), "sh" | "bash" | "ash" | "dash" | "ksh" | "zsh")
}

/// Of the words of a shell's command line, the shell first, the index of the script that `-c`
/// gives it.
pub fn script_argument<'a>(words: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut command = false;
    let mut skip = false;
    for (index, word) in words.enumerate().skip(1) {
        if skip {
            skip = false;
        } else if word == "--" {
            continue;
        } else if let Some(long) = word.strip_prefix("--") {
            skip = matches!(long, "rcfile" | "init-file");
        } else if word.len() > 1 && word.starts_with(['-', '+']) {
            command |= word.starts_with('-') && word.contains('c');
            skip = word.contains(['o', 'O']);
        } else {
            return command.then_some(index);
        }
    }
    None
}

/// What a command runs.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Runs {
    /// The commands in these ranges of its words.
    Commands(Vec<std::ops::Range<usize>>),
    /// The script that these words give.
    Script(std::ops::Range<usize>),
    /// The script on its standard input.
    Input,
    /// No other command.
    Nothing,
}

/// How a program that runs the rest of its words takes its own options.
struct Wrapper {
    /// Letters of short options with a value.
    short: &'static str,
    /// Long options with a value in the next word.
    long: &'static [&'static str],
    /// How many operands stand before the command.
    operands: usize,
    /// Whether `NAME=value` may stand before the command.
    assignments: bool,
}

const SUDO_LONG: &[&str] =
    &["user", "group", "host", "prompt", "close-from", "chdir", "role", "type", "command-timeout", "chroot"];
const XARGS_LONG: &[&str] =
    &["arg-file", "delimiter", "max-args", "max-chars", "max-lines", "max-procs", "process-slot-var"];
const SETPRIV_LONG: &[&str] = &[
    "reuid",
    "ruid",
    "euid",
    "regid",
    "rgid",
    "egid",
    "groups",
    "inh-caps",
    "ambient-caps",
    "bounding-set",
    "securebits",
    "pdeathsig",
    "selinux-label",
    "apparmor-profile",
];

fn wrapper(name: &str) -> Option<Wrapper> {
    let (short, long, operands, assignments): (_, &[&str], _, _) = match name {
        "sudo" => ("ughpCDrtTUR", SUDO_LONG, 0, true),
        "doas" => ("uC", &[], 0, false),
        "env" => ("uC", &["unset", "chdir"], 0, true),
        "exec" => ("a", &[], 0, false),
        "nice" => ("n", &["adjustment"], 0, false),
        "time" => ("fo", &["format", "output"], 0, false),
        "timeout" => ("sk", &["signal", "kill-after"], 1, false),
        "xargs" => ("InPdLasE", XARGS_LONG, 0, false),
        "gosu" | "su-exec" => ("", &[], 1, false),
        "setpriv" => ("", SETPRIV_LONG, 0, false),
        "chroot" => ("", &["userspec", "groups"], 1, false),
        "stdbuf" => ("ioe", &["input", "output", "error"], 0, false),
        "ionice" => ("cn", &["class", "classdata"], 0, false),
        "tini" => ("pe", &[], 0, false),
        "dumb-init" => ("r", &["rewrite"], 0, false),
        "nohup" | "command" | "builtin" | "setsid" | "busybox" | "catatonit" => ("", &[], 0, false),
        _ => return None,
    };
    Some(Wrapper { short, long, operands, assignments })
}

/// What the command made of `words` runs.
pub(super) fn runs(words: &[Word]) -> Runs {
    let Some(first) = words.first() else { return Runs::Nothing };
    let name = base_name(&first.text);
    let texts = || words.iter().map(|word| word.text.as_str());
    if is_shell(name) {
        if let Some(index) = script_argument(texts()) {
            return Runs::Script(index..index + 1);
        }
        let mut operands = texts().skip(1).filter(|word| !word.starts_with(['-', '+']) || *word == "-");
        let options = texts()
            .skip(1)
            .any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains('s'));
        return if options || operands.next().is_none_or(|word| word == "-") {
            Runs::Input
        } else {
            Runs::Nothing
        };
    }
    match name {
        "eval" if words.len() > 1 => Runs::Script(1..words.len()),
        "su" | "runuser" => su(words),
        "find" => Runs::Commands(executed(words)),
        // With -v and -V it only looks the command up.
        "command" if texts().nth(1).is_some_and(|word| word.starts_with("-v") || word.starts_with("-V")) => {
            Runs::Nothing
        }
        _ => match wrapper(name).and_then(|wrapper| command_start(&wrapper, words)) {
            Some(start) => Runs::Commands(std::iter::once(start..words.len()).collect()),
            None => Runs::Nothing,
        },
    }
}

/// Index of the first word of the command behind a wrapper's own options and operands.
fn command_start(wrapper: &Wrapper, words: &[Word]) -> Option<usize> {
    let mut operands = wrapper.operands;
    let mut options = true;
    let mut index = 1;
    while let Some(word) = words.get(index).map(|word| word.text.as_str()) {
        if options && word == "--" {
            options = false;
        } else if options && word.len() > 1 && word.starts_with('-') {
            index += usize::from(takes_next(wrapper, word));
        } else if operands > 0 {
            operands -= 1;
            options &= operands > 0;
        } else if wrapper.assignments && is_assignment(word) {
            options = false;
        } else {
            return Some(index);
        }
        index += 1;
    }
    None
}

fn takes_next(wrapper: &Wrapper, option: &str) -> bool {
    if let Some(long) = option.strip_prefix("--") {
        return wrapper.long.contains(&long);
    }
    // A letter with a value takes the rest of the word, or the next word if nothing is left.
    let letters = option.get(1..).unwrap_or("");
    letters.find(|letter| wrapper.short.contains(letter)).is_some_and(|at| at + 1 == letters.len())
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        let mut bytes = name.bytes();
        bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

fn su(words: &[Word]) -> Runs {
    let is_command = |word: &Word| {
        let text = word.text.as_str();
        text == "--command" || text.starts_with('-') && !text.starts_with("--") && text.ends_with('c')
    };
    match words.iter().position(is_command) {
        Some(option) if option + 1 < words.len() => Runs::Script(option + 1..option + 2),
        _ => Runs::Nothing,
    }
}

/// The commands behind `-exec` and its kin, up to `;` or `+`.
fn executed(words: &[Word]) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = None;
    for (index, word) in words.iter().enumerate() {
        match (start, word.text.as_str()) {
            (None, "-exec" | "-execdir" | "-ok" | "-okdir") => start = Some(index + 1),
            (Some(first), ";" | "+") => {
                ranges.push(first..index);
                start = None;
            }
            _ => {}
        }
    }
    ranges.extend(start.map(|first| first..words.len()));
    ranges.retain(|range| !range.is_empty());
    ranges
}

fn base_name(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}
