#include "web/pages/rules.h"

#include "head.t.h"
#include "performance/office_rules.h"
#include "tabel.t.h"
#include "web/pages/data.h"
#include "web/pages/office_at.h"

static const form_field form[] = {
    {.name = "turun", .label = "Makin rendah makin baik", .kind = FIELD_CHOICE, .required = true,
     .choices = "a=Bentuk A: (2T − R)/T × 100|b=Bentuk B: T/R × 100", .hint = "Berlaku untuk indikator berarah turun yang tidak menyebut bentuknya"},
    {.name = "batas-atas", .label = "Batas atas capaian", .kind = FIELD_CHOICE, .required = true,
     .choices = "tidak=Tanpa batas|100=100 %|110=110 %|120=120 %|150=150 %|200=200 %", .hint = "Nilai sebelum dibatasi tetap ditampilkan"},
    {.name = "batas-bawah", .label = "Batas bawah capaian", .kind = FIELD_CHOICE, .required = true, .choices = "tidak=Tanpa batas|0=0 %"},
    {.name = "pembulatan", .label = "Pembulatan", .kind = FIELD_CHOICE, .required = true, .choices = "setengah-ke-atas=Setengah ke atas|potong=Dipotong"},
    {.name = "desimal", .label = "Angka di belakang koma", .kind = FIELD_CHOICE, .required = true, .choices = "0|1|2|3|4"},
    {.name = "nol", .label = "Bila rumus membagi dengan nol", .kind = FIELD_CHOICE, .required = true,
     .choices = "tidak-dihitung=Tidak dihitung|0=Dinilai 0 %|100=Dinilai 100 %|batas-atas=Dinilai sebesar batas atas"},
    {.name = "skala", .label = "Skala kategori", .kind = FIELD_CHOICE, .required = true},
    {.name = "skala-sendiri", .label = "Skala sendiri", .kind = FIELD_TEXT, .max = 1000,
     .hint = "Hanya bila memilih skala sendiri: satu kelompok tiap baris, dari yang terbaik, misalnya ≥ 90 Sangat Baik. Baris terakhir: selebihnya Kurang"},
    {.name = "predikat", .label = "Predikat sendiri", .kind = FIELD_TEXT, .max = 4000,
     .hint = "Satu skala tiap baris, misalnya Kota Layak Anak: Utama 5; Nindya 4; Madya 3; Pratama 2. Opini BPK, SAKIP, SKM, dan Ada/Tidak sudah dikenal"},
    {0}};
enum { SCALE_FIELD = 6 };

static const form_field *form_with_scales(arena *a) {
  form_field *f = NEW_N(a, form_field, LEN(form));
  buf b = BUF(a);
  for (size_t i = 0; i < LEN(form); i++) f[i] = form[i];
  for (size_t i = 0; scale_at(i); i++) form_choice_add(&b, scale_at(i)->id, scale_at(i)->name);
  form_choice_add(&b, S(SCALE_OWN), S("Skala sendiri"));
  f[SCALE_FIELD].choices = str_z(a, buf_str(&b));
  return f;
}

/* ---- every version ---- */

static html versions(const get_ctx *cx, const office_rules_list *all, int zone) {
  static const char *const heads[] = {"Versi", "Sejak", "Oleh", "Aturan"};
  cell *cells = NEW_N(cx->a, cell, all->n * LEN(heads));
  for (size_t i = 0; i < all->n; i++) {
    const office_rules *r = &all->v[i];
    cell *c = cells + i * LEN(heads);
    c[0] = (cell){.text = str_fmt(cx->a, "%lld", (long long)r->version), .note = i == 0 ? S("berlaku sekarang") : STR_NONE};
    c[1] = (cell){.text = r->version ? instant_id_short(cx->a, r->at, zone) : S("sejak awal")};
    c[2] = (cell){.text = r->version ? r->by : S("bawaan Takar")};
    c[3] = (cell){.text = measure_rules_describe(cx->a, &r->rules), .note = scale_describe(cx->a, r->rules.scale)};
  }
  table_view v = {.heads = heads, .n_heads = LEN(heads), .cells = cells, .n_rows = all->n};
  out o = OUT(cx->a);
  out_markup(&o, html_trusted(S("<h2>Semua versi</h2>")));
  t_tabel(&o, &v);
  return out_html(&o);
}

/* ---- the page ---- */

static err page(const get_ctx *cx, request *rq, response *rs, const fields *typed, err wrong) {
  data_at at;
  office_rules_list all;
  fields stored = {0};
  TRY(data_asked(cx, rq, &at));
  TRY(office_rules_all(cx->db, cx->a, at.office.id, &all));
  office_rules_fields(cx->a, &all.v[0], &stored);
  edit_view v = {.action = rq->target, .title = S("Aturan pengukuran"), .submit = S("Simpan sebagai versi baru"), .crumbs = data_crumbs(cx->a, &at), .n_crumbs = 1,
                 .lead = S("Siklus yang sudah melewati analisis tetap memakai versi saat dianalisis; hasilnya tidak berubah."),
                 .form = {.form = form_with_scales(cx->a), .values = typed ? typed : &stored, .wrong = wrong},
                 .below = versions(cx, &all, at.office.zone)};
  if (at.may) {
    kit_edit(cx, rq, rs, NAV_DATA, &v);
    return NULL;
  }
  out o = OUT(cx->a);
  t_head(&o, v.title, v.lead, v.crumbs, v.n_crumbs, HTML_NONE);
  out_markup(&o, v.below);
  site_page(cx, rq, rs, 200, NAV_DATA, v.title, out_html(&o));
  return NULL;
}

err rules_get(const get_ctx *cx, request *rq, response *rs) {
  office o;
  bool found;
  TRY(office_at(cx, rq, rs, NAV_DATA, &o, &found));
  return found ? page(cx, rq, rs, NULL, NULL) : NULL;
}

static err apply(db_rw *db, arena *a, void *what) { return office_rules_put(db, a, what); }

err rules_post(const post_ctx *cx, request *rq, response *rs) {
  data_at at;
  TRY(data_asked(&cx->read, rq, &at));
  office_rules_change c = {.office = at.office.id, .who = cx->read.who, .now = cx->read.now, .f = &rq->form};
  err e = form_check(rq->a, form_with_scales(rq->a), &rq->form);
  if (!e) e = store_write(cx->store, rq->a, apply, &c);
  if (e && kit_again(e)) return page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, data_path(rq->a, &at, "/data/aturan"), str_fmt(rq->a, "Aturan versi %lld berlaku.", (long long)c.version));
  return NULL;
}
