// The page itself: tabs, the bar of filters, and what is shown.
var bar = document.getElementById("bar");
var stage = document.getElementById("stage");
var front = document.getElementById("first-page");
var told = document.getElementById("told");
var fields = ["status", "risk", "domain", "host", "change", "text"].map(function (name) {
  return document.getElementById("f-" + name);
});
var current = [];

function options(field, pairs) {
  pairs.forEach(function (pair) {
    var option = put("option", "", pair[1]);
    option.value = pair[0];
    field.appendChild(option);
  });
}

function fillBar() {
  var met = STATE_KEYS.filter(function (key, state) { return stateOf.indexOf(state) >= 0; });
  options(fields[0], met.map(function (key) { return [key, STATES[STATE_KEYS.indexOf(key)]]; }));
  options(fields[1], RISK_KEYS.map(function (key, place) { return [key, RISKS[place] + "风险"]; }));
  var domains = {};
  index.clauses.forEach(function (clause) { domains[clause.domain] = 1; });
  options(fields[2], Object.keys(domains).map(function (domain) { return [domain, domain]; }));
  options(fields[3], index.hosts.map(function (host) { return [host.name, host.shown]; }));
  options(fields[4], [["new", "新出现"], ["open", "仍未整改"]]);
  fields[4].hidden = !index.trend;
}

function show() {
  var wanted = chosen();
  var view = VIEWS[wanted.tab];
  fields.forEach(function (field) {
    var value = wanted[field.name] || "";
    if (field.value !== value) { field.value = value; }
  });
  Array.prototype.forEach.call(document.querySelectorAll("nav a"), function (link) {
    link.className = link.dataset.tab === (view ? wanted.tab : "front") ? "now" : "";
    link.href = address(Object.assign({}, wanted, {tab: link.dataset.tab}));
  });
  front.hidden = Boolean(view);
  bar.hidden = stage.hidden = !view;
  current = filtered(wanted);
  if (view) {
    told.textContent = narrowed(wanted) ? "选出 " + current.length + " 项,共 " + total + " 项" : "共 " + total + " 项";
    empty(stage).appendChild(current.length || !narrowed(wanted) ? view(current, !narrowed(wanted)) :
      put("p", "none", "没有符合筛选条件的结果。"));
  }
}

function choose() {
  var wanted = {tab: chosen().tab};
  fields.forEach(function (field) { wanted[field.name] = field.value; });
  location.replace(address(wanted));
}

function printing(starts) {
  var paper = empty(document.getElementById("paper"));
  if (starts) { paper.appendChild(printed(current)); }
}

var waiting = 0;
fillBar();
fields.forEach(function (field) {
  field.addEventListener(field.name === "text" ? "input" : "change", function () {
    clearTimeout(waiting);
    waiting = setTimeout(choose, field.name === "text" ? 200 : 0);
  });
});
document.getElementById("clear").addEventListener("click", function () { location.replace("#" + chosen().tab); });
document.getElementById("print").addEventListener("click", function () { window.print(); });
Array.prototype.forEach.call(document.querySelectorAll("#first-page pre.commands"), function (block) {
  block.parentNode.insertBefore(copyButton(block.textContent + "\n"), block);
});
window.addEventListener("hashchange", function () { show(); window.scrollTo(0, 0); });
window.addEventListener("beforeprint", function () { printing(true); });
window.addEventListener("afterprint", function () { printing(false); });
show();
