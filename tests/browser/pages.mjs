// Every page, for every kind of person: what it answers, whether it can be used with the keyboard, read by a machine, printed, and fits a phone.
// What belongs to another office does not exist for its people. Usage: node pages.mjs TAKAR
import { execFileSync } from "node:child_process";
import { browse, check, checkPage, serve } from "./browser.mjs";
import { open, signIn } from "./people.mjs";

const takar = process.argv[2];
const site = await serve(takar);

// The GET routes of the program: pattern and permission.
const routes = execFileSync(takar, ["routes", "--audit"], { encoding: "utf8" }).split("\n").map((line) => line.split(/\s+/))
  .filter(([method, pattern]) => method === "GET" && !pattern.startsWith("/aset/"))
  .map(([, pattern, permission]) => ({ pattern, permission, as: new RegExp(`^${pattern.replaceAll(/:\w+/g, "\\d+").replaceAll(/@\w+/g, "[\\w.-]+")}(\\?.*)?$`) }));
// A literal part wins over a parameter, as in the router.
const routeOf = (href) => routes.filter((r) => r.as.test(href)).sort((a, b) => a.pattern.split(/[:@]/).length - b.pattern.split(/[:@]/).length)[0];

// Who looks; sees: the cycles of Kecamatan Babakancikao exist for them.
const people = [
  { login: "camat", sees: true },
  { login: "kasubag", sees: true },
  { login: "inspektorat", sees: true },
  { login: "admin", sees: true, admin: true },
  { login: "camat.purwakarta", sees: false },
  { login: "sekwan", sees: false },
];
const ofOffice = /^\/(siklus\/:id|dokumen|berkas|data\/indikator\/:id|data\/sasaran\/:id|data\/masuk\/:id)/;

// Two tables handed in, so that their pages are there: one whose columns are asked for, and a template with a fault that comes back marked.
async function handIn(page) {
  const upload = async (name, buffer) => {
    await open(page, "/data/masuk");
    await page.getByLabel("Isi berkas").selectOption("rencana");
    await page.getByLabel("Berkas XLSX atau CSV").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(buffer) });
    await page.getByRole("button", { name: "Unggah dan periksa" }).click();
  };
  await upload("capaian.csv", "Indikator Kinerja;Satuan;Target;Catatan\nIndikator tanpa sasaran;Nilai;80;x\n");
  check("the columns of an unknown table are asked for", await page.getByRole("heading", { name: "Kolom mana berisi apa?" }).isVisible());
  check("the column of targets is proposed", (await page.getByLabel("Target", { exact: true }).inputValue()) === "3");
  await page.getByRole("button", { name: "Periksa dan simpan" }).click();
  await page.getByRole("link", { name: "Unduh berkas dengan kesalahan ditandai" }).waitFor();
  check("a wrong row is told with its place", (await page.locator("main").innerText()).includes("Indikator tanpa sasaran"));
  const marked = await page.request.get(`${new URL(page.url()).pathname}/berkas`);
  check("the same file comes back marked", (await marked.text()).includes("Yang perlu diperbaiki"));
  await upload("target.csv", "Kode;Target\nTIDAK-ADA;80\n");
}

