/* Step 11, Menyerahkan Laporan ke Inspektorat: the Surat Pengantar goes out with the signed report; the Inspektorat opens it, checks that it
 * is complete, and either issues a numbered Tanda Terima that names every file by its SHA-256, or returns it with a reason. */
#include "steps/handover.h"

#include "base/num.h"
#include "cycle/cycle_sql.h"
#include "performance/performance.h"
#include "steps/corrections.h"
#include "store/blob.h"

static const form_field send_form[] = {
    {.name = "kepada", .label = "Kepada", .kind = FIELD_LINE, .required = true, .max = 200},
    {.name = "di", .label = "Di", .kind = FIELD_LINE, .required = true, .max = 100},
    {.name = "keterangan", .label = "Keterangan", .kind = FIELD_TEXT, .max = 1000},
    {.name = "telepon", .label = "Telepon yang dapat dihubungi", .kind = FIELD_LINE, .max = 40},
    {0}};
static const form_field accept_form[] = {
    {.name = "laporan_lengkap", .label = "Laporan lengkap dan dapat dibaca", .kind = FIELD_BOOL},
    {.name = "lampiran_lengkap", .label = "Lampiran lengkap", .kind = FIELD_BOOL},
    {.name = "tanda_tangan_sah", .label = "Tanda tangan sah", .kind = FIELD_BOOL},
    {.name = "catatan", .label = "Catatan", .kind = FIELD_TEXT, .max = 2000},
    {0}};

/* The papers that go with the report, in the order of the letter; what a cycle does not have is left out. */
static const enum doc_kind papers[] = {DOC_LAPORAN, DOC_SK_TIM, DOC_LEMBAR_KOREKSI, DOC_NOTULA, DOC_BERITA_ACARA, DOC_SURAT_PENGANTAR};

/* The office that receives: whose position the receiving lane is. A zero id when the SOP names none or no position is mapped. */
static err receiver_of(db_ro *db, arena *a, const cycle *c, str lane, office *out) {
  sql_lanes_of_rows lanes;
  *out = (office){0};
  TRY(sql_lanes_of(db, a, c->office.id, c->sop_code, &lanes));
  for (size_t i = 0; i < lanes.n; i++)
    if (lane.n && str_eq(lanes.v[i].lane, lane)) return office_get(db, a, lanes.v[i].holder_office, out);
  return NULL;
}

static err defaults(db_ro *db, arena *a, const cycle *c, date today, fields *out) {
  (void)today;
  office to;
  const sop_step *s = sop_step_of(c->sop, step_no_of(c->sop, "handover"));
  TRY(receiver_of(db, a, c, s ? s->setter : STR_NONE, &to));
  fields_add(a, out, S("kepada"), STR_CAT(a, S("Inspektur "), c->office.region_name));
  fields_add(a, out, S("di"), to.place.p ? to.place : S(""));
  fields_add(a, out, S("keterangan"), S("Disampaikan dengan hormat untuk diterima dan diperiksa."));
  fields_add(a, out, S("telepon"), S(""));
  return NULL;
}

/* ---- what is handed over ---- */

err handover_papers_of(db_ro *db, arena *a, const cycle *c, handover_papers *out) {
  sql_documents_of_rows all;
  TRY(sql_documents_of(db, a, c->id, &all));
  *out = (handover_papers){0};
  for (size_t k = 0; k < LEN(papers); k++)
    for (size_t i = all.n; i > 0; i--) {
      const sql_documents_of_row *d = &all.v[i - 1];
      if (!str_eq(d->kind, doc_kind_code(papers[k]))) continue;
      LIST_ADD(a, out, ((handover_paper){d->id, papers[k], d->title, d->number, d->pdf_hash, d->signature, d->pages, d->day}));
      break;
    }
  return NULL;
}

err handover_scan_of(db_ro *db, arena *a, const cycle *c, const handover_papers *handed_papers, evidence *out) {
  evidences files;
  int sign = step_no_of(c->sop, "sign");
  *out = (evidence){0};
  if (!handed_papers->n || !str_eq(handed_papers->v[0].signature, S("basah"))) return NULL; /* the report comes first */
  TRY(performance_files(db, a, c->id, &files));
  for (size_t i = 0; i < files.n; i++)
    if (files.v[i].no == sign && str_eq(files.v[i].kind, S("pindaian"))) *out = files.v[i];
  return NULL;
}

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  fields v;
  int64_t version;
  office to;
  sql_document_last_row *signed_report;
  TRY(step_values(db, a, c, c->no, instant_local(now, c->office.zone).day, &v, &version));
  TRY(receiver_of(db, a, c, c->step->setter, &to));
  TRY(sql_document_last(db, a, c->id, doc_kind_code(DOC_LAPORAN), &signed_report));
  if (!signed_report) step_lacks(a, out, S("laporan_kinerja"), "Laporan Kinerja yang ditandatangani belum ada.");
  if (!to.id.v)
    step_lacks(a, out, S("penerima"), "Penerima laporan belum ditetapkan: SOP perlu menyebut setter pada langkah ini, dan lane itu perlu dipetakan "
               "ke jabatan di Inspektorat.");
  for (const form_field *f = send_form; f->name; f++)
    if (f->required && str_blank(fields_get(&v, str_of(f->name)))) step_lacks(a, out, str_of(f->name), "%s belum diisi.", f->label);
  return NULL;
}

