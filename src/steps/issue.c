#include "steps/issue.h"

#include "base/hash.h"
#include "cycle/cycle_sql.h"
#include "document/letterno.h"
#include "document/pdfa.h"
#include "office/office_sql.h"
#include "steps/signing.h"
#include "store/blob.h"

static const struct { const char *code, *title, *classification, *step; } kinds[] = {
#define X(name, code, title, classification, step) {code, title, classification, step},
    DOC_KINDS(X)
#undef X
};

str doc_kind_code(enum doc_kind k) { return str_of(kinds[k].code); }
str doc_kind_title(enum doc_kind k) { return str_of(kinds[k].title); }
str doc_kind_step(enum doc_kind k) { return str_of(kinds[k].step); }
str issue_own_number_field(arena *a, enum doc_kind k) { return STR_CAT(a, S("nomor:"), doc_kind_code(k)); }
str issue_own_reason_field(arena *a, enum doc_kind k) { return STR_CAT(a, S("nomor-alasan:"), doc_kind_code(k)); }

enum doc_kind doc_kind_find(str code) {
  int k = 0;
  while (k < DOC_KIND_COUNT && !str_eq(code, str_of(kinds[k].code))) k++;
  return (enum doc_kind)k;
}

bool issue_may_number(enum doc_kind k, str at) {
  return k < DOC_KIND_COUNT && k != DOC_TANDA_TERIMA && str_eq(doc_kind_step(k), at);
}

static str upper(arena *a, str s) {
  char *z = str_z(a, s);
  for (size_t i = 0; i < s.n; i++)
    if (z[i] >= 'a' && z[i] <= 'z') z[i] = (char)(z[i] - 32);
  return (str){z, s.n};
}

doc_office issue_office(arena *a, const office *o) {
  return (doc_office){.government = o->government, .name = upper(a, o->name), .office_title = o->name, .place = o->place, .address = o->address,
                      .contact = o->contact, .paper = str_eq(o->paper, S("F4")) ? PAPER_F4 : PAPER_A4, .offset_minutes = o->zone,
                      .crest_hash = o->crest, .margin_top = (double)o->margins.top, .margin_right = (double)o->margins.right,
                      .margin_bottom = (double)o->margins.bottom, .margin_left = (double)o->margins.left};
}

doc_official issue_official(arena *a, const cycle *c, const official *o) {
  (void)c;
  doc_official d = {.person = {o->name, o->nip, o->rank, o->title}, .prefix = o->prefix, .position = upper(a, o->title), .letter = o->letter};
  d.substituted = (doc_person){o->substituted.name, o->substituted.nip, o->substituted.rank, o->title};
  return d;
}

err issue_person(step_call *c, person_id id, doc_person *out) {
  sql_person_by_id_row *p;
  sql_seats_of_rows seats;
  *out = (doc_person){0};
  if (!id.v) return NULL;
  TRY(sql_person_by_id(c->ro, c->a, id, &p));
  if (!p) return ERR(c->a, INPUT, "Orang ini tidak ada dalam daftar pegawai.");
  TRY(sql_seats_of(c->ro, c->a, id, c->today, &seats));
  str title = STR_NONE; /* one's own position, not one that is held for somebody else */
  for (size_t i = seats.n; i > 0; i--)
    if (str_eq(seats.v[i - 1].kind, S("definitif"))) title = seats.v[i - 1].title;
  *out = (doc_person){p->name, p->nip, p->rank, title.p || !seats.n ? title : seats.v[0].title};
  return NULL;
}

str issue_mark(const step_call *c, const office *o) {
  static const char *const done[] = {[SIGN_APPROVED] = "disetujui dalam Takar\n", [SIGN_CERTIFIED] = "", [SIGN_DIGITAL] = "", [SIGN_WET] = "pindaian diterima\n"};
  enum sign_mode m = c->wet ? SIGN_WET : c->mode;
  return STR_CAT(c->a, sign_mode_words(m), S("\n"), str_of(done[m]), instant_id(c->a, c->now, o->zone));
}

