#!/bin/bash
set -euo pipefail
exec bash "$(dirname "$0")/../../redcap/step" versions
