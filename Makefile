# What each does: README, "Perintah". Variables given here (HOST=, PORT=, …) reach the program as environment.
.PHONY: run test bench setup check
.DEFAULT_GOAL := run

setup:
	@.ci/install run

run: setup
	@.ci/serve

test:
	@.ci/install test
	@.ci/test

check:
	@.ci/install test
	@.ci/check

bench:
	@.ci/install test
	@.ci/bench
