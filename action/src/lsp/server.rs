//! The life of the server: what the editor says, and what it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dockwarden_core::config::FILE_NAME;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{self as told, Notification as _};
use lsp_types::request::{self as asked, Request as _};
use lsp_types::{
    Diagnostic, DidChangeWatchedFilesRegistrationOptions, FileChangeType, FileSystemWatcher, GlobPattern,
    InitializeParams, InitializeResult, PublishDiagnosticsParams, Registration, RegistrationParams,
    ServerInfo, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::abilities::{Editor, capabilities};
use super::documents::{Documents, Open};
use super::folder::Folder;
use super::showing::Pages;
use super::{action, completion, diagnostics, hover, uri};
use crate::{Stop, output};

/// How long files are checked before what was found is told.
const SLICE: Duration = Duration::from_millis(50);

/// Serves one editor; the exit status that the protocol asks for.
pub fn serve(connection: &Connection) -> Result<u8, Stop> {
    let Ok((id, params)) = connection.initialize_start() else { return Ok(1) };
    let params: InitializeParams = match serde_json::from_value(params) {
        Ok(params) => params,
        Err(error) => {
            let answer = Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string());
            let _ = connection.sender.send(answer.into());
            return Err(Stop::new(format!("initialize: {error}")));
        }
    };
    let info = ServerInfo { name: "dockwarden".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
    let result = InitializeResult { capabilities: capabilities(), server_info: Some(info) };
    if connection.initialize_finish(id, value(result)).is_err() {
        return Ok(1);
    }
    let mut server = Server::new(connection, &params);
    server.watch();
    loop {
        let message = if server.is_busy() {
            match connection.receiver.try_recv() {
                Ok(message) => Some(message),
                Err(nothing) if nothing.is_empty() => None,
                Err(_) => return Ok(1),
            }
        } else {
            match connection.receiver.recv() {
                Ok(message) => Some(message),
                Err(_) => return Ok(1),
            }
        };
        match message {
            None => server.work(),
            Some(Message::Request(request)) => match connection.handle_shutdown(&request) {
                Ok(true) => return Ok(0),
                Ok(false) => server.answer(request),
                Err(_) => return Ok(1),
            },
            Some(Message::Notification(note)) if note.method == told::Exit::METHOD => return Ok(1),
            Some(Message::Notification(note)) => server.hear(note),
            // Nothing depends on what the editor answers.
            Some(Message::Response(_)) => {}
        }
    }
}

pub(super) struct Server<'a> {
    connection: &'a Connection,
    pub(super) documents: Documents,
    /// The folders that are open, then the one of texts that lie in none.
    pub(super) folders: Vec<Folder>,
    /// What the editor shows of each file, and of which version of its text.
    shown: BTreeMap<Uri, (Vec<Diagnostic>, Option<i32>)>,
    pub(super) editor: Editor,
    /// The file that was opened or typed in last.
    pub(super) last: Option<Uri>,
    pub(super) pages: Pages,
    /// How often the editor was asked for something.
    pub(super) asked: u32,
}

impl<'a> Server<'a> {
    fn new(connection: &'a Connection, params: &InitializeParams) -> Self {
        let named = params.workspace_folders.iter().flatten().map(|folder| folder.uri.clone());
        let mut roots: Vec<PathBuf> = named.filter_map(|uri| uri::to_path(&uri)).collect();
        if roots.is_empty() {
            // What editors said before they had several folders.
            #[allow(deprecated)]
            roots.extend(params.root_uri.as_ref().and_then(uri::to_path));
        }
        roots.dedup();
        let mut folders: Vec<Folder> = roots.into_iter().map(|root| Folder::new(Some(root))).collect();
        folders.push(Folder::new(None));
        let mut server = Self {
            connection,
            documents: Documents::default(),
            folders,
            shown: BTreeMap::new(),
            editor: Editor::of(params),
            last: None,
            pages: Pages::default(),
            asked: 0,
        };
        server.share_out();
        server
    }

    /// Tells each folder of the others.
    fn share_out(&mut self) {
        let roots: Vec<PathBuf> = self.folders.iter().filter_map(Folder::root).map(Into::into).collect();
        self.folders.iter_mut().for_each(|folder| folder.set_others(&roots));
    }

    pub(super) fn send(&self, message: impl Into<Message>) {
        // An editor that has gone away hears nothing more; the end of its messages ends the server.
        let _ = self.connection.sender.send(message.into());
    }

