# METADATA
# title: COPY takes from its own stage
# description: >-
#   A stage cannot copy from itself: the builder stops with a circular dependency. To copy within a
#   stage use RUN cp; otherwise name the stage that was meant.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#copy---from
# custom:
#   severity: medium
#   practice: hygiene
#   needs: ["instructions.COPY.*.from.kind=stage", "instructions.ADD.*.from.kind=stage"]
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     trivy: [DS-0006]
#     hadolint: [DL3023]
#     kics: [cdddb86f-95f6-4fc4-b5a1-483d9afceb2b]
#     tally: [hadolint/DL3023]
package dockwarden.dockerfile["copy-from-self"]

deny contains {
	"message": sprintf("The stage copies from itself with --from=%s", [instruction.flags.from.text]),
	"at": instruction.from,
} if {
	some keyword in {"COPY", "ADD"}
	some instruction in input.instructions[keyword]
	instruction.onbuild == false
	instruction.from.kind == "stage"
	instruction.from.stage == instruction.stage
	unambiguous(instruction)
}

# A name that another stage has too is that stage's fault.
unambiguous(instruction) if {
	name := lower(object.get(input.stages[instruction.stage], "name", ""))
	count([stage | some stage in input.stages; lower(object.get(stage, "name", "-")) == name]) < 2
}
