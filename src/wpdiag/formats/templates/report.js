(() => {
  "use strict";
  const by = (id) => document.getElementById(id);
  const form = by("filters");
  if (!form) return;

  const say = document.body.dataset; // words in the reader's language
  const list = by("list"), search = by("search"), order = by("order");
  const choices = ["impact", "component", "state", "site"].map(by).filter(Boolean);
  const items = [...list.children];
  const boxes = [...form.elements].filter((box) => box.name === "level");
  const number = new Intl.NumberFormat("en");
  const texts = new Map();
  const text = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };

  const fitting = (item, { id, value }) =>
    id === "site" ? item.dataset.sites.split(" ").includes(value) : item.dataset[id] === value;
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const chosen = choices.filter((choice) => choice.value);
    let shown = 0;
    for (const item of items) {
      const fits = levels.has(item.dataset.level)
        && chosen.every((choice) => fitting(item, choice))
        && words.every((word) => text(item).includes(word));
      if (item.hidden === fits) item.hidden = !fits;
      shown += fits;
    }
    by("none").hidden = shown > 0;
    by("shown").textContent = say.shown.replace("{shown}", number.format(shown)).replace("{all}", number.format(items.length));
  };

  const orders = {
    rank: (a, b) => a.dataset.rank - b.dataset.rank,
    count: (a, b) => b.dataset.count - a.dataset.count,
    last: (a, b) => (a.dataset.last < b.dataset.last) - (a.dataset.last > b.dataset.last),
    component: (a, b) => (a.dataset.component > b.dataset.component) - (a.dataset.component < b.dataset.component),
  };
  let sorted = "rank";
  const sort = () => {
    if (order.value === sorted) return; // what is moved loses the focus
    sorted = order.value;
    items.sort((a, b) => orders[order.value](a, b) || orders.rank(a, b));
    list.replaceChildren(); // at once: moving them one by one takes seconds with thousands
    list.append(...items);
  };

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { sort(); filter(); }));
  choices.forEach((choice) => choice.addEventListener("change", filter));
  order.addEventListener("change", sort);
  boxes.forEach((box) => box.addEventListener("change", filter));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });

  const go = () => {
    const item = by(decodeURIComponent(location.hash.slice(1)));
    if (!item || !item.classList.contains("issue")) return;
    if (item.hidden) {
      form.reset();
      items.forEach((each) => { each.hidden = false; });
    }
    const details = item.querySelector("details");
    details.open = true;
    item.scrollIntoView({ block: "start" });
    details.querySelector("summary").focus({ preventScroll: true });
  };
  addEventListener("hashchange", go);

  document.querySelectorAll("a[data-filter]").forEach((link) => link.addEventListener("click", () => {
    form.reset();
    setTimeout(() => {
      by(link.dataset.filter).value = link.dataset.value;
      filter();
      by("issues").focus({ preventScroll: true });
    });
  }));

  const ranks = ["fatal", "error", "warning", "notice", "deprecated", "info"];
  const values = {
    text: (cell) => (cell.querySelector("a") ?? cell).textContent.toLowerCase(),
    number: (cell) => -cell.dataset.value,
    rank: (cell) => ranks.indexOf(cell.textContent),
  };
  const sortable = (table) => [...table.tHead.rows[0].cells].forEach((head, column) => {
    const rows = table.tBodies[0];
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const back = head.dataset.turned === "no";
      const value = values[head.dataset.sort], sign = back ? -1 : 1;
      const sorted = [...rows.rows].map((row) => [value(row.cells[column]), row]);
      sorted.sort(([a], [b]) => (a < b ? -sign : a > b ? sign : 0));
      rows.replaceChildren();
      rows.append(...sorted.map(([, row]) => row));
      for (const other of table.tHead.rows[0].cells) {
        other.removeAttribute("aria-sort");
        delete other.dataset.turned;
      }
      head.dataset.turned = back ? "yes" : "no";
      head.setAttribute("aria-sort", (head.dataset.sort === "number") === back ? "ascending" : "descending");
    });
  });
  document.querySelectorAll("table.sortable").forEach(sortable);

  list.addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    event.target.querySelectorAll(".command").forEach((command) => {
      if (command.querySelector("button")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = say.copy;
      button.addEventListener("click", async () => {
        const code = command.querySelector("code");
        try {
          await navigator.clipboard.writeText(code.textContent);
          by("said").textContent = say.copied;
          button.textContent = say.copied;
        } catch {
          getSelection().selectAllChildren(code);
          button.textContent = say.selected;
        }
        setTimeout(() => { button.textContent = say.copy; }, 2000);
      });
      command.append(button);
    });
  }, true);

  form.hidden = false;
  filter();
  go();
})();
