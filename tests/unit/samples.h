/* One invented document of every kind: for the goldens, and for looking at (test_letters with TAKAR_PDF_DIR set writes the PDFs). */
#ifndef TAKAR_SAMPLES_H
#define TAKAR_SAMPLES_H
#include "document/exports.h"
#include "document/letters.h"
#include "document/report.h"

#define LIST_OF(a, list, ...)                                                          \
  do {                                                                                 \
    const __typeof__(*(list)->v) items_[] = {__VA_ARGS__};                             \
    for (size_t i_ = 0; i_ < LEN(items_); i_++) LIST_ADD((a), (list), items_[i_]);     \
  } while (0)

static inline decimal sample_number(const char *z) {
  decimal d = DECIMAL_NONE;
  ENSURE(decimal_parse(str_of(z), &d));
  return d;
}
static inline doc_value sample_value(const char *z) { return value_number(sample_number(z)); }

static inline doc_person sample_person(int n) {
  static const doc_person PEOPLE[] = {
      {SC("Contoh Camat, S.Contoh., M.Contoh."), SC("00000000 000000 0 001"), SC("Pembina / IV/a"), SC("Camat")},
      {SC("Contoh Sekretaris, S.Contoh."), SC("00000000 000000 0 002"), SC("Penata Tk. I / III/d"), SC("Sekretaris Kecamatan")},
      {SC("Contoh Kasubag"), SC("00000000 000000 0 003"), SC("Penata / III/c"), SC("Kepala Subbagian Perencanaan dan Keuangan")},
      {SC("Contoh Kasi Pertama"), SC("00000000 000000 0 004"), SC("Penata Muda Tk. I / III/b"), SC("Kepala Seksi Pemerintahan")},
      {SC("Contoh Kasi Kedua"), SC("00000000 000000 0 005"), SC("Penata Muda / III/a"), SC("Kepala Seksi Pemberdayaan Masyarakat dan Desa")},
  };
  return PEOPLE[n];
}

static inline letter_common sample_common(str letter, int day) {
  return (letter_common){
      .office = {.government = S("PEMERINTAH KABUPATEN PURWAKARTA"), .name = S("KECAMATAN BABAKANCIKAO"),
                 .office_title = S("Kecamatan Babakancikao"), .place = S("Babakancikao"),
                 .address = S("Jalan Contoh Nomor 1, Babakancikao, Purwakarta 00000"),
                 .contact = S("Telepon (0000) 000000 · Pos-el contoh@contoh.invalid · Laman https://contoh.invalid"), .offset_minutes = 420},
      .issue = {.number = letter, .day = date_of(2026, 1, day)},
      .signer = {.person = sample_person(0), .position = S("CAMAT BABAKANCIKAO")}};
}

static inline doc *sample_order(arena *a) {
  order_input in = {.common = sample_common(S("800.1.11.1/001/Kec.Bbc/I/2026"), 5), .period = S("Triwulan IV Tahun 2025"),
                    .deadline = S("Selasa, 6 Januari 2026 pukul 10.00 WIB")};
  LIST_OF(a, &in.common.copies, S("Bupati Purwakarta"), S("Inspektur Kabupaten Purwakarta"));
  LIST_OF(a, &in.considering, S("bahwa untuk menyusun Laporan Kinerja diperlukan data kinerja yang lengkap, benar, dan tepat waktu;"),
          S("bahwa untuk itu perlu memerintahkan pengumpulan dan pengukuran data kinerja."));
  LIST_OF(a, &in.basis, S("Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah;"),
          S("Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014;"),
          S("SOP Mekanisme Pengumpulan dan Pengukuran Data Kinerja Kecamatan Babakancikao."));
  LIST_OF(a, &in.to, sample_person(1), sample_person(2));
  LIST_OF(a, &in.tasks, S("menyiapkan pembentukan Tim Pengumpulan dan Pengukuran Data Kinerja;"),
          S("menyusun rencana kegiatan pengumpulan data; dan"), S("melaporkan hasilnya kepada Camat."));
  return letter_order(a, &in);
}

