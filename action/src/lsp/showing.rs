//! Pages that an editor shows as files, in a folder of our own that goes away with the server.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use lsp_types::Uri;

use super::command::Page;
use super::uri;

/// The folder; made when it is needed.
#[derive(Debug, Default)]
pub struct Pages(Option<PathBuf>);

impl Pages {
    /// Writes a page, and gives its address; none if that cannot be.
    pub fn write(&mut self, page: &Page) -> Option<Uri> {
        if self.0.is_none() {
            self.0 = Some(folder()?);
        }
        let path = self.0.as_ref()?.join(&page.name);
        fs::write(&path, &page.text).ok()?;
        uri::of_path(&path)
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            // What is left behind is only a page.
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// A new folder that nobody else can look into, or have made before.
fn folder() -> Option<PathBuf> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos();
    let path = std::env::temp_dir().join(format!("dockwarden-{}-{now}", std::process::id()));
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&path).ok()?;
    Some(path)
}
