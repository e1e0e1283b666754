// Where the page has its knowledge from: here, the server that handed it out. `file_source.js` reads the page itself by the same names.

learnEvidence(await unpacked(document.getElementById("evidence")));

const looked = new Map();
let eventsFetched = null;

const source = {
  live: true,
  find: async (text) => (await ask(`find?text=${encodeURIComponent(text)}`)) || [],
  knows: (id) => evidence.details.has(id) && Boolean(evidence.details.get(id).full),
  look: (id) => {
    if (!looked.has(id)) looked.set(id, takeIn("around", { id }).then((there) => there || looked.delete(id)));
    return looked.get(id);
  },
  leadFrom: (from, to) => takeIn("way", { from, to }),
  happened: () => (eventsFetched ||= takeIn("events", {}).then((there) => there && render())),
};

/** What the server says; null where it says nothing, which is told over the picture. */
async function ask(path, body) {
  const notice = document.getElementById("no-answer");
  try {
    const answer = await fetch(`/api/graph/${path}`, body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {});
    notice.hidden = answer.ok || answer.status === 404;
    return answer.ok ? await answer.json() : null;
  } catch {
    notice.hidden = false;
    return null;
  }
}

/** Ask for a part of the graph and learn it; tells whether there was an answer. */
async function takeIn(path, body) {
  const part = await ask(path, { ...body, known: data.nodes.map((node) => node.id) });
  if (!part) return false;
  learn(part);
  learnEvidence(part.evidence);
  if (part.about) learnEvidence(part.about);
  return true;
}
