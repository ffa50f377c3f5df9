/* The forms of objectives, indicators and budgets. */
#include "base/num.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "web/pages/data.h"

/* ---- applying ---- */

typedef struct change {
  plan_edit e;
  const fields *f;
  int64_t id;
  str code;
} change;
typedef err (*change_fn)(const plan_edit *e, const change *c);
typedef struct applying { change *c; change_fn fn; } applying;

static err apply(db_rw *db, arena *a, void *what) {
  applying *w = what;
  w->c->e.db = db;
  w->c->e.a = a;
  return w->fn(&w->c->e, w->c);
}

static change change_of(const post_ctx *cx, const request *rq, const data_at *at, int64_t id) {
  return (change){.e = {.who = cx->read.who, .now = cx->read.now, .office = at->office.id, .year = at->year}, .f = &rq->form, .id = id};
}

static err run(const post_ctx *cx, request *rq, change *c, change_fn fn) { return store_write(cx->store, rq->a, apply, &(applying){c, fn}); }

static err editable(const get_ctx *cx, const data_at *at) {
  return at->may ? NULL : ERR(cx->a, FORBIDDEN, "Data kinerja diubah Sekretaris, Kasubag Perencanaan atau administrator.");
}

static void done(request *rq, response *rs, const data_at *at, str message) { site_done(rq, rs, data_path(rq->a, at, "/data"), message); }

/* ---- objectives ---- */

static const form_field objective_form[] = {
    {.name = "nomor", .label = "Nomor", .kind = FIELD_INT, .required = true, .min = 1, .max = 99},
    {.name = "sasaran", .label = "Sasaran strategis", .kind = FIELD_TEXT, .required = true, .max = 500},
    {0}};

static err objective_place(const get_ctx *cx, const request *rq, int64_t id, data_at *at, fields *stored) {
  sql_objective_by_id_row *o;
  if (!id) {
    sql_objectives_of_rows rows;
    TRY(data_asked(cx, rq, at));
    TRY(sql_objectives_of(cx->db, cx->a, at->office.id, at->year, &rows));
    kit_value(cx->a, stored, "nomor", str_fmt(cx->a, "%lld", (long long)(rows.n ? rows.v[rows.n - 1].no + 1 : 1)));
    return NULL;
  }
  TRY(sql_objective_by_id(cx->db, cx->a, (objective_id){id}, &o));
  if (!o) return ERR(cx->a, NOT_FOUND, "Sasaran ini tidak ada.");
  kit_value(cx->a, stored, "nomor", str_fmt(cx->a, "%lld", (long long)o->no));
  kit_value(cx->a, stored, "sasaran", o->title);
  return data_where(cx, o->office, o->year, at);
}

static err objective_page(const get_ctx *cx, request *rq, response *rs, int64_t id, const fields *values, err wrong) {
  data_at at;
  fields stored = {0};
  TRY(objective_place(cx, rq, id, &at, &stored));
  TRY(editable(cx, &at));
  str self = id ? kit_path(cx->a, "/data/sasaran/#", id) : rq->target;
  edit_view v = {.action = self, .title = id ? S("Ubah sasaran") : S("Tambah sasaran"), .submit = S("Simpan"), .crumbs = data_crumbs(cx->a, &at), .n_crumbs = 1,
                 .form = {.form = objective_form, .values = values ? values : &stored, .wrong = wrong}};
  if (id) v.below = kit_button(cx->a, rq, STR_CAT(cx->a, self, S("/hapus")), S("Hapus sasaran"), "btn-danger", S("Hapus sasaran ini?"));
  kit_edit(cx, rq, rs, NAV_DATA, &v);
  return NULL;
}

err objective_new_get(const get_ctx *cx, request *rq, response *rs) { return objective_page(cx, rq, rs, 0, NULL, NULL); }
err objective_get(const get_ctx *cx, request *rq, response *rs) { return objective_page(cx, rq, rs, request_int(rq, S("id")), NULL, NULL); }

