# What the steps share; sourced, not run. Leaves the caller in the top folder of the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

fail() {
  printf 'ci: %s\n' "$*" >&2
  exit 1
}

# The newest Python 3.12 or later that runs here: on the PATH, pyenv's, or uv's own. Nothing where there is none.
newest_python() {
  local minor python
  for minor in 19 18 17 16 15 14 13 12; do
    for python in "$(command -v "python3.$minor" || true)" \
      "${PYENV_ROOT:-$HOME/.pyenv}/versions/3.$minor."*/bin/python \
      "${XDG_DATA_HOME:-$HOME/.local/share}/uv/python/cpython-3.$minor."*/bin/python; do
      if [ -x "$python" ] && "$python" -c "import sys; sys.exit(sys.version_info[:2] != (3, $minor))" 2>/dev/null; then
        printf '%s\n' "$python"
        return
      fi
    done
  done
}
