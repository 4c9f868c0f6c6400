#!/usr/bin/env bash
# The steps of the action: assess the replies, compare them with the earlier version, and fail if a gate trips.
# Everything comes in environment variables, so that no text of a repository is ever read as a command.
set -euo pipefail

: "${LACUNA_FILE:?name the replies in LACUNA_FILE}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

options=(--as-of "${LACUNA_AS_OF:-$(date +%F)}")
baseline=()
if [[ -n ${LACUNA_BASELINE:-} ]]; then baseline=(--baseline "$LACUNA_BASELINE"); fi

# 1 is kept until the end, so that the ledger is written too; 2 ends the work.
code=0
run() {
  local now=0
  "$@" || now=$?
  if ((now > 1)); then exit "$now"; fi
  if ((now == 1)); then code=1; fi
}

if [[ -n ${LACUNA_DENY:-} ]]; then
  run lacuna check "${options[@]}" --deny "$LACUNA_DENY" "${baseline[@]}" --format github -- "$LACUNA_FILE"
fi

old=${LACUNA_OLD:-}
if [[ -z $old && -n ${LACUNA_TARGET:-} ]]; then
  # The name keeps its ending, by which its format is known.
  old="$work/old-$(basename -- "$LACUNA_FILE")"
  if ! git show "origin/$LACUNA_TARGET:./$LACUNA_FILE" >"$old" 2>/dev/null; then
    echo "lacuna: $LACUNA_FILE is not on $LACUNA_TARGET, so there is nothing to compare with" >&2
    exit "$code"
  fi
fi
if [[ -n $old ]]; then
  run lacuna diff "${options[@]}" --format markdown -o "$work/ledger.md" -- "$old" "$LACUNA_FILE"
  cat "$work/ledger.md" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
  if [[ -n ${LACUNA_FAIL_ON:-} ]]; then
    run lacuna diff "${options[@]}" --fail-on "$LACUNA_FAIL_ON" "${baseline[@]}" --format github -- "$old" "$LACUNA_FILE"
  fi
fi
exit "$code"
