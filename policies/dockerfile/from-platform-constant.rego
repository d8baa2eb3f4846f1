# METADATA
# title: FROM is tied to one platform
# description: >-
#   A platform that is written into FROM holds for every build, so on other machines the image is
#   emulated or does not start, and a build for several platforms puts the wrong program into all but
#   one. Leave it out, or take $BUILDPLATFORM for tools. A stage whose name tells the platform is made
#   for it and passes.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/
# custom:
#   severity: low
#   practice: hygiene
#   needs: ["stages.*.platform"]
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3029]
#     kics: [b16e8501-ef3c-44e1-a543-a093238099c9]
#     buildkit: [FromPlatformFlagConstDisallowed]
#     tally: [buildkit/FromPlatformFlagConstDisallowed]
package dockwarden.dockerfile["from-platform-constant"]

deny contains {
	"message": sprintf("The stage is always built for %s", [flag.text]),
	"at": flag,
} if {
	some stage in input.stages
	stage.used == true
	flag := input.instructions.FROM[stage.index].flags.platform
	flag.value
	count(flag.variables) == 0
	not told_by_name(stage, flag.value)
}

told_by_name(stage, platform) if {
	some part in split(platform, "/")
	contains(lower(stage.name), lower(part))
}
