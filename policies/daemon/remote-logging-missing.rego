# METADATA
# title: Logs stay on the host
# description: >-
#   Whoever takes over the host can change the logs that are kept on it. A driver such as syslog,
#   fluentd or gelf sends them elsewhere at once. An agent that reads the files serves the same
#   purpose and cannot be seen here, so this is a note.
# related_resources:
#   - ref: https://docs.docker.com/engine/logging/configure/#supported-logging-drivers
# custom:
#   severity: info
#   practice: logging
#   fix: none
#   sets: [cis]
#   same_as:
#     cis: ["2.13"]
package dockwarden.daemon["remote-logging-missing"]

deny contains {
	"message": sprintf("Logs of containers stay on the host with the driver %s", [driver]),
	"at": input.options["log-driver"],
} if {
	driver := input.options["log-driver"].value
	driver in {"json-file", "local"}
}
