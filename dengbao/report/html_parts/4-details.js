// One result, opened: what is wrong, why it matters, where, what was expected, what mends it.
function fact(name, text) {
  return text ? put("p", "fact", "", [put("b", "", name), put("span", "", text)]) : null;
}

function since(found) {
  if (!found.since) { return null; }
  return found.since === "new" ? put("span", "change new", "新出现") : put("span", "change open", found.since + " 起未整改");
}

function problem(found, number) {
  return put("div", "problem", "", [
    put("h4", "", "", [put("span", "", "问题 " + number + " · " + found.device + " · " + found.key), since(found)]),
    fact("应为", found.expected),
    fact("实为", found.actual),
    evidence("证据", "fault", found.evidence),
    remedy(found.remedy, found.device)
  ]);
}

function clauseLine(number) {
  var clause = index.clauses[number];
  return put("li", "", "", [put("b", "", clause.id), put("span", "", clause.title + "。" + clause.summary), suspected(clause.cases)]);
}

function opened(row) {
  var one = details(row);
  var check = index.checks[checkOf[row]];
  var numbers = 0;
  return put("div", "opened", "", [
    one.findings.length ? null : fact("应为", one.expected),
    one.findings.length ? null : fact(stateOf[row] === 1 ? "为何无法判定" : stateOf[row] > 1 && stateOf[row] !== 4 ? "说明" : "实为", one.actual),
    fact(stateOf[row] === 0 ? "豁免(已到期)" : "已接受风险", one.waiver),
    one.findings.length ? paged(one.findings, 20, function (found) { numbers += 1; return problem(found, numbers); }) : null,
    evidence("依据", "ground", one.evidence),
    evidence("未读懂的行", "unread", one.unread),
    put("h5", "", "依据条款"),
    put("ul", "clauses", "", check.clauses.map(clauseLine)),
    check.cases.length && (stateOf[row] === 0 || stateOf[row] === 2) ? put("p", "fact", "", [
      put("b", "", "疑似高风险"),
      put("span", "", check.cases.map(function (number) { return number + " " + index.cases[number]; }).join(";") + "(是否成立由测评人员判定)")
    ]) : null,
    put("p", "ids", "检查 " + check.id + " · 测评单元 " + (check.units.join("、") || "无") + " · " + LEVELS[check.level])
  ]);
}

function resultLine(row, without) {
  var check = index.checks[checkOf[row]];
  return opening("row", put("summary", "", "", [
    badge(stateOf[row]),
    risk(check.risk),
    without === "host" ? null : put("span", "host", index.hosts[hostOf[row]].shown),
    without === "check" ? null : put("span", "title", check.title),
    put("span", "actual", stateOf[row] === 4 || stateOf[row] === 5 ? "" : details(row).actual),
    changeOf[row] & 1 ? put("span", "change new", "新出现") : null,
    put("span", "clause", index.clauses.length && check.clauses.length ? index.clauses[check.clauses[0]].id : "")
  ]), function () { return opened(row); });
}
