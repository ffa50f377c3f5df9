// The same rows as spreadsheet.c, written or read by exceljs, with its streaming classes or as a whole workbook.
// node spreadsheet.mjs write|read stream|whole FILE [ROWS]; prints the seconds it took, the peak memory of the process in KiB, and what was read.
import ExcelJS from "exceljs";

const [what, how, file, rows = "0"] = process.argv.slice(2);
const columns = ["Kantor", "Kode", "Indikator", "Tahun", "TW", "Target", "Realisasi", "Pagu", "Realisasi Rp", "Tanggal"];
const widths = [12, 10, 40, 8, 6, 12, 12, 16, 16, 12];
const two = (n) => String(n).padStart(2, "0");
const row = (i) => [`32.14.${two(i % 17)}`, `IK-${i % 400}`, `Persentase layanan nomor ${i % 400} yang selesai tepat waktu`, 2016 + (i % 10), 1 + (i % 4),
  (5000 + ((i * 37) % 5000)) / 100, (4000 + ((i * 91) % 6000)) / 100, 100000000 + i * 1237, 50000000 + i * 977,
  new Date((20000 + (i % 700)) * 86400000)];
const layout = (sheet) => {
  sheet.columns = columns.map((header, k) => ({ header, width: widths[k], style: k === 9 ? { numFmt: "dd/mm/yyyy" } : k === 5 || k === 6 ? { numFmt: "#,##0.00" } : k > 2 ? { numFmt: "#,##0" } : {} }));
};

async function write() {
  const book = how === "stream" ? new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useStyles: true }) : new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Data");
  layout(sheet);
  for (let i = 0; i < Number(rows); i++) {
    const added = sheet.addRow(row(i));
    if (how === "stream") added.commit();
  }
  if (how === "stream") {
    sheet.commit();
    await book.commit();
  } else await book.xlsx.writeFile(file);
}

async function read() {
  let n = 0, cells = 0;
  const take = (r) => { n++; r.eachCell(() => cells++); };
  if (how === "stream") {
    for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file, { sharedStrings: "cache", styles: "cache", worksheets: "emit", entries: "emit" }))
      for await (const r of sheet) take(r);
  } else {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    book.worksheets[0].eachRow(take);
  }
  return [n, cells];
}

const began = performance.now();
const counted = what === "write" ? (await write(), [0, 0]) : await read();
console.log(((performance.now() - began) / 1000).toFixed(3), process.resourceUsage().maxRSS, ...counted);
