#!/bin/sh
# 离线安装:不需要网络,不需要 root。装进本目录的 .venv,不动系统里的任何东西;不要时删去本目录即可。
# 用法:./install.sh          (可用 PYTHON=/路径/python3 指定解释器)
set -eu
cd "$(dirname "$0")"
stop() {
  echo "无法安装:$1" >&2
  exit 2
}
[ -f wheels/target ] || stop "缺少 wheels/target,安装包不完整,请重新解开"
read -r version glibc machine <wheels/target
[ "$(uname -m)" = "$machine" ] || stop "安装包是给 $machine 的,本机是 $(uname -m);请用 make bundle-offline PLATFORM=… 另做"

python=""
for one in ${PYTHON:-"python$version" python3}; do
  found=$("$one" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  [ "$found" = "$version" ] && python=$one && break
done
[ -n "$python" ] || stop "没有找到 Python $version(安装包只适用于这一版);请安装,或用 PYTHON=/路径/python$version 指定"
"$python" -c 'import ensurepip, venv' 2>/dev/null || stop "缺少 venv 模块;请从系统安装盘安装 python3-venv"
"$python" - "$glibc" <<'END' || stop "本机的 C 库太旧或不是 glibc,安装包要求 glibc 2.$glibc 以上"
import platform, sys
name, version = platform.libc_ver()
sys.exit(not (name == "glibc" and tuple(map(int, version.split(".")[:2])) >= (2, int(sys.argv[1]))))
END

echo "安装到 $(pwd)/.venv(约一分钟)…"
"$python" -m venv .venv && touch .venv/python
.venv/bin/pip install --quiet --disable-pip-version-check --no-index --find-links wheels --require-hashes -r requirements.lock
.venv/bin/pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
touch .venv/installed
installed=$(.venv/bin/dengbao --version) || stop "装上了却不能运行,请把上面的提示发给开发者"
echo "装好了:$installed"
echo "试一试内置实验环境:make inspect,没有 make 则:.venv/bin/ansible-playbook -i inventories/lab playbooks/inspect.yml"