// One path for every route, found by following the links that a person is shown; a few of each kind are followed.
async function follow(page, examples) {
  const queue = ["/", "/siklus"], asked = new Set(), count = new Map();
  while (queue.length) {
    const path = queue.shift(), route = routeOf(path);
    if (asked.has(path) || !route || (count.get(route) ?? 0) >= 12) continue;
    asked.add(path);
    count.set(route, (count.get(route) ?? 0) + 1);
    const response = await page.request.get(path);
    check(`a link leads somewhere: ${path}`, response.ok() || route.permission === "administrasi", response.status()); // the guide names all pages
    if (!response.ok()) continue;
    if (!examples.has(route.pattern)) examples.set(route.pattern, path);
    if (isFile(response)) continue;
    for (const [, href] of (await response.text()).matchAll(/href="(\/[^"#]*)/g)) queue.push(href.replaceAll("&amp;", "&"));
  }
}

const isFile = (response) => !/text\/html/.test(response.headers()["content-type"] ?? "");

function expected(who, { pattern, permission }) {
  if (permission === "administrasi") return who.admin ? [200] : [404];
  if (ofOffice.test(pattern) && !who.sees) return [404];
  if (/^\/(siklus\/:id|dokumen|berkas)/.test(pattern) || permission === "SIGNED_IN") return [200];
  return permission === "PUBLIC" ? [200, 303] : [200, 303, 403, 404];
}

async function answers(page, who, examples) {
  const pages = [];
  for (const [pattern, path] of examples) {
    const response = await page.request.get(path, { maxRedirects: 0 }), status = response.status(), want = expected(who, routeOf(path));
    check(`${who.login}: ${path} (${pattern}) gives ${want}`, want.includes(status), status);
    if (status === 200 && !isFile(response)) pages.push(path);
  }
  return pages;
}

async function lookAt(page, who, paths, width, titles) {
  for (const path of paths) {
    await open(page, path);
    await checkPage(page, `${who.login} ${width} ${path}`);
    check(`${path}: in Indonesian`, (await page.getAttribute("html", "lang")) === "id");
    const title = await page.title(), same = titles.get(title);
    check(`${path}: a title of its own`, !same || same === path, [title, same]);
    titles.set(title, path);
    check(`${path}: one main heading`, (await page.locator("h1").count()) === 1);
  }
}

// The first stop of Tab is the way past the menu; from there Tab comes to the main button.
async function keyboard(page, path, button) {
  await open(page, path);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Langsung ke isi halaman" });
  check(`${path}: Tab comes to the skip link first`, await skip.evaluate((e) => e === document.activeElement));
  check(`${path}: the skip link is shown`, await skip.evaluate((e) => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.left >= 0; }));
  await page.keyboard.press("Enter");
  const reached = () => page.evaluate((name) => document.activeElement.matches("a,button") && document.activeElement.textContent.includes(name), button);
  for (let i = 0; i < 60 && !(await reached()); i++) await page.keyboard.press("Tab");
  check(`${path}: Tab comes to “${button}”`, await reached());
  const ring = await page.evaluate(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== "none" || s.boxShadow !== "none"; });
  check(`${path}: what has the focus is marked`, ring);
}

async function printed(page, path) {
  await open(page, path);
  await page.emulateMedia({ media: "print" });
  for (const part of ["nav.menu", "footer", ".skip", "form[action='/keluar']"])
    for (const e of await page.locator(part).all()) check(`${path}: ${part} is not printed`, !(await e.isVisible()));
  check(`${path}: the text is printed`, await page.locator("h1").isVisible());
  await page.emulateMedia({ media: null });
}

// Every answer for this person; the markup of what nobody before was shown, at both widths.
async function visit(page, who, examples, seen) {
  const fresh = (await answers(page, who, examples)).filter((path) => !seen.has(path));
  if (!who.sees) return;
  fresh.forEach((path) => seen.add(path));
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await lookAt(page, who, fresh, width, new Map());
  }
}

await browse(async (newPage) => {
  const stranger = await newPage(360, { bypassCSP: true, baseURL: site });
  await open(stranger, "/siklus");
  check("a stranger is led to the login", new URL(stranger.url()).pathname === "/masuk");
  await checkPage(stranger, "stranger 360 masuk");
  await open(stranger, "/halaman-yang-tidak-ada", 404);
  await checkPage(stranger, "stranger 360 tidak-ada");

  const pages = new Map(), examples = new Map(), seen = new Set();
  for (const who of people) pages.set(who, await signIn(newPage, who.login, 1280, { baseURL: site }));
  await handIn(pages.get(people[1]));
  for (const who of people.filter((w) => w.sees)) await follow(pages.get(who), examples);
  const unlinked = ["/masuk", "/healthz", "/readyz", "/metrics"]; // the last three are for machines
  const lost = routes.filter((r) => !examples.has(r.pattern) && !unlinked.includes(r.pattern)).map((r) => r.pattern);
  check("a link leads to every page", lost.length === 0, lost);
  for (const who of people) await visit(pages.get(who), who, examples, seen);

  const camat = pages.get(people[0]);
  await camat.setViewportSize({ width: 1280, height: 900 });
  await keyboard(camat, "/", "Perintahkan pengumpulan data");
  await keyboard(camat, "/siklus/baru", "Perintahkan pengumpulan data");
  for (const pattern of ["/", "/siklus/:id", "/siklus/:id/langkah/:no", "/dokumen/:id"]) await printed(camat, examples.get(pattern));
});
