package dockwarden.dockerfile["image-registry-untrusted_test"]

import data.dockwarden.dockerfile["image-registry-untrusted"] as rule

image(registry, repository) := {"images": [{"image": {"text": repository, "registry": registry, "repository": repository}}]}

findings(document, allowed) := found if {
	found := rule.deny with input as document
		with data.config as {"dockerfile/image-registry-untrusted": {"allowed": allowed}}
}

test_another_registry_is_denied if {
	count(findings(image("ghcr.io", "o/app"), ["docker.io/library"])) == 1
}

test_a_path_allows_what_is_below_it_only if {
	count(findings(image("docker.io", "library/alpine"), ["docker.io/library"])) == 0
	count(findings(image("docker.io", "library2/alpine"), ["docker.io/library"])) == 1
}

test_the_number_of_a_stage_is_no_image if {
	use := {"via": "COPY", "may_be_context": true, "image": {"text": "3", "registry": "docker.io", "repository": "library/3"}}
	count(findings({"images": [use]}, ["ghcr.io"])) == 0
}

test_without_a_list_everything_passes if {
	count(findings(image("ghcr.io", "o/app"), [])) == 0
}
