// Paper gets the first page and a table of what does not comply, of the rows chosen on the screen.
var PRINTED = 1500;

function printedRow(row, found) {
  var first = found.evidence.filter(function (one) { return !one[2]; })[0] || ["", ""];
  return put("tr", "", "", [
    put("td", "", found.device),
    put("td", "", found.key),
    put("td", "", "应为 " + found.expected + ";实为 " + found.actual),
    put("td", "", "", [put("small", "", first[0]), put("code", "", first[1].trim())])
  ]);
}

function printed(rows) {
  var left = PRINTED, more = 0;
  var box = put("div", "", "", [put("h2", "", "不符合项清单")]);
  problems(rows).forEach(function (group) {
    var check = index.checks[group.key];
    var body = put("tbody");
    group.rows.forEach(function (row) {
      details(row).findings.forEach(function (found) {
        if (left > 0) { body.appendChild(printedRow(row, found)); left -= 1; } else { more += 1; }
      });
    });
    if (!body.firstChild) { return; }
    var clauses = check.clauses.map(function (clause) { return index.clauses[clause].id; }).join("、");
    var cases = check.cases.length ? ";疑似高风险 " + check.cases.join("、") : "";
    box.appendChild(put("h3", "", "[" + RISKS[check.risk] + "] " + check.title));
    box.appendChild(put("p", "ids", "条款 " + clauses + cases));
    box.appendChild(put("table", "findings", "", [
      put("thead", "", "", [put("tr", "", "", ["设备", "问题", "应为与实为", "证据(文件:行)"].map(function (name) {
        return put("th", "", name);
      }))]),
      body
    ]));
  });
  if (more) { box.appendChild(put("p", "none", "另有 " + more + " 处没有印出,见 results.csv。")); }
  return box;
}
