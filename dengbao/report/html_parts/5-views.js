// The same rows, put together by clause, by host, by check, or one after another.
var GROUPS = 200, ROWS = 50;

function groups(rows, keysOf, size) {
  var made = [];
  for (var number = 0; number < size; number += 1) { made.push({key: number, rows: [], states: [0, 0, 0, 0, 0, 0, 0]}); }
  rows.forEach(function (row) {
    keysOf(row).forEach(function (key) {
      made[key].rows.push(row);
      made[key].states[stateOf[row]] += 1;
    });
  });
  return made;
}

function counts(states) {
  return put("span", "counts", "", states.map(function (count, state) {
    return count ? put("span", "count s-" + STATE_KEYS[state], STATES[state] + " " + count) : null;
  }));
}

var VERDICT_KEYS = {"符合": "pass", "部分符合": "partial", "不符合": "fail", "待核查": "error", "不适用": "na"};

function byState(rows) {
  return rows.slice().sort(function (one, two) {
    return stateOf[one] - stateOf[two] || index.checks[checkOf[one]].risk - index.checks[checkOf[two]].risk || one - two;
  });
}

function rowList(rows, without) {
  return paged(byState(rows), ROWS, function (row) { return resultLine(row, without); });
}

function byClause(rows, every) {
  var made = groups(rows, function (row) { return index.checks[checkOf[row]].clauses; }, index.clauses.length);
  return paged(made.filter(function (group) { return every || group.rows.length; }), GROUPS, function (group) {
    var clause = index.clauses[group.key];
    return opening("group", put("summary", "", "", [
      put("span", "badge v-" + VERDICT_KEYS[clause.verdict], clause.verdict),
      put("b", "name", clause.id),
      put("span", "title", clause.domain + " · " + clause.title),
      put("span", "summary", clause.summary),
      suspected(clause.cases),
      counts(group.states)
    ]), function () {
      return put("div", "inside", "", [
        fact("要求", clause.summary),
        fact("测评单元", clause.unit + "(" + LEVELS[clause.level] + ")"),
        fact("要出示", clause.document),
        group.rows.length ? rowList(group.rows) : put("p", "none", "没有检查结果:须由人核查。")
      ]);
    });
  });
}

function byHost(rows, every) {
  var made = groups(rows, function (row) { return [hostOf[row]]; }, index.hosts.length);
  return paged(made.filter(function (group) { return every || group.rows.length; }), GROUPS, function (group) {
    var host = index.hosts[group.key];
    return opening("group", put("summary", "", "", [
      put("b", "name", host.shown),
      put("span", "title", [host.platform, host.role, host.address].filter(Boolean).join(" · ")),
      host.gathered ? put("span", "gather" + (host.whole ? "" : " bad"), "采集" + host.gathered + "," + host.parsed) : null,
      counts(group.states)
    ]), function () {
      return put("div", "inside", "", [
        fact("说明", host.reason),
        fact("未读懂", host.unread ? host.unread + " 行配置未读懂,凡可能影响结论的都已列为待核查" : ""),
        rowList(group.rows, "host")
      ]);
    });
  });
}

function problems(rows) {
  var failing = rows.filter(function (row) { return stateOf[row] === 0 || stateOf[row] === 2; });
  return groups(failing, function (row) { return [checkOf[row]]; }, index.checks.length).filter(function (group) {
    return group.rows.length;
  }).sort(function (one, two) {
    return index.checks[one.key].risk - index.checks[two.key].risk || two.rows.length - one.rows.length || one.key - two.key;
  });
}

function byProblem(rows) {
  var made = problems(rows);
  if (!made.length) { return put("p", "none", "所选范围内没有不符合项。"); }
  return paged(made, GROUPS, function (group) {
    var check = index.checks[group.key];
    return opening("group", put("summary", "", "", [
      risk(check.risk),
      put("b", "name", check.title),
      put("span", "title", check.clauses.map(function (clause) { return index.clauses[clause].id; }).join("、")),
      suspected(check.cases),
      counts(group.states)
    ]), function () { return put("div", "inside", "", [rowList(group.rows, "check")]); });
  });
}

var VIEWS = {clause: byClause, host: byHost, problem: byProblem, results: function (rows) { return rowList(rows); }};
