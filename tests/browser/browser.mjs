// What browser tests share: Debian's Chromium, a server started and stopped with the test, and checks that count.
// Exit 77 (skipped) when Chromium or the npm packages of the tests are not installed.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const chromium = "/usr/bin/chromium";
const shots = process.env.TAKAR_SHOTS; // a folder: keeps a picture of every page that is looked at
let failures = 0, checks = 0;
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(1)); // takes the server along

export function check(what, ok, got = "") {
  checks++;
  if (ok) return;
  failures++;
  console.log(`FAILED: ${what}`, got);
}

// Starts the program, and waits until it prints where it listens; returns its address.
function launch(program, args, address) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  process.on("exit", () => child.kill());
  return new Promise((done, fail) => {
    let said = "";
    child.stdout.on("data", (text) => { const at = address((said += text)); if (at) done(at); });
    child.on("exit", (code) => fail(new Error(`${program} ended with ${code}: ${said}`)));
  });
}

// A program of the tests, which prints its port.
export const start = (program, ...args) => launch(program, args, (said) => /^\d+/.test(said) && `http://127.0.0.1:${parseInt(said)}`);

// Takar itself; without arguments with the demo, in a folder of its own that goes away with the test.
export function serve(takar, args) {
  const data = args ? "" : mkdtempSync(join(tmpdir(), "takar-"));
  if (data) process.on("exit", () => rmSync(data, { recursive: true, force: true }));
  return launch(takar, ["serve", ...(args ?? ["--data", data, "--demo"]), "--listen", "127.0.0.1:0", "--quiet"], (said) => said.match(/http:\/\/[\d.]+:\d+(?=\s)/)?.[0]);
}

// The browser itself reports every answer of 400 and more. Refusals are part of the tests, which look at the status; anything else is a failure.
const refusal = (m) => /^Response Status Error Code 401/.test(m.text()) || /^Failed to load resource: the server responded with a status of 4\d\d/.test(m.text()) && !/\/(aset\/|favicon)/.test(m.location().url);

// Runs act(newPage) in a fresh browser; newPage(width) reports every script error, every message of the console and every broken request.
// { script: false }: as for somebody whose browser runs none. Takar's pages have scripts in files only, and those come empty; the engine itself
// stays on, for the tests look at the page with it.
export async function browse(act) {
  let playwright;
  try { playwright = require("playwright-core"); } catch { process.exit(77); }
  if (!existsSync(chromium)) process.exit(77);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const browser = await playwright.chromium.launch({ executablePath: chromium, args });
  await act(async (width, { script = true, ...options } = {}) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, ...options });
    if (!script) await page.route(/\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    page.on("pageerror", (e) => check("no script error", false, e.message));
    page.on("console", (m) => m.type() === "error" && !refusal(m) && !m.location().url.endsWith("/favicon.ico") && check("no error on the console", false, m.text())); // plain texts link no icon
    page.on("requestfailed", (r) => /ABORTED/.test(r.failure().errorText) || check("every request is answered", false, r.url()));
    page.setDefaultTimeout(15000);
    return page;
  });
  await browser.close();
  console.log(`${checks} checks, ${failures} failures`);
  process.exit(failures ? 1 : 0);
}

// What can be touched and is too small: 44 px for what is made to be pressed or typed in, 24 px for the rest; a link inside a sentence is as high
// as its line (WCAG 2.5.8), a box to tick is as large as its label.
function smallTargets() {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const inSentence = (e) => e.tagName === "A" && getComputedStyle(e).display === "inline" && e.closest("p,li,dd,td,th,span,main")?.textContent.trim().length > e.textContent.trim().length;
  const covers = (e) => getComputedStyle(e, "::after").position === "absolute"; // the whole card is its target
  const least = (e) => (e.matches(".btn, .form-control, .form-select, .menu a") ? 44 : 24);
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((e) => seen(e) && !e.matches(".skip, .paper *") && !inSentence(e) && !covers(e) && !e.closest("svg"))
    .map((e) => [e, (e.matches("[type=checkbox], [type=radio]") && e.closest("label")) || e])
    .filter(([e, box]) => Math.round(box.getBoundingClientRect().height) < least(e))
    .map(([e, box]) => `${Math.round(box.getBoundingClientRect().height)}: ${e.outerHTML.slice(0, 100)}`);
}

// Accessibility (axe) and layout of the page as it stands. The page must have been made with bypassCSP.
export async function checkPage(page, name) {
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name.replaceAll(/[^\w]+/g, "-")}.png`), fullPage: true });
  }
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  for (const v of violations) check(`${name}: ${v.id}`, false, v.nodes.map((n) => n.html.slice(0, 120)));
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  check(`${name}: no sideways scrolling at ${width}`, content <= width, content);
  const small = await page.evaluate(smallTargets);
  check(`${name}: targets are large enough at ${width}`, small.length === 0, small);
}
