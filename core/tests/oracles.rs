//! Dockerfiles read alike by three readers that share no line: ours, `dockerfile-parser` and
//! `parse-dockerfile`.
//!
//! Where an oracle takes a file and the file uses nothing that it lacks, the keywords in order, the
//! images and names of stages, and the arguments agree. What they lack, judged by the tests of
//! BuildKit's own parser:
//! - both: a backslash that is escaped at the end of a line, or continues into the end of the file;
//!   flags of CMD;
//! - `dockerfile-parser`: the directive `escape`, heredocs, blank lines among continued ones, `--`
//!   as the end of flags, and that single quotes are not JSON; flags of RUN and ADD are text to it;
//! - `parse-dockerfile`: it keeps line continuations and heredocs in the text of scripts, so only
//!   scripts of one line compare.

mod samples;

use std::path::PathBuf;

use dockwarden_core::dockerfile::outline;
use dockwarden_core::document::Kind;
use dockwarden_core::source::{FileId, Source};

/// What an oracle says of the operands of one instruction.
#[derive(Debug)]
enum Operands {
    /// Each by itself.
    Words(Vec<String>),
    /// Names with values, quotes around both taken off.
    Pairs(Vec<(String, Option<String>)>),
    /// As one text, flags included; blanks do not count.
    Text(String),
    /// Nothing that could be compared.
    Untold,
}

/// Keyword and operands of one instruction, as an oracle tells them.
type Told = (String, Operands);

/// One instruction of ours.
#[derive(Debug, Default)]
struct Own {
    keyword: String,
    flags: Vec<String>,
    words: Vec<String>,
}

impl Own {
    /// Takes a line of the outline apart: `(keyword ["flag"] "word" (nested "word"))`.
    fn of(line: &str) -> Own {
        let mut own = Own::default();
        let keyword = line.strip_prefix('(').unwrap();
        let end = keyword.find([' ', ')']).unwrap();
        own.keyword = keyword[..end].to_uppercase();
        let (mut rest, mut in_flags) = (&keyword[end..], false);
        while let Some(first) = rest.chars().next() {
            match first {
                '"' => {
                    let (word, after) = unquoted(rest);
                    if in_flags { &mut own.flags } else { &mut own.words }.push(word);
                    rest = after;
                    continue;
                }
                '(' => {
                    let inner = Own::of(&rest[..rest.len() - 1]);
                    own.words.push(format!("{} {}", inner.keyword, inner.text()));
                    return own;
                }
                '[' => in_flags = true,
                ']' => in_flags = false,
                _ => {}
            }
            rest = &rest[first.len_utf8()..];
        }
        own
    }

    fn text(&self) -> String {
        let operands = match self.pairs() {
            Some(pairs) => pairs
                .into_iter()
                .map(|(name, value, sign)| match value {
                    Some(value) => format!("{name}{sign}{value}"),
                    None => name,
                })
                .collect(),
            None => self.words.clone(),
        };
        [self.flags.join(" "), operands.join(" ")].join(" ")
    }

    /// Name, value and the sign between them, for instructions that take pairs.
    fn pairs(&self) -> Option<Vec<(String, Option<String>, &'static str)>> {
        match self.keyword.as_str() {
            "ENV" | "LABEL" if self.words.len().is_multiple_of(3) => Some(
                self.words
                    .chunks(3)
                    .map(|pair| {
                        let sign = if pair[2] == "=" { "=" } else { " " };
                        (pair[0].clone(), Some(pair[1].clone()), sign)
                    })
                    .collect(),
            ),
            "ARG" => Some(
                self.words
                    .iter()
                    .map(|word| match word.split_once('=') {
                        Some((name, value)) => (name.to_owned(), Some(value.to_owned()), "="),
                        None => (word.clone(), None, ""),
                    })
                    .collect(),
            ),
            _ => None,
        }
    }

    fn agrees_with(&self, (keyword, operands): &Told) -> bool {
        let same = match operands {
            Operands::Words(words) => self.words == *words,
            Operands::Pairs(pairs) => {
                let own = self.pairs().unwrap_or_default();
                own.len() == pairs.len()
                    && own.iter().zip(pairs).all(|((name, value, _), (other, told))| {
                        let bare_value =
                            |value: &Option<String>| value.as_deref().map(bare).map(str::to_owned);
                        bare(name) == bare(other) && bare_value(value) == bare_value(told)
                    })
            }
            Operands::Text(_) if keyword == "CMD" && !self.flags.is_empty() => true,
            // Ours tells NONE of HEALTHCHECK in capitals, as it is understood.
            Operands::Text(text) if keyword == "HEALTHCHECK" => {
                blank_free(&self.text()).eq_ignore_ascii_case(&blank_free(text))
            }
            Operands::Text(text) => blank_free(&self.text()) == blank_free(text),
            Operands::Untold => true,
        };
        self.keyword == *keyword && same
    }
}

