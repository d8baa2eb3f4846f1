//! What the commands of package managers install.

/// The grammar of a manager, as far as it tells packages from everything else on its command line.
struct Manager {
    name: &'static str,
    /// Words that install, with blanks between them.
    verbs: &'static str,
    /// Options whose value is the next word, with blanks between them.
    valued: &'static str,
}

/// A command that installs packages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Install {
    /// What manages them: `pip`, for `pip3`, `python -m pip` and `uv pip` as well.
    pub manager: &'static str,
    /// Which words name packages of a repository: no options and none of their values, no files and no
    /// addresses.
    pub packages: Vec<usize>,
}

/// What a command installs, given the values of its words, its name first; none where a word of unknown
/// value stands instead, or if it installs nothing.
pub(super) fn install(name: &str, words: &[Option<String>]) -> Option<Install> {
    let word = |index: usize| words.get(index).and_then(Option::as_deref);
    let called = match without_version(name) {
        "python" if word(1) == Some("-m") && word(2) == Some("pip") => "pip",
        "uv" if word(1) == Some("pip") => "pip",
        plain @ ("pip" | "dnf") => plain,
        _ => name,
    };
    let manager = MANAGERS.iter().find(|manager| manager.name == called)?;
    let takes_next = |index: usize| word(index).is_some_and(|word| lists(manager.valued, word));
    let is = |index: &usize, wanted: &dyn Fn(&str) -> bool| {
        word(*index).is_some_and(wanted) && !takes_next(index - 1)
    };
    let verb = (1..words.len()).find(|index| is(index, &|word| lists(manager.verbs, word)))?;
    let packages = (verb + 1..words.len()).filter(|index| is(index, &names_package)).collect();
    Some(Install { manager: manager.name, packages })
}

/// A name such as `pip3.13` without its number.
fn without_version(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
}

fn lists(words: &str, wanted: &str) -> bool {
    words.split_whitespace().any(|word| word == wanted)
}

/// Whether a word names a package of a repository: `@scope/name` does, a path and an archive do not.
pub(super) fn names_package(word: &str) -> bool {
    const ARCHIVES: &[&str] = &[".deb", ".rpm", ".apk", ".whl", ".gz", ".tgz", ".zip", ".gem", "-"];
    let elsewhere = word.contains('/') && !word.starts_with('@')
        || matches!(word, "." | "..")
        || word.starts_with(".[")
        || ARCHIVES.iter().any(|ending| word.ends_with(ending));
    !word.is_empty() && !word.starts_with('-') && !elsewhere
}

const MANAGERS: &[Manager] = &[
    Manager {
        name: "apk",
        verbs: "add",
        valued: "-t --virtual -X --repository -p --root --repositories-file --arch --keys-dir \
            --cache-dir --wait",
    },
    Manager { name: "apt", verbs: "install", valued: DEBIAN },
    Manager { name: "apt-get", verbs: "install", valued: DEBIAN },
    Manager {
        name: "cargo",
        verbs: "install",
        valued: "--root --target --features -F -j --jobs --bin --index --registry --profile",
    },
    Manager { name: "dnf", verbs: "install", valued: RED_HAT },
    Manager {
        name: "gem",
        verbs: "install",
        valued: "-i --install-dir -n --bindir -s --source --platform -P --trust-policy",
    },
    Manager { name: "microdnf", verbs: "install", valued: RED_HAT },
    Manager {
        name: "npm",
        verbs: "install i add",
        valued: "--prefix -C --registry --cache -w --workspace --omit --include --loglevel --tag",
    },
    Manager {
        name: "pip",
        verbs: "install",
        valued: "-r --requirement -c --constraint -e --editable -t --target -i --index-url \
            --extra-index-url -f --find-links --platform --python-version --implementation --abi \
            --root --prefix --src --upgrade-strategy --no-binary --only-binary --progress-bar \
            --trusted-host --proxy --timeout --retries --cache-dir --log --config-settings \
            --global-option",
    },
    Manager { name: "pnpm", verbs: "add", valued: "--dir -C --filter --registry --store-dir" },
    Manager { name: "tdnf", verbs: "install", valued: RED_HAT },
    Manager { name: "yarn", verbs: "add", valued: "--cwd --registry --cache-folder --modules-folder" },
    Manager { name: "yum", verbs: "install", valued: RED_HAT },
    Manager {
        name: "zypper",
        verbs: "install in",
        valued: "-r --repo --from -t --type -R --root --installroot",
    },
];

const DEBIAN: &str = "-t --target-release --default-release -o --option -c --config-file -a --host-architecture -S --snapshot --solver --planner";

const RED_HAT: &str =
    "-c --config -x --exclude --repo --enablerepo --disablerepo --setopt --installroot --releasever";

#[cfg(test)]
mod tests {
    use super::*;

    fn packages(line: &str) -> Option<(&'static str, Vec<&str>)> {
        let words: Vec<&str> = line.split(' ').collect();
        let values: Vec<_> = words.iter().map(|word| (*word != "$X").then(|| (*word).to_owned())).collect();
        let install = install(words[0], &values)?;
        Some((install.manager, install.packages.iter().map(|index| words[*index]).collect()))
    }

    #[test]
    fn packages_are_neither_options_nor_their_values() {
        let of = |line| packages(line).unwrap().1;
        assert_eq!(of("apt-get -o Debug=1 install -y -t testing curl git=1"), ["curl", "git=1"]);
        assert_eq!(of("apt-get install -S 20260101T000000Z --solver 3.0 curl"), ["curl"]);
        assert_eq!(of("npm i --prefix app -g typescript"), ["typescript"]);
        assert_eq!(of("apk add --virtual .build gcc"), ["gcc"]);
        assert_eq!(of("pip install -r requirements.txt"), [""; 0]);
    }

    #[test]
    fn files_folders_and_addresses_are_no_packages() {
        let of = |line| packages(line).unwrap().1;
        assert_eq!(of("apt-get install ./x.deb curl"), ["curl"]);
        assert_eq!(
            of("pip install . .[dev] x.whl git+https://example.com/x uvicorn[standard]"),
            ["uvicorn[standard]"]
        );
        assert_eq!(of("npm add @scope/name"), ["@scope/name"]);
    }

    #[test]
    fn versions_and_other_ways_to_call_a_manager_are_known() {
        for line in [
            "pip3 install flask",
            "pip3.13 install flask",
            "python -m pip install flask",
            "python3.13 -m pip install flask",
            "uv pip install --system flask",
        ] {
            assert_eq!(packages(line), Some(("pip", vec!["flask"])), "{line}");
        }
        assert_eq!(packages("dnf5 install -y httpd"), Some(("dnf", vec!["httpd"])));
        assert_eq!(packages("python setup.py install flask"), None);
    }

    #[test]
    fn words_of_unknown_value_are_not_told() {
        assert_eq!(packages("apk add $X curl"), Some(("apk", vec!["curl"])));
        assert_eq!(packages("apk $X curl"), None);
    }

    #[test]
    fn other_commands_install_nothing() {
        for line in ["apt-get update", "npm ci", "echo install curl", "apk", "apt-get -o install"] {
            assert_eq!(packages(line), None, "{line}");
        }
    }
}
