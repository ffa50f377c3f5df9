/* Invented tables of every export: for the unit tests and for LibreOffice. */
#ifndef TAKAR_EXPORT_SAMPLES_H
#define TAKAR_EXPORT_SAMPLES_H
#include "document/exports.h"
#include "samples.h"

static inline export_head sample_head(void) {
  return (export_head){S("Pemerintah Kabupaten Purwakarta"), S("Kecamatan Babakancikao"), S("Tahun 2025"), S("Babakancikao, 5 Januari 2026"),
                       {S("CAMAT BABAKANCIKAO"), S("Contoh Camat, S.Contoh."), S("Pembina / IV/a"), S("00000000 000000 0 001")}};
}
static inline export_signer sample_signer(void) {
  return (export_signer){S("KEPALA BAPPERIDA"), S("Contoh Kepala"), S("Pembina / IV/b"), S("00000000 000000 0 006")};
}

/* A figure as the engine gives it. */
static inline export_measure sample_figure(arena *a, const measure_rules *rules, const char *objective, const char *indicator, enum direction d,
                                           const char *target, const char *actual) {
  export_measure m = {.direction = d};
  m.figure = (doc_measure){.objective = str_of(objective), .indicator = str_of(indicator), .unit = S("Nilai")};
  if (target) m.figure.target = sample_value(target);
  if (actual) m.figure.actual = sample_value(actual);
  measure_input in = {.direction = d, .target = target ? number_of(sample_number(target)) : NUMBER_NONE,
                      .actual = actual ? number_of(sample_number(actual)) : NUMBER_NONE};
  measure_result r = measure(a, rules, &in);
  if (r.status == MEASURE_OK) m.figure.achievement = value_number(r.value);
  m.figure.category = r.category;
  m.figure.explanation = r.explanation;
  return m;
}

static inline export_measures sample_measurement(arena *a) {
  export_measures in = {.head = sample_head(), .rules = measure_rules_default()};
  const measure_rules *r = &in.rules;
  const char *one = "Meningkatnya kualitas pelayanan publik", *two = "Meningkatnya akuntabilitas";
  LIST_OF(a, &in.rows, sample_figure(a, r, one, "Nilai SKM", DIR_NAIK, "76.10", "85.32"),
          sample_figure(a, r, one, "=HYPERLINK(\"x\")", DIR_TURUN_A, "10", "25"), sample_figure(a, r, one, "Lama antrean", DIR_TURUN_B, "10", "25"),
          sample_figure(a, r, two, "Stabil satu", DIR_STABIL_1, "100", "103"), sample_figure(a, r, two, "Stabil dua", DIR_STABIL_2, "100", "103"),
          sample_figure(a, r, two, "Belum diisi", DIR_NAIK, "4", NULL), sample_figure(a, r, two, "Target nol", DIR_NAIK, "0", "3"));
  export_measure typed = sample_figure(a, r, two, "Diketik", DIR_NAIK, "80", "84"), words = {.direction = DIR_PREDIKAT};
  typed.figure.achievement = sample_value("104.99"); /* not what the formula gives */
  words.figure = (doc_measure){.objective = str_of(two), .indicator = S("Opini"), .unit = S("Predikat"), .target = value_word(S("WTP")),
                               .actual = value_unavailable(S("audit belum selesai")), .achievement = value_unavailable(S("realisasi belum ada"))};
  LIST_OF(a, &in.rows, typed, words);
  LIST_OF(a, &in.budget, (doc_budget_row){S("7.01.01"), S("Penunjang Urusan"), sample_number("3151363319"), sample_number("3050000000"), sample_number("96.78"), false},
          (doc_budget_row){S("7.01.02"), S("Pelayanan Publik"), sample_number("166017996"), sample_number("160250000.50"), sample_number("96.53"), false},
          (doc_budget_row){S(""), S("Jumlah"), sample_number("3317381315"), sample_number("3210250000.50"), sample_number("96.77"), true});
  return in;
}

static inline export_pk sample_pk(arena *a) {
  export_pk in = {.head = sample_head(), .superior = sample_signer()};
  LIST_OF(a, &in.rows, (export_pk_row){S("Meningkatnya kualitas pelayanan publik"), S("Nilai SKM"), S("Nilai"), sample_value("76.10")},
          (export_pk_row){S("Meningkatnya kualitas pelayanan publik"), S("Persentase desa tertib"), S("%"), sample_value("77.78")},
          (export_pk_row){S("Meningkatnya akuntabilitas"), S("Predikat SAKIP"), S("Predikat"), value_word(S("BB"))});
  LIST_OF(a, &in.programs, (export_pk_money){S("7.01.01"), S("Penunjang Urusan"), S("APBD"), sample_number("3151363319"), true},
          (export_pk_money){S("7.01.01.2.01"), S("Perencanaan"), STR_NONE, sample_number("20000000"), false},
          (export_pk_money){S("7.01.02"), S("Pelayanan Publik"), S("APBD"), sample_number("166017996"), true});
  return in;
}