/// The string that stands quoted at the start of `text`, and what follows it.
fn unquoted(text: &str) -> (String, &str) {
    let mut word = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (word, &text[at + 1..]),
            '\\' => match chars.next().unwrap().1 {
                'n' => word.push('\n'),
                't' => word.push('\t'),
                'r' => word.push('\r'),
                other => word.push(other),
            },
            c => word.push(c),
        }
    }
    panic!("the quote is not closed: {text}");
}

fn blank_free(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A name or a value without the quotes around it.
fn bare(value: &str) -> &str {
    ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value)
}

/// Whether a backslash is escaped at the end of a line, or is the last of the file.
fn backslash_is_odd(text: &str) -> bool {
    text.contains("\\\\\n") || text.trim_end().ends_with('\\')
}

/// Whether a blank line stands among continued ones.
fn blank_is_continued(text: &str) -> bool {
    let mut continued = false;
    text.lines().any(|line| {
        let blank = continued && line.trim().is_empty();
        if !line.trim_start().starts_with('#') {
            continued = line.trim_end().ends_with('\\');
        }
        blank
    })
}

/// Every Dockerfile of the project, and those of a folder that the environment names.
fn dockerfiles() -> Vec<(PathBuf, String)> {
    let dockerfiles = samples::samples().into_iter().filter(|sample| sample.kind == Kind::Dockerfile);
    let text = |bytes: &[u8]| Some(Source::from_bytes(FileId(0), "", bytes).ok()?.text().to_owned());
    dockerfiles.filter_map(|sample| Some((sample.path, text(&sample.bytes)?))).collect()
}

