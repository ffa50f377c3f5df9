/* Step 2, Membentuk Tim: the secretary proposes the members and the text of the decree; the setting lane sets it as SK Tim, or returns it.
 * From that moment the lane "tim" of this cycle is these people. */
#include "cycle/cycle_sql.h"
#include "steps/staff.h"
#include "steps/team_decree.h"

/* One declaration of the four: the field, and what a member must be able to do. */
#define QUALIFICATIONS(X)                                                                  \
  X("kualifikasi1", "Memahami peraturan perundang-undangan yang terkait")                  \
  X("kualifikasi2", "Memahami sasaran dan capaian program")                                \
  X("kualifikasi3", "Menguasai tugas pokok dan fungsi kantor")                             \
  X("kualifikasi4", "Mengikuti perkembangan ilmu pengetahuan manajemen kinerja organisasi")

static const form_field form[] = {
    {.name = "anggota", .label = "Anggota tim", .kind = FIELD_INT, .many = true, .min = 1, .max = INT64_MAX},
    {.name = "fungsi", .label = "Kedudukan dalam tim", .kind = FIELD_CHOICE, .many = true, .choices = "ketua|sekretaris|anggota"},
#define X(field, words) {.name = field, .label = words, .kind = FIELD_BOOL},
    QUALIFICATIONS(X)
#undef X
    {.name = "tentang", .label = "Tentang", .kind = FIELD_LINE, .max = 300},
    {.name = "menimbang", .label = "Menimbang", .kind = FIELD_TEXT, .max = 4000, .hint = "satu butir per baris"},
    {.name = "tugas", .label = "Tugas tim", .kind = FIELD_TEXT, .max = 4000, .hint = "satu tugas per baris"},
    {.name = "ketetapan", .label = "Menetapkan", .kind = FIELD_TEXT, .max = 6000,
     .hint = "satu diktum per baris, paling banyak sembilan; tugas tim menjadi diktum KEDUA"},
    {0}};

enum { RULINGS_MAX = 9, MEMBERS_MAX = 50 };

static err defaults(db_ro *db, arena *a, const cycle *c, date today, fields *out) {
  str period = cycle_period(a, c->year, c->quarter), name = c->office.name;
  const sop_step *team = sop_step_of(c->sop, step_no_of(c->sop, "team"));
  official setter = {0};
  if (team && team->setter.n) TRY(cycle_official(db, a, c, team->setter, today, false, &setter));
  fields_add(a, out, S("tentang"), str_fmt(a, "Pembentukan Tim Pengumpulan dan Pengukuran Data Kinerja %.*s %.*s", STR_ARG(name), STR_ARG(period)));
  fields_add(a, out, S("menimbang"), str_fmt(a, "bahwa data kinerja %.*s %.*s perlu dikumpulkan dan diukur secara lengkap, benar, dan dapat dibuktikan;\n"
             "bahwa untuk melaksanakannya perlu ditetapkan keputusan tentang pembentukan tim.", STR_ARG(name), STR_ARG(period)));
  fields_add(a, out, S("tugas"), S("menyusun rencana kegiatan pengumpulan data kinerja;\n"
             "menghimpun data kinerja beserta bukti dukungnya;\n"
             "mengukur dan menganalisis data kinerja serta menyusun laporannya."));
  fields_add(a, out, S("ketetapan"), str_fmt(a, "Membentuk Tim Pengumpulan dan Pengukuran Data Kinerja %.*s %.*s dengan susunan sebagaimana tercantum dalam Lampiran.\n"
             "Tim melaporkan hasil pelaksanaan tugasnya kepada %.*s.\n"
             "Keputusan ini mulai berlaku pada tanggal ditetapkan.", STR_ARG(name), STR_ARG(period),
             STR_ARG(setter.title.n ? setter.title : S("pimpinan"))));
  return NULL;
}

/* ---- members ---- */

typedef struct proposed { person_id id; str name, duty; } proposed;
typedef LIST(proposed) proposal;

static str describe(arena *a, const proposal *p) {
  buf b = BUF(a);
  for (size_t i = 0; i < p->n; i++) buf_fmt(&b, "%s%.*s (%.*s)", i ? ", " : "", STR_ARG(p->v[i].name), STR_ARG(p->v[i].duty));
  return buf_str(&b);
}

static err stored_members(db_ro *db, arena *a, const cycle *c, proposal *out) {
  sql_team_of_rows rows;
  TRY(sql_team_of(db, a, c->id, &rows));
  *out = (proposal){0};
  for (size_t i = 0; i < rows.n; i++) LIST_ADD(a, out, ((proposed){rows.v[i].person, rows.v[i].name, rows.v[i].duty}));
  return NULL;
}