/* ---- numbers ---- */

/* One number of an office in a year, for the register of all that were given out. */
static err enter(step_call *c, enum doc_kind k, const office *from, str letter, int64_t n, str reason) {
  return sql_letter_number_add(c->rw, c->a, from->id, date_ymd(c->today).y, letter, doc_kind_code(k), n, c->now, c->who->name, reason, NULL);
}

static err taken(step_call *c, const office *from, str letter, bool *yes) {
  sql_letter_number_of_row *r;
  TRY(sql_letter_number_of(c->ro, c->a, from->id, date_ymd(c->today).y, letter, &r));
  *yes = r != NULL;
  return NULL;
}

/* Kinds with a pattern of their own have a register of their own; all others share one, so that no two letters bear the same number.
 * What somebody has given out by hand is passed over. */
static err next_number(step_call *c, enum doc_kind k, const office *from, str *out) {
  static const str standard = SC("{klasifikasi}/{nomor}/{unit}/{bulan_romawi}/{tahun}");
  sql_letter_pattern_of_row *p;
  sql_letter_take_row last;
  bool used = true;
  TRY(sql_letter_pattern_of(c->ro, c->a, from->id, doc_kind_code(k), &p));
  letter_no no = {.classification = p ? p->classification : str_of(kinds[k].classification), .unit = from->letter_unit, .nature = S("B"), .day = c->today};
  while (used) {
    TRY(sql_letter_take(c->rw, c->a, from->id, p ? doc_kind_code(k) : S("surat"), date_ymd(c->today).y, &last));
    no.number = last.last;
    TRY(letter_number_format(c->a, p ? p->pattern : standard, &no, out));
    TRY(taken(c, from, *out, &used));
  }
  return enter(c, k, from, *out, no.number, S(""));
}

/* A number set by hand is used once. Only the office whose cycle it is may have set one. */
static err own_number(step_call *c, enum doc_kind k, const office *from, str *out) {
  sql_step_field_of_row *set, *why;
  str name = issue_own_number_field(c->a, k);
  bool used;
  if (from->id.v != c->cycle->office.id.v) return NULL;
  TRY(sql_step_field_of(c->ro, c->a, c->cycle->id, c->step->no, name, &set));
  if (!set || !set->value.n) return NULL;
  TRY(taken(c, from, set->value, &used));
  if (used) return ERR(c->a, CONFLICT, "Nomor %.*s sudah dipakai naskah lain tahun ini. Ubah dulu nomor yang diisi sendiri.", STR_ARG(set->value));
  TRY(sql_step_field_of(c->ro, c->a, c->cycle->id, c->step->no, issue_own_reason_field(c->a, k), &why));
  *out = set->value;
  TRY(step_put(c, c->step->no, name, S("")));
  TRY(step_audit(c, "nomor.manual", audit_change(c->a, doc_kind_title(k), why ? why->value : STR_NONE, *out)));
  return enter(c, k, from, *out, 0, why ? why->value : S(""));
}

static err take_number(step_call *c, enum doc_kind k, const office *from, str *out) {
  *out = STR_NONE;
  TRY(own_number(c, k, from, out));
  return out->n ? NULL : next_number(c, k, from, out);
}

err issue_common(step_call *c, enum doc_kind k, str lane, const office *from, letter_common *out) {
  const office *o = from ? from : &c->cycle->office;
  official by;
  TRY(cycle_official(c->ro, c->a, c->cycle, lane, c->today, true, &by));
  *out = (letter_common){.office = issue_office(c->a, o), .signer = issue_official(c->a, c->cycle, &by)};
  out->issue = (doc_issue){.number = S(""), .day = c->today, .place = o->place};
  if (kinds[k].step[0]) TRY(take_number(c, k, o, &out->issue.number));
  if (by.person.v && (c->wet || by.person.v == c->who->person.v)) out->issue.mark = issue_mark(c, o);
  return NULL;
}

/* ---- one document ---- */

