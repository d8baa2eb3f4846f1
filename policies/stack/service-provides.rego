# METADATA
# title: Compose already provides what an image lacks
# description: >-
#   An image without USER or HEALTHCHECK matters less where every service that runs it brings its
#   own. Such findings in the Dockerfile are lowered or withdrawn; the image itself stays as it is for
#   whoever runs it otherwise. This rule finds nothing itself.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#user
# custom:
#   severity: info
#   practice: users
#   fix: none
#   sets: []
#   needs: [dockerfiles]
#   same_as: {}
package dockwarden.stack["service-provides"]

import data.dockwarden.lib.stack

adjust contains {
	"rule": rule,
	"at": place,
	"severity": "low",
	"because": "every service that runs this image sets another user",
	"by": [runners[0].service, "user"],
} if {
	some path, file in input.dockerfiles
	some stage in file.stages
	runners := stack.runners(path, stage)
	count(runners) > 0
	every service in runners {
		service.posture.user.held == "yes"
		service.posture.user.by == "compose"
	}
	some rule in {"dockerfile/user-missing", "dockerfile/user-root"}
	some place in [stage, stage.user]
}

adjust contains {
	"rule": "dockerfile/healthcheck-missing",
	"at": stage,
	"severity": "none",
	"because": "every service that runs this image checks its health",
	"by": [runners[0].service, "healthcheck"],
} if {
	some path, file in input.dockerfiles
	some stage in file.stages
	runners := stack.runners(path, stage)
	count(runners) > 0
	every service in runners {
		service.posture.healthcheck.held == "yes"
		service.posture.healthcheck.by == "compose"
	}
}

# A name after --from or FROM that Compose explains is no image of a registry.
adjust contains {
	"rule": rule,
	"at": use,
	"severity": "none",
	"because": sprintf("Compose says what %s is, in additional_contexts", [use.image.text]),
	"by": builders[0].service.build,
} if {
	some path, file in input.dockerfiles
	some use in file.images
	builders := [service | some service in stack.containers; service.build.path == path]
	count(builders) > 0
	every service in builders { service.service.build.additional_contexts[use.image.text] }
	some rule in {
		"dockerfile/image-untagged", "dockerfile/image-latest", "dockerfile/image-not-pinned",
		"dockerfile/image-registry-untrusted", "dockerfile/base-image-not-minimal",
		"dockerfile/copy-from-unknown-stage",
	}
}
