// Pieces of the page. `put` is the only way text gets into it.
function put(tag, kind, text, children) {
  var node = document.createElement(tag);
  if (kind) { node.className = kind; }
  if (text) { node.textContent = text; }
  (children || []).forEach(function (child) { if (child) { node.appendChild(child); } });
  return node;
}

function empty(node) {
  while (node.firstChild) { node.removeChild(node.firstChild); }
  return node;
}

// A list that shows a page of its items, and the next ones when asked.
function paged(items, most, draw) {
  var box = put("div", "paged");
  var shown = 0;
  var more = put("button", "more");
  more.type = "button";
  function next() {
    var fragment = document.createDocumentFragment();
    items.slice(shown, shown + most).forEach(function (item) { fragment.appendChild(draw(item)); });
    shown = Math.min(shown + most, items.length);
    box.insertBefore(fragment, more);
    more.hidden = shown >= items.length;
    more.textContent = "再显示 " + Math.min(most, items.length - shown) + " 条(已显示 " + shown + " / " + items.length + ")";
  }
  more.addEventListener("click", next);
  box.appendChild(more);
  next();
  return box;
}

// A heading that opens; what it holds is made when it is opened first.
function opening(kind, heading, fill) {
  var node = put("details", kind);
  node.appendChild(heading);
  node.addEventListener("toggle", function () {
    if (node.open && !node.dataset.filled) {
      node.dataset.filled = "1";
      node.appendChild(fill());
    }
  });
  return node;
}

function badge(state) {
  return put("span", "badge s-" + STATE_KEYS[state], STATES[state]);
}

function risk(level) {
  return put("span", "risk r-" + RISK_KEYS[level], RISKS[level] + "风险");
}

function suspected(numbers) {
  return numbers.length ? put("span", "case", "疑似高风险 " + numbers.join("、")) : null;
}

function copied(text) {
  if (navigator.clipboard && window.isSecureContext) {
    return navigator.clipboard.writeText(text).then(function () { return true; }, function () { return copiedOld(text); });
  }
  return Promise.resolve(copiedOld(text));
}

// From a file on a stick there is often no clipboard but this one.
function copiedOld(text) {
  var area = put("textarea", "offscreen");
  area.value = text;
  area.setAttribute("readonly", "");
  document.body.appendChild(area);
  area.select();
  var done = false;
  try { done = document.execCommand("copy"); } catch (refused) { done = false; }
  document.body.removeChild(area);
  return done;
}

function copyButton(text) {
  var button = put("button", "copy", "复制命令");
  button.type = "button";
  button.addEventListener("click", function () {
    copied(text).then(function (done) {
      button.textContent = done ? "已复制" : "请手工选中复制";
      setTimeout(function () { button.textContent = "复制命令"; }, 2000);
    });
  });
  return button;
}

function evidence(title, kind, quoted) {
  if (!quoted.length) { return null; }
  return put("div", "evidence " + kind, "", [put("h5", "", title), put("table", "", "", [
    put("tbody", "", "", quoted.map(function (one) {  // a third part: a line around those at fault
      return put("tr", one[2] ? "around" : "", "", [put("th", "", one[0]), put("td", "", "", [put("code", "", one[1])])]);
    }))
  ])]);
}

function remedy(commands, device) {
  if (!commands.length) { return null; }
  return put("div", "remedy", "", [
    put("h5", "", "整改命令(" + device + ",先核对尖括号内的占位再执行)"),
    copyButton(commands.join("\n") + "\n"),
    put("pre", "", commands.join("\n"))
  ]);
}
