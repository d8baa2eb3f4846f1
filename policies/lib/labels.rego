# What the values of labels look like.
package dockwarden.lib.labels

url := {"told": "an address", "pattern": "^[a-zA-Z][a-zA-Z0-9+.-]*://[^ ]+$"}

time := {
	"told": "a date and time of RFC 3339",
	"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$",
}

# Placeholders that something else fills in later.
placeholder(value) if regex.match("[{<@%$]", value)
