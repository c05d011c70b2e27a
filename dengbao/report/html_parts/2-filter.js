// Which rows are wanted. The choice stands in the address after "#", so that a link and the back button keep it.
function chosen() {
  var parts = location.hash.replace(/^#/, "").split("?");
  var wanted = {tab: parts[0] || "front", text: ""};
  (parts[1] || "").split("&").forEach(function (pair) {
    var at = pair.indexOf("=");
    if (at > 0) {
      try {
        wanted[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1));
      } catch (broken) {
        wanted[pair.slice(0, at)] = "";
      }
    }
  });
  return wanted;
}

function address(wanted) {
  var pairs = ["status", "risk", "domain", "host", "change", "text"].filter(function (name) {
    return wanted[name];
  }).map(function (name) {
    return name + "=" + encodeURIComponent(wanted[name]);
  });
  return "#" + wanted.tab + (pairs.length ? "?" + pairs.join("&") : "");
}

function narrowed(wanted) {
  return ["status", "risk", "domain", "host", "change", "text"].some(function (name) { return wanted[name]; });
}

// One word of a search: it is looked for in host, title, check, clauses, and in all facts and lines of evidence.
function finder(word) {
  var small = word.toLowerCase();
  var inside = JSON.stringify(word).slice(1, -1).replace(/</g, "\\u003c");
  var raw = new RegExp(inside.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
  var hosts = index.hosts.map(function (host) {
    return (host.name + " " + host.address).toLowerCase().indexOf(small) >= 0;
  });
  var checks = index.checks.map(function (check) {
    var clauses = check.clauses.map(function (clause) { return index.clauses[clause].id; });
    return [check.id, check.title].concat(clauses).join(" ").toLowerCase().indexOf(small) >= 0;
  });
  function strings(value) {  // lines around those at fault, which have a third part, are not searched
    return Array.isArray(value) ? value[2] !== 1 && value.some(strings) : typeof value === "string" && value.toLowerCase().indexOf(small) >= 0;
  }
  return function (row) {
    if (hosts[hostOf[row]] || checks[checkOf[row]]) {
      return true;
    }
    var text = line(row);
    return raw.test(text) && strings(JSON.parse(text));
  };
}

function filtered(wanted) {
  var state = STATE_KEYS.indexOf(wanted.status);
  var risk = RISK_KEYS.indexOf(wanted.risk);
  var host = wanted.host ? index.hosts.findIndex(function (one) { return one.name === wanted.host; }) : -1;
  var words = wanted.text.split(/\s+/).filter(Boolean).map(finder);
  var checks = index.checks.map(function (check) {
    return (risk < 0 || check.risk === risk) && (!wanted.domain || check.clauses.some(function (clause) {
      return index.clauses[clause].domain === wanted.domain;
    }));
  });
  var rows = [];
  for (var row = 0; row < total; row += 1) {
    if ((state < 0 || stateOf[row] === state) && (!wanted.host || hostOf[row] === host) && checks[checkOf[row]] &&
        (!wanted.change || changeOf[row] & (wanted.change === "new" ? 1 : 2)) &&
        words.every(function (word) { return word(row); })) {
      rows.push(row);
    }
  }
  return rows;
}
