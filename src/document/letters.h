/* letters: the documents of the procedure, one builder each: plain input in, a tree of blocks out (block.h).
 *
 * Builders are pure and do not fail: what is missing is printed as "[belum diisi: ...]", never invented. Input texts are data and
 * are escaped here; multi-line texts keep their paragraphs. The doc points into the input, so both live as long as the arena.
 * Forms follow Permendagri 1/2023 (tata naskah dinas) where it has one; paper, margins and numbers are settings of the office.
 */
#ifndef TAKAR_DOCUMENT_LETTERS_H
#define TAKAR_DOCUMENT_LETTERS_H
#include "base/date.h"
#include "block.h"
#include "tables.h"

/* ---- what every document is given ---- */

typedef struct doc_office {
  str government;   /* PEMERINTAH KABUPATEN PURWAKARTA */
  str name;         /* KECAMATAN BABAKANCIKAO */
  str office_title; /* Kecamatan Babakancikao */
  str place;        /* Babakancikao */
  str address, contact;
  bool no_crest;
  str crest_hash;   /* of the picture of its coat of arms; absent: a neutral shield */
  enum doc_paper paper;
  double margin_top, margin_right, margin_bottom, margin_left; /* millimetres; all 0: the standard */
  int offset_minutes; /* of local time: 420 WIB */
} doc_office;

typedef struct doc_person { str name, nip, rank /* "Penata Tk. I / III/d" */, position; } doc_person;
typedef LIST(doc_person) doc_people;

typedef struct doc_official {
  doc_person person;
  str prefix;             /* "", "Plt.", "Plh.", "Pjs." */
  str position;           /* CAMAT BABAKANCIKAO, without the prefix */
  str letter;             /* number and date of the letter that appoints the Plt./Plh. */
  doc_person substituted; /* the holder they stand in for; name absent when the post is vacant */
} doc_official;

typedef struct doc_issue {
  str number; /* absent: not issued yet; empty: bears no number */
  date day;   /* DATE_NONE: not issued yet */
  str place;  /* absent: the office's place */
  str mark;   /* text of an electronic approval; absent for a wet signature */
} doc_issue;

typedef struct letter_common {
  doc_office office;
  doc_issue issue;
  doc_official signer;
  str_list copies; /* tembusan */
  str watermark;   /* "KONSEP" marks a draft, which may have no number or day yet; absent for none */
} letter_common;

/* ---- step 1: Surat Perintah (form "judul", surat perintah) ---- */

typedef struct order_input {
  letter_common common;
  str_list considering, basis; /* menimbang, dasar */
  doc_people to;
  str_list tasks;
  str period;                  /* "Triwulan I Tahun 2026" */
  str deadline;                /* "Rabu, 7 Januari 2026 pukul 16.00 WIB" */
} order_input;
doc *letter_order(arena *a, const order_input *in);

/* ---- step 2: Keputusan Camat on the team; with the watermark KONSEP it is the Draft SK Tim ---- */

typedef struct team_member { doc_person person; str function; /* Ketua, Sekretaris, Anggota */ } team_member;
typedef struct decree_input {
  letter_common common;
  str about;                      /* TENTANG: "Pembentukan Tim ..." */
  str_list considering, recalling; /* menimbang a., b.; mengingat 1., 2. */
  str_list rulings;               /* KESATU, KEDUA, ...: up to ten */
  LIST(team_member) members;
  bool opening_phrase;            /* DENGAN RAHMAT TUHAN YANG MAHA ESA */
  bool signer_with_nip;           /* a decree's signer stands without rank and NIP unless the region rules otherwise */
} decree_input;
doc *letter_decree(arena *a, const decree_input *in);

/* ---- step 3: Rencana Kegiatan ---- */

typedef struct plan_row {
  str indicator, source, method, person, evidence;
  date start, due; /* start may be DATE_NONE: a milestone */
} plan_row;
typedef struct plan_input {
  letter_common common;
  str period;
  LIST(plan_row) rows;
  date from, until;        /* days of the schedule picture */
  const bool *days_off;    /* one flag for each day from..until; NULL: none known */
} plan_input;
doc *letter_plan(arena *a, const plan_input *in);
/* Rows first..first+n-1 as a picture: a line per row, a column per day, days off shaded. */
drawing *plan_schedule(arena *a, const plan_input *in, size_t first, size_t n);

/* ---- step 6: Lembar Koreksi ---- */

typedef struct correction { str pinned_to, note, corrector, addressee, answer, status; } correction;
typedef struct correction_input {
  letter_common common;
  str document, round; /* "Draft 1", "Putaran ke-2" */
  str decision;        /* "Ya, dilanjutkan sebagai Draft 2"; absent: not decided yet */
  LIST(correction) rows;
} correction_input;
doc *letter_correction_sheet(arena *a, const correction_input *in);

