// What browser tests share: Debian's Chromium, a server started and stopped with the test, and checks that count.
// Exit 77 (skipped) when Chromium or the npm packages of the tests are not installed.
import { existsSync, readFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const chromium = "/usr/bin/chromium";
let failures = 0;

export function check(what, ok, got = "") {
  if (ok) return;
  failures++;
  console.log(`FAILED: ${what}`, got);
}

// Starts the program, which prints its port; returns its address.
export function start(program, ...args) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  process.on("exit", () => child.kill());
  return new Promise((done) => child.stdout.once("data", (text) => done(`http://127.0.0.1:${parseInt(text)}`)));
}

// Runs act(newPage) in a fresh browser; newPage(width) reports every script error and every message of the console as a failure.
export async function browse(act) {
  let playwright;
  try { playwright = require("playwright-core"); } catch { process.exit(77); }
  if (!existsSync(chromium)) process.exit(77);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const browser = await playwright.chromium.launch({ executablePath: chromium, args });
  await act(async (width, options = {}) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, ...options });
    page.on("pageerror", (e) => check("no script error", false, e.message));
    page.on("console", (m) => m.type() === "error" && !m.location().url.endsWith("/favicon.ico") && check("no error on the console", false, m.text())); // plain texts link no icon
    return page;
  });
  await browser.close();
  console.log(`${failures} failures`);
  process.exit(failures ? 1 : 0);
}

// Accessibility (axe) and layout of the page as it stands. The page must have been made with bypassCSP.
export async function checkPage(page, name) {
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate(() => axe.run());
  for (const v of violations) check(`${name}: ${v.id}`, false, v.nodes.map((n) => n.html.slice(0, 120)));
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  check(`${name}: no sideways scrolling at ${width}`, content <= width, content);
}