static inline decree_input sample_decree_input(arena *a, bool draft) {
  decree_input in = {.common = sample_common(S("000.8.6.3/002/Kec.Bbc/2026"), 6),
                     .about = S("Pembentukan Tim Pengumpulan dan Pengukuran Data Kinerja Kecamatan Babakancikao Tahun 2026")};
  if (draft) in.common.issue = (doc_issue){.day = DATE_NONE}, in.common.watermark = S("KONSEP");
  LIST_OF(a, &in.considering, S("bahwa pengumpulan dan pengukuran data kinerja perlu dilaksanakan secara terkoordinasi;"),
          S("bahwa berdasarkan pertimbangan sebagaimana dimaksud pada huruf a, perlu menetapkan Keputusan Camat tentang pembentukan tim."));
  LIST_OF(a, &in.recalling, S("Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;"),
          S("Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah;"),
          S("Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017."));
  LIST_OF(a, &in.rulings, S("Membentuk tim dengan susunan sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan ini."),
          S("Tim bertugas menyusun rencana, menghimpun, mengukur, dan menganalisis data kinerja serta menyusun Laporan Kinerja."),
          S("Tim melaporkan hasil pelaksanaan tugasnya kepada Camat."),
          S("Biaya yang timbul dibebankan pada Anggaran Pendapatan dan Belanja Daerah Kabupaten Purwakarta."),
          S("Keputusan ini mulai berlaku pada tanggal ditetapkan. Kekeliruan di kemudian hari diperbaiki sebagaimana mestinya."));
  LIST_OF(a, &in.members, (team_member){sample_person(1), S("Ketua")}, (team_member){sample_person(2), S("Sekretaris")},
          (team_member){sample_person(3), S("Anggota")}, (team_member){sample_person(4), S("Anggota")});
  return in;
}
static inline doc *sample_decree(arena *a) {
  decree_input in = sample_decree_input(a, false);
  return letter_decree(a, &in);
}
static inline doc *sample_decree_draft(arena *a) {
  decree_input in = sample_decree_input(a, true);
  return letter_decree(a, &in);
}

static inline plan_input sample_plan_input(arena *a) {
  plan_input in = {.common = sample_common(S("000.8.6.3/003/Kec.Bbc/I/2026"), 9), .period = S("Triwulan IV Tahun 2025"),
                   .from = date_of(2026, 1, 9), .until = date_of(2026, 2, 6)};
  bool *off = NEW_N(a, bool, 29);
  for (int i = 0; i < 29; i++) off[i] = date_weekday((date){in.from.day + i}) > 5 || in.from.day + i == date_of(2026, 1, 16).day;
  in.days_off = off;
  LIST_OF(a, &in.rows,
          (plan_row){S("Nilai Survei Kepuasan Masyarakat"), S("Seksi Pelayanan"), S("Rekapitulasi survei"), S("Contoh Kasi Pertama"),
                     S("Laporan SKM bertanda tangan"), date_of(2026, 1, 12), date_of(2026, 1, 15)},
          (plan_row){S("Persentase desa dengan laporan pertanggungjawaban yang baik dan disampaikan tepat waktu kepada Camat"), S("Sembilan desa"),
                     S("Telaah dokumen"), S("Contoh Kasi Kedua"), S("Berita acara penerimaan laporan"), date_of(2026, 1, 14), date_of(2026, 1, 23)},
          (plan_row){S("Nilai AKIP"), S("Inspektorat"), S("Laporan hasil evaluasi"), S("Contoh Kasubag"), S("LHE"), DATE_NONE, date_of(2026, 1, 30)},
          (plan_row){S("Serapan anggaran"), STR_NONE, S("Rekonsiliasi"), S("Contoh Kasubag"), S("Laporan realisasi"), DATE_NONE, DATE_NONE});
  return in;
}
static inline doc *sample_plan(arena *a) {
  plan_input in = sample_plan_input(a);
  return letter_plan(a, &in);
}

