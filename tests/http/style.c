#include "style.h"

#include "head.t.h"
#include "layout.t.h"
#include "style.t.h"
#include "web/form.h"

static const form_field example[] = {
    {.name = "uraian", .label = "Uraian perbaikan", .kind = FIELD_TEXT, .required = true, .hint = "Sebutkan halaman dan angka yang harus diperbaiki."},
    {.name = "kepada", .label = "Kembalikan kepada", .kind = FIELD_CHOICE, .required = true, .choices = "seksi_pemerintahan|seksi_ekonomi|tim"},
    {.name = "tanggal", .label = "Paling lambat", .kind = FIELD_DATE, .required = true},
    {.name = "jumlah", .label = "Jumlah lembar", .kind = FIELD_INT, .min = 1, .max = 100},
    {.name = "bukti", .label = "Bukti dukung", .kind = FIELD_FILE, .max = 5 << 20, .hint = "PDF atau gambar, paling besar 5 MB."},
    {.name = "setuju", .label = "Saya sudah memeriksa seluruh angka", .kind = FIELD_BOOL},
    {0},
};

static const task_view tasks[] = {
    {SC("Mengoreksi Draft 1"), SC("Pengukuran Triwulan I 2026"), SC("/siklus/7/langkah/6"), SC("paling lambat Sen 5 Jan 2026 14.00"), SC("lewat 1 hari kerja"), LOOK_LATE, SC("Kerjakan"), false},
    {SC("Menandatangani Surat Perintah"), SC("Pengukuran Triwulan II 2026"), SC("/siklus/8/langkah/1"), SC("paling lambat hari ini 16.00"), SC("sisa 2 jam kerja"), LOOK_SOON, SC("Tanda tangani"), false},
    {SC("Menyimpan dokumen"), SC("Pengukuran Triwulan IV 2025"), SC("/siklus/6/langkah/12"), SC("tanpa batas waktu"), SC(""), LOOK_PLAIN, SC(""), true},
};

static const step_view steps[] = {
    {1, SC("Memerintahkan untuk mengumpulkan data kinerja"), SC("Camat"), SC("Sen 5 Jan 2026 09.10"), SC("/siklus/7/langkah/1"), LOOK_DONE, SC("selesai")},
    {2, SC("Membentuk tim"), SC("Sekretaris"), SC("Sen 5 Jan 2026 13.40"), SC("/siklus/7/langkah/2"), LOOK_DONE, SC("selesai")},
    {5, SC("Menganalisis dan mengukur data kinerja"), SC("Tim"), SC("putaran ke-2, dikembalikan dengan 3 butir"), SC("/siklus/7/langkah/5"), LOOK_RETURNED, SC("dikembalikan")},
    {6, SC("Mengoreksi (editing data kinerja)"), SC("Kasubag Perencanaan"), SC("paling lambat Sen 12 Jan 2026 14.00"), SC("/siklus/7/langkah/6"), LOOK_ACTIVE, SC("berjalan")},
    {7, SC("Melaporkan hasil pengumpulan data"), SC("Kasubag Perencanaan"), SC("standar 2 jam"), SC(""), LOOK_PLAIN, SC("menunggu")},
    {8, SC("Melaksanakan rapat intern"), SC("Camat"), SC("standar 2 jam"), SC(""), LOOK_PLAIN, SC("menunggu")},
};

html style_page(arena *a) {
  fields typed = {0};
  fields_add(a, &typed, S("uraian"), S("Angka <82,50> di \"Tabel 2\" & lampiran"));
  fields_add(a, &typed, S("tanggal"), S("5 Januari 2026"));
  fields_add(a, &typed, S("jumlah"), S("banyak"));
  err wrong = ERR(a, INPUT, "Ada isian yang perlu diperbaiki.");
  err_at(a, wrong, S("jumlah"), S("Jumlah lembar harus bilangan bulat dari 1 sampai 100."));
  err_at(a, wrong, S("kepada"), S("Kembalikan kepada wajib diisi."));
  form_view form = {.form = example, .values = &typed, .wrong = wrong};
  crumb crumbs[] = {{S("Beranda"), S("/")}, {S("Siklus"), S("/siklus")}};
  pages_view pages = {S("/siklus?hal="), 2, 7};
  out actions = OUT(a), top = OUT(a), body = OUT(a), page = OUT(a);
  out_lit(&actions, "<a class=\"btn btn-primary\" href=\"/siklus/baru\">Mulai siklus</a><button class=\"btn btn-outline\" type=\"button\" data-print>Cetak</button>");
  t_head(&top, S("Pengukuran Triwulan I 2026"), S("Siklus ini sedang dikoreksi. Tiga langkah lagi sampai rapat intern."), crumbs, LEN(crumbs), out_html(&actions));
  t_style(&body, out_html(&top), tasks, LEN(tasks), steps, LEN(steps), &form, wrong, &pages, S("0123"));
  page_view v = {.title = S("Pengukuran Triwulan I 2026"), .nav = NAV_CYCLES, .office = S("Kecamatan Sukamaju"), .user = S("Nama Contoh Pegawai"),
                 .position = S("Camat Sukamaju"), .acting = S("Plt."), .admin = true, .csrf = S("0123")};
  t_layout(&page, &v, out_html(&body));
  return out_html(&page);
}
