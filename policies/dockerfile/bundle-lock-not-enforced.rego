# METADATA
# title: Gems are not held to the lock file
# description: >-
#   Without frozen or deployment mode, bundle install mends a lock file that does not fit, so the
#   image may hold gems that nobody reviewed. Set BUNDLE_DEPLOYMENT=1, or BUNDLE_FROZEN=1, in stages
#   for production.
# related_resources:
#   - ref: https://bundler.io/man/bundle-install.1.html
# custom:
#   severity: low
#   practice: supply-chain
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/ruby/missing-bundle-deployment]
#   needs: [commands.bundle]
package dockwarden.dockerfile["bundle-lock-not-enforced"]

import data.dockwarden.lib.stages

deny contains {
	"message": "bundle install may change the lock file in a stage for production",
	"at": command,
} if {
	some command in input.commands.bundle
	command.keyword == "RUN"
	not command.opaque
	command.operands[0].value == "install"
	stage := input.stages[command.stage]
	stage.used == true
	production(stage)
	not held(stage)
	not held_by_option(command)
	not held_by_setting(stage)
}

# production holds for a stage whose variables say that it is not for development.
production(stage) if stage.env[["APP_ENV", "RACK_ENV", "RAILS_ENV", "SYMFONY_ENV"][_]].value in {"prod", "production"}

held(stage) if stage.env[["BUNDLE_DEPLOYMENT", "BUNDLE_FROZEN"][_]]

held_by_option(command) if command.flags[["--deployment", "--frozen"][_]]

held_by_option(command) if command.env[_].name in {"BUNDLE_DEPLOYMENT", "BUNDLE_FROZEN"}

held_by_setting(stage) if {
	some other in input.commands.bundle
	other.stage in stages.chain(stage)
	some operand in other.operands
	operand.value in {"deployment", "frozen"}
}