static err put_code(step_call *c, doc *d) {
  str site;
  TRY(site_address(c->ro, c->a, &site));
  d->code = signing_code(c);
  if (site.n) d->verify = STR_CAT(c->a, site, S("/verifikasi/"), d->code);
  return NULL;
}

/* The places that bear the mark of this signature become fields; the first of them is described. */
static void make_fields(step_call *c, doc *d, str mark, sign_task *t) {
  str shown = block_escape(c->a, mark);
  for (size_t i = 0; i < d->blocks.n; i++)
    for (size_t k = 0; k < d->blocks.v[i].n_signers; k++) {
      doc_signer *s = &d->blocks.v[i].signers[k];
      s->field = str_eq(s->mark, shown);
      if (s->field && !t->name.p) t->position = sign_position(s->position), t->name = s->name, t->nip = s->nip;
    }
}

/* How this document is signed in this action, and by whom. */
typedef struct signature { enum sign_mode mode; str by; } signature;

static signature signature_of(const step_call *c, const letter_common *common) {
  if (c->wet) return (signature){SIGN_WET, common->signer.person.name};
  return common->issue.mark.n ? (signature){c->mode, c->who->name} : (signature){SIGN_NONE, S("")};
}

static err audit_issue(step_call *c, str name, str letter_number, str frozen, enum sign_mode mode, const sign_task *done) {
  json j = JSON(c->a);
  json_open(&j, '{');
  json_kt(&j, S("dokumen"), name);
  json_kt(&j, S("nomor"), letter_number);
  json_kt(&j, S("sha256_isi"), sha256_hex(c->a, frozen));
  if (mode != SIGN_NONE) json_kt(&j, S("cara"), sign_mode_code(mode));
  if (done) json_kt(&j, S("sertifikat"), done->certificate);
  if (done) json_kt(&j, S("sha256_pdf"), done->hash);
  if (done && done->remark.n) json_kt(&j, S("catatan"), done->remark);
  json_close(&j, '}');
  return step_audit(c, "dokumen.terbit", json_str(&j));
}

static err keep_signed(step_call *c, document_id id, const sign_task *t) {
  TRY(blob_put(c->rw, c->a, t->hash, t->pdf));
  TRY(sql_document_kept(c->rw, c->a, id, t->hash, t->pages, NULL));
  return sql_document_certified(c->rw, c->a, id, t->certificate, NULL);
}

err issue_document(step_call *c, enum doc_kind k, str title, const letter_common *common, doc *d, document_id *out) {
  document_id id;
  int64_t n;
  str head, letter_number = common->issue.number.p ? common->issue.number : S(""), name = title.p ? title : doc_kind_title(k);
  signature by = signature_of(c, common);
  const sign_task *done = NULL;
  sign_task t = {.title = name};
  TRY(put_code(c, d));
  if (sign_mode_in_pdf(by.mode)) make_fields(c, d, common->issue.mark, &t);
  t.frozen = doc_freeze(c->a, d);
  t.code = d->code;
  t.qr = d->verify.n ? d->verify : d->code;
  if (sign_mode_in_pdf(by.mode)) TRY(signing_take(c, &t, &done));
  TRY(audit_head(c->ro, c->a, c->cycle->id.v, &n, &head));
  TRY(store_new_id(c->rw, c->a, c->cycle->office.region, &id.v));
  TRY(sql_document_insert(c->rw, c->a, id, c->cycle->id, c->step->no, c->round, doc_kind_code(k), name, letter_number, c->today, t.frozen, c->now,
                          c->who->name, c->outcome.as.p ? c->outcome.as : c->turn.as, sign_mode_code(by.mode),
                          by.mode == SIGN_NONE ? INSTANT_NONE : c->now, by.by, d->code, head, NULL));
  if (out) *out = id;
  if (done) TRY(keep_signed(c, id, done));
  return audit_issue(c, name, letter_number, t.frozen, by.mode, done);
}

/* ---- PDFs ---- */

