//! What an editor can ask for by name, without a place in a text.

use std::fs;
use std::path::Path;
use std::str::FromStr;

use dockwarden_core::config::FILE_NAME;
use dockwarden_core::config::edit;
use dockwarden_core::document::Kind;
use dockwarden_core::policy;
use dockwarden_core::report::{depth, markdown};
use lsp_types::{ExecuteCommandParams, Uri, WorkspaceEdit};
use serde_json::Value;

use super::documents::Documents;
use super::folder::Folder;
use super::writing::{self, Write};

/// Checks everything anew.
pub const CHECK: &str = "dockwarden.checkWorkspace";
/// Shows which layers of defence hold.
pub const DEFENCE: &str = "dockwarden.showDefence";
/// Shows what policies see of a file.
pub const INPUT: &str = "dockwarden.showInput";
/// Writes a rule to start from.
pub const RULE: &str = "dockwarden.newRule";

/// All of them.
pub const ALL: [&str; 4] = [CHECK, DEFENCE, INPUT, RULE];

/// Where new rules are written if the configuration names no folder for them.
const FOLDER: &str = "policies";

/// What a command that is not told a name calls a new rule.
const NAME: &str = "owner-missing";

/// A text to be shown.
pub struct Page {
    /// The name of its file.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// The address that a command is told, if it is told one.
pub fn address(params: &ExecuteCommandParams) -> Option<Uri> {
    Uri::from_str(params.arguments.first()?.as_str()?).ok()
}

/// The layers of defence of all that is in a folder.
pub fn defence(folder: &mut Folder) -> Page {
    let text = folder.whole(|report| {
        let table = depth::markdown(report, markdown::escape);
        let nothing = "No service, image or host is known in this folder.\n";
        let table = table.trim_start().split_once('\n').map_or(nothing, |(_, table)| table.trim_start());
        format!("# Defence in depth\n\n{table}")
    });
    Page { name: "defence-in-depth.md".into(), text }
}

/// What policies see of a file.
///
/// # Errors
/// In words, when it is none that is checked.
pub fn input(folder: &mut Folder, documents: &Documents, name: &str) -> Result<Page, String> {
    let document = folder.input(name, documents);
    let document = document.ok_or_else(|| format!("{name} is no Dockerfile, Compose file or daemon.json"))?;
    let json = policy::to_json(&document.reading.model);
    let text = serde_json::to_string_pretty(&json).map_err(|error| error.to_string())?;
    let file = name.rsplit('/').next().unwrap_or(name);
    Ok(Page { name: format!("{file}.input.json"), text: format!("{text}\n") })
}

/// Writes a new rule and names its folder in the configuration; the edit, and the new file.
///
/// What it is about and its name are the second and third argument; without them it is about what
/// `seen` is, the file that was looked at last.
///
/// # Errors
/// In words, when that cannot be.
pub fn rule(
    folder: &Folder,
    documents: &Documents,
    arguments: &[Value],
    seen: Option<Kind>,
) -> Result<(WorkspaceEdit, Uri), String> {
    let text = |at: usize| arguments.get(at).and_then(Value::as_str);
    let kind = text(1).map(Kind::from_str).transpose()?.or(seen).unwrap_or(Kind::Compose);
    let id = text(2).unwrap_or(NAME);
    if !policy::is_rule_name(id) {
        return Err(format!("expected small letters, digits and hyphens, as in {NAME}; found `{id}`"));
    }
    let before = folder.text(FILE_NAME, documents);
    let (config, policies) = edit::with_policies(before.as_deref().unwrap_or_default(), FOLDER)?;
    let path = format!("{policies}/{}/{id}.rego", kind.name());
    let outside = || format!("`{policies}` lies outside of the folder that is open");
    if policies.split('/').any(|part| part == "..") || Path::new(&policies).is_absolute() {
        return Err(outside());
    }
    if folder.text(&path, documents).is_some() {
        return Err(format!("there is a {path} already"));
    }
    let policy = policy::template(kind, id);
    let writes = [
        Write { name: &path, before: None, after: &policy },
        Write { name: FILE_NAME, before: before.as_deref(), after: &config },
    ];
    // Not every editor makes the folder of a file that it creates.
    let whole = folder.path_of(&path);
    let made = whole.parent().map(|parent| fs::create_dir_all(parent).and_then(|()| parent.canonicalize()));
    let root = folder.root().and_then(|root| root.canonicalize().ok());
    match (made, root) {
        (Some(Ok(made)), Some(root)) if made.starts_with(&root) => {}
        (Some(Err(error)), _) => return Err(error.to_string()),
        _ => return Err(outside()),
    }
    let uri = writing::address(folder, documents, &path).ok_or("the folder has no address")?;
    let edit = writing::edit(folder, documents, &writes).ok_or("the files cannot be written")?;
    Ok((edit, uri))
}
