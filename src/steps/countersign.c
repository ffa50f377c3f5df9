#include "steps/countersign.h"

#include "base/hash.h"
#include "cycle/cycle_sql.h"
#include "steps/handover.h"
#include "steps/signing.h"
#include "store/blob.h"

const form_field countersign_form[] = {{.name = "dokumen", .label = "Dokumen", .kind = FIELD_INT, .required = true, .min = 1, .max = INT64_MAX}, {0}};

/* What prepare leaves: the PDF with one signature more. */
typedef struct prepared { sign_task task; document_id id; str before; } prepared;

/* ---- whose place ---- */

static const doc_signer *place_for(const doc *d, str name) {
  for (size_t i = 0; i < d->blocks.n; i++)
    for (size_t k = 0; k < d->blocks.v[i].n_signers; k++) {
      const doc_signer *s = &d->blocks.v[i].signers[k];
      if (str_eq(s->name, name) && !s->mark.n && !s->field) return s;
    }
  return NULL;
}

bool countersign_place_for(const doc *d, str name) { return name.n && place_for(d, name); }

static err signed_already(step_call *c, document_id id, bool *yes) {
  sql_signatures_of_rows rows;
  *yes = false;
  TRY(sql_signatures_of(c->ro, c->a, id, &rows));
  for (size_t i = 0; i < rows.n; i++) *yes = *yes || str_eq(rows.v[i].by_name, c->who->name);
  return NULL;
}

/* The papers that a Tanda Terima names by their hash. */
static err handed_over(step_call *c, document_id id, bool *yes) {
  sql_receipts_of_rows receipts;
  handover_papers all;
  *yes = false;
  TRY(sql_receipts_of(c->ro, c->a, c->cycle->id, &receipts));
  if (!receipts.n || !str_eq(receipts.v[receipts.n - 1].state, S("diterima"))) return NULL;
  TRY(handover_papers_of(c->ro, c->a, c->cycle, &all));
  for (size_t i = 0; i < all.n; i++) *yes = *yes || all.v[i].id.v == id.v;
  return NULL;
}

/* ---- the action ---- */

static err find(step_call *c, sql_document_by_id_row **out) {
  bool done, handed;
  document_id id = {fields_int(c->in, S("dokumen"), 0)};
  TRY(sql_document_by_id(c->ro, c->a, id, out));
  if (!*out || (*out)->cycle.v != c->cycle->id.v) return ERR(c->a, NOT_FOUND, "Dokumen ini tidak ada.");
  if (!(*out)->pdf_hash.p) return ERR(c->a, BUSY, "PDF dokumen ini sedang disimpan. Ulangi sebentar lagi.");
  TRY(signed_already(c, id, &done));
  if (done) return ERR(c->a, CONFLICT, "Anda sudah menandatangani dokumen ini.");
  TRY(handed_over(c, id, &handed));
  return handed ? ERR(c->a, CONFLICT, "Dokumen ini sudah tercantum dalam Tanda Terima dengan SHA-256-nya, jadi tidak dapat ditambahi.") : NULL;
}

/* The page and the rectangle of the place follow from the frozen blocks, as they did when the PDF was made. */
static err describe(step_call *c, const sql_document_by_id_row *row, sign_task *t) {
  doc *d;
  doc_places places;
  str unused;
  TRY(doc_thaw(c->a, row->content, &d));
  const doc_signer *s = place_for(d, c->who->name);
  if (!s) return ERR(c->a, FORBIDDEN, "Dokumen ini tidak memuat tempat tanda tangan atas nama Anda.");
  TRY(doc_pdf_places(c->a, d, row->issued_at, &unused, &places));
  for (size_t i = 0; i < places.n && t->place.width <= 0; i++)
    if (!places.v[i].field && str_eq(places.v[i].name, s->name)) t->place = places.v[i];
  t->position = sign_position(s->position);
  t->name = s->name;
  t->nip = s->nip;
  t->qr = d->verify.n ? d->verify : d->code;
  return NULL;
}

err countersign_prepare(step_call *c) {
  sql_document_by_id_row *row;
  if (!c->way->sign) return ERR_FIELD(c->a, S("cara"), "Tanda tangan tambahan dibubuhkan dengan sertifikat elektronik. Pilih caranya.");
  TRY(find(c, &row));
  prepared *p = NEW(c->a, prepared);
  *p = (prepared){.id = {fields_int(c->in, S("dokumen"), 0)}, .before = row->pdf_hash, .task = {.title = row->title, .frozen = row->content, .code = row->code}};
  TRY(describe(c, row, &p->task));
  TRY(blob_get(c->ro, c->a, row->pdf_hash, &p->task.pdf));
  c->prepared = p;
  return NULL;
}

err countersign_outside(step_call *c) {
  prepared *p = c->prepared;
  TRY(c->way->sign(c, &p->task));
  p->task.hash = sha256_hex(c->a, p->task.pdf);
  return NULL;
}

static err audit(step_call *c, const sql_document_by_id_row *row, const prepared *p) {
  json j = JSON(c->a);
  json_open(&j, '{');
  json_kt(&j, S("dokumen"), row->title);
  json_kt(&j, S("nomor"), row->number);
  json_kt(&j, S("cara"), sign_mode_code(c->mode));
  json_kt(&j, S("sertifikat"), p->task.certificate);
  if (p->task.remark.n) json_kt(&j, S("catatan"), p->task.remark);
  json_kt(&j, S("sha256_sebelum"), p->before);
  json_kt(&j, S("sha256_pdf"), p->task.hash);
  json_close(&j, '}');
  return step_audit(c, "dokumen.tandatangan", json_str(&j));
}

err countersign_apply(step_call *c) {
  const prepared *p = c->prepared;
  sql_document_by_id_row *row;
  sql_signatures_of_rows earlier;
  TRY(find(c, &row));
  if (!str_eq(row->pdf_hash, p->before)) return ERR(c->a, CONFLICT, "Dokumen ini baru saja ditandatangani orang lain. Ulangi.");
  TRY(sql_signatures_of(c->ro, c->a, p->id, &earlier));
  TRY(blob_put(c->rw, c->a, p->task.hash, p->task.pdf));
  TRY(sql_document_signed_again(c->rw, c->a, p->id, p->task.hash, NULL));
  TRY(sql_signature_insert(c->rw, c->a, p->id, (int64_t)earlier.n + 1, sign_mode_code(c->mode), c->now, c->who->name, c->turn.as, p->task.certificate, p->before, NULL));
  return audit(c, row, p);
}
