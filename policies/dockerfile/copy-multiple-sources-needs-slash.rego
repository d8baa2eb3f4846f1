# METADATA
# title: Destination of several files is not a folder
# description: >-
#   With more than one source the destination has to be a folder and to end with a slash. Without it one
#   builder stops, and another writes all files to one name, of which the last stays, unless the folder
#   is there already.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#destination
# custom:
#   severity: low
#   practice: hygiene
#   needs: ["instructions.COPY.*.sources.1", "instructions.ADD.*.sources.1"]
#   fix: safe
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0011]
#     hadolint: [DL3021]
#     kics: [6db6e0c2-32a3-4a2e-93b5-72c35f4119db]
#     tally: [hadolint/DL3021]
package dockwarden.dockerfile["copy-multiple-sources-needs-slash"]

deny contains {
	"message": sprintf("%s is not told to be a folder, but takes %d sources", [path.text, count(instruction.sources)]),
	"at": path,
	"fix": {"replace": path, "text": sprintf("%s/", [path.text])},
} if {
	some keyword in {"COPY", "ADD"}
	some instruction in input.instructions[keyword]
	count(instruction.sources) > 1
	path := instruction.destination
	value := path.value
	not is_folder(value)
}

# On Windows a backslash says so as well; it is lost where it escapes: C:\\app\\ is C:app then.
is_folder(path) if regex.match(`^$|[/\\]$|(^|[/\\])[.][.]?$|^[A-Za-z]:[^/\\]*$`, path)
