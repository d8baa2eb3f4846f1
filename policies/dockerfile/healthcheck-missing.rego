# METADATA
# title: Image has no HEALTHCHECK
# description: >-
#   Docker only sees whether the process runs, not whether it answers. With HEALTHCHECK it also notices
#   a process that hangs. Told as information only: where an orchestrator probes the container, or a
#   base image brings a check, nothing is missing.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#healthcheck
# custom:
#   severity: info
#   practice: hygiene
#   fix: none
#   sets: [strict, cis]
#   same_as:
#     cis: ["4.6"]
#     trivy: [DS-0026]
#     hadolint: [DL3057]
#     checkov: [CKV_DOCKER_2]
#     kics: [b03a748a-542d-44f4-bb86-9199ab4fd2d5]
#     tally: [hadolint/DL3057]
package dockwarden.dockerfile["healthcheck-missing"]

deny contains {
	"message": "Docker cannot tell whether the application in the image answers",
	"at": stage,
} if {
	some stage in input.stages
	stage.final == true
	runs_something(stage)
	not stage.healthcheck
}

runs_something(stage) if stage.entrypoint

runs_something(stage) if stage.cmd

runs_something(stage) if count(stage.exposes) > 0
