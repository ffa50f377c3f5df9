/* Step 7, Melaporkan Hasil Pengumpulan Data: a Nota Dinas to who will sign the report, through who proposed the team; then Draft 3. */
#include "steps/report_data.h"
#include "steps/team_decree.h"

static const form_field form[] = {
    {.name = "hal", .label = "Hal", .kind = FIELD_LINE, .max = 300},
    {.name = "sifat", .label = "Sifat", .kind = FIELD_CHOICE, .choices = "biasa|penting|segera|rahasia"},
    {.name = "lampiran", .label = "Lampiran", .kind = FIELD_LINE, .max = 100},
    {.name = "isi", .label = "Isi", .kind = FIELD_TEXT, .max = 8000, .hint = "satu paragraf per baris; **tebal**, *miring*"},
    {0}};

/* "Dari 4 indikator, 3 dapat dihitung capaiannya. Rata-rata capaian sasaran: 96,40 %, 2 dari 2 sasaran dipakai." */
static err summary(db_ro *db, arena *a, const cycle *c, str *out) {
  figures all;
  size_t used = 0;
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  for (size_t i = 0; i < all.n; i++) used += all.v[i].result.status == MEASURE_OK;
  aggregate mean = performance_office_mean(a, &all);
  if (!used) {
    *out = str_fmt(a, "Dari %zu indikator belum ada yang dapat dihitung capaiannya.", all.n);
    return NULL;
  }
  *out = str_fmt(a, "Dari %zu indikator, %zu dapat dihitung capaiannya. Rata-rata capaian sasaran: %.*s.", all.n, used,
                 STR_ARG(performance_mean_text(a, &mean, "sasaran")));
  return NULL;
}

static err defaults(db_ro *db, arena *a, const cycle *c, date today, fields *out) {
  (void)today;
  str period = cycle_period(a, c->year, c->quarter), result;
  TRY(summary(db, a, c, &result));
  fields_add(a, out, S("hal"), str_fmt(a, "Laporan Hasil Pengumpulan dan Pengukuran Data Kinerja %.*s", STR_ARG(period)));
  fields_add(a, out, S("sifat"), S("biasa"));
  fields_add(a, out, S("lampiran"), S("1 (satu) berkas"));
  fields_add(a, out, S("isi"), str_fmt(a, "Bersama ini kami laporkan bahwa data kinerja %.*s %.*s telah dikumpulkan, diukur, dan dikoreksi.\n"
             "%.*s Rinciannya terdapat pada tabel di bawah ini.\n"
             "Draft Laporan Kinerja terlampir untuk dibahas dalam rapat intern.", STR_ARG(c->office.name), STR_ARG(period), STR_ARG(result)));
  return NULL;
}

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  fields v;
  int64_t version;
  TRY(step_values(db, a, c, c->no, instant_local(now, c->office.zone).day, &v, &version));
  for (const form_field *f = form; f->name; f++)
    if (!str_eq(str_of(f->name), S("lampiran")) && str_blank(fields_get(&v, str_of(f->name))))
      step_lacks(a, out, str_of(f->name), "%s belum diisi.", f->label);
  return NULL;
}

/* "Plh. Camat Babakancikao"; the lane's own name when its post has no holder. */
static err post_of(step_call *c, str lane, str *out) {
  official o;
  TRY(cycle_official(c->ro, c->a, c->cycle, lane, c->today, false, &o));
  const sop_lane *l = sop_lane_of(c->cycle->sop, lane);
  *out = o.title.n ? STR_CAT(c->a, o.prefix, o.prefix.n ? S(" ") : S(""), o.title) : l ? l->label : lane;
  return NULL;
}

/* To the lane that signs the report; through the one that proposed the team, unless that is the sender or the receiver itself. */
static err address(step_call *c, memo_input *in) {
  const sop *s = c->cycle->sop;
  const sop_step *sign = sop_step_of(s, step_no_of(s, "sign")), *team = sop_step_of(s, step_no_of(s, "team"));
  TRY(post_of(c, c->step->lane, &in->from));
  if (sign) TRY(post_of(c, sign->lane, &in->to));
  if (team && !str_eq(team->lane, c->step->lane) && !(sign && str_eq(team->lane, sign->lane))) return post_of(c, team->lane, &in->through);
  return NULL;
}

static str sentence(arena *a, str word) {
  char *z = str_z(a, word);
  if (word.n && z[0] >= 'a' && z[0] <= 'z') z[0] = (char)(z[0] - 32);
  return (str){z, word.n};
}

static err issue(step_call *c) {
  fields v;
  int64_t version;
  TRY(step_values(c->ro, c->a, c->cycle, c->step->no, c->today, &v, &version));
  memo_input in = {.nature = sentence(c->a, fields_get(&v, S("sifat"))), .attachment = fields_get(&v, S("lampiran")),
                   .subject = fields_get(&v, S("hal")), .paragraphs = step_lines_of(c->a, &v, "isi")};
  TRY(address(c, &in));
  TRY(report_data_measures(c->ro, c->a, c->cycle, &in.measures));
  TRY(steps_common(c, DOC_NOTA_DINAS, c->step->lane, &in.common));
  TRY(issue_document(c, DOC_NOTA_DINAS, STR_NONE, &in.common, letter_memo(c->a, &in), NULL));
  return report_issue(c, DOC_DRAFT_3);
}

static const step_action actions[] = {
    {.name = "simpan", .label = "Simpan", .form = form, .apply = step_save},
    {.name = "selesai", .label = "Kirim Nota Dinas", .form = form, .move = MOVE_DONE, .apply = step_save},
    {0}};

const step_kind report_kind = {.name = "report", .actions = actions, .missing = missing_parts, .issue = issue, .defaults = defaults};
