# METADATA
# title: Packages for development are in a production image
# description: >-
#   Test frameworks and debuggers are not needed to serve, and each is one more way in. Composer and
#   Bundler install them unless told otherwise: use composer install --no-dev, and
#   BUNDLE_WITHOUT="development test".
# related_resources:
#   - ref: https://getcomposer.org/doc/03-cli.md#install-i
#   - ref: https://bundler.io/man/bundle-config.1.html
# custom:
#   severity: low
#   practice: minimal-images
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/php/composer-no-dev-in-production, tally/ruby/missing-bundle-without-development]
#   needs: [commands.composer, commands.bundle]
package dockwarden.dockerfile["development-packages-installed"]

import data.dockwarden.lib.stages

deny contains {
	"message": sprintf("%s installs the packages for development, too", [name]),
	"at": command,
} if {
	some name in {"bundle", "composer"}
	some command in input.commands[name]
	command.keyword == "RUN"
	not command.opaque
	command.operands[0].value == "install"
	stage := input.stages[command.stage]
	stage.used == true
	production(stage)
	not left_out(name, command, stage)
}

# production holds for a stage whose variables say that it is not for development.
production(stage) if stage.env[["APP_ENV", "RACK_ENV", "RAILS_ENV", "SYMFONY_ENV"][_]].value in {"prod", "production"}

left_out("composer", command, _) if command.flags["--no-dev"]

left_out("composer", _, stage) if stage.env.COMPOSER_NO_DEV

left_out("composer", command, _) if command.env[_].name == "COMPOSER_NO_DEV"

# A later run takes them out again.
left_out("composer", command, _) if {
	some other in input.commands.composer
	other.stage == command.stage
	other.flags["--no-dev"]
}

left_out("bundle", command, _) if command.flags["--without"]

left_out("bundle", _, stage) if stage.env[["BUNDLE_WITHOUT", "BUNDLE_ONLY"][_]]

left_out("bundle", command, _) if command.env[_].name in {"BUNDLE_WITHOUT", "BUNDLE_ONLY"}

left_out("bundle", _, stage) if {
	some other in input.commands.bundle
	other.stage in stages.chain(stage)
	some operand in other.operands
	operand.value in {"without", "only"}
}
