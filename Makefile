# `make run` opens the program, `make test` passes the tests. Each does its own set-up; CONTRIBUTING.md says what else there is.

VENV := .venv/bin
# Tests open their windows in memory. QT_QPA_PLATFORM=xcb make test shows them.
QT_QPA_PLATFORM_FOR_TESTS := $(or $(QT_QPA_PLATFORM),offscreen)

.DEFAULT_GOAL := help
.PHONY: help run test soak bench lint lock set-up set-up-test

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: set-up ## open the program; ARGS="..." are its arguments
	@$(VENV)/python main.py $(ARGS)

test: set-up-test ## run the tests, file by file on two cores; ARGS="..." are pytest's arguments
	@QT_QPA_PLATFORM=$(QT_QPA_PLATFORM_FOR_TESTS) $(VENV)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

soak: set-up-test ## run the tests that take many minutes
	@QT_QPA_PLATFORM=$(QT_QPA_PLATFORM_FOR_TESTS) $(VENV)/python -m pytest -m soak $(ARGS)

bench: set-up-test ## measure speed and size as ratios and print the table
	@QT_QPA_PLATFORM=$(QT_QPA_PLATFORM_FOR_TESTS) $(VENV)/python -m tests.bench $(ARGS)

lint: set-up-test ## check style, types and the directions of imports (`make test` does so too)
	@$(VENV)/ruff check .
	@$(VENV)/mypy
	@$(VENV)/lint-imports

lock: ## make requirements/*.txt anew from pyproject.toml; ARGS=--upgrade takes newer versions
	@sh installer/set_up.sh lock
	@build/lock/bin/python installer/lock.py $(ARGS)

set-up:
	@sh installer/set_up.sh run

set-up-test:
	@sh installer/set_up.sh test
