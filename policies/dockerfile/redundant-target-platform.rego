# METADATA
# title: FROM asks for the platform it gets anyway
# description: >-
#   Without --platform a stage is built for the target platform. The flag says the same again, and makes
#   the reader look for a reason.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/redundant-target-platform/
# custom:
#   severity: info
#   practice: hygiene
#   needs: ["stages.*.platform"]
#   fix: safe
#   sets: [strict]
#   same_as:
#     hadolint: [DL3065]
#     buildkit: [RedundantTargetPlatform]
#     tally: [buildkit/RedundantTargetPlatform]
package dockwarden.dockerfile["redundant-target-platform"]

deny contains {
	"message": "The target platform is what FROM takes anyway",
	"at": flag,
	"fix": {"delete": flag},
} if {
	some instruction in input.instructions.FROM
	flag := instruction.flags.platform
	flag.text in {"$TARGETPLATFORM", "${TARGETPLATFORM}"}
	not "TARGETPLATFORM" in {arg.name | some arg in input.args}
}
