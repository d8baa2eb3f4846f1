package dockwarden.compose["image-registry-untrusted_test"]

import data.dockwarden.compose["image-registry-untrusted"] as rule

findings(registry, repository, allowed) := found if {
	found := rule.deny with input as {"pulled": [{
		"name": "web",
		"image": {"known": true, "registry": registry, "repository": repository},
	}], "services": {"web": {
		"name": "web",
		"image": {"known": true, "registry": registry, "repository": repository},
	}}}
		with data.config as {"compose/image-registry-untrusted": {"allowed": allowed}}
}

test_other_registry_is_denied if {
	count(findings("quay.io", "team/app", ["docker.io/library", "registry.example"])) == 1
}

test_other_path_of_an_allowed_registry_is_denied if {
	count(findings("docker.io", "stranger/app", ["docker.io/library"])) == 1
	count(findings("docker.io", "library-of/app", ["docker.io/library"])) == 1
}

test_allowed_registry_and_path_pass if {
	count(findings("registry.example", "team/app", ["registry.example/"])) == 0
	count(findings("docker.io", "library/nginx", ["docker.io/library"])) == 0
}

test_without_a_list_it_is_silent if {
	count(findings("quay.io", "team/app", [])) == 0
}
