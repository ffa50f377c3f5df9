#!/bin/sh
# tplc_refuses.sh TPLC: templates that must not compile, each with a piece of its message.
set -eu
tplc=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0
refused() { # message, template (the args line is added)
  printf '{{args str x, html h}}\n%s\n' "$2" >"$dir/t.html"
  if "$tplc" "$dir/t.html" "$dir/t.c" "$dir/t.h" 2>"$dir/said"; then
    echo "compiled: $2"; failed=1
  elif ! grep -q "t.html:[0-9]*: error: .*$1" "$dir/said"; then
    echo "other message for $2: $(cat "$dir/said")"; failed=1
  fi
}
refused 'not inside a quoted' '<p class={{= x}}>'
refused 'not inside a quoted' '<p {{= x}}>'
refused 'begins no tag' '<{{= x}}>'
refused 'not inside a quoted' '</{{= x}}>'
refused 'not inside a quoted' '<!-- {{= x}} -->'
refused 'no script' '<script>var a = {{= x}}</script>'
refused '<style> is not' '<style>a{}</style>'
refused 'onclick is not allowed' '<a onclick="f()">x</a>'
refused 'style is not allowed' '<a style="color:red">x</a>'
refused 'hx-on:click is not' '<a hx-on:click="f()">x</a>'
refused 'inside the address href' '<a href="{{= x}}">x</a>'
refused 'must begin with fixed' '<a href="{{url x}}">x</a>'
refused 'must be the beginning' '<a href="/a{{path x}}">x</a>'
refused 'must be the beginning' '<a title="{{path x}}">x</a>'
refused 'only stand in text' '<a title="{{html h}}">x</a>'
refused 'only stand in text' '<textarea>{{html h}}</textarea>'
refused 'only stand in text' '<a title="{{include t(x)}}">x</a>'
refused 'cannot be escaped' "<a hx-vals='{{= x}}'>x</a>"
refused 'end in different places' '{{if x.n}}<a {{else}}<b>{{end}}'
refused 'another place than it began' '<p {{if x.n}}>{{end}}'
refused 'not ended' '{{if x.n}}'
refused 'without a block' '{{end}}'
refused 'without an {{if}}' '{{else}}'
refused 'not known' '{{raw x}}'
refused 'without }}' '{{= x'
refused 'ends inside a tag' '<p'
exit $failed