static err put_objective(const plan_edit *e, const change *c) { return plan_objective_put(e, (objective_id){c->id}, c->f); }
static err remove_objective(const plan_edit *e, const change *c) { return plan_objective_remove(e, (objective_id){c->id}); }

static err objective_save(const post_ctx *cx, request *rq, response *rs, int64_t id, bool remove) {
  data_at at;
  fields unused = {0};
  TRY(objective_place(&cx->read, rq, id, &at, &unused));
  change c = change_of(cx, rq, &at, id);
  err e = remove ? NULL : form_check(rq->a, objective_form, &rq->form);
  if (!e) e = run(cx, rq, &c, remove ? remove_objective : put_objective);
  if (e && kit_again(e)) return objective_page(&cx->read, rq, rs, id, remove ? NULL : &rq->form, e);
  if (e) return e;
  done(rq, rs, &at, remove ? S("Sasaran dihapus.") : S("Sasaran disimpan."));
  return NULL;
}

err objective_new_post(const post_ctx *cx, request *rq, response *rs) { return objective_save(cx, rq, rs, 0, false); }
err objective_post(const post_ctx *cx, request *rq, response *rs) { return objective_save(cx, rq, rs, request_int(rq, S("id")), false); }
err objective_remove_post(const post_ctx *cx, request *rq, response *rs) { return objective_save(cx, rq, rs, request_int(rq, S("id")), true); }

/* ---- indicators ---- */

static const form_field indicator_form[] = {
    {.name = "sasaran", .label = "Sasaran", .kind = FIELD_CHOICE, .required = true},
    {.name = "nama", .label = "Nama indikator", .kind = FIELD_LINE, .required = true, .max = 300},
    {.name = "kode", .label = "Kode", .kind = FIELD_LINE, .required = true, .max = 30, .hint = "Kode yang sama menyambung indikator antartahun, misalnya IKU-1"},
    {.name = "satuan", .label = "Satuan", .kind = FIELD_LINE, .required = true, .max = 40},
    {.name = "arah", .label = "Arah", .kind = FIELD_CHOICE, .required = true},
    {.name = "akumulasi", .label = "Angka triwulan", .kind = FIELD_CHOICE, .required = true, .hint = "Cara triwulan digabung menjadi angka setahun"},
    {.name = "penanggung_jawab", .label = "Penanggung jawab", .kind = FIELD_CHOICE},
    {.name = "hitungan", .label = "Realisasi diisi", .kind = FIELD_CHOICE, .hint = "Untuk rasio dan jumlah, yang diisi hitungannya; angkanya dihitung Takar"},
    {.name = "bagian", .label = "Bagian yang dihitung", .kind = FIELD_TEXT, .max = 2000,
     .hint = "Satu per baris; untuk rasio: pembilang, lalu penyebut. Kosong bila realisasi satu angka"},
    {.name = "definisi", .label = "Definisi operasional", .kind = FIELD_TEXT, .max = 2000},
    {.name = "rumus", .label = "Rumus dalam kata-kata", .kind = FIELD_TEXT, .max = 1000},
    {.name = "sumber", .label = "Sumber data", .kind = FIELD_LINE, .max = 300},
    {.name = "menengah", .label = "Target akhir Renstra", .kind = FIELD_LINE, .max = 40},
    {.name = "nasional", .label = "Standar nasional", .kind = FIELD_LINE, .max = 40},
    {.name = "bobot", .label = "Bobot", .kind = FIELD_LINE, .max = 20, .hint = "Dalam rata-rata sasaran; kosong bila semua sama"},
    {.name = "catatan", .label = "Catatan", .kind = FIELD_LINE, .max = 300},
    {0}};

static str id_text(arena *a, int64_t id) { return id ? str_fmt(a, "%lld", (long long)id) : S(""); }

