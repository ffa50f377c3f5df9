/* finding: mistakes that can be seen in the figures themselves (temuan otomatis), found before the Inspektorat does.
 *
 * Each check has a code, a level, what it means and what to do; a finding adds one sentence with the numbers of this row. Checks run on
 * what is given: a member left zero is not looked at. Pure. Where a check comes from: published reports, recomputed.
 */
#ifndef TAKAR_MEASURE_FINDING_H
#define TAKAR_MEASURE_FINDING_H
#include "accumulate.h"
#include "measure.h"

/* name, code, level, what it means, what to do */
#define FINDINGS(X)                                                                                                     \
  X(PRINTED_MISMATCH, "printed-mismatch", ERROR, "Capaian yang tertulis tidak sesuai dengan target dan realisasi.",     \
    "Hitung ulang capaian, atau perbaiki target atau realisasi yang salah ketik.")                                     \
  X(PRINTED_TRUNCATED, "printed-truncated", NOTE, "Capaian yang tertulis dipotong, tidak dibulatkan.",                  \
    "Pakai satu cara pembulatan untuk seluruh laporan.")                                                               \
  X(PRINTED_UNCHECKED, "printed-unchecked", WARNING, "Capaian tertulis tanpa target dan realisasi yang dapat dihitung.", \
    "Lengkapi target dan realisasi, atau nyatakan dari mana capaian itu.")                                             \
  X(PRINTED_OTHER_FORM, "printed-other-form", WARNING, "Capaian yang tertulis cocok dengan rumus arah yang lain.",      \
    "Periksa arah indikator, dan apakah kolom target dan realisasi tertukar.")                                         \
  X(PRINTED_LAST_YEAR, "printed-last-year", ERROR, "Capaian yang tertulis sama dengan capaian tahun lalu.",             \
    "Hitung capaian dari realisasi tahun ini.")                                                                        \
  X(PRINTED_AS_ACTUAL, "actual-is-achievement", ERROR, "Capaian diketik ke kolom realisasi.",                           \
    "Isi kolom realisasi dengan angka yang dicapai, bukan persentasenya.")                                             \
  X(DIRECTION_ASSUMED, "direction-assumed", NOTE, "Arah indikator tidak dinyatakan dan diduga dari isinya.",            \
    "Nyatakan arah indikator.")                                                                                        \
  X(DIRECTION_DOUBT, "direction-doubt", WARNING, "Nama indikator berarti makin rendah makin baik, tetapi diukur naik.", \
    "Periksa arah indikator; pilih turun bila angka yang rendah adalah hasil baik.")                                   \
  X(NUMBER_DOUBT, "number-ambiguous", WARNING, "Sebuah angka dapat dibaca dua cara.",                                   \
    "Tulis angka tanpa titik ribuan, atau dengan koma desimal.")                                                       \
  X(MARKS_MIXED, "decimal-marks-mixed", NOTE, "Koma desimal dan titik desimal dipakai dalam satu baris.",               \
    "Tulis semua angka dengan koma desimal.")                                                                          \
  X(SCALE_MISMATCH, "scale-mismatch", WARNING, "Target dan realisasi berbeda sangat jauh, seolah berbeda satuan.",      \
    "Periksa apakah keduanya memakai satuan dan ukuran yang sama.")                                                    \
  X(UNIT_MISMATCH, "unit-mismatch", WARNING, "Target dan realisasi ditulis dengan satuan yang berbeda.",                \
    "Samakan satuan target dan realisasi.")                                                                            \
  X(NEGATIVE, "negative", WARNING, "Capaian di bawah nol.", "Periksa target dan realisasi, lalu jelaskan penyebabnya.") \
  X(ABOVE_150, "above-150", WARNING, "Capaian di atas 150 %.",                                                         \
    "Periksa angka dan targetnya; bila benar, jelaskan mengapa target jauh terlampaui.")                               \
  X(TARGET_BELOW_PAST, "target-below-past", WARNING, "Target lebih mudah daripada realisasi tahun lalu.",               \
    "Jelaskan dasar target, atau tinjau kembali target.")                                                              \
  X(TARGET_UNCHANGED, "target-unchanged", NOTE, "Target tidak berubah sedikitnya tiga tahun.",                          \
    "Pastikan target masih mendorong perbaikan.")                                                                      \
  X(OUTLIER_PAST, "outlier-past", WARNING, "Realisasi jauh dari realisasi tahun-tahun sebelumnya.",                     \
    "Periksa pengetikan; bila benar, jelaskan perubahannya.")                                                          \
  X(OUTLIER_SIBLINGS, "outlier-siblings", WARNING, "Realisasi jauh dari realisasi perangkat daerah sejenis.",           \
    "Periksa pengetikan dan definisi indikator; bila benar, jelaskan.")                                                \
  X(COPIED_PAST, "copied-past", WARNING, "Realisasi sama persis dengan tahun lalu.",                                   \
    "Pastikan angka ini memang data tahun berjalan.")                                                                  \
  X(FALLING_CUMULATIVE, "falling-cumulative", ERROR, "Angka kumulatif turun dari triwulan sebelumnya.",                 \
    "Angka kumulatif tidak dapat berkurang; perbaiki salah satu triwulan.")                                            \
  X(YEAR_TARGET, "year-target-differs", WARNING, "Target triwulan tidak sampai pada target tahunan.",                   \
    "Samakan target triwulan dengan target tahunan pada perjanjian kinerja.")                                          \
  X(PERCENT_SUMMED, "percent-summed", ERROR, "Persentase dijumlahkan antarperiode.",                                   \
    "Pilih posisi terakhir atau rata-rata untuk indikator ini.")                                                       \
  X(PARTS_ABOVE, "numerator-above-denominator", ERROR, "Pembilang lebih besar daripada penyebut.",                      \
    "Periksa kedua komponen; bagian tidak dapat melebihi seluruhnya.")                                                 \
  X(PARTS_OTHER, "components-differ", ERROR, "Realisasi tidak sama dengan pembilang dibagi penyebut.",                  \
    "Samakan realisasi dengan hasil komponennya.")                                                                     \
  X(BUDGET_AS_PHYSICAL, "budget-as-physical", WARNING, "Realisasi fisik sama dengan persentase serapan anggaran.",      \
    "Isi realisasi fisik dari keluaran yang dicapai, bukan dari uang yang terpakai.")                                  \
  X(ACTUAL_BLANK, "actual-blank", WARNING, "Target ada, tetapi realisasi belum diisi.",                                 \
    "Isi realisasi, atau nyatakan data tidak tersedia beserta alasannya.")                                             \
  X(TARGET_BLANK, "target-blank", WARNING, "Realisasi ada, tetapi target belum diisi.", "Isi target menurut perjanjian kinerja.") \
  X(NOT_AVAILABLE, "not-available", NOTE, "Data dinyatakan tidak tersedia.", "Sebutkan alasan dan kapan data tersedia.") \
  X(NOT_NUMERIC, "not-numeric", WARNING, "Target atau realisasi bukan angka yang dapat dihitung.",                      \
    "Tulis satu angka, atau pilih arah yang sesuai.")                                                                  \
  X(ZERO_TARGET, "zero-target", WARNING, "Rumus membagi dengan nol.",                                                  \
    "Perbaiki target, atau tetapkan aturan pembagian dengan nol.")                                                     \
  X(NO_EVIDENCE, "no-evidence", WARNING, "Realisasi belum disertai bukti dukung.", "Unggah bukti dukung.")              \
  X(ALL_EQUAL, "all-equal-target", WARNING, "Realisasi sama dengan target pada semua indikator.",                       \
    "Pastikan realisasi diambil dari data, bukan disalin dari target.")
