#!/bin/sh
# A performance gate for any CI service: compares the working tree with the revision $1 (default origin/main).
# Change the build, the command and the programs; the exit code is the verdict (see harness/README.md).
set -eu
base=${1:-origin/main}
[ -e performance-overrides.toml ] || : >performance-overrides.toml
exec spectrum ab --base "$base" \
    --build 'make' \
    --run './interpreter {case}' \
    --overrides performance-overrides.toml \
    --json verdict.json --junit junit.xml \
    bench/*.txt
