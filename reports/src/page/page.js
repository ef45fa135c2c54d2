// Makes a complete page handier: sort, filter, hide engines, change the baseline, follow links into closed sections,
// choose light or dark. Without this script nothing is missing but these.
'use strict';
(() => {
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const hidden = new Set();
  const rules = document.head.appendChild(document.createElement('style'));
  const engines = all('#controls [data-engine]').map((box) => ({ name: box.value, index: box.dataset.engine }));

  // Numbers with their units, so that 1.2 ms sorts above 900 µs.
  const units = { ns: 1, 'µs': 1e3, ms: 1e6, s: 1e9, B: 1, KiB: 1024, MiB: 1048576, GiB: 1073741824 };
  const value = (cell) => {
    const found = /^([+-]?\d[\d,]*\.?\d*)\s*([a-zA-Zµ]*)/.exec(cell ? cell.textContent.trim() : '');
    return found ? parseFloat(found[1].replace(/,/g, '')) * (units[found[2]] || 1) : null;
  };
  const sort = (table, column, header) => {
    const body = one('tbody', table);
    const rising = header.getAttribute('aria-sort') !== 'ascending';
    const text = (row) => row.cells[column] ? row.cells[column].textContent.trim() : '';
    const compare = (a, b) => {
      const [x, y] = [value(a.cells[column]), value(b.cells[column])];
      if (x === null && y === null) return (rising ? 1 : -1) * text(a).localeCompare(text(b), 'en');
      if (x === null || y === null) return x === null ? 1 : -1; // cells without a number come last either way
      return rising ? x - y : y - x;
    };
    body.append(...[...body.rows].sort(compare));
    all('thead th', table).forEach((other) => other.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', rising ? 'ascending' : 'descending');
  };

  const sortable = (table) => {
    all('thead th', table).forEach((header, column) => {
      if (one('button', header)) return;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener('click', () => sort(table, column, header));
    });
  };

  // An engine is a column of some tables, a row of others, and groups of the drawings.
  const toggle = () => {
    rules.textContent = engines.filter((engine) => hidden.has(engine.name)).map((engine) => `g[data-e="${engine.index}"]{display:none}`).join('');
    for (const table of all('table')) {
      const heads = all('thead th', table);
      const columns = heads.map((head) => hidden.has(head.textContent.trim()));
      for (const row of table.rows) {
        [...row.cells].forEach((cell, n) => { cell.hidden = columns[n] === true; });
        const first = row.cells[0];
        if (row.parentNode.tagName === 'TBODY') row.classList.toggle('off', hidden.has(first.textContent.trim()));
      }
    }
  };

  const filter = () => {
    const box = one('#filter');
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0, of = 0;
    const check = (part, name) => {
      const fits = words.every((word) => name.toLowerCase().includes(word));
      part.classList.toggle('filtered', !fits);
      return fits;
    };
    for (const table of all('table').filter((table) => table.tHead && table.tHead.rows[0].cells[0].textContent.trim() === 'workload')) {
      for (const row of table.tBodies[0].rows) {
        const fits = check(row, row.cells[0].textContent);
        if (table.closest('#results')) { of += 1; shown += fits ? 1 : 0; }
      }
    }
    all('details[data-workload]').forEach((part) => check(part, part.dataset.workload));
    one('#filter-count').textContent = words.length ? `${shown} of ${of} workloads` : '';
  };

  const others = async () => {
    const packed = one('#other-baselines');
    if (!packed) return {};
    const bytes = Uint8Array.from(atob(packed.textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return JSON.parse(await new Response(stream).text());
  };
  let sections = null;
  const original = {};
  const rebase = async (name) => {
    sections = sections || await others();
    const wanted = sections[name] || {};
    for (const id of new Set([...Object.keys(original), ...Object.keys(wanted)])) {
      const section = document.getElementById(id);
      if (!section) continue;
      if (!(id in original)) original[id] = section.outerHTML;
      section.outerHTML = wanted[id] || original[id];
    }
    enhance();
    root.dataset.baseline = name;
  };

  const enhance = () => {
    all('table').filter((table) => table.tHead).forEach(sortable);
    toggle();
    filter();
  };

  // A link into a closed part opens it.
  const follow = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) if (part.tagName === 'DETAILS') part.open = true;
    target.scrollIntoView();
  };

  one('#controls').hidden = false;
  all('#controls [data-engine]').forEach((box) => box.addEventListener('change', () => {
    hidden[box.checked ? 'delete' : 'add'](box.value);
    toggle();
  }));
  one('#filter').addEventListener('input', filter);
  const baseline = one('#baseline');
  if (baseline) baseline.addEventListener('change', () => rebase(baseline.value));
  one('#theme').addEventListener('change', (event) => {
    if (event.target.value) root.dataset.theme = event.target.value; else delete root.dataset.theme;
  });
  addEventListener('hashchange', follow);
  enhance();
  follow();
})();
