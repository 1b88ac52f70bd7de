// The editor: plain text in which verdicts are painted without touching it, so that caret and undo stay as they are.
"use strict";
{
  const SIGNS = { supported: "✓", imprecise: "≈", contradicted: "✗", not_covered: "?" };
  const WAIT = 120, REST = 500; // ms after the last key: to judge what changed, to judge all of it
  const form = document.getElementById("editor-form"), field = document.getElementById("text");
  const editor = document.getElementById("editor"), status = document.getElementById("status");
  const list = document.getElementById("open-claims"), preview = document.getElementById("preview");
  const previewButton = document.getElementById("preview-button");
  let claims = [], asked = 0, waiting, resting, saved = field.value, chosen = null, shown = "";

  const paints = "highlights" in CSS;
  editor.setAttribute("contenteditable", "plaintext-only");
  if (editor.contentEditable === "plaintext-only" && paints) {
    editor.textContent = field.value;
    editor.hidden = false;
    field.hidden = true;
    field.removeAttribute("required");
    editor.setAttribute("role", "textbox");
    editor.setAttribute("aria-multiline", "true");
    editor.setAttribute("aria-label", "The draft in Markdown");
    editor.lang = field.lang;
    editor.spellcheck = true;
  }
  const own = !editor.hidden;
  const text = () => (own ? editor.textContent : field.value).replaceAll("\r\n", "\n");

  // All ranges in one walk, so that a long draft costs no more than its length.
  function ranges(spans) {
    const nodes = [], walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([at, node]); at += node.length; }
    let n = 0;
    return spans.map(([start, end]) => {
      while (n > 0 && nodes[n][0] > start) n -= 1;
      while (n + 1 < nodes.length && nodes[n + 1][0] <= start) n += 1;
      let m = n;
      while (m + 1 < nodes.length && nodes[m + 1][0] < end) m += 1;
      if (!nodes.length || end > at) return null;
      const found = new Range(); // a live one: it moves along while somebody types before it
      found.setStart(nodes[n][1], start - nodes[n][0]);
      found.setEnd(nodes[m][1], end - nodes[m][0]);
      return found;
    });
  }

  function paint() {
    if (!own) return;
    const by = { supported: [], imprecise: [], contradicted: [], not_covered: [] };
    ranges(claims).forEach((found, i) => { if (found) by[claims[i][2]].push(found); });
    Object.keys(by).forEach((verdict, i) => {
      const painted = new Highlight(...by[verdict]);
      painted.priority = ["supported", "not_covered", "imprecise", "contradicted"].indexOf(verdict);
      CSS.highlights.set(verdict, painted);
    });
    const [mark] = chosen ? ranges([chosen]) : [];
    if (mark) CSS.highlights.set("chosen", Object.assign(new Highlight(mark), { priority: 9 }));
    else CSS.highlights.delete("chosen");
  }

  function enlist() {
    const open = claims.filter((claim) => claim[2] !== "supported");
    const order = ["contradicted", "imprecise", "not_covered"];
    open.sort((a, b) => order.indexOf(a[2]) - order.indexOf(b[2]) || a[0] - b[0]);
    const content = text();
    list.replaceChildren(...open.slice(0, 200).map(([start, end, verdict, message]) => {
      const item = document.createElement("li"), button = document.createElement("a"), sign = document.createElement("span");
      const said = document.createElement("q"), told = document.createElement("p");
      item.className = `entry ${verdict}`;
      button.href = "#text";
      sign.className = "verdict";
      sign.textContent = SIGNS[verdict];
      said.textContent = content.slice(start, end);
      told.textContent = message;
      button.append(sign, " ", said);
      button.addEventListener("click", (event) => { event.preventDefault(); show(start, true); });
      item.append(button, told);
      return item;
    }));
    if (!open.length) {
      const item = document.createElement("li");
      item.className = "hint";
      item.textContent = claims.length ? "Every claim holds." : "No claim was found that can be checked.";
      list.append(item);
    }
  }

  function tell(counts, ms, settled) {
    status.replaceChildren(...Object.keys(SIGNS).map((verdict) => {
      const count = document.createElement("b");
      count.className = verdict;
      count.textContent = `${SIGNS[verdict]} ${counts[verdict]}`;
      return count;
    }), settled ? `judged in ${ms} ms` : "judging the rest …");
    document.body.dataset.judged = settled ? "all" : "part";
    document.body.dataset.milliseconds = ms;
  }

  async function judge(all) {
    const turn = (asked += 1), content = text(), begun = performance.now();
    try {
      const found = await desk.post("judge", { text: content, all });
      if (turn !== asked || content !== text()) return;
      claims = found.claims;
      paint();
      enlist();
      tell(found.counts, Math.round(performance.now() - begun), found.settled);
      clearTimeout(resting);
      if (!found.settled) resting = setTimeout(() => judge(true), REST);
    } catch (error) {
      if (turn === asked) status.textContent = error.message;
    }
  }

  function typed() {
    document.body.dataset.judged = "no";
    asked += 1;
    clearTimeout(waiting);
    clearTimeout(resting);
    waiting = setTimeout(() => { judge(false); if (!preview.hidden) draw(); }, WAIT);
  }

  async function show(start, scroll) {
    const content = text();
    try {
      const found = await desk.post("claim", { text: content, start });
      if (content !== text()) return;
      chosen = [found.start, found.end];
      desk.put(card, found.html);
      card.hidden = false;
      card.parentElement.scrollTop = 0;
      shown = found.words;
      paint();
      if (scroll && own) {
        const box = ranges([chosen])[0]?.getBoundingClientRect();
        if (box && (box.top < 120 || box.bottom > innerHeight * 0.5)) scrollBy({ top: box.top - innerHeight * 0.3 });
      }
    } catch (error) { status.textContent = error.message; }
  }

  function take() {
    if (!chosen || !shown) return;
    if (own) {
      const selection = getSelection();
      editor.focus({ preventScroll: true });
      selection.removeAllRanges();
      selection.addRange(ranges([chosen])[0]);
      document.execCommand("insertText", false, shown); // the one way that undo knows of
    } else {
      field.setRangeText(shown, ...chosen, "end");
    }
    shut();
    typed();
  }

  function shut() {
    card.hidden = true;
    chosen = null;
    paint();
  }

  function offset(node, within) {
    const before = document.createRange();
    before.setStart(editor, 0);
    before.setEnd(node, within);
    return before.toString().length;
  }

  async function draw() {
    const content = text();
    try {
      const found = await desk.post("preview", { text: content });
      if (content === text()) desk.put(preview, found.html);
    } catch (error) { status.textContent = error.message; }
  }

  function flip() {
    const on = preview.hidden;
    preview.hidden = !on;
    (own ? editor : field).hidden = on;
    previewButton.setAttribute("aria-pressed", String(on));
    if (on) draw(); else (own ? editor : field).focus();
  }

  function step(by) {
    const open = claims.filter((claim) => claim[2] !== "supported").sort((a, b) => a[0] - b[0]);
    const at = chosen ? chosen[0] : by > 0 ? -1 : Infinity;
    const next = by > 0 ? open.find((claim) => claim[0] > at) ?? open[0] : open.findLast((claim) => claim[0] < at) ?? open.at(-1);
    if (next) show(next[0], true);
  }

  (own ? editor : field).addEventListener("input", typed);
  editor.addEventListener("click", () => {
    const selection = getSelection();
    if (!selection.isCollapsed || !selection.anchorNode) return;
    const at = offset(selection.anchorNode, selection.anchorOffset);
    if (claims.some(([start, end]) => start <= at && at < end)) show(at, false);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("take" in button.dataset) take();
    if ("close" in button.dataset) shut();
    if (button.dataset.step) step(Number(button.dataset.step));
  });
  previewButton.hidden = false;
  previewButton.addEventListener("click", flip);
  form.addEventListener("submit", () => { field.value = text(); saved = field.value; });
  addEventListener("beforeunload", (event) => { if (text() !== saved) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
    if (event.code === "KeyP" && event.altKey) { event.preventDefault(); flip(); }
    if (event.key === "Escape" && !card.hidden) shut();
    if (!desk.typing() && !event.ctrlKey && !event.metaKey && !event.altKey && (event.key === "j" || event.key === "k")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      step(event.key === "j" ? 1 : -1);
    }
  }, true);
  judge(false);
}
