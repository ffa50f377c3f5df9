#include "part.h"
#include "terbilang.h"

/* ---- Undangan: a letter with the date at the right ---- */

static void letter_head(doc *d, const invitation_input *in) {
  arena *a = d->a;
  const letter_common *c = &in->common;
  doc_para(d, ALIGN_RIGHT, part_place_day(a, c));
  doc_field(d, S("Nomor"), part_issue_number(a, c));
  doc_field(d, S("Sifat"), part_value(a, in->nature, S("sifat")));
  doc_field(d, S("Lampiran"), str_blank(in->attachment) ? S("–") : block_escape(a, in->attachment));
  doc_field(d, S("Hal"), part_value(a, in->subject, S("hal")));
  doc_space(d, 10);
}

static void addressees(doc *d, const invitation_input *in) {
  arena *a = d->a;
  if (in->to.n <= 1) {
    str to = part_value(a, in->to.n ? in->to.v[0] : STR_NONE, S("yang diundang"));
    doc_para(d, ALIGN_LEFT, STR_CAT(a, S("Yth. "), to, S("\ndi tempat")));
    return;
  }
  doc_para(d, ALIGN_LEFT, S("Yth."));
  for (size_t i = 0; i < in->to.n; i++)
    doc_item(d, 0, part_count_label(a, COUNT_NUMBERS, i), part_value(a, in->to.v[i], S("yang diundang")));
  doc_para(d, ALIGN_LEFT, S("di tempat"));
}

doc *letter_invitation(arena *a, const invitation_input *in) {
  doc *d = part_doc(a, &in->common, S("Undangan"));
  letter_head(d, in);
  addressees(d, in);
  doc_space(d, 6);
  str opening = S("Bersama ini kami mengundang Saudara untuk menghadiri rapat yang akan dilaksanakan pada:");
  doc_para(d, ALIGN_JUSTIFY, str_blank(in->opening) ? opening : block_escape(a, in->opening));
  part_event(d, &in->event);
  doc_para(d, ALIGN_JUSTIFY, S("Mengingat pentingnya acara tersebut, kehadiran Saudara sangat diharapkan. Atas perhatian dan "
                               "kehadiran Saudara, kami ucapkan terima kasih."));
  part_sign(d, &in->common, STR_NONE, true);
  part_copies(d, &in->common);
  return d;
}

/* ---- Daftar Hadir ---- */

static void attendance_row(doc *d, doc_table *t, size_t i, const doc_person *p) {
  arena *a = d->a;
  doc_row *r = doc_table_row(d, t, false);
  doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
  doc_cell_add(d, r, ALIGN_LEFT, p ? part_person_lines(a, p) : S("\n"));
  doc_cell_add(d, r, ALIGN_LEFT, p ? part_value(a, p->position, S("jabatan")) : S(""));
  /* Places to sign go left and right in turn, so that neighbours do not write into each other. */
  doc_cell_add(d, r, i % 2 ? ALIGN_CENTER : ALIGN_LEFT, str_fmt(a, "%zu. ", i + 1));
}

doc *letter_attendance(arena *a, const attendance_input *in) {
  static const str HEAD[] = {SC("No"), SC("Nama/NIP"), SC("Jabatan/Unit"), SC("Tanda Tangan")};
  doc *d = part_doc(a, &in->common, S("Daftar Hadir"));
  doc_title(d, S("DAFTAR HADIR"));
  doc_space(d, 6);
  part_event(d, &in->event);
  doc_space(d, 6);
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){6, 36, 30, 28}, LEN(HEAD));
  part_head(d, t, HEAD, LEN(HEAD));
  size_t n = in->people.n + in->empty_rows;
  if (n == 0) part_empty_row(d, t, part_value(a, STR_NONE, S("peserta")));
  for (size_t i = 0; i < n; i++) attendance_row(d, t, i, i < in->people.n ? &in->people.v[i] : NULL);
  part_sign(d, &in->common, part_place_day(a, &in->common), true);
  return d;
}

/* ---- Notula ---- */

static void decisions(doc *d, const minutes_input *in) {
  static const str HEAD[] = {SC("No"), SC("Keputusan/tindak lanjut"), SC("Penanggung jawab"), SC("Batas waktu")};
  arena *a = d->a;
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){6, 50, 24, 20}, LEN(HEAD));
  t->font_size = 10;
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->decisions.n == 0) part_empty_row(d, t, S("Rapat tidak menghasilkan keputusan."));
  for (size_t i = 0; i < in->decisions.n; i++) {
    const decision *x = &in->decisions.v[i];
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->what, S("keputusan")));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->who, S("penanggung jawab")));
    doc_cell_add(d, r, ALIGN_LEFT, part_date(a, x->until, S("batas waktu")));
  }
}