/* ---- sending ---- */

static str remark(arena *a, const fields *v) {
  str text = str_trim(fields_get(v, S("keterangan"))), phone = str_trim(fields_get(v, S("telepon")));
  return phone.n ? str_fmt(a, "%.*s%sTelepon: %.*s", STR_ARG(text), text.n ? "\n" : "", STR_ARG(phone)) : text;
}

static err sent_items(step_call *c, const fields *v, covering_input *in) {
  handover_papers all;
  evidence scan;
  TRY(handover_papers_of(c->ro, c->a, c->cycle, &all));
  TRY(handover_scan_of(c->ro, c->a, c->cycle, &all, &scan));
  for (size_t i = 0; i < all.n; i++) {
    const handover_paper *p = &all.v[i];
    if (p->kind == DOC_SURAT_PENGANTAR) continue; /* of an earlier round */
    str what = p->number.n ? str_fmt(c->a, "%.*s Nomor %.*s", STR_ARG(p->what), STR_ARG(p->number)) : p->what;
    str amount = p->pages > 0 ? str_fmt(c->a, "1 berkas, %lld halaman", (long long)p->pages) : S("1 berkas");
    str about = p->kind == DOC_LAPORAN ? remark(c->a, v) : STR_NONE;
    LIST_ADD(c->a, &in->items, ((sent_item){what, amount, about}));
  }
  if (scan.name.p) LIST_ADD(c->a, &in->items, ((sent_item){S("Pindaian laporan bertanda tangan basah"), S("1 berkas"), scan.name}));
  return NULL;
}

/* Once it stands with the receiver. */
static err handed(step_call *c) {
  fields v;
  int64_t version;
  office to;
  sql_receipts_of_rows earlier;
  TRY(step_values(c->ro, c->a, c->cycle, c->step->no, c->today, &v, &version));
  TRY(receiver_of(c->ro, c->a, c->cycle, c->step->setter, &to));
  covering_input in = {.to = fields_get(&v, S("kepada")), .to_place = fields_get(&v, S("di")), .received = DATE_NONE};
  TRY(sent_items(c, &v, &in));
  TRY(issue_common(c, DOC_SURAT_PENGANTAR, c->step->lane, NULL, &in.common));
  TRY(issue_document(c, DOC_SURAT_PENGANTAR, STR_NONE, &in.common, letter_covering(c->a, &in), NULL));
  TRY(sql_receipts_of(c->ro, c->a, c->cycle->id, &earlier));
  TRY(sql_receipt_send(c->rw, c->a, c->cycle->id, (int64_t)earlier.n + 1, to.id, c->now, NULL));
  return step_audit(c, "kiriman.kirim", audit_change(c->a, S("kiriman"), STR_NONE, to.name));
}

/* ---- receiving ---- */

static err open_parcel(step_call *c) {
  sql_receipts_of_rows all;
  TRY(sql_receipts_of(c->ro, c->a, c->cycle->id, &all));
  if (!all.n || instant_some(all.v[all.n - 1].seen_at)) return NULL;
  TRY(sql_receipt_seen(c->rw, c->a, c->cycle->id, c->now, NULL));
  return step_audit(c, "kiriman.buka", audit_change(c->a, S("kiriman"), S("dikirim"), S("dibuka")));
}

static err refuse_incomplete(step_call *c) {
  err e = ERR(c->a, GATE, "Kiriman belum dapat diterima karena belum lengkap. Kembalikan dengan alasan supaya dilengkapi.");
  for (const form_field *f = accept_form; f->name; f++)
    if (f->kind == FIELD_BOOL && !fields_bool(c->in, str_of(f->name)))
      err_at(c->a, e, str_of(f->name), str_fmt(c->a, "%s: belum dinyatakan ya.", f->label));
  return e->points.n ? e : NULL;
}

/* The files of a receipt, and the round they were counted in. */
typedef struct parcel { doc_files files; int round; } parcel;

static err add_scan(step_call *c, const handover_papers *all, doc_files *files) {
  evidence scan;
  str bytes;
  TRY(handover_scan_of(c->ro, c->a, c->cycle, all, &scan));
  if (!scan.name.p) return NULL;
  TRY(blob_get(c->ro, c->a, scan.hash, &bytes));
  int pages = str_eq(scan.media, S("application/pdf")) ? doc_pdf_pages(bytes) : 1;
  LIST_ADD(c->a, files, ((doc_file){scan.name, S("Pindaian laporan bertanda tangan basah"), pages, scan.hash}));
  return NULL;
}

