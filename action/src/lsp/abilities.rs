//! What the server can do, and what the editor can.

use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    ExecuteCommandOptions, HoverProviderCapability, InitializeParams, OneOf, ResourceOperationKind,
    SaveOptions, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceEditClientCapabilities,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::{action, command};

/// What the server can do.
pub fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::FULL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, action::fix_all()]),
            ..CodeActionOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some([" ", "/", ":"].map(String::from).to_vec()),
            ..CompletionOptions::default()
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: command::ALL.map(String::from).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

/// What the editor can do.
#[derive(Debug)]
pub struct Editor {
    /// It tells what changes on the disk.
    pub watches: bool,
    /// It writes new files that an edit names.
    pub creates: bool,
    /// It opens files that a server names.
    pub shows: bool,
}

impl Editor {
    /// What the editor says of itself.
    pub fn of(params: &InitializeParams) -> Self {
        let workspace = params.capabilities.workspace.as_ref();
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files);
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let creates = |edits: &WorkspaceEditClientCapabilities| {
            edits.resource_operations.iter().flatten().any(|kind| *kind == ResourceOperationKind::Create)
        };
        let window = params.capabilities.window.as_ref();
        let showing = window.and_then(|window| window.show_document.as_ref());
        Self {
            watches: watching.and_then(|watching| watching.dynamic_registration) == Some(true),
            creates: edits.is_some_and(creates),
            shows: showing.is_some_and(|show| show.support),
        }
    }
}
