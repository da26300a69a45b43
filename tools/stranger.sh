#!/usr/bin/env bash
# Does what a newcomer does with a clone of this repository, without using anything else on this machine.
#
# The clone, the home folder and the Python environment are new. The script runs the README's shell and Python blocks and
# its test. Then it writes three applications from the recipes (an export, an alert and a bot), which talk to a running
# demo server. It prints each command, and ends at the first one that fails.
set -euo pipefail
PASSED="LANG PATH SSL_CERT_FILE PIP_CERT PIP_CONFIG_FILE PIP_INDEX_URL PIP_FIND_LINKS PIP_DEFAULT_TIMEOUT"
OWN_WORK="make (test|check)" # the README's commands for contributors, which other CI steps run

if [ -z "${FOLDER:-}" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    settings=(FOLDER="$folder" HOME="$folder/home" PYTHON="${PYTHON:-python3}" PYTHONIOENCODING=utf-8)
    for name in $PASSED; do
        [ -z "${!name:-}" ] || settings+=("$name=${!name}")
    done
    env --ignore-environment "${settings[@]}" bash "$0"
    exit
fi
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
clone=$FOLDER/aiochatwoot
work=$FOLDER/work

blocks() { # PAGE LANGUAGE: the blocks of a page in a language
    awk -v begin="\`\`\`$2" '$0 == begin { inside = 1; next } /^```$/ { inside = 0 } inside' "$clone/$1"
}

wait_for() { # COMMAND: run a command until it succeeds, for a minute at most
    timeout 60 bash -c "until $1; do sleep 0.2; done"
}

set -x
mkdir "$HOME" "$work"
git clone --quiet "$(dirname "$0")/.." "$clone"
"$PYTHON" -m venv "$FOLDER/venv"
PATH=$FOLDER/venv/bin:$PATH

: "The README's shell blocks, its Python blocks and its test."
cd "$clone"
bash -euxc "$(blocks README.md shell | grep --invert-match --line-regexp --extended-regexp "$OWN_WORK")"
python tools/paste.py
cd "$work"
blocks README.md python | sed -n '/^from aiochatwoot import Chatwoot, models$/,$p' >test_readme.py
printf "[pytest]\nasyncio_mode = auto\n" >pytest.ini
pip install --quiet pytest pytest-asyncio
python -m pytest -q test_readme.py

: "Three applications, whose pages include them from examples/."
cd "$clone"
bash -euxc "$(blocks docs/recipes/bot.md shell | head -n 1)"
cd "$work"
for page in export waiting bot; do
    program=$(blocks "docs/recipes/$page.md" python | grep --max-count=1 "^examples/")
    cp "$clone/$program" .
done
aiochatwoot serve --port 0 --json >served &
wait_for "grep . served"
settings=$(python -c 'import json; print(*(f"{name}={value}" for name, value in json.loads(input()).items()))' <served)
export $settings

python export.py >exported
python -c 'import json; ids = {json.loads(line)["id"] for line in open("exported")}; assert 42 in ids and len(ids) > 50'
python alert.py --minutes 30 | grep "waits since"

export BOT_SECRET=a-long-secret-of-a-stranger PORT=0
python bot.py 2>log &
wait_for "grep 'running on' log"
python - "$(sed -n 's/.*running on \([^ ]*\).*/\1/p' log)" <<'END'
import os, sys, urllib.request
from aiochatwoot.testing import signed

conversation = {"id": 42, "status": "pending"}
event = {"event": "message_created", "id": 1, "message_type": "incoming", "content": "Where is my parcel?"}
delivery = signed(event | {"conversation": conversation, "account": {"id": 1}}, os.environ["BOT_SECRET"])
urllib.request.urlopen(urllib.request.Request(f"{sys.argv[1]}/webhook", delivery.body, dict(delivery.headers)))
END
wait_for "aiochatwoot show 42 --newest 1 | grep 'Your parcel is on its way'"
set +x
echo "the README holds, and three applications of the recipes run"
