package dockwarden.compose["image-untagged_test"]

import data.dockwarden.compose["image-untagged"] as rule

findings(service) := found if {
	found := rule.deny with input as {"containers": [service], "services": {"web": service}}
}

image := {"@": 2, "text": "nginx", "value": "nginx", "known": true}

test_no_tag_is_denied_at_the_image if {
	some finding in findings({"name": "web", "image": image})
	finding.at == image
}

test_tag_or_digest_passes if {
	count(findings({"name": "web", "image": object.union(image, {"tag": "1.27"})})) == 0
	count(findings({"name": "web", "image": object.union(image, {"digest": "sha256:0"})})) == 0
}

test_unknown_image_passes if {
	count(findings({"name": "web", "image": {"text": "${IMAGE}", "known": false}})) == 0
}

test_image_built_by_the_service_passes if {
	count(findings({"name": "web", "image": image, "build": {"context": "."}})) == 0
}

test_image_built_by_another_service_passes if {
	count(rule.deny) == 0 with input as {"containers": [{"name": "web", "image": image, "build": {"context": "."}}, {"name": "worker", "image": image}], "services": {
		"web": {"name": "web", "image": image, "build": {"context": "."}},
		"worker": {"name": "worker", "image": image},
	}}
}

test_image_that_is_never_pulled_passes if {
	count(findings({"name": "web", "image": image, "pull_policy": "never"})) == 0
}
