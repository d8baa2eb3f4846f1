# METADATA
# title: Logs grow without end
# description: >-
#   The driver json-file keeps everything a container writes, for ever, unless max-size is set. A
#   chatty or hijacked container fills the disk, and then nothing on the host works, logging
#   included. Set max-size and max-file, or use the driver local, which rotates by itself.
# related_resources:
#   - ref: https://docs.docker.com/engine/logging/drivers/json-file/
#   - ref: https://docs.docker.com/engine/logging/configure/
# custom:
#   severity: medium
#   practice: logging
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["log-rotation-missing"]

note := "Of each container only the newest 30 MB are kept; containers that exist keep their old settings"

deny contains {
	"message": "Logs of containers grow without end, because max-size is not set",
	"at": input.options["log-driver"],
	"fix": {
		"set": [input, "log-opts"],
		"value": {"max-size": "10m", "max-file": "3"},
		"note": note,
	},
} if {
	input.options["log-driver"].value == "json-file"
	not written("log-opts")
}

deny contains {
	"message": "Logs of containers grow without end, because max-size is not set",
	"at": input.options["log-opts"],
	"fix": {
		"set": [input.options["log-opts"], "value", "max-size"],
		"value": "10m",
		"note": note,
	},
} if {
	input.options["log-driver"].value == "json-file"
	written("log-opts")
	not limited(input.options["log-opts"].value)
}

written(key) if input.options[key].set == true

limited(options) if options["max-size"] != "-1"
