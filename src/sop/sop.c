#include "sop.h"

const sop_step *sop_step_of(const sop *s, int no) {
  return no >= 1 && (size_t)no <= s->steps.n ? &s->steps.v[no - 1] : NULL;
}

const sop_lane *sop_lane_of(const sop *s, str code) {
  for (size_t i = 0; i < s->lanes.n; i++)
    if (str_eq(s->lanes.v[i].code, code)) return &s->lanes.v[i];
  return NULL;
}

int sop_next(const sop *s, int no) {
  const sop_step *step = sop_step_of(s, no);
  return step ? step->yes : 0;
}

bool sop_may_return(const sop *s, int from, int to) {
  const sop_step *step = sop_step_of(s, from);
  for (size_t i = 0; step && i < step->if_no.n; i++)
    if (step->if_no.v[i].no == to) return true;
  for (size_t i = 0; step && i < step->return_to.n; i++)
    if (step->return_to.v[i] == to) return true;
  return false;
}

/* ---- for an office ---- */

static str replaced(arena *a, str text, str from, str to) {
  if (!from.n || str_find(text, from) < 0) return text;
  buf b = BUF(a);
  for (ptrdiff_t at; (at = str_find(text, from)) >= 0; text = str_from(text, (size_t)at + from.n)) {
    buf_add(&b, str_sub(text, 0, (size_t)at));
    buf_add(&b, to);
  }
  buf_add(&b, text);
  return buf_str(&b);
}

static sop_items items_for(arena *a, const sop_items *old, str from, str to) {
  sop_items items = {0};
  for (size_t i = 0; i < old->n; i++)
    LIST_ADD(a, &items, ((sop_item){replaced(a, old->v[i].text, from, to), old->v[i].note}));
  return items;
}

static void identity_over(sop_identity *under, const sop_identity *over) {
#define TAKE(f) if (over->f.n) under->f = over->f
  TAKE(government);
  TAKE(office);
  TAKE(number);
  TAKE(approver_position);
  TAKE(approver_name);
  TAKE(approver_nip);
#undef TAKE
#define TAKE(f) if (date_some(over->f)) under->f = over->f
  TAKE(made);
  TAKE(revised);
  TAKE(effective);
#undef TAKE
}

sop *sop_for_office(arena *a, const sop *s, const sop_identity *of) {
  sop *copy = NEW(a, sop);
  *copy = *s;
  identity_over(&copy->identity, of);
  str from = s->identity.office, to = copy->identity.office;
  copy->title = replaced(a, s->title, from, to);
  copy->qualifications = items_for(a, &s->qualifications, from, to);
  copy->related = items_for(a, &s->related, from, to);
  copy->equipment = items_for(a, &s->equipment, from, to);
  copy->warning = items_for(a, &s->warning, from, to);
  copy->recording = items_for(a, &s->recording, from, to);
  return copy;
}

/* ---- the identity block ---- */

/* Indonesian names of the keys of the file, as the official form writes them. */
static const struct { const char *key, *label; } labels[] = {
    {"number", "Nomor SOP"},
    {"made", "Tanggal Pembuatan"},
    {"revised", "Tanggal Revisi"},
    {"effective", "Tanggal Efektif"},
    {"approver", "Disahkan oleh"},
    {"office", "Unit Kerja"},
    {"title", "Nama SOP"},
    {"legal_basis", "Dasar Hukum"},
    {"qualifications", "Kualifikasi Pelaksana"},
    {"related", "Keterkaitan"},
    {"equipment", "Peralatan/Perlengkapan"},
    {"warning", "Peringatan"},
    {"recording", "Pencatatan dan Pendataan"},
    {"lanes", "Pelaksana Kegiatan"},
    {"steps", "Uraian Kegiatan"},
    {"sop", "SOP"},
};

str sop_field_label(str field) {
  for (size_t i = 0; i < LEN(labels); i++)
    if (str_eq(field, str_of(labels[i].key))) return str_of(labels[i].label);
  return field;
}