static inline doc *sample_correction(arena *a) {
  correction_input in = {.common = sample_common(S("000.8.6.3/004/Kec.Bbc/I/2026"), 20), .document = S("Draft 1 Laporan Kinerja Triwulan IV Tahun 2025"),
                         .round = S("Putaran ke-1"), .decision = S("Tidak, dikembalikan ke langkah 5")};
  in.common.signer = (doc_official){.person = sample_person(2), .position = S("KEPALA SUBBAGIAN PERENCANAAN")};
  LIST_OF(a, &in.rows,
          (correction){S("Indikator: Nilai Survei Kepuasan Masyarakat"), S("Realisasi berbeda dengan laporan SKM: tertulis 85,23, seharusnya 85,32."),
                       S("Contoh Kasubag"), S("Contoh Kasi Pertama"), S("Sudah diperbaiki menjadi 85,32."), S("selesai")},
          (correction){S("Paragraf: penyebab, sasaran 2"), S("Penyebab belum menyebut desa yang terlambat."), S("Contoh Kasubag"), S("Contoh Kasi Kedua"),
                       STR_NONE, S("terbuka")});
  return letter_correction_sheet(a, &in);
}

static inline doc_measures sample_measures(arena *a) {
  doc_measures m = {0};
  LIST_OF(a, &m,
          (doc_measure){S("1"), S("Meningkatnya kualitas pelayanan publik"), S("Nilai Survei Kepuasan Masyarakat"), S("Nilai"), sample_value("76.10"),
                        sample_value("85.32"), sample_value("112.12"), S("Sangat Tinggi"), S("85,32 / 76,10 × 100 = 112,12 persen.")},
          (doc_measure){S("2"), S("Meningkatnya kualitas pelayanan publik"), S("Jumlah pengaduan (data contoh)"), S("Aduan"), sample_value("4"),
                        sample_value("0"), sample_value("200.00"), S("Sangat Tinggi"), S("4 + (4 − 0) = 8; 8 / 4 × 100 = 200,00 persen.")},
          (doc_measure){S("3"), S("Meningkatnya tata kelola pemerintahan desa"), S("Persentase desa dengan laporan pertanggungjawaban baik"), S("%"),
                        sample_value("77.78"), sample_value("55.56"), sample_value("71.43"), S("Sedang"), S("55,56 / 77,78 × 100 = 71,43 persen.")},
          (doc_measure){S("4"), S("Meningkatnya akuntabilitas kinerja"), S("Predikat SAKIP"), S("Predikat"), value_word(S("BB")),
                        value_unavailable(S("laporan hasil evaluasi belum terbit")), value_unavailable(S("realisasi belum ada")), STR_NONE, STR_NONE},
          (doc_measure){.id = S("5"), .objective = S("Meningkatnya akuntabilitas kinerja"), .indicator = S("Nilai kematangan inovasi"), .unit = S("Nilai"),
                        .target = sample_value("104.00")});
  return m;
}

static inline doc *sample_memo(arena *a) {
  memo_input in = {.common = sample_common(S("000.8.6.3/005/Kec.Bbc/I/2026"), 26), .to = S("Camat Babakancikao"), .through = S("Sekretaris Kecamatan"),
                   .from = S("Kepala Subbagian Perencanaan"), .nature = S("Biasa"), .attachment = S("Satu berkas"),
                   .subject = S("Hasil pengumpulan dan pengukuran data kinerja Triwulan IV Tahun 2025"), .measures = sample_measures(a)};
  in.common.signer = (doc_official){.person = sample_person(2), .position = S("KEPALA SUBBAGIAN PERENCANAAN")};
  LIST_OF(a, &in.paragraphs, S("Bersama ini kami laporkan hasil pengumpulan dan pengukuran data kinerja Triwulan IV Tahun 2025."),
          S("Hal yang memerlukan perhatian:\n1. satu figur belum diisi;\n2. satu figur tidak tersedia.\nMohon arahan lebih lanjut."));
  return letter_memo(a, &in);
}

static inline meeting_event sample_event(void) {
  return (meeting_event){date_of(2026, 1, 28), S("09.00 WIB s.d. selesai"), S("Aula Kecamatan Babakancikao"),
                         S("Rapat intern pembahasan Draft 3 Laporan Kinerja"), S("Camat Babakancikao")};
}

static inline doc *sample_invitation(arena *a) {
  invitation_input in = {.common = sample_common(S("000.1.5/006/Kec.Bbc/I/2026"), 27), .event = sample_event(), .nature = S("Penting"),
                         .subject = S("Undangan rapat intern")};
  in.common.signer = (doc_official){.person = sample_person(1), .prefix = S("Plh."), .position = S("CAMAT BABAKANCIKAO"),
                                    .letter = S("Surat Perintah Nomor 800/000/2026 tanggal 26 Januari 2026"), .substituted = sample_person(0)};
  LIST_OF(a, &in.to, S("Sekretaris Kecamatan"), S("Kepala Subbagian Perencanaan"), S("Anggota Tim"));
  return letter_invitation(a, &in);
}