static inline export_plan sample_action_plan(arena *a) {
  export_plan in = {.head = sample_head()};
  const char *one = "Meningkatnya kualitas pelayanan publik";
  export_plan_row sum = {str_of(one), S("Jumlah musyawarah"), S("Kali"), S("Menjadwalkan musyawarah"), S("Kasi Pemerintahan"), AKUM_JUMLAH, sample_value("12"),
                         {sample_value("3"), sample_value("3"), sample_value("3"), sample_value("3")}};
  export_plan_row last = {str_of(one), S("Nilai SKM"), S("Nilai"), S("Survei tiap triwulan"), S("Kasi Pelayanan"), AKUM_TERAKHIR, sample_value("76.10"),
                          {sample_value("75"), sample_value("75.5"), sample_value("76.10")}};
  export_plan_row mean = {S("Lain"), S("Kepatuhan"), S("Nilai"), S("Pemantauan"), S("Kasubag"), AKUM_RATA, sample_value("80"), {sample_value("80"), sample_value("81"), sample_value("79.7")}};
  export_plan_row wrong = {S("Lain"), S("Persentase desa"), S("%"), S("Pembinaan"), S("Kasubag"), AKUM_JUMLAH, sample_value("100"), {sample_value("50"), sample_value("50")}};
  LIST_OF(a, &in.rows, sum, last, mean, wrong);
  return in;
}


static inline export_e81 sample_e81(arena *a) {
  export_e81 in = {.head = sample_head(), .evaluator = sample_signer(), .rules = measure_rules_default(), .drivers = S("Kerja sama dengan sembilan desa."),
                   .next_quarter = S("Melengkapi bukti dukung.")};
  export_e81_row adds = {S("1"), S("Meningkatnya pelayanan"), S("7.01.02 Pelayanan Publik"), 0, S("Jumlah layanan"), S("Layanan"), true,
                         sample_pair("500", "1000000000"), sample_pair("100", "200000000"), sample_pair("120", "166017996"),
                         {sample_pair("30", "40000000"), sample_pair("25", "40000000"), sample_pair(NULL, NULL), sample_pair("35", "80250000.50")},
                         S("Kasi Pelayanan"), STR_NONE, false, DECIMAL_NONE};
  export_e81_row stands = {S(""), S("Meningkatnya pelayanan"), S("7.01.02.2.01 Survei"), 1, S("Nilai SKM"), S("Nilai"), false,
                           sample_pair("90", NULL), sample_pair("80.60", NULL), sample_pair("85", NULL),
                           {sample_pair("81", NULL), sample_pair("82.5", NULL)}, S("Kasi Pelayanan"), S("semester I"), false, DECIMAL_NONE};
  export_e81_row percent = {S("2"), S("Akuntabilitas"), S("7.01.01 Penunjang"), 0, S("Persentase desa tertib"), S("%"), true, /* the flag is wrong */
                            sample_pair("100", NULL), sample_pair("70", NULL), sample_pair("80", NULL),
                            {sample_pair("75", NULL), sample_pair("78", NULL), sample_pair("79", NULL), sample_pair("80", NULL)}, S("Kasubag"), STR_NONE, false, DECIMAL_NONE};
  export_e81_row words = {.number = S(""), .objective = S("Akuntabilitas"), .program = S("7.01.01.2.02 Evaluasi"), .level = 1,
                          .indicator = S("Predikat SAKIP"), .unit = S("Predikat")};
  words.medium.k = value_word(S("A")), words.quarter[1].k = value_word(S("BB")), words.quarter[3].k = value_unavailable(S("LHE belum terbit"));
  words.medium.rp = words.before.rp = words.plan.rp = DECIMAL_NONE;
  for (int i = 0; i < 4; i++) words.quarter[i].rp = DECIMAL_NONE;
  words.plan.rp = sample_number("5000000");
  words.medium.rp = sample_number("0"); /* no division */
  words.quarter[0].rp = sample_number("1000000");
  for (int i = 2; i < 4; i++) stands.quarter[i].rp = DECIMAL_NONE;
  LIST_OF(a, &in.rows, adds, stands, percent, words);
  return in;
}

static inline sheet_book *book_measurement(arena *a) { export_measures in = sample_measurement(a); return export_measurement(a, &in); }
static inline sheet_book *book_pk(arena *a) { export_pk in = sample_pk(a); return export_agreement(a, &in); }
static inline sheet_book *book_plan(arena *a) { export_plan in = sample_action_plan(a); return export_action_plan(a, &in); }
static inline sheet_book *book_e81(arena *a) { export_e81 in = sample_e81(a); return export_renja(a, &in); }

typedef struct book_sample { const char *name; sheet_book *(*build)(arena *); } book_sample;
static const book_sample BOOKS[] = {{"pengukuran", book_measurement}, {"pk", book_pk}, {"rencana-aksi", book_plan}, {"e81", book_e81}};
#endif
