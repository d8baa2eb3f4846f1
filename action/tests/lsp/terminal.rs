//! A terminal that shows one program, played by tmux on a socket of its own.

use std::ffi::OsStr;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::client::PATIENCE;
use crate::editor::path;

/// A running terminal; its program ends with it.
pub struct Terminal {
    folder: TempDir,
}

impl Terminal {
    /// Starts a program in a folder, with no settings but those below its `config`.
    pub fn start(folder: TempDir, program: &OsStr, argument: &str) -> Self {
        // A program that ends at once leaves its last words on the screen.
        fs::write(folder.path().join("tmux.conf"), "set -g remain-on-exit on\n").unwrap();
        let terminal = Self { folder };
        let mut command = terminal.tmux(&["-f", "tmux.conf", "new-session", "-d", "-x", "160", "-y", "40"]);
        told(command.arg(program).arg(argument));
        terminal
    }

    fn tmux(&self, arguments: &[&str]) -> Command {
        let folder = self.folder.path();
        let mut command = Command::new("tmux");
        command
            .args(["-u", "-L", "dockwarden"])
            .args(arguments)
            .current_dir(folder)
            .env_remove("TMUX")
            .env("TMUX_TMPDIR", folder)
            .env("PATH", path())
            .env("XDG_CONFIG_HOME", folder.join("config"))
            .env("XDG_STATE_HOME", folder.join("state"))
            .env("XDG_DATA_HOME", folder.join("data"))
            .env("XDG_CACHE_HOME", folder.join("cache"));
        command
    }

    /// Presses keys, by the names that tmux has for them.
    pub fn press(&self, keys: &[&str]) {
        told(self.tmux(&["send-keys"]).args(keys));
    }

    /// Types a text, then Enter.
    pub fn enter(&self, text: &str) {
        told(self.tmux(&["send-keys", "-l"]).arg(text));
        self.press(&["Enter"]);
    }

    /// What is on the screen now.
    fn screen(&self) -> String {
        told(&mut self.tmux(&["capture-pane", "-p"]))
    }

    /// Waits until `holds` of the screen.
    pub fn until(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if holds(&screen) {
                return;
            }
            assert!(Instant::now() < end, "waited in vain for {what}:\n{screen}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until the screen shows a text.
    pub fn shows(&self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    /// Waits until a file holds exactly this.
    pub fn saves(&self, file: &str, text: &str) {
        let path = self.folder.path().join(file);
        // An editor may move the old file away before it writes the new one.
        let saved = |_: &str| fs::read_to_string(&path).is_ok_and(|saved| saved == text);
        self.until(&format!("{file} with {text:?}"), saved);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.tmux(&["kill-server"]).output();
    }
}

/// What tmux says.
fn told(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
