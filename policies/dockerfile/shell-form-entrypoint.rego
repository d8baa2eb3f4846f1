# METADATA
# title: Main process is started by a shell
# description: >-
#   In the shell form /bin/sh is the first process. It does not pass on the signal of docker stop, so
#   the application is killed after ten seconds in the middle of its work, and the image needs a shell
#   at all. Use the exec form, or begin the line with exec.
# related_resources:
#   - ref: https://docs.docker.com/reference/build-checks/json-args-recommended/
# custom:
#   severity: info
#   practice: hygiene
#   needs: ["instructions.ENTRYPOINT.*.form=shell", "instructions.CMD.*.form=shell"]
#   fix: unsafe
#   sets: [strict]
#   same_as:
#     hadolint: [DL3025]
#     kics: [b86987e1-6397-4619-81d5-8807f2387c79]
#     buildkit: [JSONArgsRecommended]
#     tally: [buildkit/JSONArgsRecommended]
package dockwarden.dockerfile["shell-form-entrypoint"]

deny contains object.union(
	{"message": "ENTRYPOINT is run by a shell, which keeps signals to itself", "at": stage.entrypoint.words[0]},
	fix(stage.entrypoint),
) if {
	some stage in input.stages
	stage.final == true
	started_by_shell(stage, stage.entrypoint)
}

deny contains object.union(
	{"message": "CMD is run by a shell, which keeps signals to itself", "at": stage.cmd.words[0]},
	fix(stage.cmd),
) if {
	some stage in input.stages
	stage.final == true
	not stage.entrypoint
	started_by_shell(stage, stage.cmd)
}

# Who names the shell wants it.
started_by_shell(stage, instruction) if {
	instruction.form == "shell"
	stage.shell.source == "default"
	stage.shell.name == "sh"
	text := trim_space(instruction.words[0].text)
	not startswith(text, "exec ")
	not startswith(text, "[")
}

# One plain command, without anything that only a shell understands.
fix(instruction) := {"fix": {
	"replace": instruction.words[0],
	"text": sprintf(`["%s"]`, [concat(`", "`, words)]),
	"note": "The program becomes the first process, and no shell reads the profile of the user",
}} if {
	count(instruction.commands) == 1
	text := instruction.words[0].text
	regex.match("^[A-Za-z0-9_./:@,+= -]+$", text)
	words := [word | some word in split(text, " "); word != ""]
	not contains(words[0], "=")
	not words[0] in {"cd", "exit", "export", "source", ".", "set", "ulimit", "umask", "eval"}
}

default fix(_) := {}
