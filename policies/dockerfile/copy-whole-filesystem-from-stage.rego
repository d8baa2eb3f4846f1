# METADATA
# title: Everything of another stage is copied
# description: >-
#   The root folder of a build stage holds its compilers, caches and whatever was left behind, such as
#   credentials of package managers. Copied as a whole it is in the image, and the stage of its own was
#   in vain. Copy only the files that the application needs. On scratch it may be meant: it joins all
#   layers into one.
# related_resources:
#   - ref: https://docs.docker.com/build/building/multi-stage/
# custom:
#   severity: low
#   practice: minimal-images
#   needs: ["instructions.COPY.*.from.kind=stage"]
#   fix: none
#   sets: [strict]
#   same_as:
#     hadolint: [DL3067]
package dockwarden.dockerfile["copy-whole-filesystem-from-stage"]

deny contains {
	"message": "The whole file system of another stage is copied",
	"at": source,
	"severity": severity(input.stages[instruction.stage]),
} if {
	some instruction in input.instructions.COPY
	instruction.from.kind == "stage"
	instruction.destination.value in {"/", "/."}
	input.stages[instruction.stage].shipped
	builds_on_a_system(input.stages[instruction.from.stage])
	some source in instruction.sources
	source.value in {"/", "/.", "/*"}
	not instruction.flags.exclude
}

# builds_on_a_system holds for a stage that works in another system. One that only gathers files on
# scratch is made to be copied, and so is an image without further work on it.
builds_on_a_system(stage) if {
	stage.base.kind != "scratch"
	some instruction in stage.instructions
	instruction.keyword == "RUN"
}

severity(stage) := "info" if stage.base.kind == "scratch"

severity(stage) := "low" if stage.base.kind != "scratch"
