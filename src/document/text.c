#include "block.h"
#include "marks.h"

/* Adds text without marks; line breaks and tabs become spaces, so that a line of output is one unit. */
static void add_plain(arena *a, buf *b, str text) {
  str plain = marks_plain(a, text);
  for (size_t i = 0; i < plain.n; i++) buf_char(b, (unsigned char)plain.p[i] < 0x20 ? ' ' : plain.p[i]);
}

static void add_part(arena *a, buf *b, size_t start, char between, str text) {
  if (!text.n) return;
  if (b->n > start) buf_char(b, between);
  add_plain(a, b, text);
}

static void add_row(arena *a, buf *b, const doc_row *r) {
  for (size_t i = 0; i < r->n; i++) {
    if (i) buf_char(b, '\t');
    add_plain(a, b, r->cells[i].text);
  }
}

static void add_table(arena *a, buf *b, const doc_table *t) {
  add_plain(a, b, t->caption);
  for (size_t i = 0; i < t->rows.n; i++) {
    if (i || t->caption.n) buf_char(b, '\n');
    add_row(a, b, &t->rows.v[i]);
  }
}

static void add_fields(arena *a, buf *b, const block *f) {
  for (size_t i = 0; i < f->n_fields; i++) {
    if (i) buf_char(b, '\n');
    add_plain(a, b, f->fields[i].label);
    buf_add(b, S(": "));
    add_plain(a, b, f->fields[i].value);
  }
}

static void add_signers(arena *a, buf *b, const block *s) {
  for (size_t i = 0; i < s->n_signers; i++) {
    const doc_signer *g = &s->signers[i];
    const str parts[] = {g->place_date, g->position, g->mark, g->name, g->rank, g->nip};
    if (i) buf_char(b, '\n');
    for (size_t k = 0, start = b->n; k < LEN(parts); k++) add_part(a, b, start, '\t', parts[k]);
  }
}

static void add_parts(arena *a, buf *b, char between, const str *parts, size_t n) {
  for (size_t i = 0, start = b->n; i < n; i++) add_part(a, b, start, between, parts[i]);
}

str block_text(arena *a, const block *b) {
  buf out = BUF(a);
  switch (b->kind) {
  case BLOCK_KOP: add_parts(a, &out, '\t', (const str[]){b->kop->government, b->kop->office, b->kop->address, b->kop->contact}, 4); break;
  case BLOCK_HEADING: add_plain(a, &out, block_heading(a, b)); break;
  case BLOCK_TITLE:
  case BLOCK_PARA: add_plain(a, &out, b->text); break;
  case BLOCK_ITEM: add_parts(a, &out, ' ', (const str[]){b->label, b->text}, 2); break;
  case BLOCK_FIELDS: add_fields(a, &out, b); break;
  case BLOCK_TABLE: add_table(a, &out, b->table); break;
  case BLOCK_FIGURE: add_parts(a, &out, '\t', (const str[]){b->text, b->alt}, 2); break;
  case BLOCK_SIGN: add_signers(a, &out, b); break;
  case BLOCK_QR: add_parts(a, &out, '\t', (const str[]){b->label, b->text}, 2); break;
  case BLOCK_PAGE:
  case BLOCK_SPACE:
  case BLOCK_CREST:
  case BLOCK_TOC: break;
  }
  return buf_str(&out);
}

str block_row_text(arena *a, const doc_row *r) {
  buf out = BUF(a);
  add_row(a, &out, r);
  return buf_str(&out);
}

str doc_text(arena *a, const doc *d) {
  buf out = BUF(a);
  for (size_t i = 0; i < d->blocks.n; i++) {
    str line = block_text(a, &d->blocks.v[i]);
    if (!line.n) continue;
    buf_add(&out, line);
    buf_char(&out, '\n');
  }
  return buf_str(&out);
}
