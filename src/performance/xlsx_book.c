#include "xlsx_book.h"

#include "base/num.h"

enum { MOST_SHEETS = 256, MOST_STRINGS = 2000000, MOST_STYLES = 65536 };

static err too_many(arena *a) { return ERR(a, LIMIT, "Buku kerja terlalu besar untuk dibaca. Pisahkan menjadi beberapa berkas."); }

typedef struct format {
  int64_t id;
  enum style_kind kind;
} format;

/* The state of reading one of the parts. */
typedef struct book_job {
  xlsx *x;
  err e;
  buf text;
  bool in_text, in_formats, phonetic;
  LIST(format) formats; /* the workbook's own number formats */
} book_job;

static int64_t int_of(str s) {
  int64_t v;
  return num_i64(s, 0, INT32_MAX, &v) ? v : -1;
}

/* --- workbook.xml and its relations --- */

static void workbook_start(void *ctx, str name, part_attrs attrs) {
  book_job *j = ctx;
  arena *a = j->x->a;
  if (str_eq(name, S("workbookPr"))) {
    str v = part_attr_of(attrs, S("date1904"));
    j->x->date1904 = str_eq(v, S("1")) || str_eq(v, S("true"));
  }
  if (!str_eq(name, S("sheet"))) return;
  if (j->x->sheets.n == MOST_SHEETS) j->e = too_many(a);
  else LIST_ADD(a, &j->x->sheets, ((book_sheet){str_copy(a, part_attr_of(attrs, S("name"))), str_copy(a, part_attr_of(attrs, S("id"))), S("")}));
}

static void relation_start(void *ctx, str name, part_attrs attrs) {
  book_job *j = ctx;
  arena *a = j->x->a;
  str id = part_attr_of(attrs, S("Id")), target = part_attr_of(attrs, S("Target"));
  if (!str_eq(name, S("Relationship")) || !id.n || !target.n) return;
  str path = target.p[0] == '/' ? str_copy(a, str_from(target, 1)) : STR_CAT(a, S("xl/"), target);
  for (size_t i = 0; i < j->x->sheets.n; i++)
    if (str_eq(j->x->sheets.v[i].relation, id)) j->x->sheets.v[i].path = path;
}

/* --- styles.xml --- */

/* A number format as typed: outside quotes and brackets, a % makes a percentage, a letter of a date makes a date. */
static enum style_kind kind_of_code(str code) {
  bool quoted = false, bracket = false;
  for (size_t i = 0; i < code.n; i++) {
    char c = code.p[i];
    if (c == '"') quoted = !quoted;
    else if (quoted) continue;
    else if (c == '\\' || c == '_' || c == '*') i++;
    else if (c == '[') bracket = true;
    else if (c == ']') bracket = false;
    else if (bracket) continue;
    else if (c == '%') return STYLE_PERCENT;
    else if (strchr("yYmMdDhHsS", c)) return STYLE_DATE;
  }
  return STYLE_NUMBER;
}

static enum style_kind kind_of_id(const book_job *j, int64_t id) {
  if (id == 9 || id == 10) return STYLE_PERCENT;
  if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47)) return STYLE_DATE;
  for (size_t i = 0; i < j->formats.n; i++)
    if (j->formats.v[i].id == id) return j->formats.v[i].kind;
  return STYLE_NUMBER;
}

static void styles_start(void *ctx, str name, part_attrs attrs) {
  book_job *j = ctx;
  arena *a = j->x->a;
  if (str_eq(name, S("cellXfs"))) j->in_formats = true;
  if (j->formats.n > MOST_STYLES || j->x->styles.n > MOST_STYLES) {
    j->e = too_many(a);
    return;
  }
  int64_t id = int_of(part_attr_of(attrs, S("numFmtId")));
  if (str_eq(name, S("numFmt"))) LIST_ADD(a, &j->formats, ((format){id, kind_of_code(part_attr_of(attrs, S("formatCode")))}));
  if (str_eq(name, S("xf")) && j->in_formats) LIST_ADD(a, &j->x->styles, kind_of_id(j, id));
}

static void styles_end(void *ctx, str name) {
  book_job *j = ctx;
  if (str_eq(name, S("cellXfs"))) j->in_formats = false;
}

/* --- sharedStrings.xml --- */

static void strings_start(void *ctx, str name, part_attrs attrs) {
  book_job *j = ctx;
  (void)attrs;
  if (str_eq(name, S("si"))) j->text = (buf){.a = j->x->a, .max = XLSX_MAX_TEXT};
  if (str_eq(name, S("rPh"))) j->phonetic = true;
  if (str_eq(name, S("t"))) j->in_text = !j->phonetic;
}

static void strings_end(void *ctx, str name) {
  book_job *j = ctx;
  if (str_eq(name, S("t"))) j->in_text = false;
  if (str_eq(name, S("rPh"))) j->phonetic = false;
  if (!str_eq(name, S("si"))) return;
  if (buf_failed(&j->text) || j->x->strings.n == MOST_STRINGS) j->e = too_many(j->x->a);
  else LIST_ADD(j->x->a, &j->x->strings, buf_str(&j->text));
}

static void strings_text(void *ctx, str piece) {
  book_job *j = ctx;
  if (j->in_text && j->text.a) buf_add(&j->text, piece);
}

/* The parts, in the order they need each other. */
static const struct {
  str name;
  void (*start)(void *, str, part_attrs);
  void (*end)(void *, str);
  void (*text)(void *, str);
} parts[] = {
    {SC("xl/workbook.xml"), workbook_start, NULL, NULL},
    {SC("xl/_rels/workbook.xml.rels"), relation_start, NULL, NULL},
    {SC("xl/styles.xml"), styles_start, styles_end, NULL},
    {SC("xl/sharedStrings.xml"), strings_start, strings_end, strings_text},
};

err xlsx_book(xlsx *x) {
  for (size_t i = 0; i < LEN(parts); i++) {
    book_job j = {.x = x};
    part_reader r = {parts[i].start, parts[i].end, parts[i].text, &j, &j.e};
    bool there;
    TRY(xlsx_part(x->a, x->zip, parts[i].name, &r, &there));
  }
  if (x->sheets.n == 0) return ERR(x->a, INPUT, "Berkas ini bukan buku kerja XLSX. Simpan sebagai XLSX, lalu coba lagi.");
  return NULL;
}