static void section(doc *d, str title, const str_list *items, str what, str (*text)(arena *, str, str)) {
  doc_space(d, 6);
  doc_para(d, ALIGN_LEFT, STR_CAT(d->a, S("**"), title, S("**")));
  if (items->n == 0) doc_para(d, ALIGN_LEFT, part_value(d->a, STR_NONE, what));
  for (size_t i = 0; i < items->n; i++)
    doc_item(d, 0, part_count_label(d->a, COUNT_NUMBERS, i), text(d->a, items->v[i], what));
}

doc *letter_minutes(arena *a, const minutes_input *in) {
  const letter_common *c = &in->common;
  const doc_person *n = &in->note_taker;
  doc *d = part_doc(a, c, S("Notula"));
  doc_title(d, S("NOTULA"));
  doc_space(d, 6);
  part_event(d, &in->event);
  doc_field(d, S("Notulis"), part_value(a, n->name, S("notulis")));
  section(d, S("A. Peserta"), &in->participants, S("peserta"), part_value);
  section(d, S("B. Pembahasan"), &in->discussion, S("pembahasan"), part_written);
  doc_space(d, 6);
  doc_para(d, ALIGN_LEFT, S("**C. Keputusan dan Tindak Lanjut**"));
  decisions(d, in);
  doc_signer leader = part_signer(a, c, STR_NONE, true), taker = part_person_signer(a, n, S("Notulis"), true);
  leader.position = STR_CAT(a, S("Pimpinan rapat\n"), leader.position);
  taker.place_date = part_place_day(a, c);
  doc_sign(d, (const doc_signer[]){leader, taker}, 2);
  part_standing(d, &c->signer);
  return d;
}

/* ---- Berita Acara ---- */

/* "Pada hari ini, Senin tanggal lima bulan Januari tahun dua ribu dua puluh enam (5-1-2026), bertempat di ..." */
static str opening(arena *a, const meeting_event *e) {
  str day = S("[belum diisi: hari dan tanggal]");
  if (date_some(e->day)) {
    ymd v = date_ymd(e->day);
    day = STR_CAT(a, date_day_name(date_weekday(e->day)), S(" tanggal "), terbilang(a, DECIMAL_INT(v.d)), S(" bulan "),
                  date_month_name(v.m), S(" tahun "), terbilang(a, DECIMAL_INT(v.y)), str_fmt(a, " (%d-%d-%d)", v.d, v.m, v.y));
  }
  return STR_CAT(a, S("Pada hari ini, "), day, S(", bertempat di "), part_value(a, e->place, S("tempat")),
                 S(", kami yang bertanda tangan di bawah ini:"));
}

static void parties(doc *d, const doc_people *people) {
  arena *a = d->a;
  if (people->n == 0) doc_para(d, ALIGN_LEFT, part_value(a, STR_NONE, S("para pihak")));
  for (size_t i = 0; i < people->n; i++) {
    const doc_person *p = &people->v[i];
    doc_item(d, 0, part_count_label(a, COUNT_NUMBERS, i),
             STR_CAT(a, part_person_lines(a, p), S("\n"), part_value(a, p->position, S("jabatan"))));
  }
}

/* Signature places of the parties, two side by side. */
static void parties_sign(doc *d, const doc_people *people) {
  for (size_t i = 0; i < people->n; i += 2) {
    doc_signer pair[2] = {0};
    size_t n = people->n - i < 2 ? 1 : 2;
    for (size_t k = 0; k < n; k++) {
      const doc_person *p = &people->v[i + k];
      pair[k] = part_person_signer(d->a, p, part_value(d->a, p->position, S("jabatan")), true);
    }
    doc_space(d, 10);
    doc_sign(d, pair, n);
  }
}

doc *letter_record(arena *a, const record_input *in) {
  const letter_common *c = &in->common;
  doc *d = part_doc(a, c, S("Berita Acara"));
  part_titles(d, c, S("BERITA ACARA"));
  doc_para(d, ALIGN_JUSTIFY, opening(a, &in->event));
  parties(d, &in->parties);
  doc_para(d, ALIGN_JUSTIFY, STR_CAT(a, S("telah melaksanakan "), part_value(a, in->event.agenda, S("acara")), S(" dengan hasil sebagai berikut:")));
  if (in->results.n == 0) doc_para(d, ALIGN_LEFT, part_value(a, STR_NONE, S("hasil")));
  for (size_t i = 0; i < in->results.n; i++)
    doc_item(d, 0, part_count_label(a, COUNT_NUMBERS, i), part_value(a, in->results.v[i], S("hasil")));
  doc_para(d, ALIGN_JUSTIFY, S("Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."));
  parties_sign(d, &in->parties);
  part_sign(d, c, STR_CAT(a, part_place_day(a, c), S("\nMengetahui:")), true);
  return d;
}
