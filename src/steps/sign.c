/* Step 10, Menandatangani Laporan Kinerja: the report is locked and signed in one of the ways of signing.h (approval asks for the password),
 * or on paper with its scan uploaded; or it goes back to be finalised again. */
#include "cycle/cycle_sql.h"
#include "steps/attach.h"
#include "steps/report_data.h"
#include "steps/signing.h"

static const form_field approve_form[] = {
    {.name = "sandi", .label = "Kata sandi", .kind = FIELD_SECRET, .max = PASSWORD_MAX, .hint = "kata sandi akun Anda; tidak disimpan"},
    {0}};
static const form_field wet_form[] = {
    {.name = "pindaian", .label = "Pindaian laporan yang ditandatangani", .kind = FIELD_FILE, .required = true, .max = ATTACH_MAX,
     .hint = "PDF, JPEG, atau PNG; paling besar 20 MB"},
    {0}};

static err missing_draft(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  (void)now;
  sql_document_last_row *final;
  TRY(sql_document_last(db, a, c->id, doc_kind_code(DOC_FINAL_DRAFT), &final));
  if (!final) step_lacks(a, out, S("final_draft"), "Final Draft belum ada; selesaikan dulu penyusunannya.");
  return NULL;
}

static err audit_mode(step_call *c, enum sign_mode mode, str scan) {
  json j = JSON(c->a);
  json_open(&j, '{');
  json_kt(&j, S("cara"), sign_mode_code(mode));
  if (scan.p) json_kt(&j, S("sha256"), scan);
  json_close(&j, '}');
  return step_audit(c, "laporan.tandatangan", json_str(&j));
}

/* The password is compared and forgotten: it is in no field that is saved and in no entry of the trail. */
static err check_password(step_call *c) {
  if (!c->turn.signs) return ERR(c->a, FORBIDDEN, "Surat penunjukan Anda tidak mencakup penandatanganan.");
  if (c->mode != SIGN_APPROVED) return NULL; /* the way has checked what it signs with */
  if (!fields_get(c->in, S("sandi")).n) return ERR_FIELD(c->a, S("sandi"), "Kata sandi wajib diisi.");
  return account_confirm(c->store, c->ro, c->a, c->who, fields_get(c->in, S("sandi")), c->address, c->now);
}

static err approve(step_call *c) { return audit_mode(c, c->mode, STR_NONE); }

static err look_at_scan(step_call *c) {
  attachment *scan = NEW(c->a, attachment);
  TRY(attach_take(c, "pindaian", true, scan));
  scan->kind = S("pindaian");
  c->prepared = scan;
  return NULL;
}

static err keep_scan(step_call *c) {
  const attachment *scan = c->prepared;
  c->wet = true;
  TRY(attach_store(c, scan));
  return audit_mode(c, SIGN_WET, scan->hash);
}

static err issue(step_call *c) { return report_issue(c, DOC_LAPORAN); }

static const step_action actions[] = {
    {.name = "tandatangani", .label = "Tanda tangani", .form = approve_form, .move = MOVE_DONE, .signing = true, .prepare = check_password, .apply = approve},
    {.name = "basah", .label = "Unggah pindaian bertanda tangan", .form = wet_form, .move = MOVE_DONE, .signing = true, .prepare = look_at_scan, .apply = keep_scan},
    {.name = "kembalikan", .label = "Kembalikan", .form = return_form, .move = MOVE_RETURN},
    {0}};

const step_kind sign_kind = {.name = "sign", .actions = actions, .missing = missing_draft, .issue = issue};
