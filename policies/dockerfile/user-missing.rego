# METADATA
# title: Image runs as root
# description: >-
#   No USER is set, so the image starts as root. Whoever takes over the process has every right in
#   the container and is one flaw away from the host. Create a user, or take an id such as 65532, and
#   switch to it before CMD. An image that drops its rights itself is told as information only.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#user
#   - ref: https://docs.docker.com/build/building/best-practices/#user
# custom:
#   severity: high
#   practice: users
#   needs: ["stages.*.user.root=yes"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["4.1"]
#     trivy: [DS-0002]
#     checkov: [CKV_DOCKER_3]
#     kics: [fd54f200-402c-4333-a5a4-36ef6709af2f]
#     tally: [tally/stateful-root-runtime]
package dockwarden.dockerfile["user-missing"]

deny contains {
	"message": "The image never leaves root",
	"at": stage,
	"severity": severity(stage),
	"fix": object.union(place(stage), {
		"text": "USER 65532:65532",
		"note": "The process can no longer write to files of root, nor listen below port 1024 on old hosts",
	}),
} if {
	some stage in input.stages
	stage.final == true
	stage.user.root == "yes"
	not set_in_file(stage)
	not files_only(stage)
}

# files_only holds for files that docker build --output takes out: nothing is started.
files_only(stage) if {
	stage.base.kind == "scratch"
	not stage.entry
	every instruction in stage.instructions { instruction.keyword != "RUN" }
}

set_in_file(stage) if stage.user.source == "instruction"

set_in_file(stage) if {
	stage.user.source == "stage"
	some instruction in input.instructions.USER
	instruction.sets.name == stage.user.name
	instruction.stage < stage.index
}

place(stage) := {"insert_before": stage.entry} if {
	stage.entry
} else := {"insert_after": stage.last}

# An image that drops its rights itself, at its start, is told of and no more.
severity(stage) := "info" if {
	drops_rights(stage)
} else := "high"

drops_rights(stage) if {
	some tool in {"gosu", "su-exec", "setpriv"}
	some command in input.commands[tool]
	command.stage == stage.index
}

drops_rights(stage) if {
	droppers := {"gosu", "su-exec"}
	some command in input.installs
	command.stage == stage.index
	some installed in command.packages
	installed.value in droppers
}