static err count_files(step_call *c) {
  TRY(refuse_incomplete(c));
  TRY(issue_keep(c->store, c->a, c->cycle->id)); /* a PDF that a crash kept from being kept */
  parcel *p = NEW(c->a, parcel);
  p->round = c->round;
  handover_papers all;
  TRY(handover_papers_of(c->ro, c->a, c->cycle, &all));
  for (size_t i = 0; i < all.n; i++) {
    const handover_paper *x = &all.v[i];
    if (!x->hash.p) return ERR(c->a, BUSY, "PDF %.*s sedang disimpan. Ulangi sebentar lagi.", STR_ARG(x->what));
    str about = x->number.n ? STR_CAT(c->a, S("Nomor "), x->number, S(", "), date_id(c->a, x->day)) : date_id(c->a, x->day);
    LIST_ADD(c->a, &p->files, ((doc_file){x->what, about, (int)x->pages, x->hash}));
  }
  c->prepared = p;
  return add_scan(c, &all, &p->files);
}

static err accept(step_call *c) {
  const parcel *p = c->prepared;
  if (p->round != c->round) return ERR(c->a, CONFLICT, "Kiriman ini baru saja diganti. Muat ulang untuk melihat kiriman yang sekarang.");
  return step_save(c);
}

/* Who handed over: the one who signed the Surat Pengantar. */
static err bearer(step_call *c, doc_person *out) {
  official o;
  sql_documents_of_rows all;
  TRY(cycle_official(c->ro, c->a, c->cycle, c->step->lane, c->today, false, &o));
  *out = (doc_person){o.name, o.nip, o.rank, o.title};
  TRY(sql_documents_of(c->ro, c->a, c->cycle->id, &all));
  for (size_t i = 0; i < all.n; i++)
    if (str_eq(all.v[i].kind, doc_kind_code(DOC_SURAT_PENGANTAR)) && !str_eq(all.v[i].issued_by, o.name))
      *out = (doc_person){.name = all.v[i].issued_by, .position = all.v[i].issued_as};
  return NULL;
}

static str completeness(arena *a, const fields *in) {
  buf b = BUF(a);
  for (const form_field *f = accept_form; f->name; f++)
    if (f->kind == FIELD_BOOL) buf_fmt(&b, "%s%s: ya", b.n ? "; " : "", f->label);
  str note = str_trim(fields_get(in, S("catatan")));
  if (note.n) buf_fmt(&b, ". Catatan: %.*s", STR_ARG(note));
  return buf_str(&b);
}

static err issue(step_call *c) {
  office at;
  int64_t n;
  const parcel *p = c->prepared;
  receipt_input in = {.from = c->cycle->office.name, .at = c->now, .files = p->files, .completeness = completeness(c->a, c->in)};
  in.subject = str_fmt(c->a, "Laporan Kinerja %.*s", STR_ARG(cycle_title(c->a, c->cycle)));
  TRY(receiver_of(c->ro, c->a, c->cycle, c->step->setter, &at));
  TRY(bearer(c, &in.bearer));
  TRY(audit_head(c->ro, c->a, c->cycle->id.v, &n, &in.audit_head));
  TRY(issue_common(c, DOC_TANDA_TERIMA, c->step->setter, &at, &in.common));
  TRY(issue_document(c, DOC_TANDA_TERIMA, STR_NONE, &in.common, letter_receipt(c->a, &in), NULL));
  TRY(sql_receipt_end(c->rw, c->a, c->cycle->id, S("diterima"), in.common.issue.number, c->now, c->who->name, S(""), NULL));
  return step_audit(c, "kiriman.terima", audit_change(c->a, S("kiriman"), S("dikirim"), STR_CAT(c->a, S("diterima: "), in.common.issue.number)));
}

static err returned(step_call *c) {
  str reason = str_trim(fields_get(c->in, S("alasan")));
  TRY(sql_receipt_end(c->rw, c->a, c->cycle->id, S("dikembalikan"), S(""), c->now, c->who->name, reason, NULL));
  return step_audit(c, "kiriman.kembali", audit_change(c->a, S("kiriman"), S("dikirim"), STR_CAT(c->a, S("dikembalikan: "), reason)));
}

static const step_action actions[] = {
    {.name = "simpan", .label = "Simpan", .form = send_form, .apply = step_save},
    {.name = "selesai", .label = "Serahkan ke Inspektorat", .form = send_form, .move = MOVE_DONE, .signing = true, .apply = step_save},
    {.name = "buka", .label = "Buka kiriman", .phase = PHASE_SETTER, .apply = open_parcel},
    {.name = "terima", .label = "Terima dan terbitkan Tanda Terima", .form = accept_form, .phase = PHASE_SETTER, .move = MOVE_DONE, .signing = true,
     .prepare = count_files, .apply = accept},
    {.name = "kembalikan", .label = "Kembalikan", .form = return_form, .phase = PHASE_SETTER, .move = MOVE_RETURN},
    {0}};

const step_kind handover_kind = {.name = "handover", .actions = actions, .missing = missing_parts, .issue = issue, .handed = handed,
                                 .returned = returned, .defaults = defaults};
