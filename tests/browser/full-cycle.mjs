// The whole SOP in a browser, from the Camat's order to the closed archive, by six accounts: on a desktop with script, and on a phone of 360 px
// without. Each takes a cycle of its own in the demo. Usage: node full-cycle.mjs TAKAR [desktop|phone]
import { browse, check, serve } from "./browser.mjs";
import { download, errorBox, leadsToField, looker, main, open, press, signIn } from "./people.mjs";

const modes = [
  { name: "desktop", width: 1280, script: true, period: "Triwulan IV", back: 5 },
  { name: "phone", width: 360, script: false, period: "Satu tahun penuh", back: 4 },
];
const logins = { camat: "camat", sekretaris: "sekretaris", kasubag: "kasubag", kasi: "kasi.pemerintahan", inspektorat: "inspektorat", admin: "admin" };

const site = await serve(process.argv[2]);
const pdf = (name) => ({ name, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n") });
const soon = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
const step = (t, no) => `${t.cycle}/langkah/${no}`;

// The list of what is missing, refused by the button, with links that lead to the fields.
async function refused(t, page, button, name, options = {}) {
  await press(page, button, { status: 409, ...options });
  await t.look(page, name);
  const links = errorBox(page).getByRole("link");
  check(`${name}: says what is missing`, (await links.count()) > 0);
  if (await links.count()) await leadsToField(page, links.first());
}

async function order(t) {
  const { camat } = t;
  await open(camat, "/");
  await t.look(camat, "beranda camat");
  await camat.getByRole("link", { name: "Perintahkan pengumpulan data" }).first().click();
  await camat.getByLabel("Tahun data").fill("20x6");
  await camat.getByLabel("Periode").selectOption({ label: await camat.getByLabel("Periode").getByRole("option", { name: t.period }).textContent() });
  await press(camat, "Perintahkan pengumpulan data", { status: 422 });
  await t.look(camat, "0 siklus baru salah");
  check("the typed year is kept", (await camat.getByLabel("Tahun data").inputValue()) === "20x6");
  await camat.getByLabel("Tahun data").fill("2026");
  await press(camat, "Perintahkan pengumpulan data");
  t.cycle = new URL(camat.url()).pathname.replace(/\/langkah.*/, "");
  await t.look(camat, "1 perintah");
  await camat.getByRole("group", { name: "Kepada" }).getByLabel(/Melati Contoh/).uncheck();
  await camat.getByRole("group", { name: "Kepada" }).getByLabel(/Kenanga Contoh/).uncheck();
  await camat.getByLabel("Tembusan").fill("Inspektur Kabupaten Purwakarta");
  await refused(t, camat, "Terbitkan perintah", "1 perintah kurang");
  check("what was typed is kept", (await camat.getByLabel("Tembusan").inputValue()) === "Inspektur Kabupaten Purwakarta");
  for (const name of [/Melati Contoh/, /Kenanga Contoh/]) await camat.getByRole("group", { name: "Kepada" }).getByLabel(name).check();
  await camat.getByLabel("Selesai paling lambat").fill(soon(30));
  await press(camat, "Terbitkan perintah");
}

async function team(t) {
  const { sekretaris, camat } = t;
  await open(sekretaris, "/");
  await t.look(sekretaris, "beranda sekretaris");
  await open(sekretaris, step(t, 2));
  await t.look(sekretaris, "2 tim");
  await refused(t, sekretaris, "Ajukan untuk ditetapkan", "2 tim kurang");
  const people = [["Kenanga Contoh", "Ketua"], ["Meranti Contoh", "Sekretaris"], ["Seruni Contoh", "Anggota"]];
  for (const [i, [name, duty]] of people.entries()) {
    const select = sekretaris.getByLabel(`Orang ke-${i + 1}`, { exact: true });
    await select.selectOption({ label: await select.getByRole("option", { name }).textContent() });
    await sekretaris.getByLabel(`Kedudukan orang ke-${i + 1}`).selectOption({ label: duty });
  }
  for (const box of await main(sekretaris).getByRole("checkbox").all()) await box.check();
  await press(sekretaris, "Ajukan untuk ditetapkan");
  await open(camat, step(t, 2));
  await t.look(camat, "2 tim penetapan");
  await camat.locator("summary", { hasText: "Kembalikan untuk diperbaiki" }).click();
  await camat.getByRole("textbox", { name: "Alasan", exact: true }).first().fill("Tambahkan Kasi Trantib.");
  await press(camat, "Kembalikan untuk diperbaiki");
  await open(sekretaris, step(t, 2));
  await t.look(sekretaris, "2 tim dikembalikan");
  const next = sekretaris.getByLabel("Orang ke-4", { exact: true });
  await next.selectOption({ label: await next.getByRole("option", { name: "Ulin Contoh" }).textContent() });
  for (const answer of await sekretaris.getByLabel("Jawaban", { exact: true }).all()) {
    await answer.fill("Sudah ditambahkan.");
    await press(sekretaris, /^Jawab/);
  }
  const again = sekretaris.getByLabel("Orang ke-4", { exact: true });
  await again.selectOption({ label: await again.getByRole("option", { name: "Ulin Contoh" }).textContent() });
  await press(sekretaris, "Ajukan untuk ditetapkan");
  await open(camat, step(t, 2));
  await press(camat, "Tetapkan SK Tim");
}

async function plan(t) {
  const { kasubag } = t;
  await open(kasubag, step(t, 3));
  await t.look(kasubag, "3 rencana");
  const source = kasubag.getByLabel("Sumber data").first(), said = await source.inputValue();
  await source.fill("");
  await refused(t, kasubag, "Selesaikan rencana", "3 rencana kurang");
  await kasubag.getByLabel("Sumber data").first().fill(said || "Rekapitulasi");
  for (const name of ["Metode", "Bukti yang diharapkan"])
    for (const box of await kasubag.getByLabel(name).all()) if (!(await box.inputValue())) await box.fill("Rekapitulasi");
  await press(kasubag, "Selesaikan rencana");
}

// ---- step 4 ----

const row = (page, name) => main(page).locator("tr").filter({ has: page.getByRole("rowheader", { name }) });

async function saveFigures(t, page, fill) {
  await fill();
  if (!t.script) await press(page, "Simpan semua");
}

async function upload(t, page, name) {
  const at = row(page, name);
  if (!(await at.getByLabel(/^Berkas bukti/).isVisible())) await at.locator("summary", { hasText: "Unggah bukti" }).click();
  await at.getByLabel(/^Berkas bukti/).setInputFiles(pdf("bukti.pdf"));
  await press(page, "Unggah", { within: at });
}

async function typedMistake(t) {
  const { kasi } = t, at = row(kasi, /batas desa/);
  await at.getByLabel(/^Realisasi/).fill("dua belas");
  if (t.script) await at.getByLabel(/^Realisasi/).press("Tab");
  else await press(kasi, "Simpan semua", { status: 422 });
  await at.locator(".invalid-feedback").waitFor();
  await t.look(kasi, "4 data salah ketik");
  check("the typed figure is kept", (await at.getByLabel(/^Realisasi/).inputValue()) === "dua belas");
}

async function pasted(t) {
  const { kasubag } = t, cell = (name) => row(kasubag, name).getByLabel(/^Realisasi/);
  if (!t.script) return saveFigures(t, kasubag, async () => {
    await cell("Indeks Pelayanan Kecamatan").fill("85,88");
    await cell("Nilai Indeks Kepuasan Masyarakat").fill("88,95");
  });
  await cell("Indeks Pelayanan Kecamatan").focus();
  await kasubag.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "85,88\r\n88,95\r\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  for (const name of ["Indeks Pelayanan Kecamatan", "Nilai Indeks Kepuasan Masyarakat"]) await row(kasubag, name).getByText("tersimpan").waitFor();
  await open(kasubag, step(t, 4));
  check("the pasted block is saved", (await cell("Indeks Pelayanan Kecamatan").inputValue()) + (await cell("Nilai Indeks Kepuasan Masyarakat").inputValue()) === "85,8888,95");
}

async function typeIn(t, page, name, label, text) {
  const at = row(page, name), box = at.getByLabel(label);
  if (!(await box.isVisible())) await at.locator("summary", { hasText: "Tidak tersedia" }).click();
  await box.fill(text);
  if (!t.script) return;
  const sent = page.waitForResponse((r) => r.url().endsWith("/angka"));
  await box.press("Tab");
  check(`${label} of ${name} is saved`, (await sent).status() === 200);
}

async function collect(t) {
  const { kasi, kasubag } = t;
  await open(kasi, "/");
  await t.look(kasi, "beranda kasi");
  await open(kasi, step(t, 4));
  await t.look(kasi, "4 data kasi");
  await typedMistake(t);
  await saveFigures(t, kasi, async () => {
    await typeIn(t, kasi, /batas desa/, /^Realisasi/, "0");
    await typeIn(t, kasi, /batas desa/, "Alasan tanpa bukti", "Belum ada kesepakatan yang ditandatangani.");
    await typeIn(t, kasi, /laporan pertanggungjawaban/, /^Realisasi/, "55,56");
  });
  await upload(t, kasi, /laporan pertanggungjawaban/);
  await open(kasubag, step(t, 4));
  await t.look(kasubag, "4 data tim");
  await refused(t, kasubag, "Susun konsep laporan", "4 data kurang");
  await kasubag.getByLabel("Berkas Perbup Renja").setInputFiles(pdf("perbup-renja.pdf"));
  await press(kasubag, "Unggah", { within: main(kasubag).locator("form").filter({ has: kasubag.getByLabel("Berkas Perbup Renja") }) });
  await pasted(t);
  await saveFigures(t, kasubag, async () => {
    await typeIn(t, kasubag, /meningkat nilai Indeks Desa/, "Alasan data tidak tersedia", "Indeks Desa tahun berjalan baru diumumkan pada akhir tahun.");
    for (const [name, value] of [["Nilai AKIP", "80,60"], [/kategori minimal Berkembang/, "66,7"], [/budaya lokal/, "6"], [/ketenteraman/, "3"]]) {
      await typeIn(t, kasubag, name, /^Realisasi/, value);
      await typeIn(t, kasubag, name, "Alasan tanpa bukti", "Register fisik ada di kantor.");
    }
  });
  for (const name of ["Indeks Pelayanan Kecamatan", "Nilai Indeks Kepuasan Masyarakat"]) await upload(t, kasubag, name);
  await t.look(kasubag, "4 data lengkap");
  check("zero is a value", (await row(kasubag, /batas desa/).getByLabel(/^Realisasi/).inputValue()) === "0");
  check("not available is not zero", (await row(kasubag, /meningkat nilai/).getByText("tidak tersedia").count()) > 0);
  await press(kasubag, "Susun konsep laporan");
}

// ---- steps 5 and 6 ----

// Each automatic finding that is still open gets its answer.
async function answerFindings(t) {
  const { kasubag } = t;
  await open(kasubag, step(t, 5));
  const button = () => main(kasubag).getByRole("button", { name: /^Jawab temuan/ });
  for (let left = await button().count(); left > 0; left--) {
    await main(kasubag).getByRole("textbox", { name: /^Jawaban temuan/ }).first().fill("Sudah diperiksa: angkanya sesuai dengan register.");
    await press(kasubag, /^Jawab temuan/);
  }
  check("no finding is left open", (await button().count()) === 0);
}

async function analyse(t) {
  const { kasubag } = t;
  await open(kasubag, step(t, 5));
  await t.look(kasubag, "5 analisis");
  const boxes = await main(kasubag).getByRole("region", { name: "Naskah laporan" }).getByRole("textbox").all();
  for (const box of boxes) if (!(await box.inputValue())) await box.fill("Pelayanan dibuka sesuai jam kerja; pengaduan dijawab pada hari yang sama.");
  await press(kasubag, "Simpan");
  await answerFindings(t);
  await open(kasubag, `${step(t, 5)}/pratinjau`);
  await t.look(kasubag, "5 pratinjau");
  await open(kasubag, step(t, 5));
  await press(kasubag, "Bekukan Draft 1");
}

async function correct(t) {
  const { kasubag, kasi } = t;
  await open(kasubag, step(t, 6));
  await t.look(kasubag, "6 koreksi");
  await kasubag.getByRole("radio", { name: new RegExp(`Langkah ${t.back}`) }).check();
  await kasubag.getByRole("textbox", { name: "Alasan", exact: true }).first().fill("Angka desa perlu penjelasan.");
  await press(kasubag, "Tidak, kembalikan", { status: 422 });
  await t.look(kasubag, "6 koreksi kurang");
  check("the reason is kept", (await kasubag.getByRole("textbox", { name: "Alasan", exact: true }).first().inputValue()) === "Angka desa perlu penjelasan.");
  check("where to is kept", await kasubag.getByRole("radio", { name: new RegExp(`Langkah ${t.back}`) }).isChecked());
  await kasubag.getByLabel("Ditujukan kepada").selectOption({ label: await kasubag.getByLabel("Ditujukan kepada").getByRole("option", { name: "Meranti Contoh" }).textContent() });
  const pin = kasubag.getByLabel("Pada, catatan 1");
  await pin.selectOption({ label: await pin.getByRole("option", { name: /laporan pertanggungjawaban/ }).first().textContent() });
  await kasubag.getByRole("textbox", { name: "Catatan 1" }).fill("Sebutkan desa yang belum baik.");
  await press(kasubag, "Tidak, kembalikan");

  await open(kasi, step(t, t.back));
  await t.look(kasi, "6 dikembalikan");
  check("the note is shown", await kasi.getByText("Sebutkan desa yang belum baik.").first().isVisible());
  await leadsToField(kasi, kasi.getByRole("region", { name: "Catatan koreksi" }).getByRole("listitem").getByRole("link").first());
  const name = t.back === 4 ? "Susun konsep laporan" : "Bekukan Draft 1";
  await refused(t, kasi, name, "6 belum dijawab");
  await open(kasi, step(t, t.back));
  await kasi.getByLabel("Jawaban", { exact: true }).fill("Empat desa disebut dalam penjelasan.");
  await press(kasi, /^Jawab/);
  if (t.back === 4) {
    await open(kasubag, step(t, 4));
    await typeIn(t, kasubag, /laporan pertanggungjawaban/, /^Realisasi/, "66,67");
    if (!t.script) await press(kasubag, "Simpan semua");
    await press(kasubag, "Susun konsep laporan");
  }
  await open(kasubag, step(t, 5));
  if (t.back === 5) await main(kasubag).getByRole("region", { name: "Naskah laporan" }).getByRole("textbox").first().fill("Empat desa belum baik: Cicadas, Maracang, Ciwareng, Cigelam.");
  await press(kasubag, "Bekukan Draft 1");
  await open(kasubag, step(t, 6));
  await t.look(kasubag, "6 koreksi putaran 2");
  check("only what changed is shown", await kasubag.getByRole("heading", { name: "Yang berubah sejak putaran lalu" }).isVisible());
  await kasubag.getByLabel("Catatan korektor").fill("Angka dan bukti cocok.");
  await press(kasubag, "Ya, sudah benar");
}

// ---- steps 7 to 10 ----

async function report(t) {
  await open(t.kasubag, step(t, 7));
  await t.look(t.kasubag, "7 lapor");
  await press(t.kasubag, "Kirim Nota Dinas");
}

async function choose(box, name) {
  await box.selectOption({ label: await box.getByRole("option", { name }).first().textContent() });
}

async function meeting(t) {
  const { camat } = t, tick = async (group, names) => { for (const n of names) await camat.getByRole("group", { name: group }).getByLabel(n).check(); };
  await open(camat, step(t, 8));
  await t.look(camat, "8 rapat");
  await refused(t, camat, "Selesaikan rapat", "8 rapat kurang");
  await camat.getByLabel("Tanggal rapat").fill(soon(0));
  await camat.getByLabel(/^Waktu/).fill("13:00");
  await camat.getByLabel(/^Tempat/).fill("Ruang Rapat Kecamatan");
  await camat.getByLabel(/^Acara/).fill("Pembahasan Draft Laporan Kinerja");
  await tick("Diundang", [/Melati Contoh/, /Kenanga Contoh/, /Meranti Contoh/]);
  await press(camat, "Terbitkan undangan");
  await tick("Hadir", [/Melati Contoh/, /Kenanga Contoh/, /Meranti Contoh/]);
  await choose(camat.getByLabel("Notulis"), "Pinus Contoh");
  await camat.getByLabel(/^Pembahasan/).fill("Hasil pengukuran dibahas.");
  await camat.getByLabel("Keputusan 1", { exact: true }).fill("Memperjelas sebab capaian desa");
  await choose(camat.getByLabel("Penanggung jawab, keputusan 1"), "Meranti Contoh");
  await camat.getByLabel("Batas waktu, keputusan 1").fill(soon(3));
  await choose(camat.getByLabel("Menyangkut, keputusan 1"), /laporan pertanggungjawaban/);
  await press(camat, "Simpan");
  await t.look(camat, "8 rapat terisi");
  await press(camat, "Selesaikan rapat");
}

async function finalise(t) {
  const { kasubag } = t;
  await open(kasubag, step(t, 9));
  await t.look(kasubag, "9 final");
  await refused(t, kasubag, "Terbitkan Final Draft", "9 final kurang");
  await kasubag.getByLabel(/^Tindak lanjut/).first().fill("Sebab diperjelas pada sasaran kedua.");
  await press(kasubag, /^Simpan tindak lanjut/);
  await press(kasubag, "Terbitkan Final Draft");
}

async function sign(t) {
  const { camat } = t;
  await open(camat, step(t, 10));
  await t.look(camat, "10 tanda tangan");
  await camat.getByLabel("Kata sandi", { exact: true }).fill("bukan-sandi-saya");
  await press(camat, "Tanda tangani", { status: 422 });
  await t.look(camat, "10 tanda tangan salah sandi");
  check("the field says the password is wrong", await main(camat).locator(".invalid-feedback").first().isVisible());
  check("a password is never kept", (await camat.getByLabel("Kata sandi", { exact: true }).inputValue()) === "");
  await camat.getByLabel("Kata sandi", { exact: true }).fill("demo-takar-2026");
  await press(camat, "Tanda tangani");
}

// ---- steps 11 and 12 ----

async function handover(t) {
  const { kasubag, inspektorat } = t;
  await open(kasubag, step(t, 11));
  await t.look(kasubag, "11 serah");
  await press(kasubag, "Serahkan ke Inspektorat");
  await open(inspektorat, "/");
  await t.look(inspektorat, "beranda inspektorat");
  await open(inspektorat, step(t, 11));
  await t.look(inspektorat, "11 kiriman");
  await press(inspektorat, "Buka kiriman");
  await press(inspektorat, "Terima dan terbitkan Tanda Terima", { status: 409 });
  await t.look(inspektorat, "11 terima kurang");
  for (const name of ["Laporan lengkap dan dapat dibaca", "Lampiran lengkap", "Tanda tangan sah"]) await inspektorat.getByLabel(name).check();
  await press(inspektorat, "Terima dan terbitkan Tanda Terima");
  await open(inspektorat, step(t, 11));
  await t.look(inspektorat, "11 diterima");
  check("the receipt is there", (await main(inspektorat).getByRole("link", { name: /Tanda Terima.*PDF/ }).count()) === 1);
}

async function archive(t) {
  const { kasubag } = t;
  await open(kasubag, step(t, 12));
  await t.look(kasubag, "12 arsip");
  await kasubag.getByLabel("Sumber retensi (JRA)").fill("JRA daerah (contoh)");
  await kasubag.getByLabel("Tempat simpan hardcopy").fill("Rak 2, boks 2026/4");
  await refused(t, kasubag, "Arsipkan dan tutup siklus", "12 arsip kurang", { sure: t.script });
  await kasubag.getByLabel(/^Tempat untuk semua/).fill("Rak 2, boks 2026/4");
  await press(kasubag, "Catat semua");
  await kasubag.getByLabel("Sumber retensi (JRA)").fill("JRA daerah (contoh)");
  await kasubag.getByLabel("Tempat simpan hardcopy").fill("Rak 2, boks 2026/4");
  await press(kasubag, "Arsipkan dan tutup siklus", { sure: t.script });
}

async function closed(t) {
  const { kasubag, inspektorat } = t;
  await open(kasubag, t.cycle);
  await t.look(kasubag, "13 siklus selesai");
  check("the cycle is closed", (await main(kasubag).innerText()).includes("selesai dan diarsipkan"));
  for (const no of [1, 4, 5, 8, 12]) {
    await open(kasubag, step(t, no));
    check(`step ${no} can only be read`, (await main(kasubag).locator("form[method=post]").count()) === 0);
    await t.look(kasubag, `13 langkah ${no} dibaca`);
  }
  await open(kasubag, t.cycle);
  const paper = await download(kasubag, kasubag.getByRole("link", { name: /^PDF Laporan/ }).first());
  check("a document is a PDF", paper.status === 200 && paper.start === "%PDF", paper);
  const sheet = await download(kasubag, kasubag.getByRole("link", { name: /Lembar SOP/ }).first());
  check("the sheet of the SOP is a PDF", sheet.status === 200 && sheet.start === "%PDF", sheet);
  const bundle = await download(kasubag, kasubag.getByRole("link", { name: /ZIP/ }).first());
  check("the bundle is a ZIP", bundle.status === 200 && bundle.start.startsWith("PK"), bundle);
  await kasubag.locator("main .row-link").filter({ hasText: "Laporan" }).first().click();
  await t.look(kasubag, "13 dokumen");
  await open(inspektorat, `${t.cycle}/jejak`);
  await t.look(inspektorat, "13 jejak");
  await press(inspektorat, "Periksa rantai");
  check("the trail is whole", await inspektorat.getByText("Rantai utuh").isVisible());
}

// The administrator looks on: the cycle stands at this step, and nothing of it is theirs to do.
async function lookOn(t, no) {
  await open(t.admin, t.cycle);
  await t.look(t.admin, `siklus pada langkah ${no}`);
  check(`the cycle stands at step ${no}`, (await t.admin.locator(".standing-no").innerText()) === String(no));
}

async function run(newPage, mode) {
  const t = { ...mode }, options = { baseURL: site, script: mode.script };
  for (const [who, login] of Object.entries(logins)) t[who] = await signIn(newPage, login, mode.width, options);
  t.look = looker(mode.name);
  const steps = [order, team, plan, collect, analyse, correct, report, meeting, finalise, sign, handover, archive];
  const after = { order: 2, plan: 4, analyse: 6, report: 8, sign: 11 };
  for (const act of [...steps, closed]) {
    try {
      await act(t);
      if (after[act.name]) await lookOn(t, after[act.name]);
    } catch (e) {
      for (const who of Object.keys(logins)) await t.look(t[who], `gagal ${who}`);
      return check(`${mode.name} ${act.name}: gets through`, false, e.message);
    }
  }
}

await browse(async (newPage) => Promise.all(modes.filter((mode) => (process.argv[3] ?? mode.name) === mode.name).map((mode) => run(newPage, mode))));
