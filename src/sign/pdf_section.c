#include "pdf_section.h"

#include "base/hash.h"
#include "base/num.h"

typedef struct placed { int id, generation; size_t offset, body; } placed;
struct pdf_section {
  pdfin *f;
  buf out;
  int64_t previous;     /* offset of the newest cross-reference */
  int next;
  bool stream;          /* it is a stream */
  LIST(placed) objects;
};

enum { TAIL = 2048, MOST = 256 << 20, MOST_OBJECTS = 1 << 23 };

/* The number after the last "startxref". */
static bool find_previous(str bytes, int64_t *out) {
  size_t from = bytes.n > TAIL ? bytes.n - TAIL : 0;
  str word = S("startxref"), rest = str_from(bytes, from), digits;
  ptrdiff_t at = -1;
  for (ptrdiff_t next; (next = str_find(rest, word)) >= 0; rest = str_from(rest, (size_t)next + word.n)) at = rest.p + next - bytes.p;
  if (at < 0) return false;
  digits = str_trim(str_from(bytes, (size_t)at + word.n));
  size_t n = 0;
  while (n < digits.n && digits.p[n] >= '0' && digits.p[n] <= '9') n++;
  return num_i64(str_sub(digits, 0, n), 0, (int64_t)bytes.n - 1, out);
}

err pdf_section_new(pdfin *f, pdf_section **out) {
  pdf_section *s = NEW(f->a, pdf_section);
  *s = (pdf_section){.f = f, .out = {.a = f->a, .max = MOST}};
  qpdf_oh size = f->lib->oh_get_key(f->q, f->lib->get_trailer(f->q), "/Size");
  long long next = f->lib->oh_is_integer(f->q, size) ? f->lib->oh_get_int_value(f->q, size) : 0;
  if (!find_previous(f->bytes, &s->previous) || next < 1 || next > MOST_OBJECTS)
    return ERR(f->a, INPUT, "Susunan PDF ini tidak dapat ditambahi tanda tangan. Buat ulang PDF-nya, lalu coba lagi.");
  s->next = (int)next;
  s->stream = !str_starts(str_from(f->bytes, (size_t)s->previous), S("xref"));
  buf_add(&s->out, f->bytes);
  if (!str_ends(f->bytes, S("\n"))) buf_char(&s->out, '\n');
  *out = s;
  return NULL;
}

int pdf_section_id(pdf_section *s) { return s->next++; }
str pdf_section_ref(const pdf_section *s, int id) { return str_fmt(s->f->a, "%d 0 R", id); }

void pdf_section_put(pdf_section *s, int id, int generation, str body) {
  placed o = {.id = id, .generation = generation, .offset = s->out.n};
  buf_fmt(&s->out, "%d %d obj\n", id, generation);
  o.body = s->out.n;
  buf_add(&s->out, body);
  buf_z(&s->out, "\nendobj\n");
  LIST_ADD(s->f->a, &s->objects, o);
}

size_t pdf_section_at(const pdf_section *s, int id) {
  for (size_t i = 0; i < s->objects.n; i++)
    if (s->objects.v[i].id == id) return s->objects.v[i].body;
  return 0;
}

/* ---- the cross-reference ---- */

static int by_id(const void *x, const void *y) { return ((const placed *)x)->id - ((const placed *)y)->id; }

/* The first half of the file's id stays, the second follows from the bytes. */
static str file_id(pdf_section *s) {
  pdfin *f = s->f;
  str now = str_sub(sha256_hex(f->a, buf_str(&s->out)), 0, 32), first = now;
  qpdf_oh id = f->lib->oh_get_key(f->q, f->lib->get_trailer(f->q), "/ID");
  if (pdfin_items(f, id) == 2) {
    str was = pdfin_string(f, f->lib->oh_get_array_item(f->q, id, 0));
    if (was.n) first = num_hex(f->a, was.p, was.n);
  }
  return str_fmt(f->a, "[<%.*s><%.*s>]", STR_ARG(first), STR_ARG(now));
}

static str trailer(pdf_section *s, str id) {
  pdfin *f = s->f;
  qpdf_oh old = f->lib->get_trailer(f->q);
  buf b = BUF(f->a);
  buf_fmt(&b, "/Size %d /Prev %lld /ID %.*s /Root %.*s", s->next, (long long)s->previous, STR_ARG(id), STR_ARG(pdfin_unparse(f, f->lib->oh_get_key(f->q, old, "/Root"))));
  qpdf_oh info = f->lib->oh_get_key(f->q, old, "/Info");
  if (f->lib->oh_is_indirect(f->q, info)) buf_fmt(&b, " /Info %.*s", STR_ARG(pdfin_unparse(f, info)));
  return buf_str(&b);
}

/* Objects in one run of numbers from i on. */
static size_t run(const pdf_section *s, size_t i) {
  size_t n = 1;
  while (i + n < s->objects.n && s->objects.v[i + n].id == s->objects.v[i].id + (int)n) n++;
  return n;
}

static void put_table(pdf_section *s, str id) {
  size_t at = s->out.n;
  buf_z(&s->out, "xref\n");
  for (size_t i = 0, n; i < s->objects.n; i += n) {
    n = run(s, i);
    buf_fmt(&s->out, "%d %zu\n", s->objects.v[i].id, n);
    for (size_t k = i; k < i + n; k++) buf_fmt(&s->out, "%010zu %05d n \n", s->objects.v[k].offset, s->objects.v[k].generation);
  }
  buf_fmt(&s->out, "trailer\n<< %.*s >>\nstartxref\n%zu\n%%%%EOF\n", STR_ARG(trailer(s, id)), at);
}

static void put_number(buf *b, size_t v, int bytes) {
  for (int i = bytes - 1; i >= 0; i--) buf_char(b, (char)(v >> (8 * i) & 0xff));
}

static void put_stream(pdf_section *s, str id) {
  buf rows = BUF(s->f->a), index = BUF(s->f->a);
  size_t at = s->out.n;
  placed self = {.id = pdf_section_id(s), .offset = at};
  LIST_ADD(s->f->a, &s->objects, self);
  for (size_t i = 0, n; i < s->objects.n; i += n) {
    n = run(s, i);
    buf_fmt(&index, " %d %zu", s->objects.v[i].id, n);
    for (size_t k = i; k < i + n; k++) {
      put_number(&rows, 1, 1);
      put_number(&rows, s->objects.v[k].offset, 4);
      put_number(&rows, (size_t)s->objects.v[k].generation, 2);
    }
  }
  buf_fmt(&s->out, "%d 0 obj\n<< /Type /XRef /W [1 4 2] /Index [%.*s ] /Length %zu %.*s >>\nstream\n", self.id, STR_ARG(buf_str(&index)), rows.n,
          STR_ARG(trailer(s, id)));
  buf_add(&s->out, buf_str(&rows));
  buf_fmt(&s->out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", at);
}

err pdf_section_finish(pdf_section *s, str *bytes) {
  str id = file_id(s);
  qsort(s->objects.v, s->objects.n, sizeof *s->objects.v, by_id);
  (s->stream ? put_stream : put_table)(s, id);
  if (buf_failed(&s->out)) return ERR(s->f->a, LIMIT, "PDF ini terlalu besar untuk ditandatangani.");
  *bytes = buf_str(&s->out);
  return NULL;
}