static err read_members(step_call *c, proposal *out) {
  str_list ids = fields_all(c->a, c->in, S("anggota")), duty = fields_all(c->a, c->in, S("fungsi"));
  staff_list all;
  TRY(staff_of(c->ro, c->a, c->cycle, c->today, &all));
  *out = (proposal){0};
  for (size_t i = 0; i < ids.n; i++) {
    const staff *s;
    TRY(staff_pick(c->a, &all, ids.v[i], S("anggota"), &s));
    if (!s) continue;
    for (size_t k = 0; k < out->n; k++)
      if (out->v[k].id.v == s->id.v) return ERR_FIELD(c->a, S("anggota"), "%.*s disebut dua kali. Satu orang satu kedudukan.", STR_ARG(s->name));
    str as = i < duty.n ? str_trim(duty.v[i]) : S("");
    LIST_ADD(c->a, out, ((proposed){s->id, s->name, as.n ? as : S("anggota")}));
  }
  if (out->n > MEMBERS_MAX) return ERR_FIELD(c->a, S("anggota"), "Anggota tim paling banyak %d orang.", MEMBERS_MAX);
  return NULL;
}

static bool same(const proposal *x, const proposal *y) {
  bool eq = x->n == y->n;
  for (size_t i = 0; eq && i < x->n; i++) eq = x->v[i].id.v == y->v[i].id.v && str_eq(x->v[i].duty, y->v[i].duty);
  return eq;
}

static err save_members(step_call *c, bool stale) {
  static const char *const columns[] = {"fungsi", NULL};
  proposal old, now;
  TRY(step_rows(c, "anggota", columns));
  TRY(stored_members(c->ro, c->a, c->cycle, &old));
  TRY(read_members(c, &now));
  if (same(&old, &now)) return NULL;
  if (stale)
    return err_at(c->a, ERR(c->a, CONFLICT, "Susunan tim baru saja diubah orang lain. Bandingkan, lalu simpan lagi."), S("anggota"),
                  STR_CAT(c->a, S("Sekarang tersimpan: "), describe(c->a, &old)));
  TRY(step_changed(c, S("anggota")));
  TRY(sql_team_clear(c->rw, c->a, c->cycle->id, NULL));
  for (size_t i = 0; i < now.n; i++) TRY(sql_team_insert(c->rw, c->a, c->cycle->id, now.v[i].id, (int64_t)i + 1, now.v[i].duty, NULL));
  return step_audit(c, "tim.ubah", audit_change(c->a, S("anggota tim"), describe(c->a, &old), describe(c->a, &now)));
}

/* A call that carries nothing of the form ("selesai" alone) changes nothing; else its boxes that are not ticked count as unticked. */
static bool sent(const step_call *c) {
  for (const form_field *f = form; f->name; f++)
    if (fields_has(c->in, str_of(f->name))) return true;
  return false;
}

static err save(step_call *c) {
  if (!sent(c)) return NULL;
  if (step_lines_of(c->a, c->in, "ketetapan").n > RULINGS_MAX)
    return ERR_FIELD(c->a, S("ketetapan"), "Paling banyak %d diktum, satu per baris.", RULINGS_MAX);
  bool stale;
  TRY(step_stale(c, &stale)); /* before the texts are saved */
  TRY(step_save(c));
  return fields_has(c->in, S("anggota")) ? save_members(c, stale) : NULL;
}

/* ---- what is missing ---- */

static err missing_members(db_ro *db, arena *a, const cycle *c, missing_list *out) {
  proposal p;
  size_t heads = 0;
  TRY(stored_members(db, a, c, &p));
  for (size_t i = 0; i < p.n; i++) heads += str_eq(p.v[i].duty, S("ketua"));
  if (p.n < 2) step_lacks(a, out, S("anggota"), "Tim perlu paling sedikit dua orang; sekarang %zu.", p.n);
  if (heads != 1) step_lacks(a, out, S("anggota"), "Tim perlu tepat satu ketua; sekarang %zu.", heads);
  return NULL;
}

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  fields v;
  int64_t version;
  TRY(step_values(db, a, c, c->no, instant_local(now, c->office.zone).day, &v, &version));
  TRY(missing_members(db, a, c, out));
  for (const form_field *f = form; f->name; f++) {
    str name = str_of(f->name);
    if (f->kind == FIELD_BOOL && !fields_bool(&v, name)) step_lacks(a, out, name, "Kualifikasi tim belum dipastikan: %s.", f->label);
    if (f->kind != FIELD_BOOL && !f->many && str_blank(fields_get(&v, name))) step_lacks(a, out, name, "%s belum diisi.", f->label);
  }
  return NULL;
}

/* ---- documents ---- */

static err handed(step_call *c) { return team_decree_issue(c, DOC_DRAFT_SK); }

static err issue(step_call *c) {
  TRY(sql_team_activate(c->rw, c->a, c->cycle->id, NULL));
  return team_decree_issue(c, DOC_SK_TIM);
}

static const step_action actions[] = {
    {.name = "simpan", .label = "Simpan", .form = form, .apply = save},
    {.name = "selesai", .label = "Ajukan untuk ditetapkan", .form = form, .move = MOVE_DONE, .apply = save},
    {.name = "tetapkan", .label = "Tetapkan SK Tim", .phase = PHASE_SETTER, .move = MOVE_DONE, .signing = true},
    {.name = "kembalikan", .label = "Kembalikan untuk diperbaiki", .form = return_form, .phase = PHASE_SETTER, .move = MOVE_RETURN},
    {0}};

const step_kind team_kind = {.name = "team", .actions = actions, .missing = missing_parts, .issue = issue, .handed = handed, .defaults = defaults};
