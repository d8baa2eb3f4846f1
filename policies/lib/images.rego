# What is known of images beyond one file: when their releases end.
package dockwarden.lib.images

# may_be_context holds for a bare word in COPY or a mount: it may be the number of a stage, or a build
# context that is named on the command line.
may_be_context(use) if {
	use.via != "FROM"
	not use.image.family
	regex.match("^[a-z0-9_-]+$", use.image.text)
}

# ended tells which release of an image, or of the system below it, gets no more fixes:
# {"what": "Debian 10", "date": "2024-06-30"}. Without a date of the run, that of the data counts.
ended(image) := {"what": release.of, "date": release.ends} if {
	release := [one | some one in image.releases; one.ends < day][0]
}

day := data.dockwarden.today if {
	data.dockwarden.today
} else := data.dockwarden.data.end_of_life.as_of
