# METADATA
# title: Two stages have one name
# description: >-
#   Names of stages are compared without regard to case. When two stages share one, --from and --target
#   take another stage than the reader expects.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/duplicate-stage-name/
# custom:
#   severity: medium
#   practice: hygiene
#   needs: ["stages.1.name", "stages.2.name"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0012]
#     hadolint: [DL3024]
#     checkov: [CKV_DOCKER_11]
#     kics: [f2daed12-c802-49cd-afed-fe41d0b82fed]
#     buildkit: [DuplicateStageName]
#     tally: [buildkit/DuplicateStageName]
package dockwarden.dockerfile["stage-name-duplicate"]

deny contains {
	"message": sprintf("An earlier stage is called %q too", [earlier.name]),
	"at": from.words[count(from.words) - 1],
} if {
	repeated
	some earlier in input.stages
	some later in input.stages
	later.index > earlier.index
	lower(later.name) == lower(earlier.name)
	from := input.instructions.FROM[later.index]
	first(earlier)
}

# repeated spares most files the comparison of each stage with each.
repeated if count({lower(stage.name) | some stage in input.stages}) < count([stage.name | some stage in input.stages])

# first holds for the first stage of its name: one finding for each that repeats it.
first(stage) if {
	count([other |
		some other in input.stages
		other.index < stage.index
		lower(other.name) == lower(stage.name)
	]) == 0
}
