// Reads Turtle with N3.js and writes it as N-Triples: node round_trip.js N3_FOLDER FILE
const fs = require('fs');
const { Parser, Writer } = require(process.argv[2]);

const quads = new Parser({ format: 'text/turtle' }).parse(fs.readFileSync(process.argv[3], 'utf8'));
const writer = new Writer({ format: 'N-Triples' });
writer.addQuads(quads);
writer.end((error, text) => {
  if (error) throw error;
  process.stdout.write(text);
});