/// Compares our reading of every file with what `oracle` tells; none where it refuses or lacks something.
fn compare(oracle: fn(&str) -> Option<Vec<Told>>) {
    let (mut compared, mut instructions, mut wrong) = (0, 0, Vec::new());
    let files = dockerfiles();
    for (path, text) in &files {
        let Some(told) = oracle(text) else { continue };
        let source = Source::from_text(FileId(0), "Dockerfile", text).unwrap();
        let own: Vec<Own> = outline::lines(&source).iter().map(|line| Own::of(line)).collect();
        compared += 1;
        instructions += told.len();
        if own.len() != told.len() {
            wrong.push(format!("{}: {} and {} instructions", path.display(), own.len(), told.len()));
        }
        for (own, told) in own.iter().zip(&told).filter(|(own, told)| !own.agrees_with(told)) {
            wrong.push(format!("{}:\n  ours   {own:?}\n  theirs {told:?}", path.display()));
        }
    }
    println!("{compared} of {} files, {instructions} instructions", files.len());
    assert!(compared > 0, "no file was compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn strings<T: ToString>(values: impl IntoIterator<Item = T>) -> Vec<String> {
    values.into_iter().map(|value| value.to_string()).collect()
}

/// Image and name of a stage, in the words of FROM; blanks do not matter, the case of AS does not either.
fn from_words(image: &str, keyword: &str, name: Option<&str>) -> Operands {
    let name = name.map(|name| vec![keyword.to_owned(), name.to_owned()]).unwrap_or_default();
    Operands::Words([vec![image.to_owned()], name].concat())
}

mod dockerfile_parser_told {
    use super::{Operands, Told, backslash_is_odd, blank_is_continued, from_words, strings};
    use dockerfile_parser::{Dockerfile, Instruction, ShellOrExecExpr};

    pub fn told(text: &str) -> Option<Vec<Told>> {
        let directive = text.to_lowercase().contains("escape=");
        let lacking = ["<<", "['", " -- "].iter().any(|sign| text.contains(sign));
        if directive || lacking || backslash_is_odd(text) || blank_is_continued(text) {
            return None;
        }
        Some(Dockerfile::parse(text).ok()?.instructions.iter().map(|one| told_of(one, text)).collect())
    }

    fn command(expr: &ShellOrExecExpr) -> Operands {
        match expr {
            ShellOrExecExpr::Shell(script) => Operands::Text(script.to_string()),
            ShellOrExecExpr::Exec(words) => Operands::Words(strings(words.as_str_vec())),
        }
    }

    fn told_of(instruction: &Instruction, text: &str) -> Told {
        let (keyword, operands) = match instruction {
            Instruction::From(from) => {
                let between = from.alias.as_ref().map_or("", |alias| {
                    text[from.image.span.end..alias.span.start].trim_matches([' ', '\t', '\\', '\n'])
                });
                let name = from.alias.as_ref().map(|name| name.content.as_str());
                ("FROM", from_words(&from.image.content, between, name))
            }
            Instruction::Arg(arg) => {
                let value = arg.value.as_ref().map(|value| value.content.clone());
                ("ARG", Operands::Pairs(vec![(arg.name.content.clone(), value)]))
            }
            Instruction::Env(env) => {
                let pair =
                    |var: &dockerfile_parser::EnvVar| (var.key.content.clone(), Some(var.value.to_string()));
                ("ENV", Operands::Pairs(env.vars.iter().map(pair).collect()))
            }
            Instruction::Label(label) => {
                let pair = |label: &dockerfile_parser::Label| {
                    (label.name.content.clone(), Some(label.value.content.clone()))
                };
                ("LABEL", Operands::Pairs(label.labels.iter().map(pair).collect()))
            }
            Instruction::Copy(copy) => {
                let mut words = strings(&copy.sources);
                words.push(copy.destination.to_string());
                ("COPY", Operands::Words(words))
            }
            Instruction::Run(run) => ("RUN", command(&run.expr)),
            Instruction::Cmd(cmd) => ("CMD", command(&cmd.expr)),
            Instruction::Entrypoint(entrypoint) => ("ENTRYPOINT", command(&entrypoint.expr)),
            Instruction::Misc(misc) => {
                let text = misc.arguments.to_string();
                let list = text.contains('[');
                let keyword = misc.instruction.content.to_uppercase();
                return (keyword, if list { Operands::Untold } else { Operands::Text(text) });
            }
        };
        (keyword.to_owned(), operands)
    }
}

mod parse_dockerfile_told {
    use super::{Operands, Told, backslash_is_odd, from_words};
    use parse_dockerfile::{Command, Flag, Instruction, JsonOrStringArray, Source, UnescapedString};

    pub fn told(text: &str) -> Option<Vec<Told>> {
        if backslash_is_odd(text) {
            return None;
        }
        let file = parse_dockerfile::parse(text).ok()?;
        Some(file.instructions.iter().map(|one| told_of(one, text)).collect())
    }

    fn text_of(value: &UnescapedString) -> Operands {
        Operands::Text(value.value.to_string())
    }

    fn words(values: &[UnescapedString]) -> Operands {
        Operands::Words(values.iter().map(|value| value.value.to_string()).collect())
    }

    fn command(command: &Command, flags: &[Flag]) -> Operands {
        match command {
            Command::Exec(list) => words(&list.value),
            Command::Shell(script) if flags.is_empty() && !script.value.contains('\n') => {
                Operands::Text(script.value.to_owned())
            }
            _ => Operands::Untold,
        }
    }

    fn copied(sources: &[Source], destination: &UnescapedString) -> Operands {
        let mut words = Vec::new();
        for source in sources {
            match source {
                Source::Path(path) => words.push(path.value.to_string()),
                _ => return Operands::Untold,
            }
        }
        words.push(destination.value.to_string());
        Operands::Words(words)
    }

    fn told_of(instruction: &Instruction, text: &str) -> Told {
        let (keyword, operands) = match instruction {
            Instruction::From(from) => {
                let keyword = from.as_.as_ref().map_or("", |(keyword, _)| &text[keyword.span.clone()]);
                let name = from.as_.as_ref().map(|(_, name)| &*name.value);
                ("FROM", from_words(&from.image.value, keyword, name))
            }
            Instruction::Arg(arg) => ("ARG", text_of(&arg.arguments)),
            Instruction::Env(env) => ("ENV", text_of(&env.arguments)),
            Instruction::Label(label) => ("LABEL", text_of(&label.arguments)),
            Instruction::Maintainer(maintainer) => ("MAINTAINER", text_of(&maintainer.name)),
            Instruction::User(user) => ("USER", text_of(&user.arguments)),
            Instruction::Workdir(workdir) => ("WORKDIR", text_of(&workdir.arguments)),
            Instruction::Stopsignal(signal) => ("STOPSIGNAL", text_of(&signal.arguments)),
            Instruction::Expose(expose) => ("EXPOSE", words(&expose.arguments)),
            Instruction::Shell(shell) => ("SHELL", words(&shell.arguments)),
            Instruction::Volume(volume) => match &volume.arguments {
                JsonOrStringArray::Json(list) => ("VOLUME", words(&list.value)),
                JsonOrStringArray::String(list) => ("VOLUME", words(list)),
            },
            Instruction::Add(add) => ("ADD", copied(&add.src, &add.dest)),
            Instruction::Copy(copy) => ("COPY", copied(&copy.src, &copy.dest)),
            Instruction::Run(run) if !run.here_docs.is_empty() => ("RUN", Operands::Untold),
            Instruction::Run(run) => ("RUN", command(&run.arguments, &run.options)),
            Instruction::Cmd(cmd) => ("CMD", command(&cmd.arguments, &[])),
            Instruction::Entrypoint(entrypoint) => ("ENTRYPOINT", command(&entrypoint.arguments, &[])),
            Instruction::Healthcheck(_) => ("HEALTHCHECK", Operands::Untold),
            Instruction::Onbuild(_) => ("ONBUILD", Operands::Untold),
            _ => ("", Operands::Untold),
        };
        (keyword.to_owned(), operands)
    }
}

#[test]
fn dockerfile_parser_reads_the_same() {
    compare(dockerfile_parser_told::told);
}

#[test]
fn parse_dockerfile_reads_the_same() {
    compare(parse_dockerfile_told::told);
}