static inline doc *sample_attendance(arena *a) {
  attendance_input in = {.common = sample_common(STR_NONE, 28), .event = sample_event(), .empty_rows = 3};
  for (int i = 0; i < 5; i++) LIST_ADD(a, &in.people, sample_person(i));
  return letter_attendance(a, &in);
}

static inline doc *sample_minutes(arena *a) {
  minutes_input in = {.common = sample_common(STR_NONE, 28), .event = sample_event(), .note_taker = sample_person(2)};
  LIST_OF(a, &in.participants, S("Contoh Camat"), S("Contoh Sekretaris"), S("Tim (4 orang)"));
  LIST_OF(a, &in.discussion, S("Ketua tim memaparkan Draft 3."), S("Camat meminta penjelasan atas capaian desa."));
  LIST_OF(a, &in.decisions, (decision){S("Melengkapi penyebab pada sasaran 2"), S("Contoh Kasi Kedua"), date_of(2026, 1, 29)},
          (decision){S("Menyampaikan laporan ke Inspektorat"), S("Contoh Kasubag"), DATE_NONE});
  return letter_minutes(a, &in);
}

static inline doc *sample_record(arena *a) {
  record_input in = {.common = sample_common(S("000.1.5/007/Kec.Bbc/I/2026"), 28), .event = sample_event()};
  in.event.agenda = S("pembahasan Draft 3 Laporan Kinerja");
  LIST_OF(a, &in.parties, sample_person(1), sample_person(2));
  LIST_OF(a, &in.results, S("Draft 3 diterima dengan perbaikan."), S("Perbaikan diselesaikan paling lambat 29 Januari 2026."));
  return letter_record(a, &in);
}

static inline doc *sample_covering(arena *a) {
  covering_input in = {.common = sample_common(S("000.8.6.3/008/Kec.Bbc/I/2026"), 30), .to = S("Inspektur Kabupaten Purwakarta"), .to_place = S("Purwakarta"),
                       .received = DATE_NONE};
  LIST_OF(a, &in.items, (sent_item){S("Laporan Kinerja Triwulan IV Tahun 2025 yang telah ditandatangani"), S("1 (satu) berkas"), S("Untuk direviu")},
          (sent_item){S("Daftar bukti dukung"), S("1 (satu) berkas"), STR_NONE});
  return letter_covering(a, &in);
}

#define SAMPLE_HASH S("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")

static inline doc *sample_receipt(arena *a) {
  receipt_input in = {.common = sample_common(S("700.1/009/Itda/2026"), 30), .from = S("Kecamatan Babakancikao"),
                      .subject = S("Laporan Kinerja Triwulan IV Tahun 2025"), .bearer = sample_person(2),
                      .at = instant_of(date_of(2026, 1, 30), 14 * 60 + 5, 0, 420), .completeness = S("Lengkap"), .audit_head = SAMPLE_HASH};
  in.common.office.name = S("INSPEKTORAT");
  in.common.office.office_title = S("Inspektorat Kabupaten Purwakarta");
  in.common.office.place = S("Purwakarta");
  in.common.signer = (doc_official){.person = {S("Contoh Petugas Inspektorat"), S("00000000 000000 0 009"), S("Penata / III/c"), S("Auditor")},
                                    .position = S("PETUGAS PENERIMA")};
  in.common.issue.mark = S("Disetujui dalam Takar\n30 Januari 2026 pukul 14.05 WIB");
  LIST_OF(a, &in.files, (doc_file){S("laporan-kinerja-tw4-2025.pdf"), S("Laporan Kinerja Triwulan IV Tahun 2025"), 24, SAMPLE_HASH},
          (doc_file){S("berita-acara__penerimaan//laporan-pertanggungjawaban-sembilan-desa.pdf"), STR_NONE, 0, SAMPLE_HASH});
  return letter_receipt(a, &in);
}

