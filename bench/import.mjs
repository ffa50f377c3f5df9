// A table of ROWS rows handed in through the page of a running server, as an office does it: how long it takes, what the page says on the way,
// and the server's memory. node import.mjs ADDRESS PID ROWS
import { readFileSync } from "node:fs";

const [address, pid, rows] = process.argv.slice(2);
const memory = (what) => Number(readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`${what}:\\s+(\\d+)`))[1]) / 1024;
const cpu = () => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13).reduce((a, b) => a + Number(b), 0) / 100;
const jar = new Map();

async function ask(path, options = {}) {
  const r = await fetch(address + path, { redirect: "manual", ...options, headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join("; "), origin: address, ...options.headers } });
  for (const c of r.headers.getSetCookie()) jar.set(...c.split(";")[0].split(/=(.*)/s));
  return { status: r.status, to: r.headers.get("location"), text: await r.text() };
}
const hidden = (html) => Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]));

function table() {
  const lines = ["Kode;Indikator;Satuan;Sasaran;Tahun;Triwulan;Target;Realisasi"];
  for (let i = 0; i < rows; i++) {
    const k = Math.floor(i / 40);
    lines.push(`K${k};Indikator ${k};Nilai;Sasaran ${k % 12};${2010 + (i % 10)};${1 + (Math.floor(i / 10) % 4)};${50 + (i % 50)};${40 + (i % 50)}`);
  }
  return lines.join("\n") + "\n";
}

const login = await ask("/masuk");
const said = await ask("/masuk", { method: "POST", body: new URLSearchParams({ ...hidden(login.text), akun: "kasubag", sandi: "demo-takar-2026" }) });
if (said.status !== 303) throw new Error(`masuk: ${said.status}`);
const page = await ask("/data/masuk?tahun=2026");
const form = new FormData();
for (const [k, v] of Object.entries(hidden(page.text))) form.append(k, v);
form.append("jenis", "rencana");
form.append("berkas", new Blob([table()], { type: "text/csv" }), "riwayat.csv");
const rest = memory("VmRSS"), spent = cpu(), began = performance.now();
const posted = await ask("/data/masuk", { method: "POST", body: form });
if (posted.status !== 303) throw new Error(`unggah: ${posted.status} ${posted.text.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").slice(0, 600)}`);
let at = posted.to, told = "", steps = 0, most = rest, seen = await ask(at);
if (/Kolom mana berisi apa/.test(seen.text)) {
  const chosen = new URLSearchParams(hidden(seen.text));
  for (const m of seen.text.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs)) chosen.append(m[1], m[2].match(/value="([^"]*)" selected/)?.[1] ?? "");
  chosen.append("judul", seen.text.match(/name="judul"[^>]* value="(\d+)"/)[1]);
  at = (await ask(`${at}/kolom`, { method: "POST", body: chosen })).to ?? at;
}
for (;;) {
  seen = await ask(at);
  const now = seen.text.match(/role="status">([^<]*)\. Halaman/)?.[1];
  most = Math.max(most, memory("VmRSS"));
  if (now && now !== told) { told = now; steps++; }
  if (!now && !/menunggu/.test(seen.text)) break;
  await new Promise((go) => setTimeout(go, 200));
}
const end = seen.text.match(/<main.*<\/main>/s)[0].replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").slice(0, 160);
console.log(`${rows} baris: ${((performance.now() - began) / 1000).toFixed(1)} s (prosesor ${(cpu() - spent).toFixed(1)} s), ${steps} kabar kemajuan yang berbeda; terakhir “${told}”`);
console.log(`memori server: ${rest.toFixed(1)} MB sebelum, paling banyak ${most.toFixed(1)} MB (puncak sejak mulai ${memory("VmHWM").toFixed(1)} MB)`);
console.log(end);
