//! Addresses of files, and the paths that they mean.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;

/// The file that `uri` names; none if it names something else, such as a text without a file.
pub fn to_path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_at(rest.find('/')?);
    let path = decode(path)?;
    let local = host.is_empty() || host.eq_ignore_ascii_case("localhost");
    let drive =
        |path: &str| path.as_bytes().get(2) == Some(&b':') && path.as_bytes()[1].is_ascii_alphabetic();
    match local {
        true if cfg!(windows) && drive(&path) => Some(path[1..].into()),
        true => Some(path.into()),
        false if cfg!(windows) => Some(format!("//{host}{path}").into()),
        false => None,
    }
}

/// The address of the file at `path`, which is absolute.
pub fn of_path(path: &Path) -> Option<Uri> {
    let mut text = path.to_str()?.replace('\\', if cfg!(windows) { "/" } else { "\\" });
    if !text.starts_with('/') {
        text.insert(0, '/');
    }
    let mut out = String::from("file://");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Uri::from_str(&out).ok()
}

/// The name of a text without a file, such as `Untitled-1`.
pub fn name(uri: &Uri) -> String {
    let text = uri.as_str();
    decode(text).unwrap_or_else(|| text.to_owned())
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_path_survives_the_way_there_and_back() {
        for path in ["/a/Dockerfile", "/with space/ü%25/#1?[x]", "/c:/d\\e"] {
            assert_eq!(to_path(&of_path(Path::new(path)).unwrap()).unwrap(), Path::new(path));
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_of_this_machine_has_no_path() {
        for uri in ["untitled:Untitled-1", "file://elsewhere/a", "http://a/b", "file:///a%00b", "file:///%ff"]
        {
            assert_eq!(to_path(&Uri::from_str(uri).unwrap()), None, "{uri}");
        }
        let plain = Uri::from_str("file://localhost/a%20b").unwrap();
        assert_eq!(to_path(&plain).unwrap(), Path::new("/a b"));
    }
}
