#include "steps/signing.h"

#include "base/hash.h"
#include "steps/issue.h"

const sign_way sign_ways[] = {
    {"takar", "Setujui di Takar", "Persetujuan dicatat dengan nama, jabatan, dan waktu; bukan tanda tangan tersertifikasi.", SIGN_APPROVED, NULL, NULL, NULL, NULL},
    {"p12", "Sertifikat elektronik (berkas .p12)", "Tanda tangan dibubuhkan ke dalam PDF dengan sertifikat Anda; perubahan sesudahnya terlihat.", SIGN_CERTIFIED,
     p12_form, NULL, p12_check, p12_sign},
    {"bsre", "BSrE", "Balai Sertifikasi Elektronik membubuhkan tanda tangan ke dalam PDF dengan sertifikat Anda di sana.", SIGN_CERTIFIED, bsre_form,
     bsre_offered, bsre_check, bsre_sign},
    {0}};

const sign_way *sign_way_of(str code) {
  for (const sign_way *w = sign_ways; w->code; w++)
    if (str_eq(code, str_of(w->code))) return w;
  return NULL;
}

enum sign_mode sign_way_mode(const sign_way *w, str roots) { return w->mode == SIGN_CERTIFIED && !roots.n ? SIGN_DIGITAL : w->mode; }

static const sign_way *way_with(str field_name) {
  for (const sign_way *w = sign_ways; w->code; w++)
    for (const form_field *f = w->form; f && f->name; f++)
      if (str_eq(field_name, str_of(f->name))) return w;
  return NULL;
}

err signing_choose(arena *a, const fields *in, bool signing, const sign_way **way, fields *rest) {
  static const form_field nothing[] = {{0}};
  str code = signing ? fields_get(in, S("cara")) : STR_NONE;
  fields own = {0};
  *way = code.n ? sign_way_of(code) : sign_ways;
  *rest = (fields){0};
  if (!*way) return ERR_FIELD(a, S("cara"), "Pilih cara menandatangani dari daftar.");
  for (size_t i = 0; i < in->n; i++) {
    const sign_way *of = way_with(in->v[i].name);
    if (of == *way) LIST_ADD(a, &own, in->v[i]);
    else if (!of && !str_eq(in->v[i].name, S("cara"))) LIST_ADD(a, rest, in->v[i]);
  }
  return signing ? form_check(a, (*way)->form ? (*way)->form : nothing, &own) : NULL;
}

/* ---- the documents of one action ---- */

str sign_position(str printed) {
  str s = str_trim(printed);
  return s.n && s.p[s.n - 1] == ',' ? str_sub(s, 0, s.n - 1) : s;
}

str signing_code(step_call *c) {
  signatures *all = c->signatures;
  if (all->codes_used == all->codes.n) LIST_ADD(c->a, &all->codes, random_hex(c->a, 8));
  return all->codes.v[all->codes_used++];
}

err signing_take(step_call *c, const sign_task *t, const sign_task **out) {
  signatures *all = c->signatures;
  *out = NULL;
  if (all->rehearsal) {
    LIST_ADD(c->a, &all->tasks, *t);
    return NULL;
  }
  for (size_t i = 0; i < all->tasks.n && !*out; i++)
    if (str_eq(all->tasks.v[i].frozen, t->frozen)) *out = &all->tasks.v[i];
  all->changed = !*out;
  return *out ? NULL : ERR(c->a, CONFLICT, "Isi dokumen berubah sejak ditandatangani. Ulangi.");
}

static err thaw(step_call *c, str frozen, doc **d) {
  db_ro *db;
  TRY(store_borrow(c->store, c->a, &db));
  err e = issue_thaw(db, c->a, frozen, d);
  store_release(c->store, db);
  return e;
}

static err draw(step_call *c, sign_task *t) {
  doc_places places;
  doc *d;
  TRY(thaw(c, t->frozen, &d));
  TRY(issue_render(c->a, d, c->now, &t->pdf, &places));
  for (size_t i = 0; i < places.n && t->place.width <= 0; i++)
    if (places.v[i].field) t->place = places.v[i];
  return NULL;
}

void signing_remark(step_call *c, sign_task *t, str remark) {
  if (remark.n) t->remark = t->remark.n ? STR_CAT(c->a, t->remark, S(". "), remark) : remark;
}

err signing_stamp(step_call *c, const tsa *authority, const str *pdf, sign_task *t) {
  str remark;
  TRY(tsa_stamp(c->a, authority, *pdf, &t->pdf, &remark));
  signing_remark(c, t, remark);
  return NULL;
}

err signing_run(step_call *c) {
  signatures *all = c->signatures;
  if (!all->tasks.n) return ERR_FIELD(c->a, S("cara"), "Tidak ada dokumen yang terbit atas nama Anda di sini, jadi tidak ada yang ditandatangani. Pilih cara lain.");
  for (size_t i = 0; i < all->tasks.n; i++) {
    sign_task *t = &all->tasks.v[i];
    TRY(draw(c, t));
    TRY(c->way->sign(c, t));
    t->hash = sha256_hex(c->a, t->pdf);
    t->pages = doc_pdf_pages(t->pdf);
  }
  return NULL;
}
