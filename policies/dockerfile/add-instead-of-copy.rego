# METADATA
# title: ADD where COPY would do
# description: >-
#   ADD unpacks archives and downloads addresses, so what it does depends on what it is given. For
#   plain files COPY does the same and nothing else.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#add-or-copy
# custom:
#   severity: low
#   practice: hygiene
#   fix: safe
#   needs: [instructions.ADD]
#   sets: [strict, cis]
#   same_as:
#     cis: ["4.9"]
#     trivy: [DS-0005]
#     hadolint: [DL3020]
#     checkov: [CKV_DOCKER_4]
#     kics: [9513a694-aa0d-41d8-be61-3271e056f36b]
#     tally: [hadolint/DL3020]
package dockwarden.dockerfile["add-instead-of-copy"]

deny contains {
	"message": "ADD copies plain files, as COPY does",
	"at": [instruction, "keyword"],
	"fix": {"replace": [instruction, "keyword"], "text": "COPY"},
} if {
	some instruction in input.instructions.ADD
	count(instruction.sources) > 0
	every flag, _ in instruction.flags {
		flag in {"chown", "chmod", "link", "exclude"}
	}
	every source in instruction.sources {
		source.source == "path"
		plain_file(source.value)
	}
}

plain_file(path) if not may_be_archive(path)

# may_be_archive holds for names of archives, for patterns that may stand for one, and for what is fetched.
may_be_archive(path) if {
	some ending in {".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".zst", ".Z"}
	endswith(path, ending)
}

may_be_archive(path) if {
	some sign in {"?", "[", "://", "git@"}
	contains(path, sign)
}

# In *.jar the ending is known.
may_be_archive(path) if {
	contains(path, "*")
	parts := split(path, "*")
	not contains(parts[count(parts) - 1], ".")
}
