# METADATA
# title: Service writes where its root file system is read-only
# description: >-
#   The service may not write to its root file system, and what its image starts writes there all the
#   same, outside of every mount, tmpfs and VOLUME, so the start fails or the file is missing. Mount a
#   tmpfs or a volume at that place, or let the image write where one is.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#read_only
#   - ref: https://docs.docker.com/engine/storage/tmpfs/
# custom:
#   severity: medium
#   practice: correctness
#   fix: unsafe
#   sets: [recommended, strict]
#   needs: [dockerfiles]
#   same_as: {}
package dockwarden.stack["read-only-root-written"]

import data.dockwarden.lib.compose
import data.dockwarden.lib.stack

deny contains object.union(
	{
		"message": sprintf("%s writes to %s at its start, which its read-only root forbids", [compose.title(service.service), place.path]),
		"at": [service.service, "read_only"],
		"related": [{"at": place, "message": "It is written here"}],
	},
	mend(service.service, place),
) if {
	some service in stack.containers
	service.posture.read_only.held == "yes"
	some place in service.writes
	place.kept == "no"
}

default mend(_, _) := {}

mend(service, place) := {"fix": {
	"append": [service, "tmpfs"],
	"value": folder,
	"note": sprintf("What lies in %s of the image is hidden, and what is written there is lost when the container ends", [folder]),
}} if {
	folder := stack.scratch_folder(place.path)
}

# The same is told beforehand to whoever makes the root read-only.
adjust contains {
	"rule": "compose/root-filesystem-writable",
	"at": service.service,
	"because": sprintf("its image writes to %s at its start", [concat(", ", folders)]),
	"by": places[0],
	"fix": {
		"edits": array.concat(
			[{"set": [service.service, "read_only"], "value": true}],
			[{"append": [service.service, "tmpfs"], "value": folder} | some folder in folders],
		),
		"note": sprintf("What is written to %s is lost when the container ends; other paths that the service writes to need a tmpfs or a volume, too", [concat(", ", folders)]),
	},
} if {
	some service in stack.containers
	service.posture.read_only.held == "no"
	places := [place | some place in service.writes; place.kept == "no"; stack.scratch_folder(place.path)]
	count(places) > 0
	folders := sort({stack.scratch_folder(place.path) | some place in places})
}