static str approver(arena *a, const sop_identity *id) {
  str lines[] = {id->approver_position, id->approver_name, id->approver_nip.n ? STR_CAT(a, S("NIP. "), id->approver_nip) : STR_NONE};
  buf b = BUF(a);
  for (size_t i = 0; i < LEN(lines); i++) {
    if (!lines[i].n) continue;
    if (b.n) buf_char(&b, '\n');
    buf_add(&b, lines[i]);
  }
  return b.n ? buf_str(&b) : STR_NONE;
}

static str day(arena *a, date d) { return date_some(d) ? date_id(a, d) : STR_NONE; }

static str unless_empty(str s) { return s.n ? s : STR_NONE; }

void sop_identity_rows(arena *a, const sop *s, sop_row rows[SOP_ROWS]) {
  const sop_identity *id = &s->identity;
  str texts[SOP_ROWS] = {unless_empty(id->number), day(a, id->made), day(a, id->revised), day(a, id->effective),
                         approver(a, id), unless_empty(id->office), s->title};
  for (size_t i = 0; i < SOP_ROWS; i++)
    rows[i] = (sop_row){str_of(labels[i].key), str_of(labels[i].label), texts[i]};
}

void sop_boxes(const sop *s, sop_box boxes[SOP_BOXES]) {
  const sop_items *items[SOP_BOXES] = {&s->legal_basis, &s->qualifications, &s->related,
                                       &s->equipment,   &s->warning,        &s->recording};
  for (size_t i = 0; i < SOP_BOXES; i++) {
    str key = str_of(labels[SOP_ROWS + i].key);
    boxes[i] = (sop_box){key, sop_field_label(key), items[i], items[i]->n > 1};
  }
}

str_list sop_missing(arena *a, const sop *s) {
  sop_row rows[SOP_ROWS];
  sop_identity_rows(a, s, rows);
  str_list missing = {0};
  for (size_t i = 0; i < SOP_ROWS; i++)
    if (!rows[i].text.n) LIST_ADD(a, &missing, rows[i].label);
  return missing;
}

/* ---- Keterangan ---- */

static void add_sentence(buf *b, str sentence) {
  if (!sentence.n) return;
  if (b->n) buf_char(b, ' ');
  buf_add(b, sentence);
}

static str no_branches(arena *a, const sop_step *step) {
  buf b = BUF(a);
  for (size_t i = 0; i < step->if_no.n; i++) {
    const sop_target *t = &step->if_no.v[i];
    const char *how = t->no < step->no ? "kembali ke" : t->no > step->no ? "lanjut ke" : "ulangi";
    buf_fmt(&b, "%s%s langkah %d", i ? ", atau " : "Tidak: ", i && t->no < step->no ? "ke" : how, t->no);
    if (t->when.n) buf_fmt(&b, " %.*s", STR_ARG(t->when));
  }
  if (b.n) buf_char(&b, '.');
  return buf_str(&b);
}

static str returns(arena *a, const sop_step *step) {
  buf b = BUF(a);
  for (size_t i = 0; i < step->return_to.n; i++)
    buf_fmt(&b, i ? " atau %d" : "Dapat dikembalikan ke langkah %d", step->return_to.v[i]);
  if (b.n) buf_char(&b, '.');
  return buf_str(&b);
}

str sop_note(arena *a, const sop *s, const sop_step *step) {
  buf b = BUF(a);
  add_sentence(&b, no_branches(a, step));
  add_sentence(&b, returns(a, step));
  const sop_lane *setter = sop_lane_of(s, step->setter);
  if (setter) add_sentence(&b, str_fmt(a, "Dituntaskan oleh %.*s.", STR_ARG(setter->label)));
  add_sentence(&b, step->remark);
  return buf_str(&b);
}

/* ---- marks ---- */

static const struct { str label, css; } states[] = {
    [SOP_WAITING] = {SC("menunggu"), SC("is-waiting")},
    [SOP_CURRENT] = {SC("sedang berjalan"), SC("is-current")},
    [SOP_DONE] = {SC("selesai"), SC("is-done")},
    [SOP_RETURNED] = {SC("dikembalikan"), SC("is-returned")},
};

sop_mark sop_mark_of(const sop_marks *m, int no) {
  return m && no >= 1 && (size_t)no <= m->n ? m->v[no - 1] : (sop_mark){0};
}

str sop_state_label(enum sop_state state) { return states[state].label; }
str sop_state_class(enum sop_state state) { return states[state].css; }
