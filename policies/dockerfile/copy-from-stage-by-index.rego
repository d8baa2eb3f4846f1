# METADATA
# title: COPY counts stages
# description: >-
#   The number of a stage shifts when another one is added above it, and COPY then takes from the wrong
#   stage without a word. Names stay.
# related_resources:
#   - ref: https://docs.docker.com/build/building/multi-stage/#name-your-build-stages
# custom:
#   severity: info
#   practice: hygiene
#   needs: ["instructions.COPY.*.from.kind=stage"]
#   fix: safe
#   sets: [strict]
#   same_as:
#     kics: [68a51e22-ae5a-4d48-8e87-b01a323605c9]
package dockwarden.dockerfile["copy-from-stage-by-index"]

deny contains object.union(
	{"message": sprintf("Stage %s is another one when a stage is added above", [instruction.from.text]), "at": instruction.from},
	fix(instruction.from),
) if {
	some instruction in input.instructions.COPY
	instruction.from.kind == "stage"
	object.get(input.stages[instruction.from.stage], "name", "") != instruction.from.text
	regex.match("^[0-9]+$", instruction.from.text)
}

fix(from) := {"fix": {"replace": from, "text": input.stages[from.stage].name}} if {
	name := input.stages[from.stage].name
	count([stage | some stage in input.stages; lower(stage.name) == lower(name)]) == 1
}

default fix(_) := {}
