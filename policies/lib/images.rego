# What is known of images beyond one file: when their releases end.
package dockwarden.lib.images

# ended tells which release of an image, or of the system below it, gets no more fixes:
# {"what": "Debian 10", "date": "2024-06-30"}. Without a date of the run, that of the data counts.
ended(image) := {"what": release.of, "date": release.ends} if {
	release := [one | some one in image.releases; one.ends < day][0]
}

day := data.dockwarden.today if {
	data.dockwarden.today
} else := data.dockwarden.data.end_of_life.as_of
