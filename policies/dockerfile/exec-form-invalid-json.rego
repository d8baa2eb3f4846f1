# METADATA
# title: Exec form is not valid JSON
# description: >-
#   The exec form is JSON: double quotes, commas, and both brackets. Anything else is taken for the
#   shell form, and the shell looks for a command whose name begins with a bracket; VOLUME and COPY take
#   the brackets for part of the path.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#exec-form
# custom:
#   severity: medium
#   practice: hygiene
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as:
#     kics: [34945ae8-730d-424c-8279-b064d9f108de]
#     tally: [tally/invalid-json-form]
#   needs: [spellings.bracketed]
package dockwarden.dockerfile["exec-form-invalid-json"]

deny contains object.union(
	{"message": sprintf("%s is given to the shell, it is not valid JSON", [keyword]), "at": word},
	fix(word),
) if {
	some instruction in input.spellings.bracketed
	keyword := instruction.keyword
	keyword in {"CMD", "ENTRYPOINT", "RUN"}
	instruction.form == "shell"
	word := instruction.words[0]
	looks_like_a_list(word.text)
}

deny contains {
	"message": sprintf("%s takes the brackets for part of the path, they are not valid JSON", [keyword]),
	"at": instruction,
} if {
	some instruction in input.spellings.bracketed
	keyword := instruction.keyword
	keyword in {"COPY", "ADD", "VOLUME"}
	first := instruction.words[0].text
	endswith(instruction.words[count(instruction.words) - 1].text, "]")
	of_paths(keyword, first)
}

# The command [ needs a space behind it, so a quote right there, or a comma behind the first item,
# means a list.
looks_like_a_list(text) if regex.match(`^\[['"“‘]`, text)

looks_like_a_list(text) if {
	regex.match(`^\[ *('[^']*'|"[^"]*") *,`, text)
}

# A pattern such as [a-z]* may stand for files, but no volume begins with a bracket.
of_paths("VOLUME", _) := true

of_paths(keyword, first) if {
	keyword != "VOLUME"
	contains(first, ",")
}

# Single quotes are the only fault.
fix(word) := {"fix": {
	"replace": word,
	"text": replace(word.text, "'", `"`),
	"note": "The program is no longer run by a shell",
}} if {
	regex.match(`^\[ *('[^'"\\]*' *, *)*'[^'"\\]*' *\]$`, word.text)
}

default fix(_) := {}
