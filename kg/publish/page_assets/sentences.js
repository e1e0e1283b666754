// Who says so: sentences with the words highlighted, their source and date, and the claims they carry.

function sourceLine(source) {
  const title = source.title !== source.name ? source.title : "";
  const words = title || source.date;
  const date = source.date ? make("span", { class: "unbroken" }, source.date) : "";
  const footer = make("footer", {}, title, title && source.date ? ", " : "", date);
  if (/^https?:\/\//i.test(source.link)) {
    const link = make("a", { href: source.link, rel: "noopener noreferrer", target: "_blank" }, source.link);
    footer.append(words ? make("br") : "", link);
  } else if (source.name) footer.append(words ? `, ${source.name}` : source.name);
  return footer;
}

function quoteElement(index) {
  const quote = evidence.quotes[index];
  const sentence = make("p", {}, ...quote.parts.map((part, at) => (at % 2 ? make("mark", {}, part) : part)));
  return make("blockquote", { class: "quote" }, sentence, sourceLine(evidence.sources[quote.source]));
}

function claimFacts(claim) {
  const sure = Number(claim.confidence);
  const parts = [
    claim.status ? statusLabel(claim.status) : "",
    claim.confidence ? word("confidence-of", { percent: Math.round(sure * 100) }) : "",
    claim.inferred ? word("follows-by", { rule: claim.extractor }) : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** The claims behind a fact; a sentence that several share is shown once, and what only follows from it is not told again. */
function claimsElement(indexes, shown) {
  const seen = new Set();
  const items = indexes.map((index) => {
    const claim = evidence.claims[index];
    const fresh = claim.quotes.filter((quote) => !seen.has(quote));
    if (claim.inferred && claim.quotes.length && !fresh.length) return "";
    fresh.forEach((quote) => seen.add(quote));
    return make("div", { class: "claim" }, ...fresh.map(quoteElement), make("div", { class: "claim-facts", title: claim.extractor || null }, claimFacts(claim)));
  });
  return make("div", { class: "claims", hidden: !shown }, ...items);
}

/** A button that opens and closes the sentences of a fact. */
function proofButton(indexes, block) {
  const count = new Set(indexes.flatMap((index) => evidence.claims[index].quotes)).size;
  const button = make("button", { type: "button", class: "proof", "aria-expanded": String(!block.hidden) }, counted(count, "sentence"));
  button.addEventListener("click", () => {
    block.hidden = !block.hidden;
    button.setAttribute("aria-expanded", String(!block.hidden));
  });
  return button;
}
