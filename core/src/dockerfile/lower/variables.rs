//! Which variables an instruction names: in its words, its flags, its pairs and the words of its commands.

use std::collections::BTreeSet;

use crate::model::{Value, View};

/// The names, each once.
pub(super) fn of(instruction: View<'_>) -> BTreeSet<&str> {
    let commands = instruction.objects("commands").flat_map(|command| command.objects("words"));
    let flags = instruction.members("flags").map(|(_, flag)| flag);
    let texts = instruction.objects("words").chain(instruction.objects("pairs")).chain(flags).chain(commands);
    let named = texts.flat_map(|text| text.list("variables"));
    named
        .filter_map(|name| if let Value::Text(name) = &name.value { Some(name.as_str()) } else { None })
        .collect()
}