static inline doc *sample_archive(arena *a) {
  archive_input in = {.common = sample_common(S("000.5/010/Kec.Bbc/II/2026"), 31), .title = S("Siklus pengumpulan data kinerja Triwulan IV Tahun 2025"),
                      .audit_head = SAMPLE_HASH};
  in.common.signer = (doc_official){.person = sample_person(2), .position = S("KEPALA SUBBAGIAN PERENCANAAN")};
  LIST_OF(a, &in.rows,
          (archive_row){S("800.1.11.1"), S("Surat Perintah pengumpulan data kinerja"), S("Januari 2026"), S("1 lembar"), S("asli"), S("Lemari A, boks 1"), 1, 1, S("musnah")},
          (archive_row){S("000.8.6.3"), S("Laporan Kinerja Triwulan IV Tahun 2025"), S("Januari 2026"), S("24 lembar"), S("asli"), S("Lemari A, boks 1"), 2, 3, S("musnah")},
          (archive_row){S("000.1.5"), S("Notula rapat intern"), S("Januari 2026"), S("2 lembar"), S("salinan"), STR_NONE, -1, -1, STR_NONE});
  return letter_archive_list(a, &in);
}

static inline doc *sample_sheet(arena *a) {
  drawing *pages[2];
  for (int i = 0; i < 2; i++) {
    pages[i] = draw_new(a, 800, 480, S("Lembar SOP"), str_fmt(a, "Halaman %d lembar SOP contoh", i + 1));
    draw_rect(pages[i], (draw_style){0, DRAW_NO_COLOR, 1, false}, 1, 1, 798, 478, 0);
    draw_text(pages[i], 400, 240, 20, true, DRAW_MIDDLE, 0, str_fmt(a, "Gambar contoh %d", i + 1));
  }
  letter_common c = sample_common(STR_NONE, 5);
  return letter_sop_sheet(a, &c.office, S("SOP Mekanisme Pengumpulan dan Pengukuran Data Kinerja"), pages, 2);
}

static inline doc *sample_output(arena *a) {
  step_output_input in = {.common = sample_common(S("000.8.3.3/011/Kec.Bbc/I/2026"), 12), .title = S("Pemeriksaan kebersihan kantor"),
                          .note = S("Semua ruang telah diperiksa.\n- Ruang arsip perlu rak baru.")};
  LIST_OF(a, &in.fields, (labelled){S("Pelaksana"), S("Contoh Kasubag")}, (labelled){S("Waktu pelaksanaan"), S("12 Januari 2026")}, (labelled){S("Berkas"), STR_NONE});
  return letter_step_output(a, &in);
}

static inline report_objective sample_objective(arena *a, int n, str name, size_t first, size_t count) {
  doc_measures all = sample_measures(a);
  report_objective o = {.id = str_fmt(a, "%d", n), .name = name};
  for (size_t i = first; i < first + count; i++) {
    report_indicator x = {.now = all.v[i], .definition = S("Jumlah yang memenuhi dibagi jumlah seluruhnya dikali 100"), .source = S("Seksi terkait"),
                          .person = S("Contoh Kasi Pertama")};
    LIST_ADD(a, &o.indicators, x);
  }
  return o;
}

static inline void sample_history(arena *a, report_objective *o) {
  report_indicator *x = &o->indicators.v[0];
  LIST_OF(a, &x->history, (report_year){S("2023"), sample_value("75.00"), sample_value("80.60"), sample_value("107.47")},
          (report_year){S("2024"), sample_value("75.50"), value_unavailable(S("survei ditunda")), (doc_value){0}});
  x->medium_label = S("Target akhir Renstra 2029");
  x->medium_target = sample_value("90.00");
  x->medium_progress = sample_value("94.80");
  x->national = sample_value("76.61");
  x->national_source = S("Batas bawah mutu pelayanan B (data contoh)");
  o->mean = sample_value("156.06");
  o->mean_explanation = S("rata-rata 2 dari 2 indikator: (112,12 + 200,00) / 2");
  o->causes = S("Loket pelayanan dibuka lebih awal.\n\n- Antrean tercatat.\n- Petugas cadangan tersedia.");
  o->solutions = S("Pengaduan dijawab pada hari yang sama.");
  LIST_OF(a, &o->programs, (doc_budget_row){S("7.01.02"), S("Penyelenggaraan Pemerintahan dan Pelayanan Publik"), sample_number("166017996"), sample_number("160250000"),
                                            sample_number("96.53"), false});
}