/* ---- step 7: Nota Dinas ---- */

typedef struct memo_input {
  letter_common common; /* copies: the row Tembusan */
  str to, from;         /* Yth., Dari; `through` is printed below Yth. */
  str through;
  str nature, attachment, subject; /* Sifat, Lampiran, Hal */
  str_list paragraphs;
  doc_measures measures; /* printed after the paragraphs when there are any */
} memo_input;
doc *letter_memo(arena *a, const memo_input *in);

/* ---- step 8: Undangan, Daftar Hadir, Notula, Berita Acara ---- */

typedef struct meeting_event { date day; str time, place, agenda; str leader; } meeting_event;
typedef struct invitation_input {
  letter_common common;
  meeting_event event;
  str nature, attachment, subject;
  str_list to;         /* one: on the letter; more: numbered */
  str opening;         /* paragraph before the event; absent: the standard one */
} invitation_input;
doc *letter_invitation(arena *a, const invitation_input *in);

typedef struct attendance_input {
  letter_common common;
  meeting_event event;
  doc_people people;   /* invited; the signature column stays empty */
  size_t empty_rows;   /* for guests */
} attendance_input;
doc *letter_attendance(arena *a, const attendance_input *in);

typedef struct decision { str what, who; date until; } decision;
typedef struct minutes_input {
  letter_common common; /* signer: the leader */
  meeting_event event;
  doc_person note_taker;
  str_list participants, discussion;
  LIST(decision) decisions;
} minutes_input;
doc *letter_minutes(arena *a, const minutes_input *in);

typedef struct record_input {
  letter_common common;
  meeting_event event;  /* agenda: what the record is about */
  doc_people parties;   /* who declare; they sign, with the signer */
  str_list results;
} record_input;
doc *letter_record(arena *a, const record_input *in);

/* ---- step 11: Surat Pengantar, Tanda Terima ---- */

typedef struct sent_item { str what, amount, remark; } sent_item;
typedef struct covering_input {
  letter_common common; /* signer: the sender (Pengirim) */
  str to, to_place;     /* "Inspektur Kabupaten Purwakarta", "Purwakarta" */
  LIST(sent_item) items;
  doc_official receiver; /* name absent: left open for the receiver to fill in */
  date received;        /* DATE_NONE: left open */
} covering_input;
doc *letter_covering(arena *a, const covering_input *in);

typedef struct receipt_input {
  letter_common common; /* office, signer: the receiving office (Inspektorat) */
  str from, subject;    /* who handed over, what */
  doc_person bearer;    /* the person who handed over */
  instant at;
  doc_files files;
  str completeness;     /* result of the check of completeness */
  str audit_head;       /* head of the audit chain at that moment */
} receipt_input;
doc *letter_receipt(arena *a, const receipt_input *in);

/* ---- step 12: Daftar Arsip ---- */

typedef struct archive_row {
  str code, description, span, amount, copy /* asli, salinan */, location;
  int active_years, inactive_years; /* -1: belum diisi */
  str fate;                         /* musnah, permanen */
} archive_row;
typedef struct archive_input {
  letter_common common;
  str title;            /* "Siklus Triwulan I Tahun 2026" */
  LIST(archive_row) rows;
  str audit_head;
} archive_input;
doc *letter_archive_list(arena *a, const archive_input *in);

/* ---- beside the steps ---- */

typedef struct agreement_row { str objective, indicator, unit; doc_value target; } agreement_row;
typedef struct agreement_input {
  doc_office office;
  int64_t year;
  doc_official first;  /* head of the office */
  doc_person second;   /* the superior; position in full */
  str place;
  date day;
  str watermark;       /* "KONSEP" while parts are missing; absent for none */
  LIST(agreement_row) rows;
  doc_budget programs; /* ceiling; a last row of totals */
} agreement_input;
doc *letter_agreement(arena *a, const agreement_input *in);

typedef struct comparison_row { str place, before, after; } comparison_row;
typedef LIST(comparison_row) comparison_rows;
typedef struct comparison_input {
  doc_office office;
  str title, before, after;         /* "Triwulan I Tahun 2026", "Draft 1", "Draft 2" */
  str before_about, after_about;    /* when and by whom each was issued */
  comparison_rows figures, texts;   /* only what differs */
  size_t same_figures;
} comparison_input;
doc *letter_comparison(arena *a, const comparison_input *in);

/* ---- any step ---- */

/* The sheet of the SOP: landscape F4, one drawing per page. */
doc *letter_sop_sheet(arena *a, const doc_office *office, str title, drawing *const *pages, size_t n);

typedef struct labelled { str label, value; } labelled;
typedef struct step_output_input {
  letter_common common;
  str title;
  LIST(labelled) fields;
  str note;
} step_output_input;
doc *letter_step_output(arena *a, const step_output_input *in);
#endif
