//! `security_opt` in all its spellings: `name:value`, `name=value` and bare names.

use crate::model::{Item, Value};
use crate::source::Span;

/// What confines a container in one way: seccomp, AppArmor or SELinux.
pub(super) struct Confinement {
    /// `default`, `unconfined`, `disabled`, `profile`, `custom` or `unknown`.
    pub mode: &'static str,
    /// The profile, if one is named.
    pub argument: Option<String>,
    /// The option that decided, else the service.
    pub span: Span,
}

/// All options of a service.
pub(super) struct Options {
    /// `yes`, `no`, `unset` or `unknown`.
    pub no_new_privileges: &'static str,
    /// System call filter.
    pub seccomp: Confinement,
    /// AppArmor profile.
    pub apparmor: Confinement,
    /// SELinux label.
    pub selinux: Confinement,
    /// `default` or `unconfined`.
    pub systempaths: &'static str,
}

/// The path of the profile that an option names, if it names one.
pub(super) fn seccomp_profile(option: &str) -> Option<&str> {
    let (name, value) = option.split_once(['=', ':'])?;
    let value = value.trim();
    (name.trim() == "seccomp" && value != "unconfined" && !is_builtin(value)).then_some(value)
}

/// The engine's own profiles by name are what holds anyway.
fn is_builtin(profile: &str) -> bool {
    matches!(profile, "" | "builtin" | "runtime/default" | "docker-default")
}

/// Reads the items of `security_opt` of a service at `span`; the last of equal options holds.
///
/// `open` says that further options may come from elsewhere.
pub(super) fn read(items: &[Item], span: Span, open: bool) -> Options {
    let unset = || Confinement { mode: "default", argument: None, span };
    let mut options = Options {
        no_new_privileges: "unset",
        seccomp: unset(),
        apparmor: unset(),
        selinux: unset(),
        systempaths: "default",
    };
    let mut unknown = open;
    for item in items {
        let Value::Text(text) = &item.value else {
            unknown = true;
            continue;
        };
        let place = item.span.unwrap_or(span);
        let (name, value) = match text.split_once(['=', ':']) {
            Some((name, value)) => (name.trim(), Some(value.trim())),
            None => (text.trim(), None),
        };
        let profile = |unconfined: &str| match value {
            Some(value) if value == unconfined => {
                Confinement { mode: "unconfined", argument: None, span: place }
            }
            None => Confinement { mode: "default", argument: None, span: place },
            Some(value) if is_builtin(value) => Confinement { mode: "default", argument: None, span: place },
            Some(value) => Confinement { mode: "profile", argument: Some(value.to_owned()), span: place },
        };
        match name {
            "no-new-privileges" => {
                options.no_new_privileges = match value {
                    None | Some("true" | "True" | "TRUE" | "t" | "T" | "1") => "yes",
                    Some("false" | "False" | "FALSE" | "f" | "F" | "0") => "no",
                    Some(_) => "unknown",
                };
            }
            "seccomp" => options.seccomp = profile("unconfined"),
            "apparmor" => options.apparmor = profile("unconfined"),
            // Once labels are disabled, further options of theirs have nothing to set.
            "label" if options.selinux.mode == "disabled" => {}
            "label" => {
                let mode = if value == Some("disable") { "disabled" } else { "custom" };
                options.selinux = Confinement { mode, argument: None, span: place };
            }
            "systempaths" if value == Some("unconfined") => options.systempaths = "unconfined",
            _ => {}
        }
    }
    if unknown {
        if options.no_new_privileges == "unset" {
            options.no_new_privileges = "unknown";
        }
        for confinement in [&mut options.seccomp, &mut options.apparmor, &mut options.selinux] {
            if confinement.mode == "default" {
                confinement.mode = "unknown";
            }
        }
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn options(texts: &[&str]) -> Options {
        let items: Vec<Item> = texts.iter().map(|text| Item::new(*text)).collect();
        read(&items, Span::new(FileId(0), 0, 0), false)
    }

    #[test]
    fn no_new_privileges_is_read_in_all_spellings() {
        for text in ["no-new-privileges", "no-new-privileges:true", "no-new-privileges=true"] {
            assert_eq!(options(&[text]).no_new_privileges, "yes", "{text}");
        }
        assert_eq!(options(&["no-new-privileges:false"]).no_new_privileges, "no");
        assert_eq!(options(&[]).no_new_privileges, "unset");
    }

    #[test]
    fn profiles_and_their_absence_are_told_apart() {
        for separator in [":", "="] {
            assert_eq!(options(&[&format!("seccomp{separator}unconfined")]).seccomp.mode, "unconfined");
            let own = options(&[&format!("apparmor{separator}mine")]);
            assert_eq!((own.apparmor.mode, own.apparmor.argument.as_deref()), ("profile", Some("mine")));
            assert_eq!(options(&[&format!("label{separator}disable")]).selinux.mode, "disabled");
            assert_eq!(options(&[&format!("label{separator}type:x_t")]).selinux.mode, "custom");
            assert_eq!(options(&[&format!("systempaths{separator}unconfined")]).systempaths, "unconfined");
        }
        assert_eq!(options(&[]).seccomp.mode, "default");
    }
}
