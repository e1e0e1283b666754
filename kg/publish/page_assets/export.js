// Saving what is seen as a file: the picture as PNG or SVG, its data as Turtle or CSV.

const exportButton = document.getElementById("export");
const exportMenu = document.getElementById("export-menu");
const ROWS = { graph: edgeRows, timeline: timelineRows, table: tableRows };
const EXPORTS = [
  { name: "PNG", extension: "png", picture: true, content: pictureImage },
  { name: "SVG", extension: "svg", picture: true, content: () => new Blob([pictureText()], { type: "image/svg+xml" }) },
  { name: "Turtle", extension: "ttl", content: async () => new Blob([await turtleText()], { type: "text/turtle" }) },
  { name: "CSV", extension: "csv", content: async () => new Blob([csvText(await ROWS[view.mode]())], { type: "text/csv" }) },
];

function fileName(extension) {
  const title = data.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${title || "graph"}.${extension}`;
}

async function save({ extension, content }) {
  showExports(false);
  const address = URL.createObjectURL(await content());
  const link = make("a", { href: address, download: fileName(extension) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function showExports(open) {
  exportMenu.hidden = !open;
  exportButton.setAttribute("aria-expanded", String(open));
  if (!open) return;
  exportMenu.replaceChildren(...EXPORTS.map((each) =>
    make("li", {}, make("button", { type: "button", class: "menu-item", disabled: each.picture && view.mode !== "graph", onclick: () => save(each) }, `${each.name}`, make("span", { class: "chip-count" }, word(`export-${each.extension}`))))));
  exportMenu.querySelector("button:not([disabled])").focus();
}

exportButton.addEventListener("click", () => showExports(exportMenu.hidden));
document.addEventListener("click", (event) => {
  if (!exportMenu.hidden && !event.target.closest(".menu")) showExports(false);
});
exportMenu.addEventListener("keydown", (event) => {
  const items = [...exportMenu.querySelectorAll("button:not([disabled])")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  else if (event.key === "Escape") {
    showExports(false);
    exportButton.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
});
