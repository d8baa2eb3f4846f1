# METADATA
# title: Two mounts take the same place
# description: >-
#   Of two volumes with one target Compose keeps the last without a word, so the first is not there; a
#   volume and a tmpfs with one target are refused. Remove one, or give it another target.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#volumes
#   - ref: https://docs.docker.com/reference/compose-file/services/#tmpfs
# custom:
#   severity: low
#   practice: correctness
#   needs: ["containers.*.volumes.1", "containers.*.tmpfs"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["mount-target-duplicate"]


deny contains {
	"message": sprintf("%q mounts %s twice; only the last counts", [container.name, target]),
	"at": later.at,
	"related": [{"at": first.at, "message": "The first is here"}],
} if {
	some container in input.containers
	places := targets(container.volumes, "target")
	count(places) > count({place.target | some place in places})
	some i, later in places
	target := later.target
	earlier := [place | some place in array.slice(places, 0, min([i, 200])); place.target == target]
	first := earlier[0]
}

deny contains {
	"message": sprintf("%q mounts both a volume and a tmpfs at %s", [container.name, one.target]),
	"at": other.at,
	"related": [{"at": one.at, "message": "The volume is here"}],
	"severity": "medium",
} if {
	some container in input.containers
	count(container.tmpfs) > 0
	some other in array.slice(targets(container.tmpfs, "path"), 0, 200)
	some one in targets(container.volumes, "target")
	one.target == other.target
}

targets(mounts, key) := [{"target": target, "at": mount} |
	some mount in mounts
	is_string(mount[key])
	target := clean(mount[key])
]

clean(path) := trim_right(path, "/") if path != "/"

clean("/") := "/"
