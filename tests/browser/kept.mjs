// Nothing that was typed is lost: an ended session, the way back, another form of the same page, two people at one figure, a second click.
// Usage: node kept.mjs TAKAR
import { browse, check, checkPage, serve } from "./browser.mjs";
import { main, open, password, press, signIn } from "./people.mjs";

const site = await serve(process.argv[2]);
const row = (page, name) => main(page).locator("tr").filter({ has: page.getByRole("rowheader", { name }) });
const figure = (page, name) => row(page, name).getByLabel(/^Realisasi/);

async function enterAgain(page, login) {
  await page.getByLabel("Nama akun").fill(login);
  await page.getByLabel("Kata sandi").fill(password);
  await press(page, "Masuk");
}

// A form whose session ended on the way, without script.
async function endedSession(newPage) {
  const camat = await signIn(newPage, "camat", 360, { baseURL: site, javaScriptEnabled: false });
  await open(camat, "/siklus/baru");
  await camat.getByLabel("Tahun data").fill("2027");
  await camat.context().clearCookies();
  await press(camat, "Perintahkan pengumpulan data", { status: 401 });
  check("it says that nothing is lost", await camat.getByText("Isian Anda masih ada").isVisible());
  await camat.getByLabel("Nama akun").fill("camat");
  await camat.getByLabel("Kata sandi").fill("bukan-sandi-saya");
  await press(camat, "Masuk", { status: 422 });
  await enterAgain(camat, "camat");
  await press(camat, "Kirim lagi isian saya");
  check("what was typed has arrived", /langkah\/1$/.test(camat.url()) && (await main(camat).innerText()).includes("2027"), camat.url());
  return new URL(camat.url()).pathname;
}

// A page of a session that another has followed in the same browser.
async function staleToken(newPage) {
  const camat = await signIn(newPage, "camat.purwakarta", 1280, { baseURL: site });
  await open(camat, "/sandi");
  await camat.context().clearCookies();
  await camat.request.post("/masuk", { form: { akun: "camat.purwakarta", sandi: password }, headers: { Origin: site } });
  await camat.getByLabel("Kata sandi lama").fill(password);
  await camat.getByLabel("Kata sandi baru", { exact: true }).fill("kata-sandi-baru-2026");
  await camat.getByLabel("Kata sandi baru, sekali lagi").fill("kata-sandi-baru-2026");
  await press(camat, /kata sandi/i, { status: 403 });
  check("secrets do not travel", !(await camat.content()).includes("kata-sandi-baru-2026"));
}

async function cellOfEndedSession(newPage, step) {
  const kasubag = await signIn(newPage, "kasubag", 1280, { baseURL: site });
  await open(kasubag, step);
  const cookies = await kasubag.context().cookies();
  await kasubag.context().clearCookies();
  await figure(kasubag, /potensi budaya/).fill("7");
  await figure(kasubag, /potensi budaya/).press("Tab");
  await kasubag.getByText("sesi Anda sudah berakhir").waitFor();
  await checkPage(kasubag, "kept cell of an ended session");
  await kasubag.getByRole("link", { name: "Masuk lagi" }).click();
  await enterAgain(kasubag, "kasubag");
  /* the cell saves itself at once, and the note of what was brought back goes with it */
  await row(kasubag, /potensi budaya/).getByText("tersimpan").waitFor();
  check("the figure is there again, and saved", (await figure(kasubag, /potensi budaya/).inputValue()) === "7");
  await checkPage(kasubag, "kept cell restored");
  check("the count of what is answered follows", /Terjawab: \d+ dari 9/.test(await kasubag.locator("#terjawab").innerText()));
  return cookies;
}

async function wayBack(newPage, step) {
  const camat = await signIn(newPage, "camat", 1280, { baseURL: site });
  await open(camat, step);
  await camat.getByLabel("Tembusan").fill("Inspektur Kabupaten");
  await camat.getByRole("link", { name: "Kalender" }).click();
  await camat.waitForURL(/kalender/);
  await camat.goBack();
  check("the way back finds what was typed", (await camat.getByLabel("Tembusan").inputValue()) === "Inspektur Kabupaten");
  await open(camat, step);
  check("so does a new visit", (await camat.getByLabel("Tembusan").inputValue()) === "Inspektur Kabupaten");
  await checkPage(camat, "kept form restored");
  const form = main(camat).locator("form").filter({ has: camat.getByLabel("Lampirkan berkas") });
  await camat.getByLabel("Lampirkan berkas").setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n") });
  await press(camat, "Unggah", { within: form });
  check("another form of the page leaves it", (await camat.getByLabel("Tembusan").inputValue()) === "Inspektur Kabupaten");
  let posts = 0;
  camat.on("request", (r) => r.method() === "POST" && posts++);
  await Promise.all([camat.waitForNavigation(), main(camat).getByRole("button", { name: "Simpan", exact: true }).dblclick()]);
  check("a second click sends nothing twice", posts === 1, posts);
  await open(camat, step);
  check("what is saved is not offered again", (await camat.getByText("Isian yang belum disimpan").count()) === 0);
  check("and is there", (await camat.getByLabel("Tembusan").inputValue()) === "Inspektur Kabupaten");
}

// Who comes second sees that somebody was quicker, and keeps what they typed.
async function oneFigure(newPage, step) {
  const [one, two] = [await signIn(newPage, "kasubag", 1280, { baseURL: site }), await signIn(newPage, "kasi.pemerintahan", 1280, { baseURL: site })];
  await open(one, step);
  await open(two, step);
  await figure(one, /laporan pertanggungjawaban/).fill("44,44");
  await figure(one, /laporan pertanggungjawaban/).press("Tab");
  await row(one, /laporan pertanggungjawaban/).getByText("tersimpan").waitFor();
  await figure(two, /laporan pertanggungjawaban/).fill("55,56");
  await figure(two, /laporan pertanggungjawaban/).press("Tab");
  await row(two, /laporan pertanggungjawaban/).locator(".invalid-feedback").waitFor();
  await checkPage(two, "kept one figure, two people");
  check("the second keeps what was typed", (await figure(two, /laporan pertanggungjawaban/).inputValue()) === "55,56");
  check("and is told what stands there", (await row(two, /laporan pertanggungjawaban/).innerText()).includes("44,44"), await row(two, /laporan pertanggungjawaban/).innerText());
}

await browse(async (newPage) => {
  const begun = await endedSession(newPage);
  await staleToken(newPage);
  const camat = await signIn(newPage, "camat", 1280, { baseURL: site });
  const running = main(camat).getByRole("link", { name: /^4\./ }).first();
  const step = `${await running.getAttribute("href")}/langkah/4`;
  await cellOfEndedSession(newPage, step);
  await wayBack(newPage, begun);
  await oneFigure(newPage, step);
});