    /// Asks to be told of changes on the disk.
    fn watch(&self) {
        if !self.editor.watches {
            return;
        }
        let all = FileSystemWatcher { glob_pattern: GlobPattern::String("**/*".into()), kind: None };
        let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![all] };
        let registration = Registration {
            id: "files".into(),
            method: told::DidChangeWatchedFiles::METHOD.into(),
            register_options: Some(value(options)),
        };
        let params = RegistrationParams { registrations: vec![registration] };
        let method = asked::RegisterCapability::METHOD.to_owned();
        self.send(Request { id: "files".to_owned().into(), method, params: value(params) });
    }

    fn is_busy(&self) -> bool {
        self.folders.iter().any(Folder::is_busy)
    }

    /// Checks for a while, and tells what came of it.
    fn work(&mut self) {
        let start = Instant::now();
        for folder in &mut self.folders {
            while folder.work(&self.documents)
                && start.elapsed() < SLICE
                && self.connection.receiver.is_empty()
            {}
        }
        for at in 0..self.folders.len() {
            self.tell(at);
        }
    }

    /// Tells the editor what is new about the files of a folder.
    fn tell(&mut self, at: usize) {
        let Self { folders, documents, .. } = self;
        let folder = &mut folders[at];
        let names = folder.take_told();
        if names.is_empty() {
            return;
        }
        let root = folder.root().map(PathBuf::from).unwrap_or_default();
        let address = |name: &str| address(documents, &root, name);
        let told = diagnostics::of_files(folder, &names, &address);
        for (name, diagnostics) in told {
            let Some(uri) = self.address_in(at, &name) else { continue };
            self.publish(uri, diagnostics, at, &name);
        }
    }

    fn address_in(&self, at: usize, name: &str) -> Option<Uri> {
        address(&self.documents, self.folders[at].root().unwrap_or("".as_ref()), name)
    }

    fn publish(&mut self, uri: Uri, diagnostics: Vec<Diagnostic>, at: usize, name: &str) {
        let open = self.documents.get(&self.folders[at].path_of(name));
        let version = open.map(|open| open.version);
        if diagnostics.is_empty() {
            if self.shown.remove(&uri).is_none() {
                return;
            }
        } else {
            // Told again of each version: an editor may have passed over what came too late for the last one.
            let told = (diagnostics.clone(), version);
            if self.shown.insert(uri.clone(), told.clone()) == Some(told) {
                return;
            }
        }
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        self.send(Notification { method: told::PublishDiagnostics::METHOD.into(), params: value(params) });
    }

    /// The folder that the file of an address lies in, and its name there.
    pub(super) fn find(&self, uri: &Uri) -> Option<(usize, String)> {
        let path = Documents::path(uri);
        self.folders.iter().enumerate().find_map(|(at, folder)| Some((at, folder.name_of(&path)?)))
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let result = match method.as_str() {
            asked::HoverRequest::METHOD => read(params).map(|params| value(self.hover(&params))),
            asked::CodeActionRequest::METHOD => read(params).map(|params| value(self.actions(&params))),
            asked::Completion::METHOD => read(params).map(|params| value(self.completion(&params))),
            asked::ResolveCompletionItem::METHOD => {
                read(params).map(|item| value(completion::resolved(&self.folders, item)))
            }
            asked::ExecuteCommand::METHOD => read(params).and_then(|params| self.execute(&params)),
            _ => Err((ErrorCode::MethodNotFound, format!("`{method}` is not served"))),
        };
        self.send(match result {
            Ok(result) => Response { id, response_result: Ok(result) },
            Err((code, message)) => Response::new_err(id, code as i32, message),
        });
    }

    fn hover(&mut self, params: &lsp_types::HoverParams) -> Option<lsp_types::Hover> {
        let at = &params.text_document_position_params;
        let (index, name) = self.find(&at.text_document.uri)?;
        let folder = &mut self.folders[index];
        folder.settle(&name, &self.documents);
        hover::at(folder, &self.documents, &name, at.position)
    }

    fn actions(&mut self, params: &lsp_types::CodeActionParams) -> lsp_types::CodeActionResponse {
        let Some((index, name)) = self.find(&params.text_document.uri) else { return Vec::new() };
        let folder = &mut self.folders[index];
        folder.settle(&name, &self.documents);
        action::all(folder, &self.documents, &name, params, self.editor.creates)
    }

    fn completion(&mut self, params: &lsp_types::CompletionParams) -> Vec<lsp_types::CompletionItem> {
        let at = &params.text_document_position;
        let Some((index, name)) = self.find(&at.text_document.uri) else { return Vec::new() };
        let folder = &mut self.folders[index];
        let text = folder.text(&name, &self.documents).filter(|_| name == FILE_NAME);
        folder.settle(&name, &self.documents);
        text.map_or(Vec::new(), |text| completion::at(folder, &text, at.position))
    }

    fn hear(&mut self, note: Notification) {
        let Notification { method, params } = note;
        let heard = match method.as_str() {
            told::DidOpenTextDocument::METHOD => read(params).map(|params| self.opened(params)),
            told::DidChangeTextDocument::METHOD => read(params).map(|params| self.edited(params)),
            told::DidCloseTextDocument::METHOD => read(params).map(|params| self.closed(&params)),
            told::DidSaveTextDocument::METHOD => read(params).map(|params| self.saved(&params)),
            told::DidChangeWatchedFiles::METHOD => read(params).map(|params| self.disk_changed(&params)),
            told::DidChangeWorkspaceFolders::METHOD => {
                read(params).map(|params| self.folders_changed(params))
            }
            _ => Ok(()),
        };
        if let Err((_, why)) = heard {
            output::note(&format!("dockwarden lsp: {method} was passed over: {why}"));
        }
    }

    fn opened(&mut self, params: lsp_types::DidOpenTextDocumentParams) {
        let lsp_types::TextDocumentItem { uri, language_id, version, text } = params.text_document;
        let found = self.find(&uri);
        // Editors may write an address in several ways; theirs is the one they know.
        let path = Documents::path(&uri);
        if let Some(old) = uri::of_path(&path).filter(|old| *old != uri) {
            let before = self.shown.remove(&old);
            if before.is_some() {
                let params = PublishDiagnosticsParams { uri: old, diagnostics: Vec::new(), version: None };
                self.send(Notification {
                    method: told::PublishDiagnostics::METHOD.into(),
                    params: value(params),
                });
            }
        }
        self.last = Some(uri.clone());
        self.documents.open(Open { uri, version, language: language_id, text });
        if let Some((at, name)) = found {
            self.folders[at].opened_or_closed(&name);
        }
    }

    fn edited(&mut self, params: lsp_types::DidChangeTextDocumentParams) {
        let lsp_types::VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        let path = Documents::path(&uri);
        let Some(open) = self.documents.get_mut(&path) else { return };
        open.version = version;
        self.last = Some(uri.clone());
        // Whole texts are asked for; parts of one come from an editor that does not listen.
        for change in params.content_changes.into_iter().filter(|change| change.range.is_none()) {
            open.text = change.text;
        }
        if let Some((at, name)) = self.find(&uri) {
            self.folders[at].changed(&name);
        }
    }

    fn closed(&mut self, params: &lsp_types::DidCloseTextDocumentParams) {
        let uri = &params.text_document.uri;
        self.documents.close(&Documents::path(uri));
        if let Some((at, name)) = self.find(uri) {
            self.folders[at].opened_or_closed(&name);
        }
    }

    fn saved(&mut self, params: &lsp_types::DidSaveTextDocumentParams) {
        match self.find(&params.text_document.uri) {
            // Who saves often did something else, too, that this editor does not tell.
            Some((at, _)) if !self.editor.watches => self.folders[at].anything_changed(),
            Some((at, name)) => self.folders[at].changed(&name),
            None => {}
        }
    }

    fn disk_changed(&mut self, params: &lsp_types::DidChangeWatchedFilesParams) {
        for change in &params.changes {
            let Some((at, name)) = self.find(&change.uri) else { continue };
            match change.typ {
                FileChangeType::CHANGED => self.folders[at].changed(&name),
                _ => self.folders[at].came_or_went(&name),
            }
        }
    }

    fn folders_changed(&mut self, params: lsp_types::DidChangeWorkspaceFoldersParams) {
        let paths = |folders: Vec<lsp_types::WorkspaceFolder>| -> BTreeSet<PathBuf> {
            folders.iter().filter_map(|folder| uri::to_path(&folder.uri)).collect()
        };
        let (removed, added) = (paths(params.event.removed), paths(params.event.added));
        let gone = |folder: &Folder| folder.root().is_some_and(|root| removed.contains(root));
        // What was said of files of a folder that is closed is taken back.
        let old: Vec<Uri> = self.shown.keys().cloned().collect();
        for uri in old {
            let lies = self.find(&uri).is_some_and(|(at, _)| gone(&self.folders[at]));
            if lies {
                self.shown.remove(&uri);
                let params = PublishDiagnosticsParams { uri, diagnostics: Vec::new(), version: None };
                self.send(Notification {
                    method: told::PublishDiagnostics::METHOD.into(),
                    params: value(params),
                });
            }
        }
        self.folders.retain(|folder| !gone(folder));
        for root in added {
            if self.folders.iter().all(|folder| folder.root() != Some(root.as_path())) {
                self.folders.insert(0, Folder::new(Some(root)));
            }
        }
        self.share_out();
    }
}

/// How the editor calls a file.
fn address(documents: &Documents, root: &std::path::Path, name: &str) -> Option<Uri> {
    let path = root.join(name);
    documents.get(&path).map(|open| open.uri.clone()).or_else(|| uri::of_path(&path))
}

/// The parameters of a message.
fn read<T: DeserializeOwned>(params: Value) -> Result<T, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

/// A value of the protocol as JSON; none of them can fail to be written.
pub(super) fn value(of: impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}
