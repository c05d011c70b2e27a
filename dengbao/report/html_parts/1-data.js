// What the page holds: an index of all results in columns, and their details as one JSON line a result, read when
// they are looked at. All text enters the page through textContent, never as markup.
var STATES = ["不符合", "待核查", "已接受风险", "待人工核查", "符合", "不适用", "跳过"];
var STATE_KEYS = ["fail", "error", "waived", "manual", "pass", "na", "skip"];
var RISKS = ["高", "中", "低"];
var RISK_KEYS = ["high", "medium", "low"];
var LEVELS = ["", "一级", "二级", "三级", "四级"];

var index = JSON.parse(document.getElementById("index").textContent);
var total = index.check.length;
var hostOf = new Int32Array(total);
var checkOf = Int32Array.from(index.check);
var stateOf = Uint8Array.from(index.state);
var changeOf = Uint8Array.from(index.change);
index.starts.forEach(function (start, host) {
  hostOf.fill(host, start, host + 1 < index.starts.length ? index.starts[host + 1] : total);
});

var lines = [];
function line(row) {
  var host = hostOf[row];
  if (!lines[host]) {
    lines[host] = document.getElementById("d" + host).textContent.split("\n");
  }
  return lines[host][row - index.starts[host]];
}

function details(row) {
  var one = JSON.parse(line(row));
  return {
    expected: one[0] || index.checks[checkOf[row]].title,
    actual: one[1],
    findings: one[2].map(function (found) {
      return {
        key: found[0], device: found[1], expected: found[2], actual: found[3],
        evidence: found[4], remedy: index.remedies[found[5]] || [], since: found[6]
      };
    }),
    evidence: one[3],
    unread: one[4],
    waiver: one[5]
  };
}
