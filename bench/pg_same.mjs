// pg_same.mjs LOG: the last change that a Takar server made, as PostgreSQL logged it, as a script of pgbench: the same statements with the
// same values, each run adding one entry to the same chain.
import { readFileSync } from "node:fs";

const entries = readFileSync(process.argv[2], "utf8").split(/\n(?=\d{4}-\d\d-\d\d )/);
const begin = entries.findLastIndex((e) => e.includes("statement: BEGIN ISOLATION LEVEL READ COMMITTED"));
const commit = entries.findIndex((e, i) => i > begin && e.includes("statement: COMMIT"));
if (begin < 0 || commit < 0) throw new Error("no whole transaction in the log");

function filled(sql, detail) {
  const values = new Map([...detail.matchAll(/\$(\d+) = ('(?:[^']|'')*'|NULL)/g)].map((m) => [m[1], m[2]]));
  if (sql.startsWith("INSERT INTO audit")) values.set("2", `(SELECT max(n) + 1 FROM audit WHERE chain = ${values.get("1")})`);
  return sql.replace(/\$(\d+)/g, (_, n) => values.get(n).replaceAll(":", "\\:"));
}

const script = [];
for (let i = begin; i <= commit; i++) {
  const said = entries[i].match(/LOG:  duration: [\d.]+ ms  (?:statement|execute s\d+): ([\s\S]*)/);
  if (said) script.push(filled(said[1].replace(/;?\s*$/, ""), entries[i + 1] ?? "") + ";");
}
console.log(script.join("\n").replaceAll("\\:", ":"));
