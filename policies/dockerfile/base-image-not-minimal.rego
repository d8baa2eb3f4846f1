# METADATA
# title: Image is built on a whole system
# description: >-
#   A full distribution brings a package manager, compilers and hundreds of programs that the
#   application never calls; each has vulnerabilities of its own and is useful to an intruder. Build on
#   a smaller variant (alpine, slim, distroless), or build in one stage and ship in another.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image
#   - ref: https://docs.docker.com/build/building/multi-stage/
# custom:
#   severity: low
#   practice: minimal-images
#   needs: ["stages.*.root_base.minimal=no"]
#   fix: none
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.3"]
package dockwarden.dockerfile["base-image-not-minimal"]

deny contains {
	"message": message(stage.root_base),
	"at": stage.root_base,
} if {
	some stage in input.stages
	stage.final == true
	stage.root_base.minimal == "no"
}

message(image) := sprintf("Image %q is a whole system; %q is smaller", [image.value, image.smaller]) if image.smaller

message(image) := sprintf("Image %q is a whole system", [image.value]) if not image.smaller