static inline report_input sample_report_input(arena *a) {
  report_input in = {.common = sample_common(STR_NONE, 22), .title = S("LAPORAN KINERJA"), .period = S("Triwulan IV Tahun 2025"), .version = S("Draft 2"),
                     .changes_since = S("Draft 1")};
  in.common.watermark = S("DRAFT 2");
  in.texts.foreword = S("Laporan ini disusun sebagai bentuk pertanggungjawaban kinerja Kecamatan Babakancikao.\nKami menerima saran untuk perbaikan.");
  in.texts.background = S("Kecamatan Babakancikao membawahi sembilan desa. (Teks contoh.)\n## Wilayah\n- sembilan desa\n- satu pasar");
  LIST_OF(a, &in.posts, (report_post){S("Camat"), S("Contoh Camat, S.Contoh., M.Contoh.")}, (report_post){S("Kasi Pelayanan"), STR_NONE});
  report_objective one = sample_objective(a, 1, S("Meningkatnya kualitas pelayanan publik"), 0, 2);
  sample_history(a, &one);
  LIST_OF(a, &in.objectives, one, sample_objective(a, 2, S("Meningkatnya tata kelola pemerintahan desa"), 2, 1),
          sample_objective(a, 3, S("Meningkatnya akuntabilitas kinerja"), 3, 2));
  LIST_OF(a, &in.budget,
          (doc_budget_row){S("7.01.01"), S("Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota"), sample_number("3151363319"), sample_number("3050000000"), sample_number("96.78"), false},
          (doc_budget_row){S("7.01.02"), S("Penyelenggaraan Pemerintahan dan Pelayanan Publik"), sample_number("166017996"), DECIMAL_NONE, DECIMAL_NONE, false},
          (doc_budget_row){S(""), S("Jumlah"), sample_number("3317381315"), DECIMAL_NONE, DECIMAL_NONE, true});
  LIST_OF(a, &in.versions,
          (report_version){S("Konsep"), instant_of(date_of(2026, 1, 13), 600, 0, 420), S("Contoh Kasubag"), S("Data terhimpun")},
          (report_version){S("Draft 1"), instant_of(date_of(2026, 1, 16), 870, 0, 420), S("Tim"), STR_NONE});
  LIST_OF(a, &in.changes, (report_change){S("Nilai Survei Kepuasan Masyarakat, realisasi"), S("85,23"), S("85,32"), S("Contoh Kasi Pertama"), S("salah ketik")});
  LIST_OF(a, &in.evidence, (report_evidence){S("Nilai Survei Kepuasan Masyarakat"), S("laporan-skm-2025.pdf"), 12, SAMPLE_HASH});
  return in;
}
static inline export_pair sample_pair(const char *k, const char *rp) {
  return (export_pair){k ? sample_value(k) : (doc_value){0}, rp ? sample_number(rp) : DECIMAL_NONE};
}
static inline const export_e81 *sample_form(arena *a) {
  export_e81 *form = NEW(a, export_e81);
  form->rules = measure_rules_default();
  export_pair none = sample_pair(NULL, NULL);
  LIST_OF(a, &form->rows,
          (export_e81_row){.number = S("1"), .objective = S("Meningkatnya kualitas pelayanan publik"), .indicator = S("Nilai Survei Kepuasan Masyarakat"),
                           .unit = S("Nilai"), .medium = sample_pair("90.81", NULL), .before = none, .plan = sample_pair("76.10", NULL),
                           .quarter = {sample_pair("80.12", NULL), sample_pair("85.32", NULL), none, none}, .responsible = S("Kasi Pelayanan")},
          (export_e81_row){.objective = S("Meningkatnya kualitas pelayanan publik"), .program = S("7.01.02 Penyelenggaraan Pemerintahan dan Pelayanan Publik"), .medium = none, .before = none,
                           .plan = sample_pair(NULL, "166017996"), .quarter = {none, sample_pair(NULL, "81348818"), none, none}});
  return form;
}

