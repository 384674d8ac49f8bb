#!/usr/bin/env bash
# Open the viewer on the sample pictures; without a display, do the same job headless.
set -euo pipefail
cd "$(dirname "$0")/.."
bin="${VENV:-.venv}/bin"

sections=(offscreen fonts)
[ -z "${DISPLAY:-}" ] || sections+=(x11)
[ -z "${WAYLAND_DISPLAY:-}" ] || sections+=(wayland)
"$bin/python" packaging/linux/check_libraries.py "${sections[@]}"

samples="$("$bin/python" -m viewer.core.stores.samples)"
if [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$bin/camscope" "$samples"
fi

echo "There is no display here, so CamScope works without one and draws its window into a file."
"$bin/camscope" export "$samples" --out out/samples
"$bin/python" packaging/screenshot.py "$samples" out/window.png
echo "Figures and data of the samples: $PWD/out/samples"
echo "The window:                      $PWD/out/window.png"
