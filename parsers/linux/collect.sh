#!/bin/sh
# dengbao: reads what an inspection needs of a Linux host, and writes one JSON document to standard output.
# It changes nothing and writes no file. What it reads, and why, stands in parsers/linux/commands.yml.
# By hand, as root:  sh collect.sh > linux.json
LC_ALL=C LANG=C TZ=UTC SYSTEMD_PAGER='' SYSTEMD_COLORS=0 PATH=/usr/sbin:/sbin:/usr/bin:/bin
export LC_ALL LANG TZ SYSTEMD_PAGER SYSTEMD_COLORS PATH
unset GREP_OPTIONS GREP_COLOR GREP_COLORS ENV
me=$(id -u)
limit=
timeout 1 true 2>/dev/null && limit='timeout 60'
comma=

# Standard input: what a read wrote to standard error, a line SEP, its output, and a last line S<status>.
# Standard output: one member of "sections", one string a line.
say() {
  awk '
    function quote(text,   i, c, out) {
      if (text !~ /[\001-\037\177"\\]/) return "\"" text "\""
      out = ""
      for (i = 1; i <= length(text); i++) { c = substr(text, i, 1); out = out ((c in plain) ? plain[c] : c) }
      return "\"" out "\""
    }
    function put(text) { printf "%s", (count++ ? ",\n" : "\n"); printf "%s", quote(text) }
    # nft prints all its objects on one line: one a line here, as everything else.
    function show(text,   parts, n, i) {
      if (ENVIRON["NAME"] != "nftables") { put(text); return }
      gsub(/, [{]"[a-z ]+": [{]"family"/, "\n&", text)
      n = split(text, parts, "\n")
      for (i = 1; i <= n; i++) put(parts[i])
    }
    BEGIN {
      for (i = 1; i < 32; i++) plain[sprintf("%c", i)] = sprintf("\\u%04x", i)
      plain[sprintf("%c", 127)] = "\\u007f"; plain["\t"] = "\\t"; plain["\""] = "\\\""; plain["\\"] = "\\\\"
      print quote(ENVIRON["NAME"]) ": {"
      print "\"read\": " quote(ENVIRON["READ"]) ","
      print "\"as\": " quote(ENVIRON["AS"]) ","
      printf "%s", "\"lines\": ["
    }
    !begun { if ($0 == "SEP") begun = 1; else if (length($0)) wrong[wrongs++] = $0; next }
    # The last two lines are held back: S<status>, and before it the line end that is ours where there was one.
    held > 1 { show(before) }
    { before = last; last = $0; held++ }
    END {
      if (length(before)) show(before)
      printf "%s", (count ? "\n],\n" : "],\n")
      count = 0
      printf "%s", "\"errors\": ["
      for (i = 0; i < wrongs && i < 40; i++) put(wrong[i])
      printf "%s", (count ? "\n],\n" : "],\n")
      print "\"status\": " substr(last, 2)
      printf "%s", "}"
    }'
}

run() {
  { out=$(eval "$1" 2>&4 4>&- </dev/null; printf '\nS%s' $?); printf '\nSEP\n%s\n' "$out"; } 4>&1
}

# Whether the kernel has any of these modules already: some programs load what they list, and nothing may be loaded.
module() {
  [ -s /proc/modules ] || return 0
  for name in "$@"; do
    grep -q "^$name " /proc/modules && return 0
    grep -qs "/$name[.]ko" "/lib/modules/$(uname -r)/modules.builtin" && return 0
  done
  return 1
}

# One read: its name, "root" where it asks for root, the modules it needs, and the command.
take() {
  NAME=$1 READ=$4 AS=user
  [ "$me" = 0 ] && AS=root
  export NAME READ AS
  printf '%s' "$comma"
  comma=',
'
  # shellcheck disable=SC2086
  if [ -n "$3" ] && ! module $3; then
    printf 'not loaded: %s\nSEP\n\nSnull\n' "$3" | say
    return
  fi
  if [ "$2" = root ] && [ "$me" != 0 ]; then
    got=$(run "$limit sudo -n $READ") AS=root
    case $got in
      *'
S0') ;;
      *sudo:* | *Sorry,* | *'not found'*)
        got="no sudo for this read
$(run "$limit $READ")" AS=user ;;
    esac
  else
    got=$(run "$limit $READ")
  fi
  printf '%s\n' "$got" | say
}

printf '{\n"schema": "linux-facts/1",\n"started": "%s",\n"user": %s,\n"sections": {\n' "$(date +%Y-%m-%dT%H:%M:%SZ)" "$me"
# READS
printf '\n},\n"finished": "%s",\n"complete": true\n}\n' "$(date +%Y-%m-%dT%H:%M:%SZ)"
