# Everything a person or a job does here is one word. `make` lists the words.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# 离线安装包里带着 wheels/:有它就不连网。
PIP    := $(BIN)/pip install --quiet --disable-pip-version-check $(if $(wildcard wheels/target),--no-index --find-links wheels)
PYTHON_VERSION ?= 3.11
PLATFORM       ?= manylinux_2_28_x86_64
.DEFAULT_GOAL := help
.PHONY: help inspect test lint setup setup-dev system lock pictures bench bundle-offline clean

help:  ## 列出可用的命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

inspect: setup  ## 内置实验环境走完整流程:采集、解析、检查、出报告(不需要 root)
	@$(BIN)/ansible-playbook -i inventories/lab playbooks/inspect.yml
	@out=$$(ls -d reports/*/ | tail -n 1); \
	  echo "小结在上面“等级保护自查”处;再看一遍:.venv/bin/dengbao report $$out --format terminal"; \
	  echo "报告:$$out(report.html 用浏览器打开;report.docx 工作汇报,notices/ 整改通知,report.xlsx 工作簿;results.jsonl、junit.xml)"

test: setup-dev system  ## 全部测试与静态检查;.ci/run 只调用它
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q
	@$(MAKE) --no-print-directory lint

lint: setup-dev  ## ruff、mypy、ansible-lint
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/ansible-lint --offline -q --profile production playbooks

setup: $(VENV)/installed  ## 建 .venv 并按锁定的版本和哈希安装
setup-dev: $(VENV)/installed-dev

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 以上(Debian 12、Ubuntu 24.04 或更新);可用 make PYTHON=/路径/python3 指定" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "缺少 venv 模块,请先安装:apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/python
	@echo "安装依赖(首次约一分钟)…"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "安装测试工具…"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

system:  ## 装测试所用的系统程序(有 root 和 apt 时;否则跳过的测试会列出来)
	@tests/system-packages
	@tests/npm-packages

lock:  ## 重新锁定依赖(适用于 Python 3.11–3.13)
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --group build pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

bundle-offline: setup  ## 离线安装包(可加 PYTHON_VERSION=3.12 PLATFORM=manylinux_2_28_aarch64)
	@$(BIN)/python -m dengbao.offline $(PYTHON_VERSION) $(PLATFORM)

pictures: setup-dev system  ## 重画 README 里的图(docs/pictures)
	@$(BIN)/python -m tests.report.pictures

bench: setup-dev  ## 跑全部性能测量(CPU 时间与对照)
	@for one in benchmarks/[a-z]*.py; do $(BIN)/python -m benchmarks.$$(basename $$one .py) || exit 1; done

clean:  ## 删去 .venv、报告和缓存
	@rm -rf $(VENV) reports build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
