//! `dockwarden.yaml` completed as it is typed.

use dockwarden_core::config::complete::{self, Item, is_key};
use dockwarden_core::source::{FileId, Source};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, MarkupContent, MarkupKind,
    Position, Range, TextEdit,
};
use serde_json::json;

use super::folder::Folder;
use super::{hover, place};

/// What may stand at a place of the configuration whose text is `text`.
pub fn at(folder: &Folder, text: &str, position: Position) -> Vec<CompletionItem> {
    let Ok(source) = Source::from_text(FileId(0), "", text) else { return Vec::new() };
    let offset = place::offset(&source, position) as usize;
    let before = &source.text()[..offset];
    let word = before.len() - before.trim_end_matches(is_key).len();
    let start = Position { character: position.character - word as u32, ..position };
    let item = |Item { label, text, detail, rule }: Item| CompletionItem {
        kind: Some(if text == label {
            CompletionItemKind::ENUM_MEMBER
        } else {
            CompletionItemKind::PROPERTY
        }),
        detail: (!detail.is_empty()).then_some(detail),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: Range { start, end: position },
            new_text: text,
        })),
        data: rule.map(|rule| json!({ "rule": rule })),
        label,
        ..CompletionItem::default()
    };
    complete::complete(before, folder.rules()).into_iter().map(item).collect()
}

/// The item with all that is known of the rule that it names.
pub fn resolved(folders: &[Folder], item: CompletionItem) -> CompletionItem {
    let rule = item.data.as_ref().and_then(|data| data.get("rule")).and_then(|rule| rule.as_str());
    let about = |folder: &Folder| Some(hover::about(folder.catalog().get(rule?)?, folder.catalog()));
    let Some(value) = folders.iter().find_map(about) else { return item };
    let documentation = Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value });
    CompletionItem { documentation: Some(documentation), ..item }
}
