//! What a Dockerfile means: instructions cut and read as BuildKit does, stages and variables
//! resolved, everything lowered into the model of `docs/input.md`.

mod commands;
mod directives;
mod expand;
mod heredoc;
mod instruction;
mod logical;
mod lower;
mod packages;
mod piece;
mod scope;
mod split;
mod state;
mod words;

#[cfg(test)]
mod tests;

use crate::reading::{Reading, Surroundings};
use crate::source::{Source, Span};
use crate::syntax::shell::Scripts;
use crate::syntax::tree::Fault;

use instruction::Instruction;

/// Reads `source`; never fails, faults are part of the reading.
pub fn read(source: &Source, around: &Surroundings, scripts: &mut Scripts) -> Reading {
    scripts.begin(source.path());
    let mut faults = Vec::new();
    let directives = directives::read(source, &mut faults);
    let mut cut = split::split(source, directives.escape());
    faults.append(&mut cut.faults);
    let blocks = cut.pieces.iter().map(|piece| piece.span).collect();
    let mut instructions = Vec::with_capacity(cut.pieces.len());
    for piece in &cut.pieces {
        match instruction::parse(piece, directives.escape()) {
            Ok(instruction) => instructions.push(instruction),
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(order(source, &instructions, faults.is_empty()));
    let model = lower::lower(source, around, &directives, &instructions, scripts);
    faults.sort_by_key(|fault| fault.span);
    Reading { model, faults, comments: cut.comments, blocks }
}

/// What is wrong with the order of the instructions: nothing builds without FROM, and only ARG may
/// stand before it.
fn order(source: &Source, instructions: &[Instruction], sound: bool) -> Option<Fault> {
    let fault = |span: Span, message: &str| Some(Fault { span, message: message.into(), help: None });
    let Some(first) = instructions.iter().find(|instruction| instruction.keyword != "ARG") else {
        // Where instructions could not be read, one of them may have been the FROM.
        let start = Span { end: source.whole().start, ..source.whole() };
        return if sound { fault(start, "expected a FROM instruction, found none") } else { None };
    };
    if first.keyword == "FROM" || !sound {
        return None;
    }
    let message = format!("expected FROM before {}: only ARG may stand above the first FROM", first.keyword);
    fault(first.keyword_span, &message)
}

/// One instruction as BuildKit's parser tells it, for tests that compare with it.
#[doc(hidden)]
pub mod outline {
    use super::*;
    use crate::dockerfile::instruction::Form;

    /// Every instruction of `source` in the notation of BuildKit's parser tests; one that cannot be
    /// understood has its keyword and text.
    pub fn lines(source: &Source) -> Vec<String> {
        let directives = directives::read(source, &mut Vec::new());
        let escape = directives.escape();
        let one = |piece: &piece::Piece| match instruction::parse(piece, escape) {
            Ok(instruction) => line(&instruction),
            Err(_) if piece.rest.text().is_empty() => format!("({})", piece.keyword.to_lowercase()),
            // BuildKit's parser parts the kind of check from its command before it judges the kind.
            Err(_) if piece.keyword.eq_ignore_ascii_case("HEALTHCHECK") => {
                let parts: Vec<String> = piece.rest.text().splitn(2, ' ').map(quoted).collect();
                format!("(healthcheck {})", parts.join(" "))
            }
            Err(_) => format!("({} {})", piece.keyword.to_lowercase(), quoted(piece.rest.text())),
        };
        split::split(source, escape).pieces.iter().map(one).collect()
    }

    fn line(instruction: &Instruction) -> String {
        let mut out = format!("({}", instruction.keyword.to_lowercase());
        if !instruction.flags.is_empty() {
            let flags: Vec<String> = instruction.flags.iter().map(|flag| quoted(&flag.raw)).collect();
            out += &format!(" [{}]", flags.join(" "));
        }
        if let Some(check) = &instruction.check {
            out += &format!(" {}", quoted(check));
        }
        if let Some(inner) = &instruction.inner {
            out += &format!(" {}", line(inner));
        }
        for pair in &instruction.pairs {
            match (&pair.value, instruction.keyword.as_str()) {
                (None, _) => out += &format!(" {}", quoted(&pair.name)),
                (Some(value), "ARG") => {
                    out += &format!(" {}", quoted(&format!("{}={}", pair.name, value.raw)))
                }
                (Some(value), _) => {
                    let sign = if pair.legacy { "" } else { "=" };
                    out += &format!(" {} {} {}", quoted(&pair.name), quoted(&value.raw), quoted(sign));
                }
            }
        }
        for word in &instruction.words {
            out += &format!(" {}", quoted(&word.raw));
        }
        debug_assert!(instruction.form != Form::Exec || instruction.pairs.is_empty());
        out + ")"
    }

    /// A string as Go's `%q` prints it.
    fn quoted(text: &str) -> String {
        let mut out = String::from("\"");
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\u{8}' => out.push_str("\\b"),
                '\u{c}' => out.push_str("\\f"),
                c if (c as u32) < 0x20 => out.push_str(&format!("\\x{:02x}", c as u32)),
                c => out.push(c),
            }
        }
        out + "\""
    }
}
