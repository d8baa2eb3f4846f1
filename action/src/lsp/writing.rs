//! Files of a folder that an editor is asked to write: changed, or new.

use dockwarden_core::source::{FileId, Source};
use lsp_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};

use super::documents::Documents;
use super::folder::Folder;
use super::{difference, uri};

/// A file and what shall stand in it.
pub struct Write<'a> {
    /// Its name in the folder.
    pub name: &'a str,
    /// What stands in it now; none if it is not there.
    pub before: Option<&'a str>,
    /// What shall.
    pub after: &'a str,
}

/// How the editor calls a file of a folder.
pub fn address(folder: &Folder, documents: &Documents, name: &str) -> Option<Uri> {
    let path = folder.path_of(name);
    documents.get(&path).map(|open| open.uri.clone()).or_else(|| uri::of_path(&path))
}

/// The edit that writes all of them.
pub fn edit(folder: &Folder, documents: &Documents, writes: &[Write<'_>]) -> Option<WorkspaceEdit> {
    let mut operations = Vec::new();
    for Write { name, before, after } in writes {
        let uri = address(folder, documents, name)?;
        let edits = match before {
            Some(before) => {
                let source = Source::from_text(FileId(0), *name, before).ok()?;
                let new = Source::from_text(FileId(0), *name, after).ok()?;
                difference::difference(&source, new.text()).into_iter().collect()
            }
            None => {
                let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
                let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
                operations.push(DocumentChangeOperation::Op(ResourceOp::Create(create)));
                let range = Range::new(Position::default(), Position::default());
                vec![TextEdit { range, new_text: (*after).to_owned() }]
            }
        };
        if !edits.is_empty() {
            let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: None };
            let edits = edits.into_iter().map(OneOf::Left).collect();
            operations.push(DocumentChangeOperation::Edit(TextDocumentEdit { text_document, edits }));
        }
    }
    let changes = Some(DocumentChanges::Operations(operations));
    Some(WorkspaceEdit { document_changes: changes, ..WorkspaceEdit::default() })
}
