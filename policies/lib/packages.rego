# What a command of a package manager installs.
package dockwarden.lib.packages

# managers: the words that install; what fixes a version in the name of a package; options that fix all
# of them; options whose value is the next word; how much a package without a version matters.
managers := {
	"apk": {
		"verbs": {"add"}, "pin": {"="}, "fixed_by": set(), "severity": "info",
		"valued": {"-t", "--virtual", "-X", "--repository", "-p", "--root", "--repositories-file", "--arch", "--keys-dir", "--cache-dir", "--wait"},
	},
	"apt": debian,
	"apt-get": debian,
	"cargo": {
		"verbs": {"install"}, "pin": {"@"}, "fixed_by": {"--version", "--vers", "--path", "--git"}, "severity": "low",
		"valued": {"--root", "--target", "--features", "-F", "-j", "--jobs", "--bin", "--index", "--registry", "--profile"},
	},
	"dnf": red_hat,
	"gem": {
		"verbs": {"install"}, "pin": {":"}, "fixed_by": {"-v", "--version", "-g", "--file"}, "severity": "low",
		"valued": {"-i", "--install-dir", "-n", "--bindir", "-s", "--source", "--platform", "-P", "--trust-policy"},
	},
	"microdnf": red_hat,
	"npm": {
		"verbs": {"install", "i", "add"}, "pin": {"@"}, "fixed_by": set(), "severity": "low",
		"valued": {"--prefix", "-C", "--registry", "--cache", "-w", "--workspace", "--omit", "--include", "--loglevel", "--tag"},
	},
	"pip": {
		"verbs": {"install"}, "pin": {"==", "@"}, "fixed_by": {"-c", "--constraint", "--require-hashes"}, "severity": "low",
		"valued": {"-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "--platform", "--python-version", "--implementation", "--abi", "--root", "--prefix", "--src", "--upgrade-strategy", "--no-binary", "--only-binary", "--progress-bar", "--trusted-host", "--proxy", "--timeout", "--retries", "--cache-dir", "--log", "--config-settings", "--global-option"},
	},
	"pnpm": {
		"verbs": {"add"}, "pin": {"@"}, "fixed_by": set(), "severity": "low",
		"valued": {"--dir", "-C", "--filter", "--registry", "--store-dir"},
	},
	"tdnf": red_hat,
	"yarn": {
		"verbs": {"add"}, "pin": {"@"}, "fixed_by": set(), "severity": "low",
		"valued": {"--cwd", "--registry", "--cache-folder", "--modules-folder"},
	},
	"yum": red_hat,
	"zypper": {
		"verbs": {"install", "in"}, "pin": {"="}, "fixed_by": set(), "severity": "info",
		"valued": {"-r", "--repo", "--from", "-t", "--type", "-R", "--root", "--installroot"},
	},
}

debian := {
	"verbs": {"install"}, "pin": {"="}, "fixed_by": set(), "severity": "info",
	"valued": {"-t", "--target-release", "--default-release", "-o", "--option", "-c", "--config-file", "-a", "--host-architecture"},
}

red_hat := {
	"verbs": {"install"}, "pin": {"-0", "-1", "-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9"}, "fixed_by": set(), "severity": "info",
	"valued": {"-c", "--config", "-x", "--exclude", "--repo", "--enablerepo", "--disablerepo", "--setopt", "--installroot", "--releasever"},
}

# installed are the words of a command that name packages of a repository: no options and their
# values, no files, no addresses, nothing that depends on a variable.
installed(name, command) := [word |
	manager := managers[name]
	verb := verb_at(command, manager)
	some index, word in command.words
	index > verb
	names_package(word.value)
	not takes_next(command.words[index - 1], manager)
]

# verb_at is where the word that installs stands, such as install.
verb_at(command, manager) := min({index |
	some index, word in command.words
	word.value in manager.verbs
	index > 0
	not takes_next(command.words[index - 1], manager)
})

# takes_next is for options whose value is the next word. A word of unknown value is none: as an operand of
# not … in, OPA would take the whole body for undefined.
takes_next(word, manager) if word.value in manager.valued

names_package(value) if {
	value != ""
	not startswith(value, "-")
	not somewhere_else(value)
}

# Files, folders and addresses; @scope/name is a package.
somewhere_else(value) if {
	contains(value, "/")
	not startswith(value, "@")
}

somewhere_else(value) if value in {".", ".."}

somewhere_else(value) if startswith(value, ".[")

somewhere_else(value) if {
	some ending in {".deb", ".rpm", ".apk", ".whl", ".gz", ".tgz", ".zip", ".gem", "-"}
	endswith(value, ending)
}
