//! Commands carried out, and what the editor is asked for in turn.

use dockwarden_core::document::Kind;
use lsp_server::{ErrorCode, Request};
use lsp_types::request::{self as asked, Request as _};
use lsp_types::{ApplyWorkspaceEditParams, ExecuteCommandParams, ShowDocumentParams, Uri};
use serde_json::Value;

use super::command;
use super::folder::Folder;
use super::server::{Server, value};

impl Server<'_> {
    /// Carries out a command; what it shows is its answer, too.
    pub(super) fn execute(&mut self, params: &ExecuteCommandParams) -> Result<Value, (ErrorCode, String)> {
        let failed = |why: String| (ErrorCode::RequestFailed, why);
        let asked = command::address(params).or_else(|| self.last.clone());
        let found = asked.and_then(|uri| self.find(&uri));
        let (at, name) = match found {
            Some((at, name)) => (at, Some(name)),
            None => (0, None),
        };
        match params.command.as_str() {
            command::CHECK => {
                self.folders.iter_mut().for_each(Folder::anything_changed);
                Ok(Value::Null)
            }
            command::DEFENCE => {
                while self.folders[at].work(&self.documents) {}
                let page = command::defence(&mut self.folders[at]);
                Ok(self.show(page))
            }
            command::INPUT => {
                let name = name.ok_or_else(|| failed("open a file first, or name one".into()))?;
                let folder = &mut self.folders[at];
                folder.settle(&name, &self.documents);
                let page = command::input(folder, &self.documents, &name).map_err(failed)?;
                Ok(self.show(page))
            }
            command::RULE if !self.editor.creates => {
                Err(failed("this editor cannot write new files for a server".into()))
            }
            command::RULE => {
                let folder = &self.folders[at];
                let seen = name.as_deref().and_then(Kind::of_path);
                let rule = command::rule(folder, &self.documents, &params.arguments, seen);
                let (edit, uri) = rule.map_err(failed)?;
                let params = ApplyWorkspaceEditParams { label: Some("New rule".into()), edit };
                self.ask(asked::ApplyWorkspaceEdit::METHOD, value(params));
                self.open(&uri);
                Ok(value(uri))
            }
            other => Err((ErrorCode::InvalidParams, format!("there is no command `{other}`"))),
        }
    }

    /// Shows a page where the editor can; it is the answer in any case.
    fn show(&mut self, page: command::Page) -> Value {
        if self.editor.shows
            && let Some(uri) = self.pages.write(&page)
        {
            self.open(&uri);
        }
        Value::from(page.text)
    }

    fn open(&mut self, uri: &Uri) {
        let params = ShowDocumentParams {
            uri: uri.clone(),
            external: Some(false),
            take_focus: Some(true),
            selection: None,
        };
        if self.editor.shows {
            self.ask(asked::ShowDocument::METHOD, value(params));
        }
    }

    /// Asks the editor for something; nothing depends on its answer.
    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        let id = format!("asked-{}", self.asked).into();
        self.send(Request { id, method: method.to_owned(), params });
    }
}
