#!/usr/bin/env python3
"""Prints every literal run of words in the phrases of the rules of LANG, one a line: what ripgrep is given to look for.

    phrases.py LANG
"""
import glob
import re
import sys
import tomllib

literal = set()
for path in glob.glob(f"rules/status/{sys.argv[1]}/*.toml") + glob.glob(f"rules/conventions/*/{sys.argv[1]}/*.toml"):
    for rule in tomllib.load(open(path, "rb")).get("rule", []):
        for phrase in rule["phrases"]:
            # Groups, lists, gaps and marks part the runs; the first alternative of a group is a run too.
            for run in re.split(r"\{[^}]*\}|\.\.\.?\d*|[()|?^#,*]", phrase):
                run = re.sub(r"[~+&%=]", "", run).strip()
                if len(run) > 3:
                    literal.add(run)
print("\n".join(sorted(literal)))
