# What looks like a secret in variables and addresses; says so without the value.
package dockwarden.lib.secrets

# names_secret holds for names whose last word says that the value is a secret: DB_PASSWORD does,
# DB_PASSWORD_FILE, TOKEN_URL and PASSWORD_MIN_LENGTH do not. An access key is the name that belongs to a
# secret access key.
#
# Also Composer and Docker take credentials for registries from variables, and Bundler the password for
# a host from one with the name of the host.
names_secret(name) if {
	words := replace(upper(name), "-", "_")
	regex.match("(^|_)(APIKEY|CREDENTIALS|PASS|PASSPHRASE|PASSWD|PASSWORD|SECRET|TOKEN|SECRET_KEY_BASE|(API|AUTH|ENCRYPTION|MASTER|PRIVATE|SECRET|SECRET_ACCESS|SHARED_ACCESS|SIGNING)_KEY)$|^(COMPOSER_AUTH|DOCKER_AUTH_CONFIG|BUNDLE_.*__(COM|DEV|IO|NET|ORG))$", words)
	not about_secrets(words)
}

# Settings about passwords, such as MYSQL_ALLOW_EMPTY_PASSWORD, and about the places of packages.
about_secrets(words) if {
	regex.match("(^|_)(ALLOW|DISABLE|ENABLE|IGNORE|NO|RANDOM|REQUIRE|RESET|SHOW|SKIP|USE)(_|$)", words)
}

about_secrets(words) if regex.match("^BUNDLE_(BUILD|LOCAL|MIRROR)__", words)

# Tools for the web put what is named so into pages for everybody.
about_secrets(words) if regex.match("^((NEXT|NUXT|EXPO)_)?PUBLIC_|^(VITE|REACT_APP|VUE_APP)_", words)

# literal holds for a value that stands in the file and could be a secret.
literal(entry) if {
	count(entry.variables) == 0
	could_be_secret(entry.value)
	not left_open(entry)
}

# passed holds for a build argument that brings a secret, from the file or from outside.
passed(argument) if literal(argument)

passed(argument) if count(argument.variables) > 0

# Without a value the argument takes it from the environment.
passed(argument) if not argument.text

# left_open holds for a stand-in of what another service gives out. That of a password is a password.
left_open(entry) if {
	some ending in ["API_KEY", "APIKEY", "API_SECRET", "CLIENT_SECRET", "SECRET_ACCESS_KEY", "TOKEN"]
	endswith(replace(upper(entry.name), "-", "_"), ending)
	some part in ["dummy", "placeholder", "xxx", "your"]
	contains(lower(entry.value), part)
}

# MAX_TOKEN: how many.
left_open(entry) if {
	contains(upper(entry.name), "MAX_")
	trim(entry.value, "0123456789") == ""
}

could_be_secret(value) if {
	bare := trim(value, `"'`)
	count(bare) > 2
	not lower(bare) in {"true", "false", "yes", "none", "null", "off", "disabled", "enabled"}
	not points_elsewhere(bare)
	trim(lower(bare), "x*.-_") != ""
}

points_elsewhere(value) if startswith(value, "/")

points_elsewhere(value) if startswith(value, "./")

points_elsewhere(value) if startswith(value, "~/")

points_elsewhere(value) if startswith(value, "<")

# In JSON an address is a part of what is told.
points_elsewhere(value) if {
	contains(value, "://")
	not startswith(value, "{")
}

# A path that begins with something else, such as %kernel.project_dir%.
points_elsewhere(value) if {
	some ending in [".crt", ".json", ".key", ".pem", ".txt"]
	endswith(value, ending)
	contains(value, "/")
}

points_elsewhere(value) if contains(value, "${")

# $$JWT is for the shell in the container.
points_elsewhere(value) if {
	startswith(value, "$")
	regex.match("^[$][A-Z_][A-Z0-9_]*$", value)
}

points_elsewhere(value) if contains(value, "{{")

# url_with_password holds for an address that carries a password before its host.
url_with_password(value) if {
	some address in split(without_variables(value), " ")
	authority := split(split(address, "://")[1], "/")[0]
	user := split(authority, "@")
	count(user) > 1
	password := split(user[0], ":")[1]
	password != ""
	not startswith(password, "$")
	not startswith(password, "<")
	not startswith(password, "{")
}

# without_variables keeps a dollar for each variable: defaults have colons of their own.
without_variables(value) := regex.replace(value, `\$\{[^}]*\}`, "$$") if contains(value, "${")

without_variables(value) := value if not contains(value, "${")

# token tells whose token stands in a text, of several the first in the data: a known beginning, followed by
# enough letters and digits that do not all look alike.
token(text) := [known.of |
	some known in tokens
	contains(text, known.prefix)
	some rest in array.slice(split(text, known.prefix), 1, 1000)
	body := split(translate(rest), " ")[0]
	count(body) + count(known.prefix) >= known.length
	varied(body)
][0]

tokens := data.dockwarden.data.secrets.tokens

# translate puts a space in the place of everything that ends a token.
translate(text) := strings.replace_n({"\"": " ", "'": " ", "\n": " ", "\t": " ", "@": " ", ";": " ", "&": " ", "<": " "}, text)

# varied leaves out placeholders such as ghp_xxxxxxxxxxxxxxxx.
varied(text) if count({letter | some letter in split(lower(text), "")}) > 7

# private_key holds for a text with the beginning of a private key.
private_key(text) if {
	contains(text, "PRIVATE KEY")
	some beginning in keys
	contains(text, beginning)
}

keys := data.dockwarden.data.secrets.keys