static err indicator_choices(const get_ctx *cx, const data_at *at, form_field **made) {
  form_field *form = NEW_N(cx->a, form_field, LEN(indicator_form));
  buf o = BUF(cx->a), p = BUF(cx->a), d = BUF(cx->a), h = BUF(cx->a), k = BUF(cx->a);
  sql_objectives_of_rows objectives;
  sql_positions_of_rows positions;
  TRY(sql_objectives_of(cx->db, cx->a, at->office.id, at->year, &objectives));
  TRY(sql_positions_of(cx->db, cx->a, at->office.id, &positions));
  for (size_t i = 0; i < objectives.n; i++) form_choice_add(&o, id_text(cx->a, objectives.v[i].id.v), str_fmt(cx->a, "%d. %.*s", (int)objectives.v[i].no, STR_ARG(objectives.v[i].title)));
  for (size_t i = 0; i < positions.n; i++) form_choice_add(&p, id_text(cx->a, positions.v[i].id.v), positions.v[i].title);
  for (int i = 0; i < DIRECTION_COUNT; i++) form_choice_add(&d, direction_code((enum direction)i), direction_label((enum direction)i));
  for (int i = 0; i < ACCUMULATION_COUNT; i++) form_choice_add(&k, accumulation_code((enum accumulation)i), accumulation_label((enum accumulation)i));
  for (int i = 0; i < COMPUTATION_COUNT; i++) form_choice_add(&h, computation_code((enum computation)i), computation_label((enum computation)i));
  const struct { const char *name; const buf *list; } lists[] = {{"sasaran", &o}, {"penanggung_jawab", &p}, {"arah", &d}, {"hitungan", &h}, {"akumulasi", &k}};
  for (size_t i = 0; i < LEN(indicator_form); i++) form[i] = indicator_form[i];
  for (size_t i = 0; form[i].name; i++)
    for (size_t n = 0; n < LEN(lists); n++)
      if (strcmp(form[i].name, lists[n].name) == 0) form[i].choices = str_z(cx->a, buf_str(lists[n].list));
  *made = form;
  return NULL;
}

static str shown(arena *a, str stored) {
  decimal d;
  return stored.p && decimal_parse(stored, &d) ? decimal_id(a, d, d.scale) : stored;
}

static err indicator_place(const get_ctx *cx, const request *rq, int64_t id, data_at *at, fields *f) {
  sql_indicator_by_id_row *r;
  if (!id) return data_asked(cx, rq, at);
  TRY(sql_indicator_by_id(cx->db, cx->a, (indicator_id){id}, &r));
  if (!r) return ERR(cx->a, NOT_FOUND, "Indikator ini tidak ada.");
  const struct { const char *name; str value; } values[] = {
      {"sasaran", id_text(cx->a, r->objective.v)}, {"penanggung_jawab", id_text(cx->a, r->owner.v)}, {"arah", r->direction}, {"akumulasi", r->accumulation},
      {"kode", r->code}, {"nama", r->name}, {"satuan", r->unit}, {"definisi", r->definition}, {"sumber", r->source},
      {"hitungan", r->computed}, {"bagian", r->parts}, {"rumus", r->formula},
      {"bobot", decimal_some(r->weight) ? decimal_id(cx->a, r->weight, 0) : STR_NONE}, {"menengah", shown(cx->a, r->medium_target)}, {"nasional", shown(cx->a, r->national)}, {"catatan", r->note}};
  for (size_t i = 0; i < LEN(values); i++) kit_value(cx->a, f, values[i].name, values[i].value);
  return data_where(cx, r->office, r->year, at);
}

static err indicator_page(const get_ctx *cx, request *rq, response *rs, int64_t id, const fields *values, err wrong) {
  data_at at;
  fields stored = {0};
  form_field *form;
  TRY(indicator_place(cx, rq, id, &at, &stored));
  TRY(editable(cx, &at));
  TRY(indicator_choices(cx, &at, &form));
  str self = id ? kit_path(cx->a, "/data/indikator/#/ubah", id) : rq->target;
  edit_view v = {.action = self, .title = id ? S("Ubah indikator") : S("Tambah indikator"), .submit = S("Simpan"), .crumbs = data_crumbs(cx->a, &at), .n_crumbs = 1,
                 .form = {.form = form, .values = values ? values : &stored, .wrong = wrong}};
  if (id) v.below = kit_button(cx->a, rq, kit_path(cx->a, "/data/indikator/#/hapus", id), S("Hapus indikator"), "btn-danger", S("Hapus indikator ini?"));
  kit_edit(cx, rq, rs, NAV_DATA, &v);
  return NULL;
}