static inline doc *sample_report(arena *a) {
  report_input in = sample_report_input(a);
  return report_build(a, &in);
}
static inline doc *sample_report_signed(arena *a) {
  static report_review review;
  report_input in = sample_report_input(a);
  in.common.watermark = STR_NONE, in.version = STR_NONE, in.changes_since = STR_NONE;
  in.common.issue.number = S("000.8.6.3/012/Kec.Bbc/2026");
  in.common.issue.mark = S("Disetujui dalam Takar\n30 Januari 2026 pukul 10.15 WIB");
  in.audit_head = SAMPLE_HASH;
  in.e81 = sample_form(a);
  review = (report_review){.common = sample_common(STR_NONE, 29)};
  review.common.office.name = S("INSPEKTORAT");
  review.common.office.place = S("Purwakarta");
  review.common.signer = (doc_official){.person = {S("Contoh Inspektur"), S("00000000 000000 0 008"), S("Pembina / IV/a"), S("Inspektur")}, .position = S("INSPEKTUR")};
  in.review = &review;
  return report_build(a, &in);
}

typedef struct sample { const char *name; doc *(*build)(arena *); } sample;
static inline doc *sample_agreement(arena *a) {
  letter_common c = sample_common(STR_NONE, 5);
  agreement_input in = {.office = c.office, .year = 2026, .first = c.signer, .place = S("Purwakarta"), .day = date_of(2026, 1, 5),
                        .second = {S("Contoh Bupati"), STR_NONE, STR_NONE, S("Bupati Purwakarta")}};
  LIST_OF(a, &in.rows,
          (agreement_row){S("Meningkatnya kualitas pelayanan publik"), S("Nilai Survei Kepuasan Masyarakat"), S("Nilai"), sample_value("76.10")},
          (agreement_row){S("Meningkatnya kualitas pelayanan publik"), S("Jumlah pengaduan (data contoh)"), S("Aduan"), sample_value("4")},
          (agreement_row){S("Meningkatnya akuntabilitas kinerja"), S("Predikat SAKIP"), S("Predikat"), value_word(S("BB"))});
  LIST_OF(a, &in.programs,
          (doc_budget_row){S("7.01.01"), S("Program Penunjang Urusan Pemerintahan Daerah"), sample_number("3151363319"), DECIMAL_NONE, DECIMAL_NONE, false},
          (doc_budget_row){S(""), S("Jumlah"), sample_number("3151363319"), DECIMAL_NONE, DECIMAL_NONE, true});
  return letter_agreement(a, &in);
}

static inline doc *sample_comparison(arena *a) {
  comparison_input in = {.office = sample_common(STR_NONE, 5).office, .title = S("Triwulan IV Tahun 2025"), .before = S("Draft 1"), .after = S("Draft 2"),
                         .before_about = S("16 Januari 2026 pukul 14.30 WIB, oleh Contoh Kasubag"), .after_about = S("19 Januari 2026 pukul 09.00 WIB, oleh Contoh Sekretaris"),
                         .same_figures = 4};
  LIST_OF(a, &in.figures, (comparison_row){S("Nilai Survei Kepuasan Masyarakat"), S("85,23 Nilai; capaian 112,00 %"), S("85,32 Nilai; capaian 112,12 %")});
  LIST_OF(a, &in.texts, (comparison_row){S("diubah"), S("Petugas loket bergantian."), S("Petugas loket bergiliran agar pelayanan tidak berhenti.")},
          (comparison_row){S("ditambah"), STR_NONE, S("Pengaduan dijawab pada hari yang sama.")});
  return letter_comparison(a, &in);
}

static const sample SAMPLES[] = {
    {"order", sample_order}, {"decree", sample_decree}, {"decree-draft", sample_decree_draft}, {"plan", sample_plan},
    {"correction", sample_correction}, {"memo", sample_memo}, {"invitation", sample_invitation}, {"attendance", sample_attendance},
    {"minutes", sample_minutes}, {"record", sample_record}, {"covering", sample_covering}, {"receipt", sample_receipt},
    {"archive", sample_archive}, {"sheet", sample_sheet}, {"output", sample_output}, {"report", sample_report}, {"report-signed", sample_report_signed},
    {"agreement", sample_agreement}, {"comparison", sample_comparison},
};
#endif
