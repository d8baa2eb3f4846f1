# METADATA
# title: Name of a label is not one
# description: >-
#   Tools that filter by labels expect letters and digits with single dots, dashes, underscores and
#   slashes between them, and Docker keeps com.docker, io.docker and org.dockerproject for itself. Name
#   labels after a domain of your own.
# related_resources:
#   - ref: https://docs.docker.com/engine/manage-resources/labels/
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3048]
#     tally: [tally/labels/valid-key]
#   needs: [instructions.LABEL]
package dockwarden.dockerfile["label-invalid-key"]

deny contains {
	"message": sprintf("%q %s", [pair.name, fault(pair.name)]),
	"at": pair,
} if {
	some instruction in input.instructions.LABEL
	some pair in instruction.pairs
	not contains(pair.name, "$")
	fault(pair.name)
}

fault(name) := "is in a namespace that Docker keeps for itself" if reserved(name)

fault(name) := "is not spelled as names of labels are" if {
	not reserved(name)
	not regex.match("^[A-Za-z0-9]+([._/-][A-Za-z0-9]+)*$", name)
}

# Extensions of Docker Desktop are described by labels of Docker.
reserved(name) if {
	some namespace in ["com.docker.", "io.docker.", "org.dockerproject."]
	startswith(name, namespace)
	not startswith(name, "com.docker.desktop.")
	not startswith(name, "com.docker.extension.")
}