err indicator_new_get(const get_ctx *cx, request *rq, response *rs) { return indicator_page(cx, rq, rs, 0, NULL, NULL); }
err indicator_edit_get(const get_ctx *cx, request *rq, response *rs) { return indicator_page(cx, rq, rs, request_int(rq, S("id")), NULL, NULL); }

static err put_indicator(const plan_edit *e, const change *c) { return plan_indicator_put(e, (indicator_id){c->id}, c->f); }
static err remove_indicator(const plan_edit *e, const change *c) { return plan_indicator_remove(e, (indicator_id){c->id}); }

static err indicator_save(const post_ctx *cx, request *rq, response *rs, int64_t id, bool remove) {
  data_at at;
  fields unused = {0};
  form_field *form;
  TRY(indicator_place(&cx->read, rq, id, &at, &unused));
  TRY(indicator_choices(&cx->read, &at, &form));
  change c = change_of(cx, rq, &at, id);
  err e = remove ? NULL : form_check(rq->a, form, &rq->form);
  if (!e) e = run(cx, rq, &c, remove ? remove_indicator : put_indicator);
  if (e && kit_again(e)) return indicator_page(&cx->read, rq, rs, id, remove ? NULL : &rq->form, e);
  if (e) return e;
  done(rq, rs, &at, remove ? S("Indikator dihapus.") : S("Indikator disimpan."));
  return NULL;
}

err indicator_new_post(const post_ctx *cx, request *rq, response *rs) { return indicator_save(cx, rq, rs, 0, false); }
err indicator_edit_post(const post_ctx *cx, request *rq, response *rs) { return indicator_save(cx, rq, rs, request_int(rq, S("id")), false); }
err indicator_remove_post(const post_ctx *cx, request *rq, response *rs) { return indicator_save(cx, rq, rs, request_int(rq, S("id")), true); }

/* ---- budgets ---- */

static const form_field budget_form[] = {
    {.name = "sasaran", .label = "Mendukung sasaran", .kind = FIELD_CHOICE},
    {.name = "kode", .label = "Kode", .kind = FIELD_LINE, .required = true, .max = 40,
     .hint = "Kode menentukan tingkatnya: kegiatan 7.01.01.2.01 ada di bawah program 7.01.01"},
    {.name = "nama", .label = "Nama program, kegiatan atau sub kegiatan", .kind = FIELD_LINE, .required = true, .max = 300},
    {.name = "pagu", .label = "Pagu murni (Rp)", .kind = FIELD_LINE, .max = 30, .hint = "Kosong bila dirinci dalam kegiatan dan sub kegiatan di bawahnya"},
    {.name = "pagu_perubahan", .label = "Pagu perubahan (Rp)", .kind = FIELD_LINE, .max = 30},
    {.name = "realisasi1", .label = "Realisasi triwulan I (Rp)", .kind = FIELD_LINE, .max = 30, .hint = "Belanja dalam triwulan itu saja, bukan sampai dengan"},
    {.name = "realisasi2", .label = "Realisasi triwulan II (Rp)", .kind = FIELD_LINE, .max = 30},
    {.name = "realisasi3", .label = "Realisasi triwulan III (Rp)", .kind = FIELD_LINE, .max = 30},
    {.name = "realisasi4", .label = "Realisasi triwulan IV (Rp)", .kind = FIELD_LINE, .max = 30},
    {0}};
enum { BUDGET_NAMES = 3 }; /* the fields of a line that is a sum */