err issue_crests(db_ro *db, arena *a, doc *d) {
  for (size_t i = 0; i < d->blocks.n; i++) {
    doc_kop *k = d->blocks.v[i].kop;
    if (k && k->crest_hash.n && !k->crest_png.n) TRY(blob_get(db, a, k->crest_hash, &k->crest_png));
  }
  return NULL;
}

err issue_thaw(db_ro *db, arena *a, str content, doc **out) {
  TRY(doc_thaw(a, content, out));
  return issue_crests(db, a, *out);
}

err issue_render(arena *a, const doc *d, instant at, str *bytes, doc_places *places) {
  str pdf;
  TRY(doc_pdf_places(a, d, at, &pdf, places));
  return doc_pdfa(a, pdf, doc_pdfa_meta(d, at), bytes);
}

err issue_pdf(db_ro *db, arena *a, document_id id, str *bytes) {
  sql_document_by_id_row *d;
  TRY(sql_document_by_id(db, a, id, &d));
  if (!d) return ERR(a, NOT_FOUND, "Dokumen ini tidak ada.");
  doc *drawn;
  if (d->pdf_hash.p) return blob_get(db, a, d->pdf_hash, bytes);
  TRY(issue_thaw(db, a, d->content, &drawn));
  return issue_render(a, drawn, d->issued_at, bytes, NULL);
}

typedef struct kept { document_id id; str hash, bytes; int64_t pages; } kept;
typedef LIST(kept) kept_list;

static err keep(db_rw *db, arena *a, void *what) {
  const kept_list *all = what;
  for (size_t i = 0; i < all->n; i++) {
    TRY(blob_put(db, a, all->v[i].hash, all->v[i].bytes));
    TRY(sql_document_kept(db, a, all->v[i].id, all->v[i].hash, all->v[i].pages, NULL));
  }
  return NULL;
}

typedef struct unkept { document_id id; doc *d; instant at; } unkept;
typedef LIST(unkept) unkept_list;

static err unkept_of(db_ro *db, arena *a, cycle_id id, unkept_list *all) {
  sql_documents_unkept_rows rows;
  TRY(sql_documents_unkept(db, a, id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    unkept u = {.id = rows.v[i].id, .at = rows.v[i].issued_at};
    TRY(issue_thaw(db, a, rows.v[i].content, &u.d));
    LIST_ADD(a, all, u);
  }
  return NULL;
}

/* The connection is given back before anything is drawn. */
static err keep_all(store *s, arena *a, cycle_id id) {
  db_ro *db;
  unkept_list docs = {0};
  kept_list all = {0};
  TRY(store_borrow(s, a, &db));
  err e = unkept_of(db, a, id, &docs);
  store_release(s, db);
  if (e) return e;
  for (size_t i = 0; i < docs.n; i++) {
    kept k = {.id = docs.v[i].id};
    TRY(issue_render(a, docs.v[i].d, docs.v[i].at, &k.bytes, NULL));
    k.hash = sha256_hex(a, k.bytes);
    k.pages = doc_pdf_pages(k.bytes);
    LIST_ADD(a, &all, k);
  }
  return all.n ? store_write_in(s, a, id_region(id.v), keep, &all) : NULL;
}

static void end_room(void *room) { arena_free(room); }

/* What the documents belong to is saved already: drawing them must not take the caller's memory, nor jump out of its request. */
err issue_keep(store *s, arena *a, cycle_id id) {
  enum { ROOM = 256 << 20 };
  static error no_room = {.code = ERR_INTERNAL, .user = SC("Memori penuh; dokumen dibuat lagi saat dibuka."), .cause = SC("documents: out of memory"), .file = __FILE__};
  arena *own = arena_new(ROOM);
  if (!own) return &no_room;
  if (setjmp(*arena_catch(own)) != 0) {
    arena_free(own);
    return &no_room;
  }
  err e = keep_all(s, own, id);
  if (e) e = ERR_CAUSE(own, "documents of cycle %lld: %s %s", (long long)id.v, str_z(own, e->user), str_z(own, e->cause));
  arena_uncatch(own);
  if (e) arena_defer(a, end_room, own); /* where the error is told */
  else arena_free(own);
  return e;
}
