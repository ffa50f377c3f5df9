/* issue: how steps make documents: number, signer, frozen blocks, and the PDF that is kept.
 *
 * A document is issued inside the apply that ends its step: the number is taken without gaps and the blocks are frozen there. Its PDF is
 * made afterwards, outside the transaction (issue_keep), and kept by its hash; it is a function of the frozen blocks and the moment.
 */
#ifndef TAKAR_STEPS_ISSUE_H
#define TAKAR_STEPS_ISSUE_H
#include "document/letters.h"
#include "steps/step.h"

/* code, title, classification (Permendagri 83/2022; a setting of the office), numbered: the kind of step that gives it out, or "" for none */
#define DOC_KINDS(X)                                                           \
  X(SURAT_PERINTAH, "surat_perintah", "Surat Perintah", "800.1.11.1", "order")     \
  X(DRAFT_SK, "draft_sk", "Draft SK Tim", "000.8.6.3", "")                   \
  X(SK_TIM, "sk_tim", "SK Tim", "000.8.6.3", "team")                              \
  X(RENCANA, "rencana_kegiatan", "Rencana Kegiatan", "000.8.6.3", "")        \
  X(KONSEP, "konsep_laporan", "Konsep Laporan", "000.8.6.3", "")             \
  X(DRAFT_1, "draft_1", "Draft 1", "000.8.6.3", "")                          \
  X(DRAFT_2, "draft_2", "Draft 2", "000.8.6.3", "")                          \
  X(DRAFT_3, "draft_3", "Draft 3", "000.8.6.3", "")                          \
  X(DRAFT_4, "draft_4", "Draft 4", "000.8.6.3", "")                          \
  X(FINAL_DRAFT, "final_draft", "Final Draft", "000.8.6.3", "")              \
  X(LEMBAR_KOREKSI, "lembar_koreksi", "Lembar Koreksi", "000.8.6.3", "")     \
  X(NOTA_DINAS, "nota_dinas", "Nota Dinas", "000.8.6.3", "report")                  \
  X(UNDANGAN, "undangan", "Undangan", "000.1.5", "meeting")                          \
  X(DAFTAR_HADIR, "daftar_hadir", "Daftar Hadir", "000.1.5", "")             \
  X(NOTULA, "notula", "Notula", "000.1.5", "")                               \
  X(BERITA_ACARA, "berita_acara", "Berita Acara Rapat", "000.1.5", "meeting")    \
  X(LAPORAN, "laporan_kinerja", "Laporan Kinerja", "000.8.6.3", "sign")           \
  X(SURAT_PENGANTAR, "surat_pengantar", "Surat Pengantar", "000.8.6.3", "handover")   \
  X(TANDA_TERIMA, "tanda_terima", "Tanda Terima", "700.1", "handover")                \
  X(DAFTAR_ARSIP, "daftar_arsip", "Daftar Arsip", "000.5", "")               \
  X(KELUARAN, "keluaran", "Keluaran Langkah", "000.8.6.3", "")
enum doc_kind {
#define X(name, code, title, classification, step) DOC_##name,
  DOC_KINDS(X)
#undef X
  DOC_KIND_COUNT
};
str doc_kind_code(enum doc_kind k);
str doc_kind_title(enum doc_kind k);
enum doc_kind doc_kind_find(str code); /* DOC_KIND_COUNT when unknown */
str doc_kind_step(enum doc_kind k);    /* the kind of step that numbers it; "" when it bears no number */

/* The number that somebody has set aside for the next document of a kind at a step, and why; both are texts of that step. */
str issue_own_number_field(arena *a, enum doc_kind k);
str issue_own_reason_field(arena *a, enum doc_kind k);
bool issue_may_number(enum doc_kind k, str at); /* the Inspektorat's receipts keep to its own register */

/* The common part of a letter: kop, number (taken now when the kind is numbered; one that was set by hand comes before the register's), day, place, and its signer: who holds `lane` today.
 * The mark says that the signer approved in Takar when the signer is the actor; else it stays a wet place. `from` NULL: the cycle's office. */
MUST_CHECK err issue_common(step_call *c, enum doc_kind k, str lane, const office *from, letter_common *out);
/* Freezes and stores, with its code and the address of its verification page (site_address; absent: the code alone).
 * title NULL-able (STR_NONE: the kind's own). What the actor signs with a certificate is kept as it was signed. */
MUST_CHECK err issue_document(step_call *c, enum doc_kind k, str title, const letter_common *common, doc *d, document_id *out);
/* What stands in the signature block when the actor signs: the mode, and when. */
str issue_mark(const step_call *c, const office *o);

doc_office issue_office(arena *a, const office *o);
doc_official issue_official(arena *a, const cycle *c, const official *o);
MUST_CHECK err issue_person(step_call *c, person_id id, doc_person *out); /* with the position held today */

/* Gives the letterheads of a document the picture of their coat of arms. */
MUST_CHECK err issue_crests(db_ro *db, arena *a, doc *d);
/* A frozen document, with its pictures. */
MUST_CHECK err issue_thaw(db_ro *db, arena *a, str content, doc **out);

/* It as PDF/A-1b; places may be NULL. Outside of any transaction. */
MUST_CHECK err issue_render(arena *a, const doc *d, instant at, str *bytes, doc_places *places);
/* Renders and keeps the PDFs of a cycle that are not kept yet. Outside of any transaction, in memory of its own. */
MUST_CHECK err issue_keep(store *s, arena *a, cycle_id cycle);
/* The PDF of a document: kept bytes, or rendered now (the same bytes). */
MUST_CHECK err issue_pdf(db_ro *db, arena *a, document_id id, str *bytes);
#endif
