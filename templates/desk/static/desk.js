// The desk's own script: a claim opens beside the text, and the keys. Every page works without it.
"use strict";
const policy = window.trustedTypes
  ? trustedTypes.createPolicy("desk", { createHTML: (html) => html }) // only what this desk rendered and escaped
  : { createHTML: (html) => html };

const desk = {
  draft: document.body.dataset.draft,
  place: null,
  put(element, html) {
    element.innerHTML = policy.createHTML(html);
  },
  async post(path, fields, signal) {
    const answer = await fetch(`/drafts/${this.draft}/${path}`, {
      method: "POST", signal, headers: { "Content-Type": "application/json", "X-Truetape-Form": document.body.dataset.form },
      body: JSON.stringify(fields),
    });
    const found = await answer.json();
    if (!answer.ok) throw new Error(`${found.error}. ${found.remedy}`);
    return found;
  },
  typing() {
    const at = document.activeElement;
    return at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  },
};

const card = document.getElementById("card");

function choose(place) {
  for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
  desk.place = place;
  if (place === null) return;
  for (const mark of document.querySelectorAll(`.claim[href="#c0-${place}"]`)) {
    mark.classList.add("chosen");
    if (mark.closest("details")) mark.closest("details").open = true;
  }
  document.getElementById(`c0-${place}`)?.classList.add("chosen");
}

async function open(place, scroll) {
  choose(place);
  if (scroll) document.querySelector(".claim.chosen")?.scrollIntoView({ block: "center" });
  try {
    const answer = await fetch(`/drafts/${desk.draft}/claims/${place}?part=1`);
    if (!answer.ok) { location.reload(); return; }
    const found = await answer.json();
    if (desk.place !== place) return;
    desk.put(card, found.html);
    card.hidden = false;
    card.parentElement.scrollTop = 0;
  } catch {
    desk.put(card, "<p>The desk does not answer. Is it still running?</p>");
    card.hidden = false;
  }
}

function close() {
  const mark = document.querySelector(".claim.chosen");
  card.hidden = true;
  choose(null);
  mark?.focus({ preventScroll: true });
}

function step(by) {
  const listed = [...document.querySelectorAll(".entry")].filter((entry) => entry.offsetParent)
    .map((entry) => Number(entry.id.slice(3))).sort((a, b) => a - b);
  if (!listed.length) return;
  const next = by > 0 ? listed.find((n) => n > (desk.place ?? -1)) : listed.findLast((n) => n < (desk.place ?? Infinity));
  open(next ?? listed.at(by > 0 ? 0 : -1), true);
}

if (document.body.dataset.page === "read") {
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".claim, .entry a[data-place]");
    if (mark) {
      event.preventDefault();
      const place = mark.dataset.place ?? mark.getAttribute("href").slice(4);
      open(Number(place), mark.dataset.place !== undefined);
    }
    const button = event.target.closest("button");
    if (button?.dataset.step) step(Number(button.dataset.step));
    if (button && "close" in button.dataset) close();
    if (button?.dataset.quote !== undefined) about(button.dataset.quote);
  });
  const quoting = document.getElementById("quoting");
  const about = (words) => {
    document.getElementById("quote").value = words;
    quoting.querySelector("q").textContent = words;
    quoting.hidden = !words;
    if (words) document.getElementById("words").focus();
  };
  quoting?.querySelector("button").addEventListener("click", () => about(""));
  document.querySelector(".decision")?.addEventListener("submit", (event) => {
    const needed = document.getElementById(event.submitter?.dataset.needs ?? "");
    if (needed && !needed.value.trim()) {
      event.preventDefault();
      const hidden = needed.closest("details");
      if (hidden) hidden.open = true;
      needed.focus();
    }
  });
  document.getElementById("override")?.addEventListener("input", (event) => {
    document.getElementById("approve").toggleAttribute("aria-disabled", !event.target.value.trim());
    if (!event.target.value.trim()) document.getElementById("approve").setAttribute("aria-disabled", "true");
  });
}

const keys = document.getElementById("keys");
for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => keys.showModal());
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && card && !card.hidden && document.body.dataset.page === "read") { close(); return; }
  if (desk.typing() || keys.open) return;
  const tab = document.querySelector(`.tabs [data-key="${CSS.escape(event.key)}"]`);
  const acts = {
    "?": () => keys.showModal(), l: () => location.assign("/"), n: () => location.assign("/new"),
    j: () => card && step(1), k: () => card && step(-1),
    c: () => document.getElementById("words")?.focus(), a: () => document.getElementById("approve")?.focus(),
  };
  if (event.key === "Enter" && card && !card.hidden && !event.target.closest("a, button, summary")) {
    card.querySelector("[data-take]")?.click();
  } else if (tab) {
    location.assign(tab.href);
  } else if (acts[event.key]) {
    acts[event.key]();
  } else {
    return;
  }
  event.preventDefault();
});
