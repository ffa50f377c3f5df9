// People in the browser: what a person of the office does on the pages, found by role and label, not by layout.
import { check, checkPage } from "./browser.mjs";

export const password = "demo-takar-2026";
export const errorBox = (page) => page.locator("#salah");
export const main = (page) => page.getByRole("main");

// Waits for the page that act leads to; returns its status.
export async function follow(page, act) {
  const [response] = await Promise.all([page.waitForNavigation(), act()]);
  return response.status();
}

export async function open(page, path, expected = 200) {
  const response = await page.goto(path);
  check(`GET ${path} gives ${expected}`, response.status() === expected, response.status());
}

// Presses a button that sends a form. sure: answers the question that is asked first (with script).
export async function press(page, name, { status = 200, sure = false, within = main(page) } = {}) {
  const got = await follow(page, async () => {
    await within.getByRole("button", { name, exact: typeof name === "string" }).first().click();
    if (sure) await page.getByRole("dialog").getByRole("button", { name: "Ya, lanjutkan" }).click();
  });
  check(`“${name}” gives ${status}`, got === status, [got, page.url(), status < 400 ? await refusalOf(page) : ""]);
}

export async function refusalOf(page) {
  return (await errorBox(page).count()) ? (await errorBox(page).innerText()).replaceAll("\n", " / ") : "";
}

// A link of a list of what is missing leads to a place that exists and is shown.
export async function leadsToField(page, link) {
  const hash = new URL(await link.evaluate((a) => a.href)).hash, name = await link.innerText();
  await link.click();
  const target = page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`);
  check(`“${name}” leads to a field`, hash.startsWith("#f-") && (await target.count()) === 1, hash);
  if (!(await target.count())) return;
  const inSight = () => target.evaluate((e) => { const r = e.getBoundingClientRect(); return r.bottom >= 0 && r.top < innerHeight; });
  for (let i = 0; i < 20 && !(await inSight()); i++) await page.waitForTimeout(50); // scrolling takes its time
  check(`“${name}” is in sight`, await inSight());
}

// Signs in on a page of their own. options are those of newPage.
export async function signIn(newPage, login, width, options) {
  const page = await newPage(width, { bypassCSP: true, ...options });
  await open(page, "/masuk");
  await page.getByLabel("Nama akun").fill(login);
  await page.getByLabel("Kata sandi").fill(password);
  await press(page, "Masuk");
  check(`${login} is signed in`, await page.getByRole("button", { name: "Keluar" }).isVisible());
  return page;
}

// Looks at each kind of page once.
export function looker(label) {
  const seen = new Set();
  return async (page, name) => {
    if (seen.has(name)) return;
    seen.add(name);
    await checkPage(page, `${label} ${name}`);
  };
}

// The address behind a link, fetched as this person.
export async function download(page, link) {
  const response = await page.request.get(await link.getAttribute("href"));
  return { status: response.status(), type: response.headers()["content-type"], start: (await response.body()).subarray(0, 4).toString("latin1") };
}
