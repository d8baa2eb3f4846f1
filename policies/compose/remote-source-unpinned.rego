# METADATA
# title: Project takes a part from afar that can change
# description: >-
#   What is included, extended or built from a repository or registry may ask for any right on the
#   host, and a branch or tag gives something else tomorrow. Name a commit, or the digest of the
#   artifact, and read what it holds before you move on.
# related_resources:
#   - ref: https://docs.docker.com/compose/trust-model/
#   - ref: https://docs.docker.com/reference/compose-file/include/
# custom:
#   severity: medium
#   practice: supply-chain
#   needs: ["include", "services.*.extends.file", "services.*.build.context"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
#   mentions: ["oci://", "git"]
package dockwarden.compose["remote-source-unpinned"]

deny contains {
	"message": sprintf("Include %q can change without notice", [path]),
	"at": [item, "path", i],
} if {
	some item in input.include
	item.remote == true
	some i, path in item.path
	changes(path)
}

deny contains {
	"message": sprintf("Service %q extends a file from afar that can change without notice", [service.name]),
	"at": [service.extends, "file"],
} if {
	some service in input.services
	changes(service.extends.file)
}

deny contains {
	"message": sprintf("Image of %q is built from a repository that can change without notice", [service.name]),
	"at": [service.build, "context"],
	"severity": "low",
} if {
	some service in input.services
	changes(service.build.context)
}

# changes holds for a repository without a commit, and for an artifact without a digest.
changes(place) if {
	is_string(place)
	not contains(place, "$")
	repository(place)
	not regex.match(`#[0-9a-f]{40}([0-9a-f]{24})?(:|$)`, place)
	not regex.match(`[?&]checksum=[0-9a-f]{40}`, place)
}

changes(place) if {
	startswith(place, "oci://")
	not contains(place, "$")
	not contains(place, "@sha256:")
}

repository(place) if {
	some scheme in ["git://", "ssh://", "git@"]
	startswith(place, scheme)
}

repository(place) if {
	regex.match(`^(https?|git\+https?|git\+ssh)://`, place)
	regex.match(`\.git([#?]|$)`, place)
}

repository(place) if regex.match(`^(https://)?(github|gitlab)\.com/[^/#]+/[^/#]+(#|$)`, place)
