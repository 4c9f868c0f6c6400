(() => {
  "use strict";
  const list = document.getElementById("list");
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const rows = [...list.querySelectorAll("details.answer")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const has = (value, wanted) => !wanted || value.split(" ").includes(wanted);
  const field = (name) => form.elements[name].value;

  function apply() {
    const words = plain(field("q")).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const d = row.dataset;
      const fits = has(d.v, field("v")) && has(d.a, field("a")) && has(d.t, field("t")) && has(d.s, field("s"))
        && words.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", rows.length);
  }

  function sort() {
    const key = field("o");
    const by = (a, b) => a.dataset[key] - b.dataset[key] || a.dataset.n - b.dataset.n;
    list.append(...[...rows].sort(by));
  }

  function open() {
    let id;
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.matches("details.answer")) {
      if (target.hidden) form.reset(), apply();
      target.open = true;
    }
    target.closest("details:not([open])")?.setAttribute("open", "");
    target.scrollIntoView();
    target.querySelector("summary")?.focus({ preventScroll: true });
  }

  document.documentElement.classList.add("scripted");
  form.hidden = false;
  form.addEventListener("input", () => { sort(); apply(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { sort(); apply(); }));
  window.addEventListener("hashchange", open);
  list.addEventListener("toggle", (event) => {
    const row = event.target;
    if (row.open && row.matches("details.answer")) history.replaceState(null, "", "#" + encodeURIComponent(row.id));
  }, true);
  open();

  const svg = document.querySelector("#graph svg");
  const nodes = [...svg.querySelectorAll(".node")];
  const lines = [...svg.querySelectorAll(".line")].map((line) => [line, line.dataset.ends.split(" ")]);
  function pick(node) {
    svg.classList.toggle("pick", Boolean(node));
    const name = node?.dataset.node;
    const near = new Set([name]);
    for (const [line, ends] of lines) {
      const on = ends.includes(name);
      line.classList.toggle("on", on);
      if (on) ends.forEach((end) => near.add(end));
    }
    for (const other of nodes) other.classList.toggle("on", Boolean(name) && near.has(other.dataset.node));
  }
  for (const node of nodes) {
    node.addEventListener("mouseenter", () => pick(node));
    node.addEventListener("mouseleave", () => pick(null));
    node.addEventListener("focus", () => pick(node));
    node.addEventListener("blur", () => pick(null));
  }

  // On paper everything that is shown is open.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open], [hidden])")];
    closed.forEach((part) => { part.open = true; });
  });
  window.addEventListener("afterprint", () => closed.forEach((part) => { part.open = false; }));
})();
