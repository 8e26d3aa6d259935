(() => {
  "use strict";
  const by = (id) => document.getElementById(id);
  const form = by("filters");
  if (!form) return;

  const list = by("list"), search = by("search"), component = by("component"), order = by("order");
  const items = [...list.children];
  const boxes = [...form.elements].filter((box) => box.name === "level");
  const number = new Intl.NumberFormat("en");
  const texts = new Map();
  const text = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const item of items) {
      const fits = levels.has(item.dataset.level)
        && (!component.value || item.dataset.component === component.value)
        && words.every((word) => text(item).includes(word));
      if (item.hidden === fits) item.hidden = !fits;
      shown += fits;
    }
    by("none").hidden = shown > 0;
    by("shown").textContent = `${number.format(shown)} of ${number.format(items.length)} issues`;
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
  component.addEventListener("change", filter);
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

  document.querySelectorAll("a[data-component]").forEach((link) => link.addEventListener("click", () => {
    form.reset();
    setTimeout(() => {
      component.value = link.dataset.component;
      filter();
      by("issues").focus({ preventScroll: true });
    });
  }));

  const table = by("components"), rows = table.tBodies[0];
  const ranks = ["fatal", "error", "warning", "notice", "deprecated", "info"];
  const values = {
    text: (cell) => cell.textContent.toLowerCase(),
    number: (cell) => -cell.dataset.value,
    rank: (cell) => ranks.indexOf(cell.textContent),
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
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

  list.addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    event.target.querySelectorAll(".command").forEach((command) => {
      if (command.querySelector("button")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        const code = command.querySelector("code");
        try {
          await navigator.clipboard.writeText(code.textContent);
          by("said").textContent = "Copied";
          button.textContent = "Copied";
        } catch {
          getSelection().selectAllChildren(code);
          button.textContent = "Selected";
        }
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      command.append(button);
    });
  }, true);

  form.hidden = false;
  filter();
  go();
})();
