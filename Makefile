# The tasks of the project. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# What `make demo` works on; empty for the headers of the Swift toolchain.
DIRECTORY ?=

LINTED := Package.swift Sources Tests Plugins Fixtures/Conformance Fixtures/TestKit Examples/Package.swift Examples/Sources Fuzz/Sources \
	Fuzz/Snapshots Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Compiler Seal/Package.swift Seal/Sources Seal/Tests
BUILD_LOG := .build/build.log

# A warning is printed only when its file is compiled: a file that warned is touched, so that it does not pass the next
# time.
define build-without-warnings
	@mkdir -p $(dir $(BUILD_LOG))
	swift build $(1) 2>&1 | tee $(BUILD_LOG)
	@if grep -q 'warning: ' $(BUILD_LOG); then \
		sed -n 's/^\(\/[^:]*\.swift\):[0-9]*:[0-9]*: warning: .*/\1/p' $(BUILD_LOG) | sort -u | xargs -r touch; \
		echo 'make: the build has warnings' >&2; exit 1; \
	fi
endef

# Where the packages beside this one are built, and those of the tests of the plugin: with this one as a dependency.
DEPENDENTS := .build/dependents

.PHONY: help demo test lint build packages check-environment bench fuzz fuzz-snapshots

help: ## List the tasks.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

demo: ## Kill a durable function again and again, and compare. DIRECTORY=… for a tree of your own.
	@Examples/demo.sh $(if $(DIRECTORY),'$(DIRECTORY)')

test: check-environment lint build packages ## Lint, build without a warning, and run all tests.
	swift test --package-path Seal --scratch-path $(DEPENDENTS) --skip-build --disable-xctest
	TORPOR_CBOR2="$$(Tests/cbor2.sh)" swift test --disable-xctest

lint: ## Check the formatting of all sources.
	swift format lint --strict --recursive $(LINTED)

build:
	$(call build-without-warnings,--build-tests)

# They share a folder, in which the package manager would take its plan of another one for theirs; nor does it look for files
# that have come or gone in a dependency.
packages: $(addprefix package-,Examples Benchmarks Seal)

package-%: build
	touch $*/Package.swift
	$(call build-without-warnings,--package-path $* --scratch-path $(DEPENDENTS) --build-tests \
		--disable-build-manifest-caching)

check-environment:
	@if [ -n "$${CI:-}" ] && [ -n "$${TORPOR_RECORD:-}" ]; then \
		echo 'make: TORPOR_RECORD rewrites expectations, and is not for CI' >&2; exit 1; \
	fi

fuzz: ## Compare random durable functions with themselves, for SECONDS (60).
	swift build --product torpor
	swift run FuzzCommand --seconds $(or $(SECONDS),60)

fuzz-snapshots: ## Throw bytes at what reads snapshots, for SECONDS (60).
	SECONDS_TO_RUN=$(or $(SECONDS),60) Fuzz/Snapshots/fuzz.sh

bench: ## Measure, and print a table. GROUPS="steps files" for some groups only.
	Benchmarks/bench.sh $(GROUPS)
