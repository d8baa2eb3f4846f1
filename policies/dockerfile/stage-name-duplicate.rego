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
#   needs: ["stages.*.same_name"]
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
	some stage in input.stages
	earlier := input.stages[stage.same_name]
	from := input.instructions.FROM[stage.index]
}