enum finding_code {
#define X(name, code, level, text, remedy) FINDING_##name,
  FINDINGS(X)
#undef X
  FINDING_COUNT
};
enum finding_level { FINDING_LEVEL_NOTE, FINDING_LEVEL_WARNING, FINDING_LEVEL_ERROR };

str finding_code(enum finding_code c);
enum finding_level finding_level(enum finding_code c);
str finding_level_label(enum finding_level l);     /* "catatan", "periksa", "salah" */
str finding_meaning(enum finding_code c);
str finding_remedy(enum finding_code c);
bool finding_find(str code, enum finding_code *out);

typedef struct finding {
  enum finding_code code;
  str text;                                        /* one sentence with the numbers of this row */
} finding;
typedef LIST(finding) finding_list;

typedef struct finding_input {
  str name, unit;
  measure_input figures;
  bool direction_assumed;                          /* see finding_direction */
  number printed;                                  /* capaian as typed or printed; blank: none */
  const decimal *past_actuals, *past_targets;      /* latest year first */
  size_t past_actual_n, past_target_n;
  decimal past_printed;                            /* last year's capaian; scale -1: unknown */
  const decimal *siblings;                         /* actuals of offices of the same kind */
  size_t sibling_n;
  const quarters *quarters;                        /* NULL: none */
  enum accumulation accumulation;
  bool cumulative;                                 /* the quarters are typed as running totals */
  decimal numerator, denominator;                  /* counted components; scale -1: none */
  decimal absorption;                              /* budget absorption in percent; scale -1: unknown */
  bool evidence_wanted;
  size_t evidence_n;
} finding_input;
/* All optional members set to "not given". */
finding_input finding_input_none(void);

/* Adds what is found about one row; `result` is measure() of in->figures. */
void finding_check(arena *a, const measure_rules *r, const finding_input *in, const measure_result *result, finding_list *out);
/* Over the rows of one office: R = T everywhere (at least 5 computed rows). */
void finding_check_all(arena *a, const measure_input *rows, size_t n, finding_list *out);

/* A name that says lower is better: kematian, kemiskinan, stunting ... and not "penurunan stunting" or "temuan yang ditindaklanjuti". */
bool finding_lower_is_better(str name);
/* The direction for a row that states none: from the target's form, the predicates and the name; true when anything but plain naik
 * was assumed. */
bool finding_direction(const measure_rules *r, str name, const number *target, const number *actual, enum direction *out);

/* "printed-mismatch;direction-assumed" */
str finding_codes(arena *a, const finding_list *l);
#endif
