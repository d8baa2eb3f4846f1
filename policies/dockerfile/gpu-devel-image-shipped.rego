# METADATA
# title: Image ships the compilers of CUDA
# description: >-
#   The devel variant of a CUDA image holds compilers, headers and static libraries: gigabytes that a
#   running program does not use, and tools for whoever breaks in. Build on devel, and let the final
#   stage stand on the runtime or base variant of the same version.
# related_resources:
#   - ref: https://hub.docker.com/r/nvidia/cuda
# custom:
#   severity: low
#   practice: minimal-images
#   fix: none
#   mentions: [nvidia/cuda]
#   sets: [strict]
#   same_as:
#     tally: [tally/gpu/prefer-runtime-final-stage]
package dockwarden.dockerfile["gpu-devel-image-shipped"]

deny contains {
	"message": sprintf("The final stage stands on %q, which holds compilers", [image.text]),
	"at": stage.base,
} if {
	some stage in input.stages
	stage.final == true
	image := stage.base.image
	image.repository == "nvidia/cuda"
	"devel" in split(image.tag, "-")
}
