// From an empty installation to the first order: `takar init`, then only the browser. Usage: node fresh.mjs TAKAR
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browse, check, checkPage, serve } from "./browser.mjs";
import { main, open, press } from "./people.mjs";

const takar = process.argv[2], secret = "kata-sandi-uji-2026";
const data = mkdtempSync(join(tmpdir(), "takar-"));
process.on("exit", () => rmSync(data, { recursive: true, force: true }));
const region = ["--daerah", "3214", "--nama-daerah", "Kabupaten Purwakarta", "--pemerintah", "PEMERINTAH KABUPATEN PURWAKARTA"];
execFileSync(takar, ["init", "--data", data, "--login", "pengelola", ...region], { input: `${secret}\n${secret}\n` });
const site = await serve(takar, ["--data", data]);

async function enter(newPage, login, word) {
  const page = await newPage(1280, { bypassCSP: true, baseURL: site });
  await open(page, "/masuk");
  await page.getByLabel("Nama akun").fill(login);
  await page.getByLabel("Kata sandi").fill(word);
  await press(page, "Masuk");
  return page;
}

const choose = async (select, label) => select.selectOption({ label: await select.getByRole("option", { name: label }).textContent() });

// A new office; returns its address.
async function found(admin, kind, name, code, head, place, sop) {
  await open(admin, "/administrasi");
  await main(admin).getByRole("link", { name: "Tambah perangkat daerah" }).first().click();
  await admin.getByLabel("Jenis").selectOption({ label: kind });
  for (const [label, text] of [["Nama", name], ["Jabatan pimpinan", head], ["Tempat surat ditulis", place], ["Alamat kop surat", "Jalan Contoh 1"]])
    await admin.getByLabel(label, { exact: true }).fill(text);
  if (sop) await choose(admin.getByLabel("SOP yang dijalankan"), sop);
  if (kind !== "Inspektorat") {
    await admin.getByLabel("Kode", { exact: true }).fill("INSPEKTORAT");
    await press(admin, "Tambah perangkat daerah", { status: 422 });
    await checkPage(admin, "fresh kode kembar");
    check("a code used twice is said at its field", await main(admin).locator(".invalid-feedback").first().isVisible());
    check("what was typed is kept", (await admin.getByLabel("Nama", { exact: true }).inputValue()) === name);
  }
  await admin.getByLabel("Kode", { exact: true }).fill(code);
  await press(admin, "Tambah perangkat daerah");
  return new URL(admin.url()).pathname;
}

// Somebody with position and account; returns the first password.
async function hire(admin, office, name, position, login) {
  await open(admin, `${office}/pegawai/baru`);
  await admin.getByLabel("Nama lengkap dengan gelar").fill(name);
  await choose(admin.getByLabel(/^Jabatan/), position);
  await admin.getByLabel("Nama akun").fill(login);
  await press(admin, "Simpan");
  return admin.locator("code.secret").nth(1).innerText();
}

// The first login must change the password.
async function first(newPage, login, word) {
  const page = await enter(newPage, login, word);
  await page.getByLabel("Kata sandi lama").fill(word);
  await page.getByLabel("Kata sandi baru", { exact: true }).fill(secret);
  await page.getByLabel("Kata sandi baru, sekali lagi").fill(secret);
  await press(page, /Ganti|Simpan/);
  return page;
}

// One objective with one indicator and its targets.
async function plan(planner) {
  await open(planner, "/data");
  await checkPage(planner, "fresh data kosong");
  await main(planner).getByRole("link", { name: "Tambah sasaran" }).first().click();
  await checkPage(planner, "fresh sasaran");
  await planner.getByLabel("Sasaran strategis").fill("Meningkatnya kualitas pelayanan kecamatan");
  await press(planner, "Simpan");
  await checkPage(planner, "fresh data satu sasaran");
  await main(planner).getByRole("link", { name: "Tambah indikator" }).first().click();
  await checkPage(planner, "fresh indikator");
  for (const [label, text] of [["Kode", "IKM"], ["Nama indikator", "Nilai Indeks Kepuasan Masyarakat"], ["Satuan", "Nilai"]])
    await planner.getByLabel(label, { exact: true }).fill(text);
  await planner.getByLabel("Sasaran", { exact: true }).selectOption({ index: 1 });
  await choose(planner.getByLabel(/^Penanggung jawab/), "Kasi Pelayanan");
  await choose(planner.getByLabel("Arah", { exact: true }), /^makin tinggi makin baik$/);
  await choose(planner.getByLabel("Angka triwulan", { exact: true }), /posisi terakhir/);
  await press(planner, "Simpan");
  await checkPage(planner, "fresh satu indikator");
  await main(planner).getByRole("link", { name: "Isi target" }).first().click();
  await checkPage(planner, "fresh target");
}

await browse(async (newPage) => {
  const admin = await enter(newPage, "pengelola", secret);
  await checkPage(admin, "fresh beranda admin");
  check("the first page says what to do first", await main(admin).getByRole("link", { name: /Tambah perangkat daerah/ }).first().isVisible());
  await open(admin, "/administrasi");
  await checkPage(admin, "fresh administrasi kosong");
  const inspektorat = await found(admin, "Inspektorat", "Inspektorat", "INSPEKTORAT", "Inspektur", "Purwakarta");
  await checkPage(admin, "fresh inspektorat");
  const kecamatan = await found(admin, "Kecamatan", "Kecamatan Babakancikao", "32.14.12", "Camat Babakancikao", "Babakancikao", /Kinerja Kecamatan/);
  await checkPage(admin, "fresh kecamatan");
  await hire(admin, inspektorat, "Bambu Contoh", "Sekretaris Inspektorat", "inspektorat");
  await checkPage(admin, "fresh sandi awal");
  const words = {};
  for (const [name, position, login] of [["Jati Contoh", "Camat Babakancikao", "camat"], ["Melati Contoh", "Sekretaris Kecamatan Babakancikao", "sekretaris"],
    ["Kenanga Contoh", "Kasubag Perencanaan", "kasubag"]]) words[login] = await hire(admin, kecamatan, name, position, login);
  await open(admin, kecamatan);
  await checkPage(admin, "fresh kecamatan lengkap");
  check("only the plan is missing", (await main(admin).locator(".ready-list .is-soon").count()) === 1);
  await open(admin, "/administrasi");
  await checkPage(admin, "fresh administrasi");
  const planner = await first(newPage, "kasubag", words.kasubag);
  await checkPage(planner, "fresh beranda kasubag");
  await plan(planner);
  const head = await first(newPage, "camat", words.camat);
  await checkPage(head, "fresh beranda camat");
  await main(head).getByRole("link", { name: "Perintahkan pengumpulan data" }).first().click();
  await press(head, "Perintahkan pengumpulan data");
  await checkPage(head, "fresh perintah");
  check("the first cycle has begun", /langkah\/1$/.test(head.url()));
});