static void money_value(arena *a, fields *f, const char *name, decimal d) {
  kit_value(a, f, name, decimal_some(d) ? decimal_id(a, d, 0) : S(""));
}

static err budget_parts(const get_ctx *cx, const data_at *at, str code, form_field **made, fields *stored) {
  form_field *form = NEW_N(cx->a, form_field, LEN(budget_form)), *all;
  budget_lines lines;
  TRY(indicator_choices(cx, at, &all));
  for (size_t i = 0; i < LEN(budget_form); i++) form[i] = budget_form[i];
  form[0].choices = all[0].choices;
  *made = form;
  TRY(performance_budget(cx->db, cx->a, at->office.id, at->year, 0, &lines));
  for (size_t i = 0; i < lines.n; i++) {
    const budget_line *b = &lines.v[i];
    if (!str_eq(b->code, code)) continue;
    kit_value(cx->a, stored, "sasaran", id_text(cx->a, b->objective.v));
    kit_value(cx->a, stored, "kode", b->code);
    kit_value(cx->a, stored, "nama", b->name);
    if (!b->leaf) {
      form[BUDGET_NAMES] = (form_field){0};
      return NULL;
    }
    money_value(cx->a, stored, "pagu", b->original);
    money_value(cx->a, stored, "pagu_perubahan", b->revised);
    for (int q = 0; q < 4; q++) money_value(cx->a, stored, budget_form[BUDGET_NAMES + 2 + q].name, b->quarter[q]);
    return NULL;
  }
  return code.n ? ERR(cx->a, NOT_FOUND, "Program ini tidak ada.") : NULL;
}

static err budget_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  data_at at;
  fields stored = {0};
  form_field *form;
  str code = fields_get(&rq->query, S("program")), mark;
  TRY(data_asked(cx, rq, &at));
  TRY(editable(cx, &at));
  TRY(budget_parts(cx, &at, code, &form, &stored));
  str query = str_cut(rq->target, '?', &mark);
  edit_view v = {.action = STR_CAT(cx->a, S("/data/anggaran?"), query), .title = code.n ? S("Ubah anggaran") : S("Tambah program atau kegiatan"), .submit = S("Simpan"),
                 .crumbs = data_crumbs(cx->a, &at), .n_crumbs = 1, .form = {.form = form, .values = values ? values : &stored, .wrong = wrong}};
  if (code.n) v.below = kit_button(cx->a, rq, STR_CAT(cx->a, S("/data/anggaran/hapus?"), query), S("Hapus program"), "btn-danger", S("Hapus program ini?"));
  kit_edit(cx, rq, rs, NAV_DATA, &v);
  return NULL;
}

err budget_get(const get_ctx *cx, request *rq, response *rs) { return budget_page(cx, rq, rs, NULL, NULL); }

static err put_budget(const plan_edit *e, const change *c) { return plan_budget_put(e, c->code, c->f); }
static err remove_budget(const plan_edit *e, const change *c) { return plan_budget_remove(e, c->code); }

static err budget_save(const post_ctx *cx, request *rq, response *rs, bool remove) {
  data_at at;
  fields unused = {0};
  form_field *form;
  TRY(data_asked(&cx->read, rq, &at));
  change c = change_of(cx, rq, &at, 0);
  c.code = fields_get(&rq->query, S("program"));
  TRY(budget_parts(&cx->read, &at, c.code, &form, &unused));
  err e = remove ? NULL : form_check(rq->a, form, &rq->form);
  if (!e) e = run(cx, rq, &c, remove ? remove_budget : put_budget);
  if (e && kit_again(e)) return budget_page(&cx->read, rq, rs, remove ? NULL : &rq->form, e);
  if (e) return e;
  done(rq, rs, &at, remove ? S("Program dihapus.") : S("Program disimpan."));
  return NULL;
}

err budget_post(const post_ctx *cx, request *rq, response *rs) { return budget_save(cx, rq, rs, false); }
err budget_remove_post(const post_ctx *cx, request *rq, response *rs) { return budget_save(cx, rq, rs, true); }
